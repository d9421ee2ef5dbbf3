"""Cases: the list, the page with its tabs, the course, closing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.paging import keyset_page
from accounts.roles import Permission, Reach
from agencies.calendar import today
from agencies.models import Agency
from casework import access
from casework.actions import cases as actions
from casework.actions.grants import current_parts, parts_to_settle
from casework.choices import Category, PartAnswer, Phase
from casework.forms.case import CloseForm, CourseForm, JoinForm
from casework.forms.contact import ContactForm
from casework.models import Case, Consultation, Grant, HouseholdMember, Participant, Person
from casework.views.contacts import latest

MEMBERS = Prefetch("household__members", HouseholdMember.objects.filter(left_on=None).select_related("person"))
OFFERED = 12


@needs(Permission.CASE_READ)
def case_list(request: HttpRequest) -> HttpResponse:
    found = Case.objects.for_list().prefetch_related(MEMBERS)
    state, phase = request.GET.get("state", "running"), request.GET.get("phase", "")
    if state == "running":
        found = found.filter(closed_on=None)
    elif state == "closed":
        found = found.exclude(closed_on=None)
    if phase in Phase.values:
        found = found.filter(phase=phase)
    if request.GET.get("mine"):
        found = found.filter(coordinator=request.membership.staff)
    page = keyset_page(found, request, order=["-opened_on", "-pk"])
    audit.listed(page.rows, by=request.membership)
    context = {"page": page, "state": state, "phase": phase, "phases": Phase.choices, "mine": request.GET.get("mine", "")}
    return render(request, "casework/case_list.html", context)


@require_POST
@needs(Permission.CONTACT_WRITE)
def case_lookup(request: HttpRequest) -> HttpResponse:
    """Cases and consultations by a few letters of a name or by number. By POST: no name stands in an address."""
    words = request.POST.get("q", "").strip()[:60]
    found = Consultation.objects.select_related("case").order_by("-received_on", "-pk")
    if words:
        people = Person.objects.found_by(words)
        found = found.filter(Q(number__startswith=words) | Q(person__in=people))
    else:
        found = found.filter(case__coordinator=request.membership.staff, case__closed_on=None)
    rows = list(found[:OFFERED])
    audit.record(audit.Verb.SEARCHED, by=request.membership, words=audit.hash_of(words), ids=[each.pk for each in rows])
    options = [{"value": str(each.pk), "label": f"{each.number} {each.name}", "detail": _state_of(each)} for each in rows]
    return JsonResponse(options, safe=False)


def _state_of(consultation: Consultation) -> str:
    if consultation.case is None:
        return consultation.get_outcome_display()
    return _("closed") if consultation.case.closed_on else consultation.case.get_phase_display()


def _case(pk: int) -> Case:
    found = Case.objects.for_list().prefetch_related(MEMBERS, "participants__agency")
    return get_object_or_404(found, pk=pk)


def _context(request: HttpRequest, case: Case, tab: str) -> dict[str, Any]:
    """What all tabs show. Everything of a case but its number and phase has a category of consent."""
    audit.record(audit.Verb.VIEWED, case, by=request.membership, tab=tab)
    shared = access.shared_categories(request.membership, case.household)
    return {
        "case": case,
        "tab": tab,
        "consultation": getattr(case, "consultation", None),
        "shared": shared,
        "withheld_labels": [each.label for each in Category if each not in shared],
        "consents": [each for each in case.household.consents.in_force()],
        "may_manage": access.may_manage_case(request.membership, case),
        "may_write_contact": access.may_write_contact(request.membership) and not case.closed_on,
        "may_write_plan": access.may_write_plan(request.membership, case) and not case.closed_on,
        "may_restrict": access.may_restrict(request.membership),
        "today": today(),
    }


@needs(Permission.CASE_READ)
def case_detail(request: HttpRequest, pk: int) -> HttpResponse:
    case = _case(pk)
    context = _context(request, case, "now")
    own = request.membership.reach is Reach.OWN and not request.restricted_desk
    parts = list(current_parts(case).select_related("agency", "plan").order_by("order", "pk"))
    context |= {
        "plan": case.plans.first(),
        "parts": parts if Category.PLAN in context["shared"] else [each for each in parts if each.agency_id == request.membership.agency_id],
        "turns": [each for each in parts if each.answer in (PartAnswer.CHANGE, PartAnswer.QUESTION) and not each.reply],
        "unsettled": [] if own else list(parts_to_settle(case)),
        "contact_form": ContactForm(initial={"staff": [request.membership.staff.name]}),
        "own": own,
        "may_decide_role": access.may_decide_role(request.membership),
    }  # fmt: skip
    if context["consultation"]:
        context |= _contacts(request, context)
    return render(request, "casework/case_detail.html", context)


def _contacts(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What one's own agency recorded is always shown to it."""
    found = latest(context["consultation"])["contacts"]
    if Category.PROGRESS not in context["shared"]:
        found = [each for each in found if each.written_by_id in request.membership.group_ids]
    return {"contacts": found}


