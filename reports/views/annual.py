"""The completion report of a year: what is missing, its sections and cover, its PDF and the earlier ones."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.access import needs
from accounts.http import Request
from accounts.models import Job
from accounts.roles import Permission
from agencies.calendar import FiscalYear
from reports import access
from reports.actions import annual as actions
from reports.annual import missing, sections
from reports.annual.facts import facts_of
from reports.annual.report import report_of
from reports.figures.years import EARLIEST, LATEST, years_with_records
from reports.forms.annual import CoverForm, SectionForm
from reports.models import AnnualReport, ReportSection, SectionDraft

F = TypeVar("F", bound=Form)


def year_or_404(number: int) -> FiscalYear:
    if not EARLIEST <= number <= LATEST:
        raise Http404
    return FiscalYear(number)


def _rows(year: FiscalYear) -> dict[str, ReportSection]:
    found = ReportSection.objects.filter(report__fiscal_year=year.year).select_related("changed_by")
    return {row.key: row for row in found}


def _files(year: FiscalYear | None = None) -> list[Job]:
    """PDFs that were made, newest first."""
    made = (
        Job.objects.filter(kind=actions.PDF_JOB, state=Job.State.DONE)
        .exclude(file="")
        .select_related("asked_by__staff")
    )
    return list(made.filter(params__fiscal_year=year.year) if year else made)


@needs(Permission.REPORT_WRITE)
def annual_list(request: Request) -> HttpResponse:
    newest: dict[int, Job] = {}
    for job in _files():
        newest.setdefault(job.params["fiscal_year"], job)
    saved = {report.fiscal_year: report for report in AnnualReport.objects.prefetch_related("sections")}
    years = years_with_records({*saved, *newest})
    rows = [
        {"year": year, "written": _written_sections(saved.get(year.year)), "pdf": newest.get(year.year)}
        for year in years
    ]
    return render(request, "reports/annual_list.html", {"rows": rows})


def _written_sections(report: AnnualReport | None) -> int:
    return sum(row.in_use for row in report.sections.all()) if report else 0


@needs(Permission.REPORT_WRITE)
def annual_report(request: Request, year: int) -> HttpResponse:
    fiscal = year_or_404(year)
    files = _files(fiscal)
    under_way = (
        Job.objects.filter(kind=actions.PDF_JOB, params__fiscal_year=year)
        .exclude(state=Job.State.DONE)
        .order_by("-pk")
        .first()
    )
    if under_way and not under_way.open and files and files[0].pk > under_way.pk:
        under_way = None  # it failed, and a later one did not
    context = _page(request, fiscal) | {"files": files, "job": under_way, "report": report_of(fiscal)}
    return render(request, "reports/annual_report.html", context)


def _page(request: Request, year: FiscalYear) -> dict[str, Any]:
    facts = facts_of(year)
    parts = sections.written(facts, _rows(year))
    return {
        "year": year,
        "facts": facts,
        "parts": parts,
        "missing": missing.of(year, parts),
        "query": f"year={year.year}",
        "opens_records": access.may_open_records(request.membership),
    }


@needs(Permission.REPORT_WRITE)
@vary_on_headers("HX-Request")
def annual_section(request: Request, year: int, key: str) -> HttpResponse:
    """One section's form, as a page or in place; sent, it gives the section back as it then stands."""
    fiscal = year_or_404(year)
    if key not in sections.BY_KEY:
        raise Http404
    if request.method != "POST":
        if request.GET.get("show"):  # the form is closed again without saving
            return _section_as_it_stands(request, fiscal, key)
        return _section_form(request, fiscal, key, None)
    form = SectionForm(request.POST)
    theirs = None
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            actions.save_section(fiscal, key, form.cleaned_data["text"], version=version, by=request.membership)
        except actions.ChangedMeanwhile as error:
            theirs = error.theirs
            form = _over(SectionForm, request, theirs.version, error)
        else:
            return _section_as_it_stands(request, fiscal, key)
    return _section_form(request, fiscal, key, form, theirs=theirs)


def _section_as_it_stands(request: Request, year: FiscalYear, key: str) -> HttpResponse:
    if not request.htmx:
        return redirect(reverse("reports:annual_report", args=[year.year]) + f"#section-{key}")
    page = _page(request, year)
    part = next(each for each in page["parts"] if each.section.key == key)
    return render(request, "reports/_annual_section_saved.html", page | {"part": part})


def _section_form(
    request: Request, year: FiscalYear, key: str, form: SectionForm | None, *, theirs: Any = None
) -> HttpResponse:
    part = sections.one(key, facts_of(year), _rows(year).get(key))
    kept = SectionDraft.objects.filter(owner=request.membership.staff, fiscal_year=year.year, key=key).first()
    if form is None:
        text = kept.text if kept else part.text
        form = SectionForm(initial={"text": text, "version": part.row.version if part.row else 0})
        status = 200
    else:
        status = 422
    context = {"year": year, "part": part, "form": form, "kept": kept, "theirs": theirs}
    template = "reports/_annual_section_form.html" if request.htmx else "reports/annual_section.html"
    return render(request, template, context, status=status)


@require_POST
@needs(Permission.REPORT_WRITE)
def annual_section_source(request: Request, year: int, key: str) -> HttpResponse:
    """Back to the draft that is made from the figures, or to one's own text again. Whichever is left stays kept."""
    fiscal = year_or_404(year)
    if key not in sections.BY_KEY:
        raise Http404
    actions.use_draft(fiscal, key, by=request.membership, use=request.POST.get("use") == "draft")
    return _section_as_it_stands(request, fiscal, key)


@needs(Permission.REPORT_WRITE)
def annual_cover(request: Request, year: int) -> HttpResponse:
    fiscal = year_or_404(year)
    report = report_of(fiscal)
    form = CoverForm(request.POST or None, initial=CoverForm.values_of(report))
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_cover(fiscal, **form.cleaned_data, by=request.membership)
        except actions.ChangedMeanwhile as error:
            theirs = error.theirs
            form = _over(CoverForm, request, theirs.version, error)
        else:
            return redirect(report_url(fiscal))
    status = 422 if form.is_bound else 200
    return render(request, "reports/annual_cover.html", {"year": fiscal, "form": form, "theirs": theirs}, status=status)


def _over(form_class: type[F], request: Request, version: int, error: ValidationError) -> F:
    """The form again with all that was typed, now over the version that somebody else saved meanwhile."""
    sent = request.POST.copy()
    sent["version"] = str(version)
    form = form_class(sent)
    form.is_valid()
    form.add_error(None, error)
    return form


def report_url(year: FiscalYear) -> str:
    return reverse("reports:annual_report", args=[year.year])


@require_POST
@needs(Permission.REPORT_WRITE)
def annual_pdf(request: Request, year: int) -> HttpResponse:
    fiscal = year_or_404(year)
    actions.ask_for_pdf(fiscal, by=request.membership)
    return redirect(report_url(fiscal) + "#pdf")
