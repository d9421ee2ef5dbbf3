"""Hand-overs as pages show them: whose family, whose turn, until when, and what to press."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.roles import Reach
from agencies.models import Agency, Municipality
from casework.actions import answers
from casework.actions.reminders import last_day
from casework.hand_overs import referral_access
from casework.models import Household, Referral
from casework.models.household import members_now

SHOWN = 50
ANSWERED_FOR = 30  # days for which what was answered still stands on the first screen
MEMBERS = members_now()
# What a line of a list says. The family's own rows are not joined: one that is hidden would take the line with it.
TOLD = ("to", "sender", "passed_to", "sent_by__staff", "sent_by__agency", "answered_by__staff", "taken_up_by__staff")
Turn, Answer = Referral.Turn, Referral.Answer


@dataclass(frozen=True)
class State:
    words: str
    tone: str


def to_telephone(referral: Referral, *, signs_in: bool) -> bool:
    """Whether an agency is silent that a reminder does not reach: somebody has to telephone it."""
    waits = referral.turn in (Turn.AGENCY, Turn.COORDINATOR) and referral.answer == ""
    return waits and referral.reminded_at is not None and not signs_in


def state_of(referral: Referral, *, signs_in: bool) -> State:
    """How a hand-over stands, in words and colour."""
    if referral.taken_back_at:
        return State(_("Taken back"), "plain")
    if referral.turn == Turn.SENDER:
        return State(_("Waiting for consent"), "wait")
    if referral.turn == Turn.COORDINATOR:
        if referral.taken_up_by:
            return State(_("%(name)s looks after it") % {"name": referral.taken_up_by.staff.family_name}, "hold")
        return State(_("The coordinator's turn"), "wait")
    if to_telephone(referral, signs_in=signs_in):
        return State(_("No answer: telephone them"), "late")
    if referral.answer == Answer.WAITING:
        return State(_("Reminded"), "late") if referral.reminded_at else State(_("Waiting for the answer"), "hold")
    if referral.answer == Answer.PASSED_ON:
        return State(_("%(agency)s takes it") % {"agency": referral.passed_to}, "done")
    if referral.answer == Answer.TOGETHER:
        return State(_("Taken together with %(agency)s") % {"agency": referral.passed_to}, "done")
    return State(str(referral.get_answer_display()), "done" if referral.takes else "plain")


@dataclass(frozen=True)
class Line:
    """A hand-over in a list. family: empty where nothing of it is shown to the reader."""

    referral: Referral
    family: str
    state: State
    until: date | None  # by when the agency is to answer
    mine: bool = False  # whether it is the reader's turn
    may_undo: bool = False
    signs_in: bool = True  # somebody of the agency reads here what is handed to it

    @property
    def telephone(self) -> bool:
        return to_telephone(self.referral, signs_in=self.signs_in)

    @property
    def days(self) -> int:
        """Since it is this one's turn."""
        return (timezone.now() - self.referral.turn_since).days

    @property
    def age(self) -> int:
        return (timezone.now() - self.referral.sent_at).days


def lines_of(referrals: Iterable[Referral], by: Membership) -> list[Line]:
    """The same number of queries for one and for fifty. `referrals` have what TOLD names selected."""
    rows = list(referrals)
    settings = Municipality.current()
    households = Household.objects.filter(pk__in={each.household_id for each in rows}).prefetch_related(MEMBERS)
    names = {each.pk: str(each) for each in households}
    agencies = {each.to_id for each in rows}
    reached = set(referral_access.answering().filter(agency__in=agencies).values_list("agency", flat=True))
    return [
        Line(
            each,
            names.get(each.household_id, ""),
            state_of(each, signs_in=each.to_id in reached),
            last_day(each, settings) if each.turn == Turn.AGENCY else None,
            mine=each.to_id == by.agency_id and each.answer == "" and each.turn != Turn.SENDER,
            may_undo=answers.may_undo(by, each),
            signs_in=each.to_id in reached,
        )
        for each in rows
    ]


@dataclass(frozen=True)
class Closed:
    """A hand-over of which nothing is shown any more, as no consent covers it: when, and from whom to ask."""

    sent_at: datetime
    sender: Agency | None


def closed_for(by: Membership) -> list[Closed]:
    if by.reach is not Reach.OWN:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select sent_at, sender_id from hand_overs_closed()")
        rows = cursor.fetchall()
    senders = Agency.objects.in_bulk({sender for _at, sender in rows if sender})
    return [Closed(at, senders.get(sender)) for at, sender in rows]


def received_by(membership: Membership) -> dict[str, Any]:
    """What was handed to the acting agency: what waits for its answer, and what it answered lately."""
    found = Referral.objects.live().filter(to=membership.agency).exclude(turn=Turn.SENDER).select_related(*TOLD)
    waiting = list(found.filter(answer="").order_by("sent_at", "pk")[: SHOWN + 1])
    since = timezone.now() - timedelta(days=ANSWERED_FOR)
    answered = list(found.filter(answered_at__gte=since).order_by("-answered_at", "-pk")[:SHOWN])
    lines = lines_of([*waiting[:SHOWN], *answered], membership)
    return {
        "agency": membership.agency,
        "waiting": [each for each in lines if each.referral.answer == ""],
        "answered": [each for each in lines if each.referral.answer],
        "more": len(waiting) > SHOWN,
        "closed": closed_for(membership),
        "may_answer": referral_access.may_answer_here(membership),
    }


def chain_of(referral: Referral) -> list[Referral]:
    """The hand-overs that hang together, from the first on, as far as the reader sees them."""
    first = referral
    while first.follows_id and (before := Referral.objects.filter(pk=first.follows_id).first()):
        first = before
    found, keys = [], [first.pk]
    while keys:
        rows = list(Referral.objects.filter(pk__in=keys).select_related(*TOLD).order_by("pk"))
        found += rows
        keys = list(Referral.objects.filter(follows__in=keys).values_list("pk", flat=True))
    return found
