"""Fiscal years and spans of days in the reader's language. Papers always have them in Japanese."""

from __future__ import annotations

from django.utils.translation import get_language

from accounts.templatetags.components import wareki
from agencies.calendar import FiscalYear, Period


def year_words(year: FiscalYear) -> str:
    """令和2年度; in English FY 2020."""
    return year.label if get_language() == "ja" else f"FY {year.year}"


def period_words(period: Period) -> str:
    """令和2年4月1日～令和3年3月31日; in English 1 April 2020 (R2) – 31 March 2021 (R3)."""
    dash = "～" if get_language() == "ja" else " – "
    return dash.join(wareki(day) for day in (period.first, period.last))
