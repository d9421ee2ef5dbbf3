"""An agency's parts as its first screen shows them: what, by when, what changed, and what to press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.templatetags.components import days_late, wareki
from agencies.calendar import today
from casework import access
from casework.actions.parts import may_undo
from casework.choices import Category, PartAnswer
from casework.models import PlanRole
from casework.models.household import members_now
from casework.models.plan import PartTurn

SHOWN = 50
FINISHED_FOR = 30  # days for which what is finished still stands on the first screen
MEMBERS = members_now("case__household__members")


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    now: str


@dataclass(frozen=True)
class PartCard:
    """A part with what its agency may know around it. may_press is false for who only looks on."""

    part: PlanRole
    household: str
    withheld: list[str]
    changes: list[Change]
    may_press: bool
    may_undo: bool

    @property
    def waits(self) -> bool:
        return self.part.turn == PartTurn.AGENCY

    @property
    def is_new(self) -> bool:
        return self.part.former_id is None and self.part.plan.number > 1

    @property
    def tone(self) -> str:
        """The colour of the card's edge."""
        if self.part.done_on:
            return "done"
        if self.part.overdue_days:
            return "late"
        return {PartTurn.AGENCY: "", PartTurn.NOBODY: "done"}.get(self.part.turn, "hold")


def card(
    part: PlanRole, by: Membership, shared: frozenset[Category] | None = None, *, may_press: bool | None = None
) -> PartCard:
    """may_press: where the caller knows already; asked for many parts, that saves a query for each."""
    if shared is None:
        shared = access.shared_categories(by, part.case.household)
    return PartCard(
        part=part,
        household=str(part.case.household),
        withheld=[str(each.label) for each in Category if each not in shared],
        changes=changes(part),
        may_press=access.may_answer_part(by, part) if may_press is None else may_press,
        may_undo=may_undo(by, part),
    )


def changes(part: PlanRole) -> list[Change]:
    """What is another than in the former version of the plan."""
    was = part.former
    if was is None:
        return []
    found = [Change(_("What"), was.task, part.task), Change(_("By when"), when(was), when(part))]
    return [each for each in found if each.before != each.now]


def when(part: PlanRole) -> str:
    """12月10日（木）, or the sign, or both."""
    words = [wareki(part.due_on, "near") if part.due_on else "", part.sign]
    return "　".join(filter(None, words)) or _("no day agreed")


@dataclass(frozen=True)
class State:
    """How a part stands, as a table says it."""

    words: str
    tone: str


def state_of(part: PlanRole, *, covered: bool = True) -> State:
    """covered: whether a consent covers its agency; where none does, it knows nothing of its part."""
    if part.done_on:
        return State(_("Finished"), "done")
    if not covered:
        return State(_("Not shared"), "hold")
    if part.overdue_days:
        return State(days_late(part.overdue_days), "late")
    if part.turn == PartTurn.LEAD:
        return State(_("The lead department decides"), "wait")
    if part.turn == PartTurn.COORDINATOR:
        return State(str(part.get_answer_display()), "wait")
    if part.turn == PartTurn.AGENCY:
        return State(_("Waiting for the answer"), "hold")
    if part.awaits_sign:
        return State(_("Waiting for the sign"), "hold")
    return State(_("Being carried out") if part.progress else str(PartAnswer.AGREED.label), "done")


def parts_of(membership: Membership) -> dict[str, Any]:
    """The acting agency's parts that are asked for today: those that wait for its answer, those it carries out, and
    what was finished lately. The same number of queries for one part and for fifty."""
    found = PlanRole.objects.asked().of(membership.agency).for_list().prefetch_related(None)
    found = found.prefetch_related("actions", MEMBERS).exclude(done_on__lt=today() - timedelta(days=FINISHED_FOR))
    parts = list(
        found.order_by(F("done_on").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")[: SHOWN + 1]
    )
    households = [each.case.household for each in parts]
    shared = access.shared_categories_of(membership, households)
    cards = [card(each, membership, shared[each.case.household_id], may_press=True) for each in parts[:SHOWN]]
    open_cards = [each for each in cards if not each.part.done_on]
    return {
        "agency": membership.agency,
        "waiting": [each for each in open_cards if each.waits],
        "under_way": [each for each in open_cards if not each.waits],
        "finished": [each for each in cards if each.part.done_on],
        "more": len(parts) > SHOWN,
        "cards": cards,
    }
