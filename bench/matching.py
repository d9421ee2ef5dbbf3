"""Finding the same person again among 100,000: precision, recall by the kind of fault, and how long a look-up takes."""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from django.db import connection

from accounts.models import Membership
from bench import Measured
from bench.townspeople import KINDS, Townsman, again, families
from casework.matching import searching
from casework.models import Household, HouseholdMember, Person, PersonPair

Keys = dict[int, tuple[int, int]]  # of a person and of the household, by `who`
LOOK_UP = "a look-up while somebody is taken in"
PEOPLE, AGAIN, LOOKED_UP, BATCH = 100_000, 5_000, 500, 5_000


def measure() -> Iterator[Measured]:
    dice = random.Random(1)
    by = Membership.objects.of_system()
    kept: list[list[Townsman]] = []
    begun = time.perf_counter()

    def town() -> Iterator[Townsman]:
        for household in families(PEOPLE, dice):
            if len(kept) < AGAIN and dice.random() < 0.2:
                kept.append(household)
            yield from household

    keys = _save(town(), by, "a")
    twice = [again(dice.choice(each), 1_000_000 + n, KINDS[n % len(KINDS)], dice) for n, each in enumerate(kept)]
    seconds = _save(iter(twice), by, "b")
    yield Measured("100,000 people and 5,000 of them a second time, made and saved", time.perf_counter() - begun, "s")
    yield from _found(twice, keys, seconds)
    yield from _times(dice.sample(twice, LOOKED_UP), by)


def _save(people: Iterable[Townsman], by: Membership, mark: str) -> Keys:
    """Saves them with their households. Returns the key of the person and of the household by `who`."""
    keys: Keys = {}
    homes: dict[int, Household] = {}
    group = by.agency.group
    people = iter(people)
    while batch := list(islice(people, BATCH)):
        here = {each.home for each in batch}
        new = {home: Household(number=f"{mark}{home}", written_by=group) for home in sorted(here - homes.keys())}
        Household.objects.bulk_create(new.values())
        homes = {home: homes[home] for home in here & homes.keys()} | new
        persons = [_person(each, group) for each in batch]
        Person.objects.bulk_create(persons)
        HouseholdMember.objects.bulk_create(
            HouseholdMember(household=homes[each.home], person=person, written_by=group)
            for each, person in zip(batch, persons, strict=True)
        )
        keys |= {each.who: (person.pk, homes[each.home].pk) for each, person in zip(batch, persons, strict=True)}
    return keys


def _person(each: Townsman, group) -> Person:
    person = Person(
        name=each.name or f"{each.family[0]} {each.given[0]}",
        kana=f"{each.family[1]} {each.given[1]}" if each.kana is None else each.kana,
        sex=each.sex, birth_date=each.born, address=each.address, telephone=each.telephone, mobile=each.mobile,
        written_by=group,
    )  # fmt: skip
    person.renew_keys()
    return person


def _found(twice: list[Townsman], keys: Keys, seconds: Keys) -> Iterator[Measured]:
    """Each second record is looked for as when it is taken in, and so are as many people who are on record once."""
    again_of = {each.who for each in twice}
    once = random.Random(2).sample([who for who in keys if who not in again_of], len(twice))
    asked = [seconds[each.who][0] for each in twice] + [keys[who][0] for who in once]
    taken = [_milliseconds(partial(_look_for, key)) for key in asked]
    pairs = list(PersonPair.objects.values_list("kind", "one", "other"))
    right = {(keys[each.who][0], seconds[each.who][0]): each.kind for each in twice}
    found = Counter(right.get((one, other)) for kind, one, other in pairs if kind == PersonPair.Kind.PERSON)
    wrong = found.pop(None, 0)
    hit = sum(found.values())
    yield Measured("precision of “perhaps the same person”", hit / (hit + wrong), "", least=0.9)
    yield Measured("recall of it", hit / len(twice), "", least=0.95)
    kinds = Counter(each.kind for each in twice)
    for kind in KINDS:
        yield Measured(f"recall: {kind}", found[kind] / kinds[kind], "")
    home_of = dict((*keys.values(), *seconds.values()))
    one_home = {(keys[each.who][1], seconds[each.who][1]) for each in twice}
    homes = Counter(
        (home_of[one], home_of[other]) in one_home for kind, one, other in pairs if kind != PersonPair.Kind.PERSON
    )
    yield Measured("pairs kept as “perhaps the same household”", float(sum(homes.values())), "")
    yield Measured("of these from one family", homes[True] / max(1, sum(homes.values())), "")
    yield from _median("looking for the pairs of one person", taken)


def _look_for(key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select look_for_pairs(%s)", [key])


def _times(asked: list[Townsman], by: Membership) -> Iterator[Measured]:
    people = [_person(each, by.agency.group) for each in asked]
    look_ups: dict[str, Callable[[Person], object]] = {
        LOOK_UP: lambda person: searching.likely_same(
            by=by, name=person.name, kana=person.kana, birth_date=person.birth_date, telephone=person.telephone,
            address=person.address,
        ),
        "a search by name": lambda person: _search(person.name),
        "a search by family name": lambda person: _search(person.name[:2]),
        "a search by telephone": lambda person: _search(person.telephone or person.mobile or "0225-95-1111"),
        "a search by date of birth": lambda person: _search(str(person.birth_date or "1964-07-23")),
    }  # fmt: skip
    for what, look_up in look_ups.items():
        bound = 50 if look_up is look_ups[LOOK_UP] else None
        yield from _median(what, [_milliseconds(partial(look_up, person)) for person in people], bound)


def _search(words: str) -> list[Person]:
    return list(Person.objects.found_by(words).order_by("-pk")[:30])


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _median(what: str, taken: list[float], bound: float | None = None) -> Iterator[Measured]:
    """The town is not committed, so the database has no statistics of it yet: as right after a large import."""
    yield Measured(f"{what}, median", statistics.median(taken), "ms", bound=bound)
    yield Measured(f"{what}, 95 of 100", statistics.quantiles(taken, n=20)[-1], "ms", bound=bound)
