"""In which order a story's days are told: all families together, day by day, as the office lived them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from reports.demonstration.days import Days

MINUTES_BETWEEN = 7  # of the day's events in their order


class First(IntEnum):
    """What comes first on one day."""

    INTAKE = 0
    SHEET = 1
    CONSENT = 2
    REFERRAL = 3
    ANSWER = 4
    DECISION = 5
    RESTRICTION = 6
    PARTICIPANT = 7
    MEETING = 8
    EVALUATION = 9
    ENDING = 10
    PLAN = 11
    AGREEMENT = 12
    SAYING = 13
    REPLY = 14
    START = 15
    CONTACT = 16
    PROGRESS = 17
    DONE = 18
    PHASE = 19
    CONSENT_ENDS = 20
    CLOSING = 21


@dataclass(order=True)
class Event:
    """Something of a story on a day; by: who does it, by sign-in name."""

    day: int
    first: First
    place: int
    by: str = field(compare=False)
    tell: Callable[[], object] = field(compare=False)
    story: object = field(compare=False, default=None)


def in_order(events: Iterable[Event], days: Days) -> list[tuple[Event, int]]:
    """Each event with how many minutes after opening it happens on its working day."""
    ordered, minutes = [], {}
    for event in sorted(events):
        day = days.date(event.day)
        minutes[day] = minutes.get(day, 0) + MINUTES_BETWEEN
        ordered.append((event, minutes[day]))
    return ordered
