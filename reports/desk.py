"""What an administrator's home page shows: the completion report of this year and the last one, with what each still
lacks. Who reads records has the page of the report itself."""

from __future__ import annotations

from typing import Any

from accounts import desk
from accounts.models import Job, Membership
from accounts.roles import Permission, Reach
from agencies.calendar import FiscalYear, fiscal_year_of, today
from reports.actions.annual import PDF_JOB
from reports.annual import missing, sections
from reports.annual.facts import Facts, facts_of
from reports.models import ReportSection


@desk.panel(10, Permission.REPORT_WRITE)
def completion_reports(membership: Membership) -> desk.Panel | None:
    if membership.reach is not Reach.NONE:
        return None
    this = fiscal_year_of(today())
    return desk.Panel("reports/_desk.html", {"years": [_year(this), _year(this.previous)]}, wide=True)


def _year(year: FiscalYear) -> dict[str, Any]:
    facts: Facts = facts_of(year)
    rows = {row.key: row for row in ReportSection.objects.filter(report__fiscal_year=year.year)}
    made = Job.objects.filter(kind=PDF_JOB, state=Job.State.DONE, params__fiscal_year=year.year).exclude(file="")
    return {
        "year": year,
        "ended": year.period.last < today(),
        "empty": facts.empty,
        "missing": missing.of(year, sections.written(facts, rows)),
        "pdf": made.select_related("asked_by__staff").first(),
    }
