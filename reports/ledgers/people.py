"""Households and people as ledgers name them: by household number and name. Fetched once, made in one go."""

from __future__ import annotations

from django.contrib.auth.models import Group

from agencies.models import District
from casework.choices import Sex
from casework.models import Consultation, Household, HouseholdMember, NumberCounter, Person
from reports.ledgers.ledger import Values

SEX_WORDS = {"女性": Sex.FEMALE, "女": Sex.FEMALE, "男性": Sex.MALE, "男": Sex.MALE, "不明": Sex.UNKNOWN, "": ""}
SEX_TEXT = {Sex.FEMALE: "女性", Sex.MALE: "男性", Sex.UNKNOWN: "不明", "": ""}
TOLD = {
    "ふりがな": "kana",
    "生年月日": "birth_date",
    "郵便番号": "postal_code",
    "住所": "address",
    "電話番号": "telephone",
}


def sex_of(text: str) -> tuple[str, str]:
    """The value, and the words as typed where they are not the table's own."""
    sex = SEX_WORDS.get(text, Sex.OTHER)
    return str(sex), "" if SEX_TEXT.get(sex) == text else text  # type: ignore[call-overload]


def sex_text(record: Consultation | Person) -> str:
    return record.sex_words or SEX_TEXT.get(record.sex, "")  # type: ignore[call-overload]


class People:
    """The households of some numbers, their members by name, and those that rows add to them."""

    def __init__(self, numbers: set[str]) -> None:
        self.households = {each.number: each for each in Household.objects.filter(number__in=numbers - {""})}
        self.members: dict[tuple[str, str], list[HouseholdMember]] = {}
        members = HouseholdMember.objects.filter(household__number__in=numbers - {""}, left_on=None)
        for member in members.select_related("household", "person").order_by("order", "pk"):
            self.members.setdefault((member.household.number, member.person.name), []).append(member)
        self.new_households: list[Household] = []
        self.new_persons: list[Person] = []
        self.new_members: list[HouseholdMember] = []
        self.told: list[Person] = []

    def household(self, number: str, *, written_by: Group, district: District | None) -> Household:
        """The household of that number; one not seen before is made."""
        household = self.households.get(number)
        if household is None:
            household = Household(number=number, written_by=written_by, district=district)
            self.households[number] = household
            self.new_households.append(household)
        elif household.district is None and district is not None:
            household.district = district
        return household

    def consultee(self, household: Household, values: Values, *, written_by: Group) -> Person:
        """The member of that name, under whatever 続柄; else a new one, 本人. 匿名 is one member of a household, and
        never matched with anybody outside it."""
        found = self.members.get((household.number, values["氏名"]))
        if found:
            self.tell(found[0].person, values)
            return found[0].person
        person = Person(name=values["氏名"], written_by=written_by)
        self._fill_gaps(person, values)
        self.add(household, person, HouseholdMember.CONSULTEE, written_by=written_by)
        return person

    def add(self, household: Household, person: Person, relation: str, *, written_by: Group) -> HouseholdMember:
        member = HouseholdMember(
            household=household, person=person, relation_label=relation, written_by=written_by,
            order=0 if relation == HouseholdMember.CONSULTEE else 1,
        )  # fmt: skip
        self.new_persons.append(person)
        self.new_members.append(member)
        self.members.setdefault((household.number, person.name), []).append(member)
        return member

    def tell(self, person: Person, values: Values, *, renamed: bool = False) -> None:
        """What a consultation says of somebody known fills the gaps of what is known; it overwrites nothing."""
        if renamed:
            person.name = values["氏名"]
        if self._fill_gaps(person, values) or renamed:
            if person.pk:
                person.save()

    @staticmethod
    def _fill_gaps(person: Person, values: Values) -> bool:
        filled = False
        for column, attribute in TOLD.items():
            if values[column] and not getattr(person, attribute):
                setattr(person, attribute, values[column])
                filled = True
        if values["性別"] and not person.sex:
            person.sex, person.sex_words = sex_of(values["性別"])
            filled = True
        return filled

    def save(self) -> None:
        Household.objects.bulk_create(self.new_households, batch_size=2000)
        for household in self.new_households:
            NumberCounter.objects.note(NumberCounter.Kind.HOUSEHOLD, household.number)
        for person in self.new_persons:
            person.renew_search_key()
        Person.objects.bulk_create(self.new_persons, batch_size=2000)
        HouseholdMember.objects.bulk_create(self.new_members, batch_size=2000)
        self.new_households, self.new_persons, self.new_members = [], [], []
