"""In which order the stories are played: all families together, day by day, as the office lived them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from reports.demonstration.days import Days
from reports.demonstration.stage import Play

MINUTES_BETWEEN = 6  # of the day's events in their order


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
    STEP_OF_PLAN = 9
    PLAN = 10
    AGREEMENT = 11
    SAYING = 12
    REPLY = 13
    PUTTING_UP = 14
    START = 15
    CONTACT = 16
    SIGN = 17
    PROGRESS = 18
    DONE = 19
    PHASE = 20
    CONSENT_ENDS = 21
    CLOSING = 22


# On these somebody gains or loses sight of a case.
OF_SIGHT = {
    First.CONSENT,
    First.ANSWER,
    First.DECISION,
    First.RESTRICTION,
    First.STEP_OF_PLAN,
    First.AGREEMENT,
    First.CONSENT_ENDS,
    First.CLOSING,
}


@dataclass(order=True)
class Event:
    """Something of a story on a day. by: who does it, by sign-in name; desk: at which agency, where they have two.
    story: whose it is, asked whether it is restricted by now."""

    day: int
    first: First
    by: str = field(compare=False)
    play: Play = field(compare=False)
    story: object = field(compare=False, default=None)
    desk: str = field(compare=False, default="")

    @property
    def is_restricted(self) -> bool:
        return bool(getattr(self.story, "restricted", False))


def in_order(events: Iterable[Event], days: Days) -> list[tuple[Event, int]]:
    """Each event with how many minutes after nine it happens on its working day."""
    ordered: list[tuple[Event, int]] = []
    minutes: dict[object, int] = {}
    for event in sorted(events):
        day = days.day(event.day)
        minutes[day] = minutes.get(day, 0) + MINUTES_BETWEEN
        ordered.append((event, minutes[day]))
    return ordered
