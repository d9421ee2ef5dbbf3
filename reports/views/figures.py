"""The figures of a fiscal year or a span of days: pictures with their tables, each number opening its records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts import audit, jobs
from accounts.access import needs
from accounts.http import Request
from accounts.paging import keyset_page
from accounts.roles import Permission
from agencies.models import Concern
from casework.models import Route
from reports import access, drawings, spreadsheet, tally
from reports.figures import records
from reports.figures.consultations import REPORTING_LIST, route_words
from reports.figures.network import network_meetings
from reports.figures.year import Figures, figures
from reports.forms.figures import PeriodForm
from reports.jobs import TALLY_JOB
from reports.views.downloads import XLSX, file_answer

# In which order the records of each kind are listed, by which template, and with what they are fetched.
LISTS: dict[str, tuple[list[str], str, Callable[[Any], QuerySet[Any]]]] = {
    "consultation": (["-received_on", "-pk"], "reports/_records_consultation.html", lambda rows: rows.for_list()),
    "household": (["-pk"], "reports/_records_household.html", lambda rows: rows.prefetch_related("members__person")),
    "case": (["-opened_on", "-pk"], "reports/_records_case.html", lambda rows: rows.for_list()),
    "supportplan": (["-made_on", "-pk"], "reports/_records_plan.html", lambda rows: rows.select_related("case")),
    "contact": (["-occurred_on", "-pk"], "reports/_records_contact.html", lambda rows: rows.for_list()),
    "meeting": (["-held_on", "-pk"], "reports/_records_meeting.html", lambda rows: rows.select_related("kind", "host")),
    "surveyhousehold": (["-pk"], "reports/_records_survey_household.html", lambda rows: rows.for_list()),
    "surveyperson": (
        ["-pk"],
        "reports/_records_survey_person.html",
        lambda rows: rows.select_related("home__district", "age_band").prefetch_related("situations"),
    ),
}


def _counted(request: Request, form: PeriodForm) -> Figures:
    """The figures asked for. Counting leaves a trace: few records in a small district tell about families too."""
    found = figures(form.period, district=form.chosen_district)
    audit.record(audit.Verb.COUNTED, by=request.membership, **_asked(form))
    return found


def _asked(form: PeriodForm) -> dict[str, Any]:
    """Which figures, as an audit event and a job keep it."""
    district = form.chosen_district
    return {
        "first": form.period.first.isoformat(),
        "last": form.period.last.isoformat(),
        "district": district.pk if district else None,
    }


@needs(Permission.FIGURES_READ)
def figure_page(request: Request) -> HttpResponse:
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return render(request, "reports/figures.html", {"form": form}, status=422)
    found = _counted(request, form)
    concern_keys = dict(Concern.objects.filter(list__code=REPORTING_LIST).values_list("name", "pk"))
    route_keys = dict(Route.objects.values_list("name", "pk"))
    routes = [
        (route_words(name), count, f"route-{route_keys.get(name, 0)}")
        for name, count in found.consultations.by_route.items()
    ]
    context = {
        "form": form,
        "year": tally.whole_year(form.period),
        "period": form.period,
        "query": form.query,
        "figures": found,
        "drawings": drawings.of(found, concern_keys),
        "routes": routes,
        "columns": tally.in_columns(found.contacts.groups, 3),
        "network": network_meetings(form.period) if form.chosen_district is None else (),
        "opens_records": access.may_open_records(request.membership),
        "writes_reports": access.may_write_report(request.membership),
    }
    return render(request, "reports/figures.html", context)


@needs(Permission.FIGURES_READ)
def figure_records(request: Request, name: str) -> HttpResponse:
    """The records that a number counts, as far as the reader may see them."""
    form = PeriodForm(request.GET)
    if not form.is_valid():
        raise Http404
    opened = records.opened(name, form.period, form.chosen_district)
    if opened is None:
        raise Http404
    access.check_may_open_records(request.membership, opened.kind)
    order, template, fetched = LISTS[opened.kind]
    page = keyset_page(fetched(opened.rows), request, order=order)
    audit.listed(page.rows, by=request.membership, figure=name, **_asked(form))
    context = {
        "title": opened.title,
        "page": page,
        "template": template,
        "period": form.period,
        "year": tally.whole_year(form.period),
        "district": form.chosen_district,
        "query": form.query,
        "of_survey": opened.kind.startswith("survey"),
        "counted": opened.counted(form.period, form.chosen_district),
        "visible": opened.rows.count(),
    }
    return render(request, "reports/figure_records.html", context)


@needs(Permission.FIGURES_READ)
def figure_workbook(request: Request) -> HttpResponse:
    """The same figures as an Excel file."""
    form = PeriodForm(request.GET)
    if not form.is_valid():
        raise Http404
    found = _counted(request, form)
    audit.record(audit.Verb.EXPORTED, by=request.membership, kind="figures", **_asked(form))
    name = tally.file_name(form.period, form.chosen_district, of="集計", ending="xlsx")
    return file_answer(spreadsheet.workbook(found), XLSX, name)


@require_POST
@needs(Permission.FIGURES_READ)
def figure_tally(request: Request) -> HttpResponse:
    """The contact table as a PDF, by a job."""
    form = PeriodForm(request.POST)
    if not form.is_valid():
        raise Http404
    job = jobs.ask(TALLY_JOB, by=request.membership, **_asked(form))
    audit.record(audit.Verb.PRINTED, job, by=request.membership, kind=job.kind, **_asked(form))
    return redirect(job)