@needs(Permission.CASE_READ)
def case_contacts(request: HttpRequest, pk: int) -> HttpResponse:
    case = _case(pk)
    context = _context(request, case, "contacts")
    found = case.contacts.for_list()
    if Category.PROGRESS not in context["shared"]:
        found = found.filter(written_by__in=request.membership.group_ids)
    context["page"] = keyset_page(found, request, order=["-occurred_on", "-pk"])
    return render(request, "casework/case_contacts.html", context)


@needs(Permission.CASE_READ)
def case_sight(request: HttpRequest, pk: int) -> HttpResponse:
    """Who can see this case, why, since when: a list of rows."""
    case = _case(pk)
    context = _context(request, case, "sight")
    grants = Grant.objects.filter(content_object=case).select_related("group__agency", "group__person").order_by("pk")
    context |= {
        "grants": [each for each in grants if each.ended_at is None and (each.valid_until is None or each.valid_until >= today())],
        "ended": [each for each in grants if each.ended_at or each.valid_until and each.valid_until < today()],
        "unsettled": parts_to_settle(case),
        "offices": Agency.objects.filter(memberships__role__in=["coordinator", "assistant", "lead"]).distinct(),
    }  # fmt: skip
    return render(request, "casework/case_sight.html", context)


@needs(Permission.CASE_READ)
def case_course(request: HttpRequest, pk: int) -> HttpResponse:
    case = _case(pk)
    access.check_may_manage_case(request.membership, case)
    initial = {"phase": case.phase, "coordinator": case.coordinator_id, "lead_agency": case.lead_agency_id}
    form = CourseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and form.run(actions.lead, case, **form.cleaned_data, by=request.membership):
        messages.success(request, _("Saved."))
        return redirect(case)
    context = _context(request, case, "course") | {"form": form, "join_form": JoinForm(), "close_form": CloseForm()}
    return render(request, "casework/case_course.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Permission.CASE_READ)
def case_close(request: HttpRequest, pk: int) -> HttpResponse:
    case = _case(pk)
    access.check_may_manage_case(request.membership, case)
    form = CloseForm(request.POST)
    if form.is_valid() and form.run(actions.close, case, form.cleaned_data["closed_on"], form.cleaned_data["reason"], by=request.membership):
        messages.success(request, _("The case is closed. It can be opened again on this page."))
        return redirect(case)
    initial = {"phase": case.phase, "coordinator": case.coordinator_id, "lead_agency": case.lead_agency_id}
    context = _context(request, case, "course") | {"form": CourseForm(initial=initial), "join_form": JoinForm(), "close_form": form}
    return render(request, "casework/case_course.html", context, status=422)


@require_POST
@needs(Permission.CASE_READ)
def case_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(Case, pk=pk)
    actions.reopen(case, by=request.membership)
    messages.success(request, _("The case is open again."))
    return redirect(case)


@require_POST
@needs(Permission.CASE_READ)
def participant_join(request: HttpRequest, pk: int) -> HttpResponse:
    case = _case(pk)
    access.check_may_manage_case(request.membership, case)
    form = JoinForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        if form.run(actions.join, case, data["agency"], role=data["role"], on=today(), by=request.membership):
            messages.success(request, _("%(agency)s takes part.") % {"agency": data["agency"]})
            return redirect("casework:case_course", pk)
    initial = {"phase": case.phase, "coordinator": case.coordinator_id, "lead_agency": case.lead_agency_id}
    context = _context(request, case, "course") | {"form": CourseForm(initial=initial), "join_form": form, "close_form": CloseForm()}
    return render(request, "casework/case_course.html", context, status=422)


@require_POST
@needs(Permission.CASE_READ)
def participant_leave(request: HttpRequest, pk: int) -> HttpResponse:
    participant = get_object_or_404(Participant.objects.select_related("case", "agency"), pk=pk)
    actions.leave(participant, today(), by=request.membership)
    messages.success(request, _("%(agency)s has left; its time stays in the history.") % {"agency": participant.agency})
    return redirect("casework:case_course", participant.case_id)
