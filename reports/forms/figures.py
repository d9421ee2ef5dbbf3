from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.http import number_in
from accounts.templatetags.components import days
from agencies.calendar import FiscalYear, Period, fiscal_year_of, today
from agencies.forms import EraDateField
from agencies.models import District
from reports.figures.years import EARLIEST, LATEST, years_with_records


def year_choice(year: FiscalYear) -> str:
    words = days(year)
    return words if str(year.year) in words else f"{words}（{year.year}）"


class PeriodForm(forms.Form):
    """Which days and which district the figures are of. A span of days takes the place of the fiscal year."""

    year = forms.TypedChoiceField(label=_("Fiscal year"), coerce=int, required=False)
    district = forms.ModelChoiceField(
        District.objects.all(), label=_("District"), required=False, empty_label=_("The whole municipality")
    )
    first = EraDateField(label=_("From"), required=False)
    last = EraDateField(label=_("To"), required=False)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        """Addresses of figures may leave everything out: this year, the whole municipality."""
        super().__init__(data if data is not None else {}, **kwargs)
        asked = number_in(str(self.data.get("year", "")))
        also = [asked] if asked is not None and EARLIEST <= asked <= LATEST else []
        years = years_with_records(also)
        self.fields["year"].choices = [(year.year, year_choice(year)) for year in years]  # type: ignore[attr-defined]
        self.initial.setdefault("year", fiscal_year_of(today()).year)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("first"), values.get("last")
        if self.errors:
            return values
        if bool(first) != bool(last):
            self.add_error("last" if first else "first", _("Give both days, or neither."))
        elif first and last and last < first:
            self.add_error("last", _("The last day is before the first."))
        return values

    @property
    def fiscal_year(self) -> FiscalYear:
        return FiscalYear(self.cleaned_data.get("year") or fiscal_year_of(today()).year)

    @property
    def period(self) -> Period:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        return Period(first, last) if first and last else self.fiscal_year.period

    @property
    def chosen_district(self) -> District | None:
        return self.cleaned_data.get("district")

    @property
    def kept(self) -> list[tuple[str, Any]]:
        """What was asked for, to ask for the same again."""
        values = self.cleaned_data
        parts: list[tuple[str, Any]] = [("year", self.fiscal_year.year)]
        if values.get("district"):
            parts.append(("district", values["district"].pk))
        if values.get("first"):
            parts += [("first", values["first"].isoformat()), ("last", values["last"].isoformat())]
        return parts

    @property
    def query(self) -> str:
        return urlencode(self.kept)
