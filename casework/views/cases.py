"""Cases: the list, and the page with its tabs."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.vary import vary_on_headers

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.models import Membership
from accounts.paging import keyset_page
from accounts.roles import REACH, Permission, Reach
from agencies.calendar import today
from agencies.models import Agency
from casework import access
from casework.actions.grants import consented
from casework.choices import Category, Phase, PlanState
from casework.models import Case, Contact, Grant, Named
from casework.models.household import members_now
from casework.parts import card, state_of, when
from casework.turns import CaseState, turns_of

MEMBERS = members_now("household__members")
LATEST = 8


@vary_on_headers("HX-Request")
@needs(Permission.CASE_READ)
def case_list(request: Request) -> HttpResponse:
    found = Case.objects.for_list().prefetch_related(MEMBERS)
    state, phase, mine = (request.GET.get(name, "") for name in ("state", "phase", "mine"))
    if state == "closed":
        found = found.exclude(closed_on=None)
    elif state != "all":
        found, state = found.running(), "running"
    if phase in Phase.values:
        found = found.filter(phase=phase)
    if mine:
        found = found.filter(coordinator=request.membership.staff)
    page = keyset_page(found, request, order=["-opened_on", "-pk"])
    audit.listed(page.rows, by=request.membership)
    context = {
        "page": page,
        "count": found.count(),
        "state": state,
        "phase": phase,
        "mine": mine,
        "phases": Phase.choices,
        "coordinates": request.membership.has(Permission.CASE_MANAGE),
    }
    return render(request, "casework/_case_rows.html" if request.htmx else "casework/case_list.html", context)


def fetched_case(pk: int) -> Case:
    found = Case.objects.for_list().prefetch_related(MEMBERS, "participants__agency")
    return get_object_or_404(found, pk=pk)


def case_context(request: Request, case: Case, tab: str) -> dict[str, Any]:
    """What all tabs show, and the audit event of looking at it. Everything of a case but what it is called by, its
    phase and who coordinates it has a category of consent."""
    by = request.membership
    audit.record(audit.Verb.VIEWED, case, by=by, tab=tab)
    shared = access.shared_categories(by, case.household)
    return {
        "case": case,
        "tab": tab,
        "consultation": getattr(case, "consultation", None),
        "shared": shared,
        "consent": max(case.household.consents.in_force(), key=lambda each: each.valid_from, default=None),
        "contact_count": access.shown_contacts(by, case.contacts.all()).count(),
        "may_manage": access.may_manage_case(by, case),
        "may_write_contact": access.may_write_contact(by) and not case.closed_on,
        "may_write_plan": access.may_write_plan(by, case) and not case.closed_on,
        "today": today(),
    }


def state_of_case(case: Case, by: Membership) -> CaseState:
    """The newest plan that is no draft with its parts, the draft, and whose agencies no consent covers."""
    plans = list(case.plans.all()[:20])
    draft = next((each for each in plans if each.state == PlanState.DRAFT), None)
    plan = next((each for each in plans if each.state != PlanState.DRAFT), None)
    parts = list(plan.roles.for_list()) if plan and plan.state != PlanState.ENDED else []
    covered = consented(case.household, [each.agency for each in parts])
    return CaseState(case, by, plan, draft, parts, [each for each in parts if each.agency not in covered])


def part_lines(request: Request, state: CaseState, shared: frozenset[Category]) -> list[dict[str, Any]]:
    """The table of who does what: everybody's parts where the plan is shared, else one's own only."""
    by, uncovered = request.membership, {each.pk for each in state.uncovered}
    visible = [each for each in state.parts if Category.PLAN in shared or each.agency_id == by.agency_id]
    signing_in = set(
        Membership.objects.in_force()
        .filter(agency__in=[each.agency_id for each in visible], staff__is_active=True)
        .values_list("agency", flat=True)
    )
    lines = []
    for part in visible:
        speaks = by.has(Permission.PLAN_WRITE) and part.agency_id not in signing_in and part.pk not in uncovered
        lines.append(
            {
                "part": part,
                "state": state_of(part, covered=part.pk not in uncovered),
                "when": when(part),
                "card": card(part, by, shared, may_press=True) if speaks and not state.case.closed_on else None,
                "may_give_sign": part.awaits_sign and not state.case.closed_on and access.may_give_sign(by, part),
            }
        )
    return lines


def contact_lines(request: Request, contacts: list[Contact]) -> list[dict[str, Any]]:
    return [{"contact": each, "may_edit": access.may_edit_contact(request.membership, each)} for each in contacts]


@needs(Permission.CASE_READ)
def case_detail(request: Request, pk: int) -> HttpResponse:
    case = fetched_case(pk)
    context = case_context(request, case, "now")
    by, shared = request.membership, context["shared"]
    state = state_of_case(case, by)
    own = [each for each in state.parts if each.agency_id == by.agency_id and not by.has(Permission.PLAN_WRITE)]
    contacts = access.shown_contacts(by, case.contacts.for_list()).order_by("-occurred_on", "-pk")
    context |= {
        "plan": state.plan,
        "draft": state.draft,
        "lines": part_lines(request, state, shared),
        "turns": turns_of(state),
        "cards": [card(each, by, shared) for each in own] if not case.closed_on else [],
        "unanswered": sum(1 for each in state.asked() if each.turn),
        "contacts": contact_lines(request, list(contacts[:LATEST])),
        "members": access.shown_members(case.household.members.all(), shared),
        "concerns": _concerns(case, context),
    }
    return render(request, "casework/case_detail.html", context)


def _concerns(case: Case, context: dict[str, Any]) -> list[tuple[str, str]]:
    """The troubles of the consultation that opened the case, ◎ the most pressing first."""
    consultation = context["consultation"]
    if consultation is None:
        return []
    shown = access.shared_concerns(consultation.concerns.for_list(), context["shared"])
    marks = [(each.short_name, "◎" if each.pk == consultation.main_concern_id else "○") for each in shown]
    return sorted(marks, key=lambda each: each[1] != "◎")


@needs(Permission.CASE_READ)
def case_contacts(request: Request, pk: int) -> HttpResponse:
    """経過: every contact of the case, the newest first."""
    case = fetched_case(pk)
    context = case_context(request, case, "contacts")
    found = access.shown_contacts(request.membership, case.contacts.for_list())
    page = keyset_page(found, request, order=["-occurred_on", "-pk"])
    context |= {"page": page, "contacts": contact_lines(request, page.rows)}
    return render(request, "casework/case_contacts.html", context)


def _task_of(case: Case, shared: frozenset[Category]) -> dict[int, str]:
    """The parts that gave sight, by their keys, where the plan is shared."""
    return dict(case.plan_roles.values_list("pk", "task")) if Category.PLAN in shared else {}


@needs(Permission.CASE_READ)
def case_sight(request: Request, pk: int) -> HttpResponse:
    """見られる人: who sees this case, why, since when. What the wall reads, as rows."""
    case = fetched_case(pk)
    context = case_context(request, case, "sight")
    state = state_of_case(case, request.membership)
    found = Grant.objects.filter(content_object=case).select_related("group__agency", "group__person").order_by("-pk")
    tasks = _task_of(case, context["shared"])
    grants = [(each, tasks.get(each.source_id or 0, "") if each.reason == Grant.Reason.PART else "") for each in found]
    live = [line for line in grants if line[0].is_live]
    everywhere = [role for role, reach in REACH.items() if reach is Reach.ALL]
    working = Membership.objects.in_force().filter(role__in=everywhere)
    offices = Agency.objects.filter(memberships__in=working).distinct().order_by("pk")
    named = Named.objects.filter(household=case.household_id).select_related("staff")
    context |= {
        "named": [each for each in named if each.ended_at is None],
        "named_before": [each for each in named if each.ended_at],
        "grants": live,
        "ended": [line for line in grants if not line[0].is_live],
        "uncovered": state.uncovered,
        "offices": [] if case.restricted else offices,
        "may_restrict": access.may_restrict(request.membership),
    }
    return render(request, "casework/case_sight.html", context)
