"""Searching comes before creating: who is meant by what was typed, and who may be the same person."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from accounts.models import Membership
from casework import access
from casework.choices import Category
from casework.matching.keys import NAMELESS, keys_of, search_key, split_words
from casework.models import Case, Consultation, Household, MatchWeight, Merge, Person, PersonPair

MOST = 3
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


# What a person is compared by, and the category of a consent that shows it; a name is what a case is called by.
CATEGORY_OF_FIELD = dict.fromkeys(("kana", "birth", "address", "telephone", "sex"), Category.CONTACT)


@dataclass(frozen=True)
class Match:
    """Somebody on record who may be the one who is calling."""

    person: Person
    levels: dict[str, str]  # how each field agrees that may be shown
    score: Decimal
    strong: bool  # asked before a second record is made
    shown: frozenset[Category]  # what may be shown of them

    @property
    def other_birth(self) -> bool:
        """The date of birth is another one."""
        return self.levels.get("birth", "same") != "same"

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
    address: str = "",
    without: Collection[int] = (),
) -> list[Match]:
    """Those whom the acting person may see and who agree with what is told, the likeliest first. A family name alone is
    no reason to ask; 匿名 and 不詳 are never anybody. What is not shared is not found out by guessing it."""
    if name.strip() in NAMELESS:
        name = ""
    keys = keys_of(name=name, kana=kana, birth_date=birth_date, address=address, telephone=telephone, mobile="") | {
        "birth_date": birth_date and birth_date.isoformat()
    }
    alike = {key: levels for key, levels in _alike(keys) if key not in without}
    people = list(
        Person.objects.filter(pk__in=alike).exclude(name__in=NAMELESS)
        .prefetch_related("consultations", "memberships__household__cases")
    )  # fmt: skip
    households = {each.pk: household_of(each) for each in people}
    shared = access.shared_categories_of(by, {h.pk: h for h in households.values() if h}.values())
    weights = _weights()
    matches = []
    for person in people:
        household = households[person.pk]
        shown = shared[household.pk] if household else access.EVERYTHING
        levels = {f: level for f, level in alike[person.pk].items() if CATEGORY_OF_FIELD.get(f) in (None, *shown)}
        score = score_of(levels, weights)
        if score >= weights["threshold", "to mention"]:
            matches.append(Match(person, levels, score, score >= weights["threshold", "at least"], shown))
    matches.sort(key=lambda each: (-each.score, -each.person.pk))
    return _once(matches)[:MOST]


def _alike(keys: dict[str, Any]) -> list[tuple[int, dict[str, str]]]:
    """Ids of people on record, seen or not, with how each field agrees: to be fetched through the wall."""
    if not keys["blocks"]:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select person_id, levels from find_alike(%s)", [json.dumps(keys)])
        return [(key, json.loads(levels) if isinstance(levels, str) else levels) for key, levels in cursor.fetchall()]


def _weights() -> dict[tuple[str, str], Decimal]:
    return {(each.field, each.level): each.weight for each in MatchWeight.objects.filter(kind=PersonPair.Kind.PERSON)}


def score_of(levels: dict[str, str], weights: dict[tuple[str, str], Decimal]) -> Decimal:
    """The sum of the weights, as match_score in the database: name and kana tell of one thing and count once."""
    counted = {field: weights[field, level] for field, level in levels.items() if (field, level) in weights}
    names = [counted.pop(field) for field in ("name", "kana") if field in counted]
    return sum(counted.values(), max(names, default=Decimal(0)))


def _once(matches: list[Match]) -> list[Match]:
    """Of records that were found to be one person, the one that goes on, where it is seen."""
    found = {each.person.pk: each for each in matches}
    merges = Merge.objects.live().filter(gone_person__in=found).values_list("gone_person", "kept_person")
    gone = {one for one, kept in merges if kept in found}
    return [each for each in matches if each.person.pk not in gone]


def kept_person(person: Person) -> Person:
    """The record that goes on, where others were found to be the same person; as far as the acting person sees it."""
    while merge := Merge.objects.live().filter(gone_person=person).select_related("kept_person").first():
        person = merge.kept_person  # type: ignore[assignment]
    return person


def found_people(
    words: str, households: Iterable[Household], shared: dict[int, frozenset[Category]]
) -> dict[int, list[Person]]:
    """Of each household, by its key, the members whom the words find by something that they may be found by here: what
    is not shared is not found out by searching for it. `members__person` is prefetched."""
    keys, births = split_words(words)
    found: dict[int, list[Person]] = {}
    for household in households:
        shown = shared[household.pk]
        for member in household.members.all():
            person = member.person
            known = member.relation_label == member.CONSULTEE or Category.HOUSEHOLD in shown
            contact = Category.CONTACT in shown
            text = person.search_key if contact else search_key(person.name)
            born = all(contact and person.birth_date == each for each in births)
            if known and (keys or births) and born and all(key in text for key in keys):
                found.setdefault(household.pk, []).append(person)
    return found
