"""Figures of cases and of households with several troubled members."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, When

from accounts.acting import counting
from agencies.calendar import Period
from agencies.models import District
from casework.models import Case, ConsultationConcern, Household, HouseholdConcern, HouseholdMember
from reports.figures.consultations import received

ANONYMOUS = "匿名"


@dataclass(frozen=True)
class CaseFigures:
    """opened and continuing_… count by the day decided, closed by 終結日, active cases were open on at least one day.

    multi_problem_percent is of the period's first consultations, the year-on-year percentage of last year's count; both
    are None where there is nothing to compare with."""

    opened: int
    active: int
    closed: int
    continuing_with_sheet: int
    continuing_without_sheet: int
    multi_problem_households: int
    multi_problem_percent: int | None
    multi_problem_year_on_year_percent: int | None


def opened(period: Period, district: District | None = None) -> QuerySet[Case]:
    return _of(district).filter(opened_on__range=(period.first, period.last))


def active(period: Period, district: District | None = None) -> QuerySet[Case]:
    """Open on at least one day of the period, the opening and closing days included."""
    return _of(district).filter(Q(closed_on=None) | Q(closed_on__gte=period.first), opened_on__lte=period.last)


def closed(period: Period, district: District | None = None) -> QuerySet[Case]:
    return _of(district).filter(closed_on__range=(period.first, period.last))


def multi_problem(period: Period, district: District | None = None) -> QuerySet[Household]:
    """Households that came in the period of which two or more members have a trouble
    (同一世帯内で複数の人が地域生活課題を抱える).

    Members and concerns count as they are recorded today. A member's own concerns are those stated; only where none
    were, those of their consultations. 匿名 counts once in a household."""
    stated = HouseholdConcern.objects.filter(member=OuterRef("pk"))
    told = ConsultationConcern.objects.filter(
        consultation__person=OuterRef("person"), consultation__household=OuterRef("household")
    )
    several = (
        HouseholdMember.objects.filter(Exists(stated) | Q(Exists(told), concerns_stated=False), left_on=None)
        .filter(household=OuterRef("pk"))
        .order_by()
        .values("household")
        .annotate(troubled=Count(_who(), distinct=True))
        .filter(troubled__gte=2)
    )
    came = received(period, district).filter(household=OuterRef("pk"))
    return Household.objects.filter(Exists(came), Exists(several))


def case_figures(period: Period, *, district: District | None = None) -> CaseFigures:
    """The cases of a period (Okayama's 取扱ケース, Himi's 同一世帯内で…; DOMAIN §5.6, §5.7).

    period    first and last day, both included; "last year" is the same period a year earlier.
    district  that of the case's consultation, its parts included; None is the whole municipality.
    """
    with counting():
        new = opened(period, district)
        count = new.count()
        with_sheet = new.filter(consultation__has_sheet=True).count()
        households = multi_problem(period, district).count()
        before = multi_problem(period.year_before(), district).count()
        return CaseFigures(
            opened=count,
            active=active(period, district).count(),
            closed=closed(period, district).count(),
            continuing_with_sheet=with_sheet,
            continuing_without_sheet=count - with_sheet,
            multi_problem_households=households,
            multi_problem_percent=percent(households, received(period, district).count()),
            multi_problem_year_on_year_percent=percent(households, before),
        )


def percent(part: int, whole: int) -> int | None:
    """A whole percentage, half up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def _who() -> models.Case:
    return models.Case(When(person__name=ANONYMOUS, then=0), default="person", output_field=models.BigIntegerField())


def _of(district: District | None) -> QuerySet[Case]:
    cases = Case.objects.all()
    if district is None:
        return cases
    return cases.filter(consultation__district__in=District.objects.within(district))
