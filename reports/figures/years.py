"""Which fiscal years have records."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max, Min

from accounts.acting import counting
from agencies.calendar import FiscalYear, fiscal_year_of, today
from casework.models import Consultation, Contact
from meetings.models import Meeting

EARLIEST, LATEST = 1990, 2100  # a day typed in another century makes no years to choose from


def years_with_records(also: Iterable[int] = ()) -> list[FiscalYear]:
    """From the first year with a record to the last, newest first; this year and `also` (western years) with them."""
    found = {fiscal_year_of(today()).year, *also}
    with counting():
        for model, day in ((Consultation, "received_on"), (Contact, "occurred_on"), (Meeting, "held_on")):
            ends = model._default_manager.aggregate(first=Min(day), last=Max(day))
            if ends["first"]:
                found |= set(range(fiscal_year_of(ends["first"]).year, fiscal_year_of(ends["last"]).year + 1))
    return [FiscalYear(year) for year in sorted(found, reverse=True) if EARLIEST <= year <= LATEST]
