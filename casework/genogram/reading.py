"""From records to what may be drawn of them. The only module here that knows the database, and consent."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from agencies.calendar import era_of
from casework import access, kinship
from casework.choices import Category, Life, Sex
from casework.genogram.family import Child, Descent, Family, Feeling, Figure, Key, Pair, PairState, Sibship, Sign, Tie
from casework.matching.keys import search_key
from casework.models import Household, HouseholdMember, Person, Relation

DESCENTS = {
    Relation.Kind.PARENT: Descent.BIRTH,
    Relation.Kind.ADOPTIVE: Descent.ADOPTED,
    Relation.Kind.FOSTER: Descent.FOSTER,
    Relation.Kind.STEP: Descent.STEP,
}
SIGNS = {Sex.MALE: Sign.MAN, Sex.FEMALE: Sign.WOMAN, Sex.OTHER: Sign.OTHER}
UNBORN = {Life.EXPECTED: Sign.EXPECTED, Life.LOST: Sign.LOST}
ONE_WAY = {Feeling.VIOLENCE, Feeling.GUARD, Feeling.CARE}


@dataclass
class Reading:
    """What of a household may be drawn: its people, their relations, and what is withheld. `members` and `relations`
    are for the table beside the picture."""

    household: Household
    day: date
    shared: Collection[Category]
    family: Family = field(default_factory=lambda: Family({}))
    members: list[HouseholdMember] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    @property
    def withheld(self) -> list[str]:
        """In words, whether or not there is anything: to say so only where there is would tell it."""
        hidden = {each for each in map(access.CATEGORY_OF.get, USED) if each and each not in self.shared}
        return [str(each.label) for each in Category if each in hidden]


USED = (
    "household.members",
    "household.relations",
    "person.birth_date",
    "person.address",
    "household.guardians",
    "household.care",
)


def read(household: Household, shared: Collection[Category], day: date) -> Reading:
    """Only with the family's own category; without it the reading has nobody in it."""
    reading = Reading(household, day, shared)
    if not access.is_shared("household.members", shared) or not access.is_shared("household.relations", shared):
        return reading
    # Asked here, since a page may hold the household with some of its members only: one picture, wherever it stands.
    relations = Relation.objects.filter(household=household).select_related("of", "to")
    shown = [each for each in relations if kinship.is_shown(each, shared)]
    reading.members = list(_members(household, shown, shared))
    there = {each.person_id for each in reading.members}
    reading.relations = [each for each in shown if {each.of_id, each.to_id} <= there]
    reading.family = _family(reading)
    return reading


def _members(
    household: Household, relations: list[Relation], shared: Collection[Category]
) -> Iterable[HouseholdMember]:
    """Who belongs to the household now, and who did and is still somebody's father, sister or wife."""
    named = {key for each in relations for key in (each.of_id, each.to_id)}
    current: dict[Key, HouseholdMember] = {}
    everybody = HouseholdMember.objects.filter(household=household).select_related("person", "household")
    for each in access.shown_members(everybody, shared):
        held = current.get(each.person_id)
        if held is None or held.left_on is not None:
            current[each.person_id] = each
    return [each for each in current.values() if each.left_on is None or each.person_id in named]


def _family(reading: Reading) -> Family:
    relations, day = reading.relations, reading.day
    homes = homes_elsewhere(reading)
    figures = {each.person_id: _figure(each, reading, homes.get(each.person_id, 0)) for each in reading.members}
    pairs = _pairs(relations, day)
    sibships = _sibships(relations, pairs)
    levels = {
        each.person_id: level
        for each in reading.members
        if (level := kinship.level_of(each.relation_label)) is not None
    }
    return Family(figures, pairs, sibships, _ties(relations, day), levels)


# People --------------------------------------------------------------------------------------------------------------


def homes_elsewhere(reading: Reading) -> dict[Key, int]:
    """Who of those who live apart have one address on record, which is not the household's: a number for each home."""
    if not access.is_shared("person.address", reading.shared):
        return {}
    found: dict[str, list[Key]] = {}
    for each in reading.members:
        address = search_key(each.person.address)
        if each.person.life == Life.LIVING and re.search(r"\d", address):  # a town alone is no home
            found.setdefault(address, []).append(each.person_id)
    own = {search_key(each.person.address) for each in reading.members if _is_here(each)}
    shared = [keys for address, keys in found.items() if address not in own and len(keys) > 1]
    return {key: number for number, keys in enumerate(shared, start=1) for key in keys}


