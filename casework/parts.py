"""An agency's parts as its first screen shows them: what, by when, what changed, and what to press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from accounts.models import Membership
from agencies.calendar import era_text
from casework import access
from casework.choices import Category, PartAnswer
from casework.models import HouseholdMember, PlanRole

SHOWN = 50


@dataclass(frozen=True)
class PartCard:
    """A part with what its agency may know around it."""

    part: PlanRole
    household: str
    withheld: list[Category]
    changes: list[tuple[str, str]]  # before, now
    new: bool

    @property
    def withheld_labels(self) -> list[str]:
        return [str(each.label) for each in self.withheld]

    @property
    def tone(self) -> str:
        if self.part.done_on:
            return "done"
        return "wait" if self.waits else "done"

    @property
    def waits(self) -> bool:
        """The agency's turn: not answered yet, or the coordinator has replied."""
        return self.part.answer == PartAnswer.WAITING or bool(self.part.reply)


def card(part: PlanRole, by: Membership) -> PartCard:
    household = part.case.household
    return PartCard(
        part=part,
        household=str(household),
        withheld=access.withheld_categories(by, household),
        changes=_changes(part),
        new=part.former is None and part.plan.number > 1,
    )


def _changes(part: PlanRole) -> list[tuple[str, str]]:
    was = part.former
    if was is None:
        return []
    pairs = [(was.task, part.task), (when(was), when(part))]
    return [(before, now) for before, now in pairs if before != now]


def when(part: PlanRole) -> str:
    """12月10日, or the sign."""
    return era_text(part.due_on) if part.due_on else part.sign


def parts_of(membership: Membership) -> dict[str, Any]:
    """The acting agency's parts that are asked for today: those waiting for it, those it carries out, those finished."""
    members = Prefetch(
        "case__household__members", HouseholdMember.objects.filter(left_on=None).select_related("person")
    )
    found = PlanRole.objects.asked().of(membership.agency).for_list().prefetch_related(members)
    cards = [card(each, membership) for each in found.order_by("due_on", "pk")[:SHOWN]]
    return {
        "waiting": [each for each in cards if each.waits and not each.part.done_on],
        "agreed": [each for each in cards if not each.waits and not each.part.done_on],
        "done": [each for each in cards if each.part.done_on],
        "agency": membership.agency,
    }
