"""Agencies: the list in the contact table's order, an agency's page, and what the lead department changes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

import jaconv
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import agencies as actions
from accounts.access import needs
from accounts.http import Request, number_in
from accounts.models import Membership
from accounts.roles import Permission, Role
from agencies.calendar import today
from agencies.directory_forms import AgencyForm, ClosingForm
from agencies.models import Agency, AgencyGroup, AgencyType, DirectoryEntry, District


@dataclass
class TypeRows:
    type: AgencyType
    agencies: list[Agency] = field(default_factory=list)


@dataclass
class GroupRows:
    group: AgencyGroup | None  # None: agencies that the contact table does not count
    types: list[TypeRows] = field(default_factory=list)
    untyped: list[Agency] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.untyped) + sum(len(each.agencies) for each in self.types)


def by_group(agencies: list[Agency]) -> list[GroupRows]:
    """Agencies under their group and type. They come in the contact table's order; those without a type last."""
    groups: list[GroupRows] = []
    for agency in agencies:
        group = agency.type.group if agency.type else None
        if not groups or groups[-1].group != group:
            groups.append(GroupRows(group))
        here = groups[-1]
        if agency.type is None:
            here.untyped.append(agency)
            continue
        if not here.types or here.types[-1].type != agency.type:
            here.types.append(TypeRows(agency.type))
        here.types[-1].agencies.append(agency)
    return groups


def chosen_district(request: Request) -> District | None:
    return District.objects.filter(pk=number_in(request.GET.get("district")) or 0).first()


@needs(Permission.DIRECTORY_READ)
def agency_list(request: Request) -> HttpResponse:
    words = unicodedata.normalize("NFKC", request.GET.get("q", "")).strip()
    district = chosen_district(request)
    closed = "closed" in request.GET
    agencies = Agency.objects.for_list().exclude(memberships__role=Role.SYSTEM)
    if not closed:
        agencies = agencies.in_use()
    for word in words.split():
        agencies = agencies.filter(
            Q(name__icontains=word) | Q(code__iexact=word) | Q(address__icontains=word) | Q(telephone__contains=word)
            | Q(type__name__icontains=word) | Q(note__icontains=word)
        )  # fmt: skip
    if district:
        agencies = agencies.filter(district__in=District.objects.within(district))
    groups = by_group(list(agencies))
    context = {
        "groups": groups,
        "count": sum(each.count for each in groups),
        "districts": District.objects.all(),
        "district": district,
        "words": words,
        "closed": closed,
        "filtered": bool(words or district),
        "may_edit": request.membership.has(Permission.AGENCY_EDIT),
    }
    template = "agencies/_agency_rows.html" if request.htmx else "agencies/agency_list.html"
    return render(request, template, context)


MOST_FOUND = 50


def _folded(text: str) -> str:
    return jaconv.kata2hira(unicodedata.normalize("NFKC", text)).lower().replace(" ", "")


@needs(Permission.DIRECTORY_READ)
def agency_lookup(request: Request) -> JsonResponse:
    """For boxes that find an agency by a few letters (static/js/lookup.js): names that begin with them first. Kana of
    either kind, full and half width are one. Nothing typed gives the table's first.

    ?first=3,5   keys that a form puts before the others, in this order: agencies spoken with lately."""
    wanted = _folded(request.GET.get("q", ""))
    keys = [number_in(key) for key in request.GET.get("first", "").split(",")]
    first = {key: place - len(keys) for place, key in enumerate(keys)}
    found: list[tuple[int, bool, int, Agency]] = []
    for agency in Agency.objects.for_list().in_use():
        name = _folded(agency.name)
        if wanted in name or wanted in _folded(f"{agency.code}\n{agency.type or ''}"):
            found.append((first.get(agency.pk, 0), not name.startswith(wanted), len(found), agency))
    hits = [
        {"value": each.pk, "label": each.name, "detail": str(each.type.group) if each.type else ""}
        for *_places, each in sorted(found, key=lambda hit: hit[:3])[:MOST_FOUND]
    ]
    return JsonResponse({"results": hits})


def _staff(agency: Agency) -> list[Membership]:
    return list(Membership.objects.in_force().filter(agency=agency, staff__is_active=True).select_related("staff"))


def _page(request: Request, agency: Agency, form: ClosingForm | None = None) -> HttpResponse:
    entries = DirectoryEntry.objects.for_list().filter(Q(agency=agency) | Q(by_area__agency=agency)).distinct()
    context = {
        "agency": agency,
        "entries": entries,
        "staff": _staff(agency),
        "may_edit": request.membership.has(Permission.AGENCY_EDIT),
        "closing": form or ClosingForm(initial={"closed_on": today()}),
    }
    return render(request, "agencies/agency_detail.html", context, status=422 if form else 200)


@needs(Permission.DIRECTORY_READ)
def agency_detail(request: Request, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(Agency.objects.for_list(), pk=pk))


def _edit(request: Request, agency: Agency | None) -> HttpResponse:
    known_as = str(agency or "")  # a form that is wrong leaves its words in the record
    form = AgencyForm(request.POST or None, instance=agency)
    if form.is_valid():
        saved = actions.save_agency(form.save(commit=False), type=form.chosen_type, by=request.membership)
        messages.success(request, _("%(agency)s is saved.") % {"agency": saved})
        return redirect(saved)
    context = {"form": form, "agency": agency, "known_as": known_as}
    return render(request, "agencies/agency_form.html", context, status=422 if form.errors else 200)


@needs(Permission.AGENCY_EDIT)
def agency_create(request: Request) -> HttpResponse:
    return _edit(request, None)


@needs(Permission.AGENCY_EDIT)
def agency_edit(request: Request, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Agency, pk=pk))


@require_POST
@needs(Permission.AGENCY_EDIT)
def agency_close(request: Request, pk: int) -> HttpResponse:
    agency = get_object_or_404(Agency.objects.for_list(), pk=pk)
    form = ClosingForm(request.POST)
    if form.is_valid():
        try:
            actions.close_agency(agency, form.cleaned_data["closed_on"], by=request.membership)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(agency)s is closed. Its records keep its name.") % {"agency": agency})
            return redirect(agency)
    return _page(request, agency, form)


@require_POST
@needs(Permission.AGENCY_EDIT)
def agency_reopen(request: Request, pk: int) -> HttpResponse:
    agency = actions.reopen_agency(get_object_or_404(Agency, pk=pk), by=request.membership)
    messages.success(request, _("%(agency)s is open again.") % {"agency": agency})
    return redirect(agency)