def _is_here(member: HouseholdMember) -> bool:
    return member.person.life in (Life.LIVING, Life.EXPECTED) and member.lives_together and member.left_on is None


def _figure(member: HouseholdMember, reading: Reading, home: int) -> Figure:
    person, day = member.person, reading.day
    unknown = "" if kinship.is_guardian(member.relation_label) else "?"  # nobody asks for a lawyer's age
    dated = access.is_shared("person.birth_date", reading.shared)
    living = person.life == Life.LIVING
    return Figure(
        key=person.pk,
        name=person.name,
        label=member.relation_label,
        sign=sign_of(member),
        age=(person.age_text(day) or unknown) if dated and living else "",
        notes=tuple(_notes(person, dated)),
        born=_born(person, day) if dated else None,
        dead=person.life == Life.DIED,
        consultee=member.relation_label == HouseholdMember.CONSULTEE,
        key_person=member.key_person,
        together=_is_here(member),
        home=home,
    )


def sign_of(member: HouseholdMember) -> Sign:
    """By what is written; where nothing is, by a 続柄 that only a man or a woman has."""
    person = member.person
    if person.life in UNBORN:
        return UNBORN[Life(person.life)]
    sex = person.sex or kinship.sex_of(member.relation_label)
    return SIGNS.get(Sex(sex), Sign.UNKNOWN) if sex else Sign.UNKNOWN


def _notes(person: Person, dated: bool) -> list[str]:
    notes = []
    if dated and person.birth_date and person.life != Life.EXPECTED:
        notes.append(_("b. %(year)s") % {"year": year_of(person.birth_date)})
    if person.died_on:
        words = _("d. %(year)s") % {"year": year_of(person.died_on)}
        age = person.age_on(person.died_on) if dated and person.birth_date else None
        notes.append(f"{words} ({age})" if age is not None else words)
    return notes


def year_of(day: date) -> str:
    """昭46, 令元; the western year in other languages."""
    era = era_of(day)
    if not era or (get_language() or "").split("-")[0] != "ja":
        return str(day.year)
    year = era.year_of(day)
    return f"{era.name[0]}{'元' if year == 1 else year}"


def _born(person: Person, day: date) -> tuple[int, date | None] | None:
    """For the order of brothers and sisters: an age tells a year, a decade its middle."""
    if person.birth_date:
        return person.birth_date.year, person.birth_date
    if not person.stated_age:
        return None
    age = int(person.stated_age.removesuffix("代"))
    return day.year - age - (5 if person.stated_age.endswith("代") else 0), None


# Couples -------------------------------------------------------------------------------------------------------------


def _pairs(relations: list[Relation], day: date) -> list[Pair]:
    """One line for two people, whatever is written of them: what lasts before what is over, then the latest."""
    held: dict[frozenset[Key], list[Relation]] = {}
    for each in relations:
        if each.kind in Relation.PARTNERS:
            held.setdefault(frozenset((each.of_id, each.to_id)), []).append(each)
    said = [max(them, key=lambda each: (not each.over_on(day), _since(each))) for them in held.values()]
    said.sort(key=lambda each: (not each.over_on(day), _since(each)))  # the earliest first, what lasts at the end
    return [
        Pair(
            each.of_id,
            each.to_id,
            married=each.kind == Relation.Kind.SPOUSE,
            state=_state(each, day),
            words=_pair_words(each, day),
            rank=rank,
        )
        for rank, each in enumerate(said)
    ]


def _since(relation: Relation) -> tuple[date, int]:
    return relation.since or date.min, relation.pk or 0


def _state(relation: Relation, day: date) -> PairState:
    if relation.over_on(day):
        return PairState.ENDED
    return PairState.SEPARATED if relation.state == Relation.State.SEPARATED else PairState.TOGETHER


def _pair_words(relation: Relation, day: date) -> str:
    if relation.separated_on and _state(relation, day) is PairState.SEPARATED:
        return _("sep. %(year)s") % {"year": year_of(relation.separated_on)}
    if not relation.until or not relation.over_on(day):
        return ""
    year = {"year": year_of(relation.until)}
    if relation.kind == Relation.Kind.SPOUSE:
        return _("div. %(year)s") % year
    return _("parted %(year)s") % year


