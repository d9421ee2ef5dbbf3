"""The agency directory (相談機関一覧): for this trouble, ask here. The lead department edits it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import agencies as actions
from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from accounts.views.agencies import chosen_district
from agencies.calendar import today
from agencies.directory_forms import AreaContacts, DirectoryEntryForm
from agencies.models import AreaContact, Concern, DirectoryEntry, District, Municipality, Topic
from agencies.rows import with_stored_rows

TAKEN_OUT = "directory_entry_taken_out"  # in the session, until the next one is taken out


@dataclass
class Line:
    """An entry with its contacts by area, of the chosen district only where there is one."""

    entry: DirectoryEntry
    areas: list[AreaContact]


def _by_topic(entries: Iterable[DirectoryEntry], district: District | None) -> list[tuple[Topic, list[Line]]]:
    here = set(District.objects.around(district).values_list("pk", flat=True)) if district else None
    topics: dict[Topic, list[Line]] = {}
    for entry in entries:
        areas = [each for each in entry.by_area.all() if here is None or each.district_id in here]
        topics.setdefault(entry.topic, []).append(Line(entry, areas))
    return list(topics.items())


@needs(Permission.DIRECTORY_READ)
def directory(request: Request) -> HttpResponse:
    concerns = list(Concern.objects.filter(list=Municipality.current().concern_list_id, offered=True))
    concern = next((each for each in concerns if str(each.pk) == request.GET.get("concern")), None)
    district = chosen_district(request)
    entries = DirectoryEntry.objects.for_list()
    if concern:
        entries = entries.about(concern)
    if district:
        entries = entries.serving(district)
    context = {
        "topics": _by_topic(entries, district),
        "concerns": concerns,
        "concern": concern,
        "districts": District.objects.all(),
        "district": district,
        "may_edit": request.membership.has(Permission.AGENCY_EDIT),
        "taken_out": request.session.get(TAKEN_OUT),
        "today": today(),
    }
    template = "agencies/_directory_topics.html" if request.htmx else "agencies/directory.html"
    return render(request, template, context)


def _edit(request: Request, entry: DirectoryEntry | None) -> HttpResponse:
    initial = {} if entry else {"topic": request.GET.get("topic", "")}
    form = DirectoryEntryForm(request.POST or None, instance=entry, initial=initial)
    stored = set(entry.by_area.values_list("pk", flat=True)) if entry else set()
    rows = with_stored_rows(request.POST, "areas", stored) if request.POST else None
    areas = AreaContacts(rows, instance=form.instance, prefix="areas")
    context: dict[str, Any] = {"form": form, "areas": areas, "entry": entry}
    if request.method != "POST":
        return render(request, "agencies/entry_form.html", context)
    if all([form.is_valid(), areas.is_valid()]):
        try:
            saved = actions.save_entry(form.save(commit=False), areas, by=request.membership)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(entry)s is saved in the directory.") % {"entry": saved})
            return redirect("agencies:directory")
    return render(request, "agencies/entry_form.html", context, status=422)


@needs(Permission.AGENCY_EDIT)
def entry_create(request: Request) -> HttpResponse:
    return _edit(request, None)


@needs(Permission.AGENCY_EDIT)
def entry_edit(request: Request, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(DirectoryEntry.objects.select_related("topic", "agency"), pk=pk))


@require_POST
@needs(Permission.AGENCY_EDIT)
def entry_take_out(request: Request, pk: int) -> HttpResponse:
    entry = get_object_or_404(DirectoryEntry.objects.select_related("topic"), pk=pk)
    kept = actions.take_out_entry(entry, by=request.membership)
    request.session[TAKEN_OUT] = {"label": str(entry), **kept}
    return redirect("agencies:directory")


@require_POST
@needs(Permission.AGENCY_EDIT)
def entry_put_back(request: Request) -> HttpResponse:
    kept = request.session.pop(TAKEN_OUT, None)
    if kept is None:
        messages.info(request, _("There is nothing to put back."))
        return redirect("agencies:directory")
    try:
        entry = actions.put_back_entry(kept, by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(entry)s is in the directory again.") % {"entry": entry})
    return redirect("agencies:directory")
