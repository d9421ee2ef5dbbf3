"""Figures of the welfare commissioners' yearly survey (簡易調査, DOMAIN §2.12, §5.7): fiscal years as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.acting import counting
from agencies.calendar import FiscalYear, Period, fiscal_year_of
from agencies.models import District
from casework.choices import Sex
from casework.models import AgeBand, Situation, Survey, SurveyHousehold, SurveyPerson
from reports.figures.cases import percent
from reports.figures.shares import Shares, shares

# The columns of the table in their order. Not asked counts as unknown.
SEXES = (Sex.MALE, Sex.FEMALE, Sex.OTHER, Sex.UNKNOWN)
YEARS_SHOWN = 5


def sex_names() -> list[str]:
    """What the columns are called, in the order of SEXES."""
    return [_("Male"), _("Female"), pgettext("of a sex", "Other"), _("Unknown")]


@dataclass(frozen=True)
class Line:
    """A row of the table: its name, whose key it is in the database (0: unknown), and its counts."""

    name: str
    key: int
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class SurveyFigures:
    """One fiscal year's survey. `by_age` are the age bands in their order, unknown last, each with a count for each of
    SEXES; `by_situation` the situations, each with the people of whom it was ticked (a person may have several)."""

    year: FiscalYear
    households: int
    persons: int
    by_age: tuple[Line, ...]
    by_situation: tuple[Line, ...]

    @property
    def by_sex(self) -> tuple[int, ...]:
        return tuple(sum(line.counts[place] for line in self.by_age) for place in range(len(SEXES)))

    @property
    def age_shares(self) -> Shares:
        return shares([line.total for line in self.by_age])

    def share(self, line: Line) -> int | None:
        """Of all people of the survey, in whole percent; situations may add to more than 100."""
        return percent(line.total, self.persons)

    @property
    def cells(self) -> list[tuple[Line, list[tuple[int, int]]]]:
        """Each age band with its counts, and by which key of the figure `survey_cell` each opens its records."""
        return [(line, [(n, line.key * 10 + place) for place, n in enumerate(line.counts)]) for line in self.by_age]


def households(period: Period, district: District | None = None) -> QuerySet[SurveyHousehold]:
    """Households that were answered of in the survey of the fiscal year in which the period begins."""
    found = SurveyHousehold.objects.filter(survey__fiscal_year=fiscal_year_of(period.first).year)
    return found if district is None else found.filter(district__in=District.objects.within(district))


def persons(period: Period, district: District | None = None) -> QuerySet[SurveyPerson]:
    """The people of these households."""
    return SurveyPerson.objects.filter(home__in=households(period, district).order_by())


def of_sex(found: QuerySet[SurveyPerson], place: int) -> QuerySet[SurveyPerson]:
    """Those of the sex that stands at this place of SEXES."""
    sex = SEXES[place]
    return found.filter(sex__in=[sex, ""] if sex == Sex.UNKNOWN else [sex])


def in_band(found: QuerySet[SurveyPerson], key: int) -> QuerySet[SurveyPerson]:
    """Those of the age band with this key; 0 is unknown."""
    return found.filter(age_band=key) if key else found.filter(age_band=None)


def with_situation(found: QuerySet[SurveyPerson], key: int) -> QuerySet[SurveyPerson]:
    return found.filter(situations=key)


def survey_figures(year: FiscalYear, *, district: District | None = None) -> SurveyFigures:
    """The survey of one fiscal year, by five queries.

    year      that of the survey, whenever its rows were typed.
    district  that of the households, its parts included; None is the whole municipality.
    Returns   every band and situation that is offered or was ticked, zeros included; an age that is not known is a
              band of its own, and a sex that was not asked is unknown, so that bands × sexes add to the people.
    Source    Himi's simple survey: 88 households, 126 persons (DOMAIN §2.12).
    """
    with counting():
        found = persons(year.period, district).order_by()
        cells = {
            (band or 0, sex): count for band, sex, count in found.values_list("age_band", "sex").annotate(Count("pk"))
        }
        ticked = dict(
            found.exclude(situations=None).values_list("situations").annotate(count=Count("pk", distinct=True))
        )
        homes = households(year.period, district).count()
        bands = [(each.name, each.pk, each.offered) for each in AgeBand.objects.all()]
        situations = [(each.name, each.pk, each.offered and each.in_survey) for each in Situation.objects.all()]
    held = {band for band, _sex in cells}
    by_age = [
        Line(name, key, _by_sex(cells, key))
        for name, key, offered in [*bands, (_("Unknown"), 0, True)]
        if offered or key in held
    ]
    by_situation = [
        Line(name, key, (ticked.get(key, 0),)) for name, key, offered in situations if offered or key in ticked
    ]
    return SurveyFigures(year, homes, sum(line.total for line in by_age), tuple(by_age), tuple(by_situation))


def _by_sex(cells: dict[tuple[int, str], int], band: int) -> tuple[int, ...]:
    return tuple(cells.get((band, sex), 0) + (cells.get((band, ""), 0) if sex == Sex.UNKNOWN else 0) for sex in SEXES)


def survey_years(last: FiscalYear) -> list[FiscalYear]:
    """Years with a survey up to this one, at most five, in their order; this one always."""
    held = Survey.objects.filter(fiscal_year__lt=last.year).order_by("-fiscal_year")
    years = list(held.values_list("fiscal_year", flat=True)[: YEARS_SHOWN - 1])
    return [*(FiscalYear(year) for year in reversed(years)), last]


@dataclass(frozen=True)
class Cell:
    """A count of one year; of a part also its percent of that year's people."""

    year: FiscalYear
    count: int
    percent: int | None = None


