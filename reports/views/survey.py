"""The figures of the yearly survey: fiscal years as columns, each number opening its records."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts import audit, jobs
from accounts.access import needs
from accounts.http import Request
from accounts.roles import Permission
from reports import access, survey
from reports.figures.survey import YearTable, sex_names, year_table
from reports.forms.survey import SurveyForm
from reports.jobs import SURVEY_JOB
from reports.views.downloads import XLSX, file_answer


def _counted(request: Request, form: SurveyForm) -> YearTable:
    """The figures asked for. Counting leaves a trace: few records in a small district tell about families too."""
    table = year_table(form.fiscal_year, district=form.chosen_district)
    audit.record(audit.Verb.COUNTED, by=request.membership, of="survey", **_asked(form))
    return table


def _asked(form: SurveyForm) -> dict[str, Any]:
    district = form.chosen_district
    return {"year": form.fiscal_year.year, "district": district.pk if district else None}


@needs(Permission.FIGURES_READ)
def survey_figures(request: Request) -> HttpResponse:
    form = SurveyForm(request.GET)
    if not form.is_valid():
        return render(request, "reports/survey.html", {"form": form}, status=422)
    table = _counted(request, form)
    district = form.chosen_district
    context = {
        "form": form,
        "year": form.fiscal_year,
        "table": table,
        "sexes": sex_names(),
        "query": form.query,
        "kept_district": [("district", district.pk)] if district else [],
        "opens_records": access.may_open_records(request.membership, "surveyperson"),
    }
    return render(request, "reports/survey.html", context)


@needs(Permission.FIGURES_READ)
def survey_workbook(request: Request) -> HttpResponse:
    form = SurveyForm(request.GET)
    if not form.is_valid():
        raise Http404
    table = _counted(request, form)
    audit.record(audit.Verb.EXPORTED, by=request.membership, kind="survey", **_asked(form))
    name = survey.file_name(form.fiscal_year, form.chosen_district, ending="xlsx")
    return file_answer(survey.workbook(table), XLSX, name)


@require_POST
@needs(Permission.FIGURES_READ)
def survey_paper(request: Request) -> HttpResponse:
    """The table as a PDF, by a job."""
    form = SurveyForm(request.POST)
    if not form.is_valid():
        raise Http404
    job = jobs.ask(SURVEY_JOB, by=request.membership, **_asked(form))
    audit.record(audit.Verb.PRINTED, job, by=request.membership, kind=job.kind, **_asked(form))
    return redirect(job)
