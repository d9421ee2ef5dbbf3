"""Members of a household, and the agencies that are with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from agencies.calendar import today
from casework import access
from casework.actions import households as actions
from casework.forms.members import RELATIONS, InvolvedForm, MemberForm
from casework.models import Household, HouseholdMember, InvolvedAgency
from casework.views.households import household_page


@needs(Permission.HOUSEHOLD_READ)
def member_edit(request: Request, pk: int, member_pk: int | None = None) -> HttpResponse:
    household = get_object_or_404(Household.objects.prefetch_related("members__person"), pk=pk)
    members = HouseholdMember.objects.select_related("person", "household").prefetch_related("concerns")
    member = get_object_or_404(members, pk=member_pk, household=household) if member_pk else None
    access.check_may_edit_household(request.membership, household)
    sent = request.POST if request.method == "POST" else None
    form = MemberForm(sent, instance=household, member=member)
    if sent is not None and form.is_valid():
        saved = form.run(
            actions.save_member, member, household, form.cleaned_data, version=form.stored_version,
            by=request.membership,
        )  # fmt: skip
        if saved:
            messages.success(request, _("Saved."))
            return redirect(household)
    audit.record(audit.Verb.VIEWED, member or household, by=request.membership)
    context = {"form": form, "household": household, "member": member, "relations": RELATIONS}
    return render(request, "casework/household_member.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Permission.HOUSEHOLD_READ)
def involved_add(request: Request, pk: int) -> HttpResponse:
    household = get_object_or_404(Household, pk=pk)
    access.check_may_edit_household(request.membership, household)
    form = InvolvedForm(request.POST)
    if form.is_valid():
        agency, support = form.cleaned_data["agency"], form.cleaned_data["support"]
        if form.run(actions.involve_agency, household, agency, support, told_on=today(), by=request.membership):
            messages.success(request, _("Saved."))
            return redirect(household.get_absolute_url() + "#agencies")
    return household_page(request, pk, involved=form)


@require_POST
@needs(Permission.HOUSEHOLD_READ)
def involved_end(request: Request, pk: int) -> HttpResponse:
    involved = get_object_or_404(InvolvedAgency.objects.select_related("household", "agency"), pk=pk)
    access.check_may_edit_household(request.membership, involved.household)
    actions.end_involvement(involved, today(), by=request.membership)
    messages.success(
        request, _("%(agency)s is no longer with the household, as of today.") % {"agency": involved.agency}
    )
    return redirect(involved.household.get_absolute_url() + "#agencies")
