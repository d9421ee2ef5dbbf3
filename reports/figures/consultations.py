"""Figures of consultations: how many came, by whom, about what, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from django.db.models import Case, Count, F, IntegerField, QuerySet, When
from django.db.models.expressions import Func
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.acting import counting
from agencies.calendar import Period
from agencies.models import Concern, ConcernList, District, Municipality
from casework.choices import Outcome
from casework.models import Consultation, ConsultationConcern, Route

REPORTING_LIST = ConcernList.REPORTING
UNKNOWN = "不明"
Limits: TypeAlias = tuple[int, int | None] | None  # of an age band: from, and up to but not including


@dataclass(frozen=True)
class ConsultationFigures:
    """first … by_age count by the day received, one_off and continuing by the day decided; undecided are those
    received by the period's end that were not decided by then. The dicts are in the order in which they are printed,
    zeros included."""

    first: int
    monthly_mean: float
    one_off: int
    continuing: int
    undecided: int
    with_sheet: int
    without_sheet: int
    by_route: dict[str, int]
    by_concern: dict[str, int]
    by_age: dict[str, int]


def received(period: Period, district: District | None = None) -> QuerySet[Consultation]:
    """Consultations that came in the period, by 受付日."""
    return _of(district).filter(received_on__range=(period.first, period.last))


def decided(period: Period, outcome: Outcome, district: District | None = None) -> QuerySet[Consultation]:
    """Consultations decided so in the period, by 対応決定日."""
    return _of(district).filter(outcome=outcome, decided_on__range=(period.first, period.last))


def undecided(period: Period, district: District | None = None) -> QuerySet[Consultation]:
    """Consultations received by the end of the period and not decided by then."""
    return _of(district).filter(received_on__lte=period.last).exclude(decided_on__lte=period.last)


def with_concern(consultations: QuerySet[Consultation], concern: Concern) -> QuerySet[Consultation]:
    """Those about a concern of the reporting list, by the city's own items that count as it too."""
    about = ConsultationConcern.objects.annotate(item=Coalesce("concern__counts_as", "concern")).filter(item=concern.pk)
    return consultations.filter(pk__in=about.values("consultation"))


def in_age_band(consultations: QuerySet[Consultation], band: str) -> QuerySet[Consultation]:
    """Those whose consultee was of the band's age on the day received; the band is one of age_bands()."""
    limits = dict(age_bands())[band]
    consultations = consultations.annotate(age=_age())
    if limits is None:
        return consultations.filter(age=None)
    low, high = limits
    return consultations.filter(age__gte=low, **({} if high is None else {"age__lt": high}))


def consultation_figures(period: Period, *, district: District | None = None) -> ConsultationFigures:
    """The consultations of a period (業務完了報告書 図1, 図2 and the headline figures).

    period    first and last day, both included.
    district  that of the consultation, its parts included; None is the whole municipality.
    """
    with counting():
        came = received(period, district)
        first = came.count()
        with_sheet = came.filter(has_sheet=True).count()
        return ConsultationFigures(
            first=first,
            monthly_mean=mean(first, len(period.months())),
            one_off=decided(period, Outcome.ONE_OFF, district).count(),
            continuing=decided(period, Outcome.CONTINUING, district).count(),
            undecided=undecided(period, district).count(),
            with_sheet=with_sheet,
            without_sheet=first - with_sheet,
            by_route=_by_route(came),
            by_concern=_by_concern(came),
            by_age=_by_age(came),
        )


def mean(count: int, months: int) -> float:
    """To one decimal, half up."""
    return float((Decimal(count) / months).quantize(Decimal("0.1"), ROUND_HALF_UP))


def age_bands() -> list[tuple[str, Limits]]:
    """The bands of the municipality's setting with their limits (from, up to but not including), and 不明 without
    any."""
    starts = Municipality.current().age_bands
    bands: list[tuple[str, Limits]] = [(f"{starts[0]}歳未満", (0, starts[0]))]
    bands += [(f"{low}〜{high - 1}歳", (low, high)) for low, high in zip(starts, starts[1:], strict=False)]
    return [*bands, (f"{starts[-1]}歳以上", (starts[-1], None)), (UNKNOWN, None)]


def band_words(limits: Limits) -> str:
    """A band in the reader's language; papers and the command's JSON have its name."""
    if limits is None:
        return _("Unknown")
    low, high = limits
    if high is None:
        return _("%(age)s and over") % {"age": low}
    if not low:
        return _("under %(age)s") % {"age": high}
    return _("%(first)s to %(last)s years") % {"first": low, "last": high - 1}


def route_words(name: str) -> str:
    return _("Unknown") if name == UNKNOWN else name


def _of(district: District | None) -> QuerySet[Consultation]:
    consultations = Consultation.objects.all()
    return consultations if district is None else consultations.filter(district__in=District.objects.within(district))


def _by_route(came: QuerySet[Consultation]) -> dict[str, int]:
    counts = dict(came.order_by().values_list("route").annotate(count=Count("*")))
    routes = [route for route in Route.objects.all() if route.offered or route.pk in counts]
    return {route.name: counts.get(route.pk, 0) for route in routes} | {UNKNOWN: counts.get(None, 0)}


def _by_concern(came: QuerySet[Consultation]) -> dict[str, int]:
    counts = dict(
        ConsultationConcern.objects.filter(consultation__in=came.order_by())
        .order_by()
        .annotate(item=Coalesce("concern__counts_as", "concern"))
        .values_list("item")
        .annotate(count=Count("consultation", distinct=True))
    )
    items = Concern.objects.filter(list__code=REPORTING_LIST)
    return {item.name: counts.get(item.pk, 0) for item in items if item.offered or item.pk in counts}


def _age() -> Case:
    """Complete years on the day received, as agencies.calendar.age_on has them; null without a date of birth, or with
    one that cannot be."""
    years = Func(
        F("received_on"), F("birth_date"), template="extract(year from age(%(expressions)s))::int",
        output_field=IntegerField(),
    )  # fmt: skip
    return Case(When(birth_date__lte=F("received_on"), then=years), default=None)


def _by_age(came: QuerySet[Consultation]) -> dict[str, int]:
    counts = list(came.order_by().annotate(age=_age()).values_list("age").annotate(count=Count("*")))
    result = {}
    for name, limits in age_bands():
        if limits is None:
            result[name] = sum(count for age, count in counts if age is None)
        else:
            low, high = limits
            result[name] = sum(
                count for age, count in counts if age is not None and low <= age and (high is None or age < high)
            )
    return result