@dataclass(frozen=True)
class Row:
    """A row with fiscal years as columns. figure, key: by which its numbers open their records."""

    name: str
    cells: tuple[Cell, ...]
    figure: str
    key: int | None = None


@dataclass(frozen=True)
class YearTable:
    """Several years beside each other: households and people, sexes, ages, situations."""

    years: tuple[SurveyFigures, ...]
    totals: tuple[Row, ...]
    sexes: tuple[Row, ...]
    ages: tuple[Row, ...]
    situations: tuple[Row, ...]

    @property
    def asked(self) -> SurveyFigures:
        """The year that was asked for: the last."""
        return self.years[-1]

    @property
    def uneven(self) -> list[tuple[FiscalYear, int]]:
        """Years whose printed percentages of ages do not add to 100, with their sum (DOMAIN §8)."""
        return [(each.year, each.age_shares.sum) for each in self.years if each.age_shares.uneven]


def year_table(last: FiscalYear, *, district: District | None = None) -> YearTable:
    """The surveys of a year and of those before it as one table, with each row that any of the years has."""
    years = tuple(survey_figures(year, district=district) for year in survey_years(last))
    sexes = [
        tuple(Line(name, place, (each.by_sex[place],)) for place, name in enumerate(sex_names())) for each in years
    ]
    return YearTable(
        years=years,
        totals=(
            Row(
                _("Number of households"),
                tuple(Cell(each.year, each.households) for each in years),
                "survey_households",
            ),
            Row(_("Number of people"), tuple(Cell(each.year, each.persons) for each in years), "survey_persons"),
        ),
        sexes=_rows(sexes, years, "survey_sex"),
        ages=tuple(sorted(_rows([each.by_age for each in years], years, "survey_age"), key=lambda row: not row.key)),
        situations=_rows([each.by_situation for each in years], years, "survey_situation"),
    )


def _rows(lines: Sequence[tuple[Line, ...]], years: Sequence[SurveyFigures], figure: str) -> tuple[Row, ...]:
    names = {line.key: line.name for of_year in reversed(lines) for line in of_year}
    held = [{line.key: line.total for line in of_year} for of_year in lines]
    return tuple(
        Row(
            name,
            tuple(
                Cell(year.year, of_year.get(key, 0), percent(of_year.get(key, 0), year.persons))
                for of_year, year in zip(held, years, strict=True)
            ),
            figure,
            key,
        )
        for key, name in names.items()
    )
