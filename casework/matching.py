"""Searching comes before creating: who is meant by what was typed, and who may be the same person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import Membership
from casework import access
from casework.choices import Category
from casework.models import Case, Consultation, Household, Person
from casework.models.person import NAMELESS, search_key

MOST = 3
LOOKED_AT = 50
_KANA = re.compile(r"[ぁ-ゖァ-ヺー\s]+")
_TELEPHONE = re.compile(r"[\d()+\s-]{4,}")
_NUMBER = re.compile(r"[A-Za-z]?\d{4}-\d{1,6}")
_PLACE = re.compile(r"\d|[都道府県市区町村郡]|丁目|番地")


def plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words).strip()


def digits(text: str) -> str:
    return re.sub(r"\D", "", plain(text))


def looks_like_number(words: str) -> bool:
    """The number of a consultation, a case or a household, e.g. 2020-0007 or S2020-0003."""
    return bool(_NUMBER.fullmatch(plain(words)))


def as_told(words: str) -> dict[str, str]:
    """Into which box of the intake form belongs what was searched for: name, kana, telephone or address."""
    told = plain(words)
    if not told or looks_like_number(told):
        return {}
    if _TELEPHONE.fullmatch(told):
        return {"telephone": told}
    if _KANA.fullmatch(told):
        return {"kana": told}
    if len(told) > 4 and _PLACE.search(told):
        return {"address": told}
    return {"name": told}


@dataclass(frozen=True)
class Match:
    """Somebody on record who may be the one who is calling."""

    person: Person
    same: int  # how many of name, kana, telephone and date of birth are the same
    strong: bool  # name and one more: asked before a second record is made
    other_birth: bool  # the date of birth is another one
    shown: frozenset[Category]  # what may be shown of them

    @property
    def last(self) -> Consultation | None:
        return max(self.person.consultations.all(), key=lambda each: (each.received_on, each.pk), default=None)

    @property
    def running_case(self) -> Case | None:
        return next(iter(running_cases(self.person)), None)


def household_of(person: Person) -> Household | None:
    """The one they live in now; `memberships__household__cases` may be prefetched."""
    current = [each for each in person.memberships.all() if each.left_on is None]
    return max(current, key=lambda each: each.pk).household if current else None


def running_cases(person: Person) -> list[Case]:
    household = household_of(person)
    return [each for each in household.cases.all() if each.closed_on is None] if household else []


def likely_same(
    *,
    by: Membership,
    name: str = "",
    kana: str = "",
    birth_date: date | None = None,
    telephone: str = "",
    without: Collection[int] = (),
) -> list[Match]:
    """Those whom the acting person may see and who agree with what is told, the likeliest first. A family name alone is
    no reason to ask; 匿名 and 不詳 are never anybody."""
    if name.strip() in NAMELESS:
        name = ""
    found = _candidates(name, kana, telephone).exclude(pk__in=list(without)).exclude(name__in=NAMELESS)
    people = list(found.prefetch_related("consultations", "memberships__household__cases")[:LOOKED_AT])
    households = {each.pk: household_of(each) for each in people}
    shared = access.shared_categories_of(by, {h.pk: h for h in households.values() if h}.values())
    matches = []
    for person in people:
        household = households[person.pk]
        shown = shared[household.pk] if household else access.EVERYTHING
        match = _compare(person, shown, name, kana, birth_date, telephone)
        if match:
            matches.append(match)
    matches.sort(key=lambda each: (-each.same, each.other_birth, -each.person.pk))
    return matches[:MOST]


def _candidates(name: str, kana: str, telephone: str):
    found = Person.objects.none()
    number = digits(telephone)
    for words in (name, kana, number if len(number) >= 6 else ""):
        if len(search_key(words)) > 1:
            found = found | Person.objects.found_by(words)
    return found.order_by("-pk")


def _compare(
    person: Person, shown: frozenset[Category], name: str, kana: str, birth_date: date | None, telephone: str
) -> Match | None:
    key = search_key(name)
    same_name = bool(key) and search_key(person.name) == key
    part_of_name = len(key) > 1 and key in search_key(person.name)
    same_kana = same_birth = same_number = other_birth = False
    if Category.CONTACT in shown:  # what is not shared is not found out by guessing either
        same_kana = bool(kana.strip()) and search_key(person.kana) == search_key(kana)
        same_birth = birth_date is not None and person.birth_date == birth_date
        other_birth = birth_date is not None and person.birth_date not in (None, birth_date)
        number = digits(telephone)
        same_number = len(number) >= 6 and number in (digits(person.telephone), digits(person.mobile))
    if not (same_name or same_kana or same_number or (part_of_name and same_birth)):
        return None
    strong = (same_name or same_kana) and (same_birth or same_number)
    return Match(person, sum((same_name, same_kana, same_birth, same_number)), strong, other_birth, shown)


def found_people(
    words: str, households: Iterable[Household], shared: dict[int, frozenset[Category]]
) -> dict[int, list[Person]]:
    """Of each household, by its key, the members whom the words find by something that they may be found by here: what
    is not shared is not found out by searching for it. `members__person` is prefetched."""
    keys = [key for key in map(search_key, plain(words).split()) if key]
    found: dict[int, list[Person]] = {}
    for household in households:
        shown = shared[household.pk]
        for member in household.members.all():
            person = member.person
            known = member.relation_label == member.CONSULTEE or Category.HOUSEHOLD in shown
            text = person.search_key if Category.CONTACT in shown else search_key(person.name)
            if known and keys and all(key in text for key in keys):
                found.setdefault(household.pk, []).append(person)
    return found
