"""A year's report as it stands: the saved one, or the one a year begins with."""

from __future__ import annotations

from agencies.calendar import FiscalYear
from agencies.models import Municipality
from reports.models import AnnualReport

KIND = "業務完了報告書"


def report_of(year: FiscalYear) -> AnnualReport:
    """The year's report. Its cover is the municipality's settings until somebody has written it (version 0)."""
    report = AnnualReport.objects.filter(fiscal_year=year.year).first() or AnnualReport(
        fiscal_year=year.year, version=0
    )
    if report.version == 0:
        settings = Municipality.current()
        report.title = "　".join(filter(None, [settings.programme, KIND]))
        report.dated = year.last_day  # it is due on the last day of the year (DOMAIN §6.22)
        report.corporation, report.representative = settings.corporation, settings.representative
    return report
