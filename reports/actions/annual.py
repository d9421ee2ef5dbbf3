"""Changes to a year's completion report: its cover, its sections, what was typed so far, its PDF."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit, jobs
from accounts.models import Job, Membership
from agencies.calendar import FiscalYear
from reports import access
from reports.annual import sections
from reports.annual.facts import facts_of
from reports.models import AnnualReport, ReportSection, SectionDraft

PDF_JOB = "annual_report"


class ChangedMeanwhile(ValidationError):
    """Somebody saved first: both texts are shown, and none is lost."""

    def __init__(self, theirs: ReportSection | AnnualReport) -> None:
        super().__init__(
            _(
                "Somebody else saved this while you were writing. Both are shown; "
                "put together what should stand, and save again."
            )
        )
        self.theirs = theirs


class DraftOver(Exception):
    """The section was saved by this very person since: a late draft would come back as a ghost."""


class DraftMovedOn(Exception):
    """Another window has saved a newer draft; `draft` is that one."""

    def __init__(self, draft: SectionDraft) -> None:
        super().__init__(draft.pk)
        self.draft = draft


def _locked(year: FiscalYear) -> AnnualReport:
    """The year's row. It is made when the first word of the report is written, its cover still the drafted one."""
    AnnualReport.objects.get_or_create(fiscal_year=year.year, defaults={"version": 0})
    return AnnualReport.objects.select_for_update().get(fiscal_year=year.year)


@transaction.atomic
def save_section(year: FiscalYear, key: str, text: str, *, version: int, by: Membership) -> ReportSection:
    """Somebody's text takes the place of the draft; this moment's figures are kept with it, to tell later what changed.

    version   of the section that the text was written over, 0 where there was none.
    Raises    PermissionDenied, ChangedMeanwhile."""
    access.check_may_write_report(by)
    report = _locked(year)
    row = report.sections.filter(key=key).first() or ReportSection(report=report, key=key, version=0)
    if row.version != version:
        raise ChangedMeanwhile(row)
    row.text, row.in_use = text, True
    row.figures = sections.one(key, facts_of(year), None).says
    row.version, row.changed_by = version + 1, by.staff
    row.save()
    SectionDraft.objects.filter(owner=by.staff, fiscal_year=year.year, key=key).delete()
    audit.record(audit.Verb.CHANGED, row, by=by, fiscal_year=year.year, section=key)
    return row


@transaction.atomic
def keep_draft(year: FiscalYear, key: str, text: str, *, written_over: int, known: int, by: Membership) -> SectionDraft:
    """Keeps a section as far as it is typed.

    written_over   the version of the section that stood in the form; known: that of the draft, 0 where there was none.
    Raises         PermissionDenied, DraftOver, DraftMovedOn."""
    access.check_may_write_report(by)
    saved = ReportSection.objects.filter(report__fiscal_year=year.year, key=key, changed_by=by.staff).first()
    if saved and saved.version > written_over:
        raise DraftOver
    draft, fresh = SectionDraft.objects.select_for_update().get_or_create(
        owner=by.staff, fiscal_year=year.year, key=key, defaults={"text": "", "version": 0}
    )
    if not fresh and known != draft.version:
        raise DraftMovedOn(draft)
    draft.text, draft.version = text, draft.version + 1
    draft.save()
    return draft


@transaction.atomic
def use_draft(year: FiscalYear, key: str, *, by: Membership, use: bool = True) -> None:
    """The section is the draft from the figures again; the text is put aside, and `use=False` takes it back."""
    access.check_may_write_report(by)
    row = ReportSection.objects.select_for_update().filter(report__fiscal_year=year.year, key=key).first()
    if row is None:
        return
    row.in_use, row.changed_by = not use, by.staff
    row.version += 1
    row.save()
    if use:
        SectionDraft.objects.filter(owner=by.staff, fiscal_year=year.year, key=key).delete()
    audit.record(audit.Verb.CHANGED, row, by=by, fiscal_year=year.year, section=key, draft=use)


@transaction.atomic
def save_cover(
    year: FiscalYear,
    *,
    title: str,
    dated: date | None,
    corporation: str,
    representative: str,
    version: int,
    by: Membership,
) -> AnnualReport:
    """Raises PermissionDenied, ChangedMeanwhile. version: 0 where the cover was still the one drafted."""
    access.check_may_write_report(by)
    report = _locked(year)
    if version != report.version:
        raise ChangedMeanwhile(report)
    report.title, report.dated, report.corporation, report.representative = title, dated, corporation, representative
    report.version += 1
    report.save()
    audit.record(audit.Verb.CHANGED, report, by=by, fiscal_year=year.year)
    return report


@transaction.atomic
def ask_for_pdf(year: FiscalYear, *, by: Membership) -> Job:
    """The job that draws the year's report. One that is still under way for the same person is that job."""
    access.check_may_write_report(by)
    waiting = Job.objects.of(by).open().filter(kind=PDF_JOB, params__fiscal_year=year.year)
    job = waiting.first() or jobs.ask(PDF_JOB, by=by, fiscal_year=year.year)
    audit.record(audit.Verb.PRINTED, job, by=by, kind=PDF_JOB, fiscal_year=year.year)
    return job