# Parents, children, brothers and sisters ------------------------------------------------------------------------------


def _sibships(relations: list[Relation], pairs: list[Pair]) -> list[Sibship]:
    partners = {each.both for each in pairs}
    parents: dict[Key, dict[Descent, list[Key]]] = {}
    for each in relations:
        if each.kind in Relation.PARENTS:
            of = parents.setdefault(each.to_id, {}).setdefault(DESCENTS[Relation.Kind(each.kind)], [])
            if each.of_id not in of:
                of.append(each.of_id)
    found: dict[frozenset[Key], Sibship] = {}
    for child, by_descent in parents.items():
        for descent, above in _parents_of(by_descent, partners):
            found.setdefault(above, Sibship(above)).children.append(Child(child, descent))
    return _with_siblings(list(found.values()), relations)


def _parents_of(
    by_descent: dict[Descent, list[Key]], partners: set[frozenset[Key]]
) -> list[tuple[Descent, frozenset[Key]]]:
    """The families that a child hangs on. A step-parent at the side of the child's own parent needs no line; one who
    adopted the child of their partner is drawn as a couple with it."""
    birth, adopted = by_descent.get(Descent.BIRTH, [])[:2], by_descent.get(Descent.ADOPTED, [])[:2]
    found: list[tuple[Descent, frozenset[Key]]] = []
    beside = next((each for each in birth if len(adopted) == 1 and frozenset((each, adopted[0])) in partners), None)
    if beside is not None:
        found.append((Descent.ADOPTED, frozenset((beside, adopted[0]))))
        if len(birth) == 2:
            found.append((Descent.BIRTH, frozenset(birth)))
    else:
        found += [(Descent.BIRTH, frozenset(birth))] if birth else []
        found += [(Descent.ADOPTED, frozenset(adopted))] if adopted else []
    if by_descent.get(Descent.FOSTER):
        found.append((Descent.FOSTER, frozenset(by_descent[Descent.FOSTER][:2])))
    known = {key for _descent, above in found for key in above}
    step = [
        each
        for each in by_descent.get(Descent.STEP, [])
        if each not in known and not any(frozenset((each, key)) in partners for key in known)
    ]
    return [*found, *([(Descent.STEP, frozenset(step[:2]))] if step else [])]


def _with_siblings(sibships: list[Sibship], relations: list[Relation]) -> list[Sibship]:
    """Who is only said to be somebody's brother or sister joins those who have parents, or hangs on a bar with them."""
    left = [(each.of_id, each.to_id) for each in relations if each.kind == Relation.Kind.SIBLING]
    placed = {key: each for each in sibships for key in each.keys}
    while left:
        ready = [(one, two) for one, two in left if one in placed or two in placed] or left[:1]
        for one, two in ready:
            left.remove((one, two))
            sibship = placed.get(one) or placed.get(two)
            if sibship is None:
                sibship = Sibship(frozenset())
                sibships.append(sibship)
            for key in (one, two):
                if key not in placed and key not in sibship.parents:
                    sibship.children.append(Child(key))
                    placed[key] = sibship
    return sibships


# Ties ----------------------------------------------------------------------------------------------------------------


def _ties(relations: list[Relation], day: date) -> list[Tie]:
    """How people get on today, and who looks after whom. Each is drawn once, whoever wrote it from which side."""
    found: dict[tuple[object, Feeling, str], Tie] = {}
    for each in relations:
        if each.over_on(day):
            continue
        ties = [Tie(each.of_id, each.to_id, Feeling(each.quality))] if each.quality else []
        if each.kind in Relation.GUARDIANS:
            ties.append(Tie(each.of_id, each.to_id, Feeling.GUARD, kinship.short_label(each.kind)))
        elif each.kind == Relation.Kind.CARER:
            ties.append(Tie(each.of_id, each.to_id, Feeling.CARE, pgettext("on an arrow", "care")))
        for tie in ties:
            between = (tie.of, tie.to) if tie.feeling in ONE_WAY else frozenset((tie.of, tie.to))
            found.setdefault((between, tie.feeling, tie.words), tie)
    return list(found.values())
