"""Whose turn it is in a case: what stands on top of its page, with the action in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.roles import Permission
from accounts.templatetags.components import days_late
from agencies.calendar import today
from casework.actions.parts import may_undo
from casework.choices import PartAnswer, PlanState
from casework.models import Case, PlanRole, SupportPlan
from casework.models.plan import PartTurn

REVIEW_DAYS = 30


@dataclass(frozen=True)
class Turn:
    """One line. part: what its agency said, with the forms to reply, to put it up and to decide. url and action: where
    it is done; post: by a press, not by a link."""

    title: str
    tone: str
    text: str
    until: date | None = None
    part: PlanRole | None = None
    reply: bool = False
    decide: bool = False
    put_up: bool = False
    undo: bool = False
    url: str = ""
    action: str = ""
    post: bool = False


@dataclass
class CaseState:
    """What the lines are told from; read once by the page."""

    case: Case
    by: Membership
    plan: SupportPlan | None = None  # the newest that is no draft
    draft: SupportPlan | None = None
    parts: list[PlanRole] = field(default_factory=list)  # of that plan
    uncovered: list[PlanRole] = field(default_factory=list)  # parts whose agency no consent covers

    def asked(self) -> list[PlanRole]:
        """Parts whose agency knows of them."""
        unknown = {each.pk for each in self.uncovered}
        return [each for each in self.parts if each.pk not in unknown]


def turns_of(state: CaseState) -> list[Turn]:
    """What waits, the most pressing first. An agency's own turn is the card of its part, and no line here."""
    if state.case.closed_on:
        return []
    lines = [*_said(state)]
    if state.by.has(Permission.PLAN_WRITE):
        lines += [*_to_write(state), *_to_carry_on(state), *_others(state)]
        return lines or [Turn(_("Nothing is waiting today"), "done", _("The plan is being carried out."))]
    return lines


def _said(state: CaseState) -> Iterator[Turn]:
    """Wishes and questions of agencies, for the coordinator or the lead department."""
    writes, decides = state.by.has(Permission.PLAN_WRITE), state.by.has(Permission.ROLE_DECIDE)
    if not writes:
        return
    for part in state.parts:
        if part.turn not in (PartTurn.COORDINATOR, PartTurn.LEAD):
            continue
        if part.answer == PartAnswer.CHANGE:
            text = _("%(agency)s asks for another part: “%(words)s”")
        else:
            text = _("%(agency)s asks: “%(words)s”")
        mine = decides or part.turn == PartTurn.COORDINATOR
        yield Turn(
            _("It is your turn") if mine else _("The lead department's turn"),
            "wait" if mine else "hold",
            text % {"agency": part.agency, "words": part.words},
            part=part,
            reply=True,
            decide=decides,
            put_up=part.turn == PartTurn.COORDINATOR and not decides,
            undo=may_undo(state.by, part),
        )


def _to_write(state: CaseState) -> Iterator[Turn]:
    """A plan that is missing or a draft, a consent that is missing."""
    case, title = state.case, _("It is your turn")
    if state.draft:
        yield Turn(
            title,
            "wait",
            _("Version %(number)s of the plan is a draft. No agency sees it yet.") % {"number": state.draft.number},
            url=reverse("casework:plan_edit", args=[state.draft.pk]),
            action=_("Continue with it"),
        )
    elif state.plan is None:
        text = _("There is no plan yet. A continuing case needs one.")
        yield Turn(title, "wait", text, url=reverse("casework:plan_new", args=[case.pk]), action=_("Make a plan"))
    elif state.plan.state == PlanState.ENDED:
        url = reverse("casework:plan_next", args=[case.pk])
        yield Turn(title, "wait", _("The plan has ended."), url=url, action=_("Make the next version"), post=True)
    if state.uncovered:
        names = _(", ").join(dict.fromkeys(each.agency.name for each in state.uncovered))
        yield Turn(
            title,
            "wait",
            _("No consent covers %(agencies)s: they do not know of their part.") % {"agencies": names},
            url=reverse("casework:consent_new", args=[case.household_id]),
            action=_("Record a consent"),
        )


def _to_carry_on(state: CaseState) -> Iterator[Turn]:
    """A plan that all agreed to, or that is to be reviewed."""
    plan, title = state.plan, _("It is your turn")
    if plan is None or state.draft or plan.state == PlanState.ENDED:
        return
    if plan.ends_on and plan.ends_on <= today() + timedelta(days=REVIEW_DAYS):
        tone = "late" if plan.ends_on < today() else "wait"
        text = _("The plan is to be reviewed.")
        yield Turn(title, tone, text, until=plan.ends_on, url=plan.get_absolute_url(), action=_("Review it"))
    agreed = all(each.turn == PartTurn.NOBODY for each in state.parts)
    if plan.state == PlanState.AGREED and state.parts and agreed and not state.uncovered:
        text = _("All agencies agree to their parts.")
        yield Turn(title, "wait", text, url=plan.get_absolute_url(), action=_("Begin the plan"))


def _others(state: CaseState) -> Iterator[Turn]:
    """What waits for agencies: late parts, and answers."""
    for part in state.asked():
        if part.overdue_days and part.turn in (PartTurn.NOBODY, PartTurn.AGENCY):
            yield Turn(
                days_late(part.overdue_days),
                "late",
                f"{part.agency}　{part.task}",
                url=part.agency.get_absolute_url(),
                action=_("Call them"),
            )
    waiting = [each.agency.name for each in state.asked() if each.turn == PartTurn.AGENCY]
    if waiting:
        names = _(", ").join(dict.fromkeys(waiting))
        yield Turn(_("Waiting for answers"), "hold", _("%(agencies)s: not answered yet.") % {"agencies": names})
