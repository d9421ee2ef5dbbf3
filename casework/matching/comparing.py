"""Two records side by side: what each says, and in words how far they agree."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acting import acting_as
from accounts.models import Membership
from agencies.calendar import era_text, today
from casework.models import Case, Consent, Consultation, Household, HouseholdMember, Person, PersonPair

# How a field agrees, in words and in the tone of its chip. What is in no record at all has no row.
LEVELS: dict[str, tuple[str | Promise, str]] = {
    "same": (gettext_lazy("The same"), "done"),
    "some": (gettext_lazy("The same"), "done"),
    "sounds": (gettext_lazy("Sounds the same"), "done"),
    "homophone": (gettext_lazy("The same kana, other characters"), "wait"),
    "close": (gettext_lazy("One character differs"), "wait"),
    "slip": (gettext_lazy("Perhaps mistyped"), "wait"),
    "given": (gettext_lazy("The given name is the same"), "wait"),
    "family": (gettext_lazy("The family name is the same"), "wait"),
    "place": (gettext_lazy("The same part of town"), "wait"),
    "year": (gettext_lazy("Only the year is the same"), "wait"),
    "other": (gettext_lazy("Differs"), "late"),
    "": (gettext_lazy("Written in one only"), "plain"),
}
FIELDS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "kana": gettext_lazy("Kana"),
    "birth": gettext_lazy("Date of birth"),
    "sex": gettext_lazy("Sex"),
    "address": gettext_lazy("Address of home"),
    "telephone": gettext_lazy("Telephone"),
    "members": gettext_lazy("Others of the household"),
}


@dataclass(frozen=True)
class Side:
    """One of the two: the person, and what there is of the household that they live in."""

    person: Person
    household: Household | None
    members: list[HouseholdMember] = field(default_factory=list)
    consultations: list[Consultation] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    consented: bool = False

    @property
    def others(self) -> list[HouseholdMember]:
        return [each for each in self.members if each.person_id != self.person.pk]

    @property
    def newest(self) -> Consultation | None:
        return next(iter(self.consultations), None)

    def says(self, name: str) -> str:
        person = self.person
        if name == "birth":
            age = person.age_text(today())
            return (
                _("%(born)s (age %(age)s)") % {"born": era_text(person.birth_date), "age": age}
                if (person.birth_date)
                else age
            )
        if name == "sex":
            return person.sex_words or (str(person.get_sex_display()) if person.sex else "")
        if name == "telephone":
            return "　".join(filter(None, [person.telephone, person.mobile]))
        if name == "members":
            return "、".join(
                f"{each.person}（{each.relation_label}）" if each.relation_label else str(each.person)
                for each in self.others
            )
        return str(getattr(person, name))


@dataclass(frozen=True)
class Row:
    label: str | Promise
    one: str
    other: str
    word: str | Promise
    tone: str


def sides_of(pair: PersonPair, *, by: Membership) -> tuple[Side, Side] | None:
    """Both, as far as the acting person sees them. At the restricted desk one of the two may be a record that is seen
    at the ordinary desk only."""
    found = []
    for key in (pair.one_id, pair.other_id):
        side = _side(key)
        if side is None:
            with acting_as(by):
                side = _side(key)
        if side is None:
            return None
        found.append(side)
    return found[0], found[1]


def _side(key: int) -> Side | None:
    person = Person.objects.filter(pk=key).first()
    if person is None:
        return None
    lives = HouseholdMember.objects.filter(person=person, left_on=None).select_related("household__district")
    member = lives.order_by("-household").first()
    if member is None:
        return Side(person, None)
    household = member.household
    return Side(
        person,
        household,
        list(household.members.filter(left_on=None).select_related("person")),
        list(household.consultations.select_related("received_at", "case")),
        list(household.cases.select_related("coordinator", "lead_agency")),
        Consent.objects.in_force().filter(household=household).exists(),
    )


def rows_of(pair: PersonPair, one: Side, other: Side) -> list[Row]:
    rows = []
    for name, label in FIELDS.items():
        said, told = one.says(name), other.says(name)
        if not (said or told):
            continue
        level = pair.levels.get(name, "other" if name == "members" and said and told else "")
        word, tone = LEVELS[level] if level in LEVELS else LEVELS[""]
        rows.append(Row(label, said, told, word, tone))
    return rows


def agreeing(pair: PersonPair) -> list[str]:
    """What speaks for the two being one, in few words: name, date of birth."""
    strong = [name for name, level in pair.levels.items() if LEVELS.get(level, LEVELS[""])[1] == "done"]
    return [str(FIELDS[name]) for name in FIELDS if name in strong and name != "sex"]
