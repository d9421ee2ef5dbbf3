"""The course of a case: its phase, who leads it, who takes part, closing and opening again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from casework import access
from casework.actions import case_course as actions
from casework.forms.case import CloseForm, CourseForm, JoinForm, LeaveForm
from casework.models import Case, Participant
from casework.views.cases import case_context, fetched_case


def _page(request: Request, case: Case, **forms: Any) -> HttpResponse:
    """The page with its forms; those that are given were sent and are wrong."""
    context = case_context(request, case, "course")
    context |= {
        "form": forms.get("form") or CourseForm(instance=case),
        "join_form": forms.get("join_form") or JoinForm(prefix="join"),
        "close_form": forms.get("close_form") or CloseForm(prefix="close"),
        "participants": sorted(case.participants.all(), key=lambda each: (each.left_on is not None, each.pk)),
    }
    return render(request, "casework/case_course.html", context, status=422 if forms else 200)


def _managed(request: Request, pk: int) -> Case:
    case = fetched_case(pk)
    access.check_may_manage_case(request.membership, case)
    return case


@needs(Permission.CASE_READ)
def case_course(request: Request, pk: int) -> HttpResponse:
    case = _managed(request, pk)
    if request.method != "POST":
        return _page(request, case)
    form = CourseForm(request.POST, instance=case)
    if form.is_valid() and form.run(actions.change_case, form.instance, by=request.membership):
        messages.success(request, _("Saved."))
        return redirect(case)
    return _page(request, fetched_case(pk), form=form)


@require_POST
@needs(Permission.CASE_READ)
def case_close(request: Request, pk: int) -> HttpResponse:
    case = _managed(request, pk)
    form = CloseForm(request.POST, prefix="close")
    if form.is_valid():
        data = form.cleaned_data
        run = form.run(
            actions.close_case, case, on=data["closed_on"], reason=data["closing_reason"], by=request.membership
        )
        if run:
            messages.success(request, _("The case is closed. It can be opened again on its page."))
            return redirect(case)
    return _page(request, case, close_form=form)


@require_POST
@needs(Permission.CASE_READ)
def case_reopen(request: Request, pk: int) -> HttpResponse:
    case = _managed(request, pk)
    try:
        actions.reopen_case(case, by=request.membership)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
    else:
        messages.success(request, _("The case is open again."))
    return redirect(case)


@require_POST
@needs(Permission.CASE_READ)
def participant_join(request: Request, pk: int) -> HttpResponse:
    case = _managed(request, pk)
    form = JoinForm(request.POST, prefix="join")
    if form.is_valid():
        data = form.cleaned_data
        if form.run(actions.join_case, case, data["agency"], role=data["role"], on=data["on"], by=request.membership):
            messages.success(request, _("%(agency)s takes part.") % {"agency": data["agency"]})
            return redirect("casework:case_course", pk)
    return _page(request, case, join_form=form)


def _participant(request: Request, pk: int) -> Participant:
    participant = get_object_or_404(Participant.objects.select_related("case", "agency"), pk=pk)
    access.check_may_manage_case(request.membership, participant.case)
    return participant


@require_POST
@needs(Permission.CASE_READ)
def participant_leave(request: Request, pk: int) -> HttpResponse:
    participant = _participant(request, pk)
    form = LeaveForm(request.POST)
    if form.is_valid() and form.run(actions.leave_case, participant, on=form.cleaned_data["on"], by=request.membership):
        messages.success(request, _("%(agency)s no longer takes part.") % {"agency": participant.agency})
    for problems in form.errors.values():
        messages.error(request, " ".join(map(str, problems)))
    return redirect("casework:case_course", participant.case_id)


@require_POST
@needs(Permission.CASE_READ)
def participant_come_back(request: Request, pk: int) -> HttpResponse:
    participant = _participant(request, pk)
    try:
        actions.come_back(participant, by=request.membership)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(agency)s takes part.") % {"agency": participant.agency})
    return redirect("casework:case_course", participant.case_id)
