from __future__ import annotations

from typing import Any

from agencies.calendar import FiscalYear, fiscal_year_of, today
from casework.models import Survey
from reports.forms.figures import PeriodForm, year_choice


class SurveyForm(PeriodForm):
    """Which year's survey, of which district; at first the last one that there is."""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        del self.fields["first"], self.fields["last"]
        held = list(Survey.objects.values_list("fiscal_year", flat=True))
        self.last_year = held[0] if held else fiscal_year_of(today()).year
        kept = {value for value, _label in self.fields["year"].choices}  # type: ignore[attr-defined]
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (year.year, year_choice(year)) for year in map(FiscalYear, sorted({*held, *kept}, reverse=True))
        ]
        self.initial["year"] = self.last_year

    @property
    def fiscal_year(self) -> FiscalYear:
        return FiscalYear(self.cleaned_data.get("year") or self.last_year)
