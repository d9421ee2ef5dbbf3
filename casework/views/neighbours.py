"""Emergency tubes and neighbour teams: their forms on the household, and the list of tubes that nobody has renewed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.http import Request
from accounts.paging import keyset_page
from accounts.roles import Permission
from agencies.rows import with_stored_rows
from casework import access
from casework.actions import neighbours as actions
from casework.forms.neighbours import TeamForm, TeamMembers, TubeForm, changed_by_others
from casework.models import EmergencyTube, Household, NeighbourTeam
from casework.models.household import members_now

PLACE = "#neighbours"


def _household(pk: int) -> Household:
    return get_object_or_404(Household.objects.prefetch_related("members__person"), pk=pk)


@needs(Permission.HOUSEHOLD_WRITE)
def tube_new(request: Request, pk: int) -> HttpResponse:
    return _tube_form(request, EmergencyTube(household=_household(pk)))


@needs(Permission.HOUSEHOLD_WRITE)
def tube_edit(request: Request, pk: int) -> HttpResponse:
    found = EmergencyTube.objects.select_related("household").prefetch_related("household__members__person")
    return _tube_form(request, get_object_or_404(found, pk=pk))


def _tube_form(request: Request, tube: EmergencyTube) -> HttpResponse:
    household = tube.household
    access.check_may_edit_household(request.membership, household)
    form = TubeForm(request.POST if request.method == "POST" else None, instance=tube)
    if form.is_valid():
        form.instance.version = form.stored_version or 1
        if form.run(actions.save_tube, form.instance, by=request.membership):
            messages.success(request, _("Saved."))
            return redirect(household.get_absolute_url() + PLACE)
    audit.record(audit.Verb.VIEWED, household, by=request.membership, form="tube")
    context = {"form": form, "tube": tube if tube.pk else None, "household": household}
    return render(request, "casework/tube_form.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Permission.HOUSEHOLD_WRITE)
def tube_renew(request: Request, pk: int) -> HttpResponse:
    tube = get_object_or_404(EmergencyTube.objects.select_related("household"), pk=pk)
    try:
        actions.renew_tube(tube, by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Renewed today."))
    back = request.POST.get("back") == "list"
    return redirect("casework:tube_list") if back else redirect(tube.household.get_absolute_url() + PLACE)


@needs(Permission.OUTREACH_WRITE)
def tube_list(request: Request) -> HttpResponse:
    """Tubes, those looked at the longest ago first; at first only those that a year has passed for."""
    everything = request.GET.get("all", "")
    found = EmergencyTube.objects.kept() if everything else EmergencyTube.objects.stale()
    found = found.select_related("household__district").prefetch_related(members_now("household__members"))
    page = keyset_page(found, request, order=["looked_at", "pk"])
    audit.listed(page.rows, by=request.membership)
    context = {"page": page, "count": found.count(), "all": everything}
    return render(request, "casework/tube_list.html", context)


@needs(Permission.HOUSEHOLD_WRITE)
def team_new(request: Request, pk: int) -> HttpResponse:
    return _team_form(request, NeighbourTeam(household=_household(pk)))


@needs(Permission.HOUSEHOLD_WRITE)
def team_edit(request: Request, pk: int) -> HttpResponse:
    found = NeighbourTeam.objects.select_related("household").prefetch_related("household__members__person", "members")
    return _team_form(request, get_object_or_404(found, pk=pk))


def _team_form(request: Request, team: NeighbourTeam) -> HttpResponse:
    household = team.household
    access.check_may_edit_household(request.membership, household)
    sent = request.POST if request.method == "POST" else None
    form = TeamForm(sent, instance=team)
    stored = set(team.members.values_list("pk", flat=True)) if team.pk else set()
    kept = None if sent is None else with_stored_rows(sent, "members", stored)
    rows = TeamMembers(kept, instance=team, prefix="members")
    rows.extra = 0 if team.pk else 2
    if sent is not None and all([form.is_valid(), rows.is_valid(), not changed_by_others(form, rows)]):
        rows.save(commit=False)
        members = [*rows.new_objects, *(member for member, _changed in rows.changed_objects)]
        form.instance.version = form.stored_version or 1
        if form.run(actions.save_team, form.instance, members, by=request.membership, gone=rows.deleted_objects):
            messages.success(request, _("Saved."))
            return redirect(household.get_absolute_url() + PLACE)
    audit.record(audit.Verb.VIEWED, household, by=request.membership, form="team")
    context = {"form": form, "rows": rows, "team": team if team.pk else None, "household": household}
    wrong = sent is not None
    return render(request, "casework/team_form.html", context, status=422 if wrong else 200)
