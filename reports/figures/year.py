"""All figures of a period together: what pages, papers and the command draw from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from accounts.acting import counting
from agencies.calendar import Period, fiscal_year_of
from agencies.models import District
from reports.figures.cases import CaseFigures, case_figures
from reports.figures.consultations import ConsultationFigures, consultation_figures
from reports.figures.contacts import ContactTable, contact_table
from reports.figures.meetings import COORDINATORS, OTHERS, MeetingFigures, meeting_figures
from reports.figures.plans import PlanFigures, plan_figures


@dataclass(frozen=True)
class Figures:
    period: Period
    district: District | None
    consultations: ConsultationFigures
    cases: CaseFigures
    plans: PlanFigures
    contacts: ContactTable
    meetings: MeetingFigures

    def as_json(self, fiscal_year: int | None = None) -> dict[str, Any]:
        """The published shape, whose keys are stable. fiscal_year: that asked for; else the one the period begins
        in."""
        return {
            "fiscal_year": fiscal_year or fiscal_year_of(self.period.first).year,
            "consultations": asdict(self.consultations),
            "cases": asdict(self.cases),
            "plans": asdict(self.plans),
            "contacts": {
                "all": self.contacts.all,
                "with_agencies": self.contacts.total,
                "groups": [
                    {
                        "name": group.name,
                        "total": group.total,
                        "types": [{"name": each.name, "count": each.count} for each in group.types],
                    }
                    for group in self.contacts.groups
                ],
            },
            "meetings": {
                "by_kind": {
                    kind.name: {COORDINATORS: kind.coordinators, OTHERS: kind.others, "total": kind.total}
                    for kind in self.meetings.kinds
                },
                "total": self.meetings.total,
            },
        }

    def as_lines(self, fiscal_year: int | None = None) -> Iterator[tuple[str, str]]:
        """key and value of each figure, keys joined by dots (contacts.groups.<name>.types.<name>), null as empty."""
        yield from _lines("", self.as_json(fiscal_year))


def figures(period: Period, *, district: District | None = None) -> Figures:
    """Every figure of a period (docs/formats.md), by a constant number of queries.

    period    first and last day, both included.
    district  its parts included; None is the whole municipality.
    """
    with counting():
        return Figures(
            period=period,
            district=district,
            consultations=consultation_figures(period, district=district),
            cases=case_figures(period, district=district),
            plans=plan_figures(period, district=district),
            contacts=contact_table(period, district=district),
            meetings=meeting_figures(period, district=district),
        )


def _lines(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _lines(f"{key}.{name}" if key else name, each)
    elif isinstance(value, list):
        for each in value:
            if "count" in each:
                yield f"{key}.{each['name']}", str(each["count"])
            else:
                inner = {name: part for name, part in each.items() if name != "name"}
                yield from _lines(f"{key}.{each['name']}", inner)
    else:
        yield key, "" if value is None else str(value)
