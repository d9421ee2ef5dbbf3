"""Figures of support plans."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.acting import counting
from agencies.calendar import Period
from agencies.models import District
from casework.models import SupportPlan


@dataclass(frozen=True)
class PlanFigures:
    """made: every version, by 作成日."""

    made: int


def made(period: Period, district: District | None = None) -> QuerySet[SupportPlan]:
    plans = SupportPlan.objects.filter(made_on__range=(period.first, period.last))
    if district is None:
        return plans
    return plans.filter(case__consultation__district__in=District.objects.within(district))


def plan_figures(period: Period, *, district: District | None = None) -> PlanFigures:
    """The plans made in a period, both days included; district is that of the case's consultation."""
    with counting():
        return PlanFigures(made=made(period, district).count())
