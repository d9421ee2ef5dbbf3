"""What a year's report still lacks: shown on top of its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agencies.calendar import FiscalYear
from reports.annual.sections import Written
from reports.figures.missing import Missing, missing


@dataclass(frozen=True)
class Lacking:
    """Records on which something is to be done, and sections of the report that only a person can write."""

    records: Missing
    unwritten: list[Written]
    changed: list[Written]  # whose text says a figure that the records no longer give

    @property
    def any(self) -> bool:
        return self.records.any or bool(self.unwritten or self.changed)


def of(year: FiscalYear, parts: Sequence[Written]) -> Lacking:
    return Lacking(
        records=missing(year.period),
        unwritten=[part for part in parts if part.section.unwritten and part.section.key and not part.own],
        changed=[part for part in parts if part.changed],
    )
