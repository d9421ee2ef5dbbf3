"""Households and people as ledgers name them: by household number and name. Fetched once, made in one go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import F

from agencies.models import District
from casework.choices import Sex
from casework.matching.keys import search_key
from casework.models import Consultation, Household, HouseholdMember, NumberCounter, Person
from reports.ledgers.ledger import Values
from reports.ledgers.numbers import note_numbers

SEX_TEXT = {str(Sex.FEMALE): "女性", str(Sex.MALE): "男性", str(Sex.OTHER): "その他", str(Sex.UNKNOWN): "不明", "": ""}
SEX_WORDS = {text: sex for sex, text in SEX_TEXT.items()} | {"女": str(Sex.FEMALE), "男": str(Sex.MALE)}
DETAILS = {  # column → field of Consultation and of Person
    "ふりがな": "kana", "生年月日": "birth_date", "郵便番号": "postal_code", "住所": "address", "電話番号": "telephone",
}  # fmt: skip
PERSON_FIELDS = ["name", "sex", "sex_words", "stated_age", *Person.KEYS, *DETAILS.values()]


def sex_of(text: str) -> tuple[str, str]:
    """The value, and the words as typed where they are not the code table's own."""
    sex = SEX_WORDS.get(text, str(Sex.OTHER))
    return sex, "" if SEX_TEXT[sex] == text else text


def sex_text(record: Consultation | Person) -> str:
    return record.sex_words or SEX_TEXT[record.sex]


def name_key(name: str) -> str:
    """A name as it is matched within a household: 髙﨑 ハル is 高崎ハル. What is stored stays as typed."""
    return search_key(name) or name


class People:
    """The households of some numbers, their members by name, and those that rows add to them."""

    def __init__(self, numbers: Iterable[str]) -> None:
        numbers = set(numbers) - {""}
        self.households = {each.number: each for each in Household.objects.filter(number__in=numbers)}
        self.members: dict[tuple[str, str], list[HouseholdMember]] = {}
        self.persons: dict[int, Person] = {}
        members = HouseholdMember.objects.filter(household__number__in=numbers).select_related("household", "person")
        for member in members.order_by(F("left_on").desc(nulls_first=True), "order", "pk"):  # who lives there first
            member.person = self.known(member.person)
            self._remember(member)
        self.new_households: list[Household] = []
        self.new_persons: list[Person] = []
        self.new_members: list[HouseholdMember] = []
        self.changed_persons: dict[int, Person] = {}
        note_numbers(NumberCounter.Kind.HOUSEHOLD, numbers - self.households.keys())

    def known(self, person: Person) -> Person:
        """One object for one person, however often they are fetched: what two rows change is not lost."""
        return self.persons.setdefault(person.pk, person)

    def household(self, number: str, *, written_by: Group, district: District | None) -> Household:
        """The household of that number; one not seen before is made."""
        if number not in self.households:
            self.households[number] = Household(number=number, written_by=written_by, district=district)
            self.new_households.append(self.households[number])
        return self.households[number]

    def named(self, household: str, name: str, *, born: Any = None) -> HouseholdMember | None:
        """The member of that name: of several the one born on that day, else the consultee, else the first."""
        found = self.members.get((household, name_key(name)), [])
        found = [each for each in found if each.left_on is None] or found
        return min(
            found,
            default=None,
            key=lambda each: (
                born is not None and each.person.birth_date != born,
                each.relation_label != HouseholdMember.CONSULTEE,
            ),
        )

    def consultee(self, household: Household, values: Values, *, written_by: Group) -> Person:
        """The member of that name, under whatever 続柄; else a new one, 本人. 匿名 is one member of a household, and
        never matched with anybody outside it."""
        member = self.named(household.number, values["氏名"], born=values["生年月日"])
        if member is None:
            person = Person(name=values["氏名"], written_by=written_by)
            self.new_persons.append(person)
        else:
            person = member.person
        if member is None or member.left_on is not None:
            self.add(household, person, HouseholdMember.CONSULTEE, written_by=written_by)
        self.tell(person, values)
        return person

    def add(self, household: Household, person: Person, relation: str, *, written_by: Group) -> HouseholdMember:
        member = HouseholdMember(
            household=household, person=person, relation_label=relation, written_by=written_by,
            order=0 if relation == HouseholdMember.CONSULTEE else 1,
        )  # fmt: skip
        self.new_members.append(member)
        self._remember(member)
        return member

    def _remember(self, member: HouseholdMember) -> None:
        self.members.setdefault((member.household.number, name_key(member.person.name)), []).append(member)

    def tell(self, person: Person, values: Values, before: Values | None = None) -> None:
        """What a consultation says of somebody fills the gaps of what is known of them today.

        before   what it said until now: where that is all that is known, the person follows the correction."""
        changed = False
        for column, attribute in DETAILS.items():
            known = getattr(person, attribute)
            follows = before is not None and known == before[column]
            if known != values[column] and (follows or (values[column] and not known)):
                setattr(person, attribute, values[column])
                changed = True
        known = sex_text(person)
        follows = before is not None and known == before["性別"]
        if known != values["性別"] and (follows or (values["性別"] and not person.sex)):
            person.sex, person.sex_words = sex_of(values["性別"])
            changed = True
        if before is not None and person.name == before["氏名"] != values["氏名"]:
            person.name = values["氏名"]
            changed = True
        if changed and person.pk:
            self.changed_persons[person.pk] = person

    def save(self) -> None:
        """New households, persons and members in one go; then the persons of whom more is known."""
        Household.objects.bulk_create(self.new_households, batch_size=2000)
        for person in self.new_persons:
            person.renew_keys()
        Person.objects.bulk_create(self.new_persons, batch_size=2000)
        HouseholdMember.objects.bulk_create(self.new_members, batch_size=2000)
        for person in self.changed_persons.values():
            person.renew_keys()
        Person.objects.bulk_update(self.changed_persons.values(), PERSON_FIELDS, batch_size=500)
        self.new_households, self.new_persons, self.new_members, self.changed_persons = [], [], [], {}
