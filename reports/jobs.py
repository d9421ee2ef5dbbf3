"""The kinds of work of reports that take time. Each function may run twice: it reads, and makes a file."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import jobs
from accounts.acting import acting_as
from accounts.jobs import JobError, Outcome, Progress
from accounts.models import Job
from agencies.calendar import FiscalYear, Period
from agencies.models import District
from reports import access, survey, tally
from reports.actions.annual import PDF_JOB
from reports.annual import build
from reports.charts import ChartError
from reports.pdf import PaperError

TALLY_JOB = "contact_tally"
SURVEY_JOB = "survey_table"


@jobs.kind(PDF_JOB, gettext_lazy("Completion report"), shared=True)
def annual_report(job: Job, progress: Progress) -> Outcome:
    """The year's completion report; each that was made is kept."""
    with acting_as(job.asked_by):
        access.check_may_write_report(job.asked_by)
        year = FiscalYear(job.params["fiscal_year"])
        try:
            content = build.report(year, progress=progress)
        except (PaperError, ChartError) as error:
            raise JobError(not_drawn()) from error
    return Outcome(content, file_name=build.file_name(year))


@jobs.kind(TALLY_JOB, gettext_lazy("Contact table"), kept_for=timedelta(days=30), shared=True)
def contact_tally(job: Job, progress: Progress) -> Outcome:
    """The contact table of a period as a paper of its own."""
    params = job.params
    period = Period(date.fromisoformat(params["first"]), date.fromisoformat(params["last"]))
    with acting_as(job.asked_by):
        access.check_may_read_figures(job.asked_by)
        district = District.objects.filter(pk=params["district"]).first() if params.get("district") else None
        try:
            content = tally.paper(period, district=district, progress=progress)
        except PaperError as error:
            raise JobError(not_drawn()) from error
    return Outcome(content, file_name=tally.file_name(period, district))


@jobs.kind(SURVEY_JOB, gettext_lazy("Table of the yearly survey"), kept_for=timedelta(days=30), shared=True)
def survey_table(job: Job, progress: Progress) -> Outcome:
    """The yearly survey as a paper: figures without a name."""
    params = job.params
    with acting_as(job.asked_by):
        access.check_may_read_figures(job.asked_by)
        district = District.objects.filter(pk=params["district"]).first() if params.get("district") else None
        year = FiscalYear(params["year"])
        try:
            content = survey.paper(year, district=district, progress=progress)
        except PaperError as error:
            raise JobError(not_drawn()) from error
    return Outcome(content, file_name=survey.file_name(year, district))


def not_drawn() -> str:
    return _(
        "The PDF could not be drawn on this machine. What you wrote is saved. "
        "Tell your administrator, then run it again."
    )
