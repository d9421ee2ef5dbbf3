"""The records behind each figure: what a number opens. The querysets that the figures count, under the reader's reach.

A figure is named in an address by a word, and a number where it is one of several: `first`, `concern-3`, `type-12`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.acting import counting
from accounts.http import number_in
from agencies.calendar import Period
from agencies.models import AgencyGroup, AgencyType, Concern, District
from casework.choices import Outcome
from casework.models import AgeBand, Route, Situation
from meetings.models import MeetingKind
from reports.figures import cases, consultations, contacts, meetings, missing, plans, survey
from reports.figures.consultations import REPORTING_LIST, UNKNOWN

Rows = QuerySet[Any]
Source = Callable[[Period, District | None], Rows]

SINGLE: dict[str, Source] = {
    "first": consultations.received,
    "one_off": lambda period, district: consultations.decided(period, Outcome.ONE_OFF, district),
    "continuing": lambda period, district: consultations.decided(period, Outcome.CONTINUING, district),
    "undecided": consultations.undecided,
    "with_sheet": lambda period, district: consultations.received(period, district).filter(has_sheet=True),
    "without_sheet": lambda period, district: consultations.received(period, district).filter(has_sheet=False),
    "opened": cases.opened,
    "active": cases.active,
    "closed": cases.closed,
    "multi_problem": cases.multi_problem,
    "plans": plans.made,
    "contacts": contacts.contacts,
    "with_agencies": contacts.with_agencies,
    "meetings": meetings.held,
    "still_undecided": missing.still_undecided,
    "without_plan": missing.without_plan,
    "without_method": missing.without_method,
    "survey_households": survey.households,
    "survey_persons": survey.persons,
}


def titles() -> dict[str, str]:
    """What each figure of SINGLE is called."""
    return {
        "first": _("First consultations"),
        "one_off": _("One-off consultations"),
        "continuing": _("Continuing consultations"),
        "undecided": _("Undecided at the end of the period"),
        "with_sheet": _("With a tsunagu sheet"),
        "without_sheet": _("Without a tsunagu sheet"),
        "opened": _("Cases opened"),
        "active": _("Cases running in the period"),
        "closed": _("Cases closed"),
        "multi_problem": _("Households with several members in difficulty"),
        "plans": _("Support plans made"),
        "contacts": _("All contacts"),
        "with_agencies": _("Contacts with agencies"),
        "meetings": _("Meetings"),
        "still_undecided": _("Consultations still undecided"),
        "without_plan": _("Continuing cases without a plan"),
        "without_method": _("Contacts without a method"),
        "survey_households": _("Yearly survey: households"),
        "survey_persons": _("Yearly survey: people"),
    }


@dataclass(frozen=True)
class Opened:
    """A figure with its records, as the asking person sees them."""

    title: str
    rows: Rows
    source: Source

    @property
    def kind(self) -> str:
        return self.rows.model._meta.model_name or ""

    def counted(self, period: Period, district: District | None) -> int:
        """The figure itself, those records too that the reader may not open."""
        with counting():
            return self.source(period, district).count()


def opened(name: str, period: Period, district: District | None) -> Opened | None:
    """None where there is no such figure."""
    if name in SINGLE:
        source, title = SINGLE[name], titles()[name]
    else:
        word, _dash, number = name.partition("-")
        key = number_in(number)
        found = _ONE_OF_SEVERAL[word](key) if word in _ONE_OF_SEVERAL and key is not None else None
        if found is None:
            return None
        title, source = found
    return Opened(title, source(period, district), source)


def _concern(pk: int) -> tuple[str, Source] | None:
    concern = Concern.objects.filter(pk=pk, list__code=REPORTING_LIST).first()
    if concern is None:
        return None
    return concern.name, lambda period, district: consultations.with_concern(
        consultations.received(period, district), concern
    )


def _age(number: int) -> tuple[str, Source] | None:
    bands = consultations.age_bands()
    if number >= len(bands):
        return None
    name, limits = bands[number]
    return consultations.band_words(limits), lambda period, district: consultations.in_age_band(
        consultations.received(period, district), name
    )


def _route(pk: int) -> tuple[str, Source] | None:
    """A route by its key; 0 is unknown."""
    route = Route.objects.filter(pk=pk).first()
    if route is None and pk:
        return None
    title = consultations.route_words(route.name if route else UNKNOWN)
    return title, lambda period, district: consultations.received(period, district).filter(route=route)


def _group(pk: int) -> tuple[str, Source] | None:
    group = AgencyGroup.objects.filter(pk=pk).first()
    if group is None:
        return None
    return group.name, lambda period, district: contacts.with_agencies(period, district).filter(
        agency__type__group=group
    )


def _type(pk: int) -> tuple[str, Source] | None:
    found = AgencyType.objects.filter(pk=pk).first()
    if found is None:
        return None
    return found.name, lambda period, district: contacts.with_agencies(period, district).filter(agency__type=found)


def _kind(pk: int) -> tuple[str, Source] | None:
    kind = MeetingKind.objects.filter(pk=pk).first()
    if kind is None:
        return None
    return kind.name, lambda period, district: meetings.held(period, district).filter(kind=kind)


def _survey_sex(place: int) -> tuple[str, Source] | None:
    if place >= len(survey.SEXES):
        return None
    return survey.sex_names()[place], lambda period, district: survey.of_sex(survey.persons(period, district), place)


def _survey_age(key: int) -> tuple[str, Source] | None:
    """An age band by its key; 0 is unknown."""
    band = AgeBand.objects.filter(pk=key).first()
    if band is None and key:
        return None
    name = band.name if band else _("Unknown")
    return name, lambda period, district: survey.in_band(survey.persons(period, district), key)


def _survey_cell(key: int) -> tuple[str, Source] | None:
    """A cell of bands × sexes: the band's key, and as last digit the place of the sex."""
    age, sex = _survey_age(key // 10), _survey_sex(key % 10)
    if age is None or sex is None:
        return None

    def source(period: Period, district: District | None) -> Rows:
        return survey.of_sex(survey.in_band(survey.persons(period, district), key // 10), key % 10)

    return f"{age[0]} {sex[0]}", source


def _survey_situation(key: int) -> tuple[str, Source] | None:
    found = Situation.objects.filter(pk=key).first()
    if found is None:
        return None
    return found.name, lambda period, district: survey.with_situation(survey.persons(period, district), key)


_ONE_OF_SEVERAL: dict[str, Callable[[int], tuple[str, Source] | None]] = {
    "concern": _concern,
    "age": _age,
    "route": _route,
    "group": _group,
    "type": _type,
    "kind": _kind,
    "survey_sex": _survey_sex,
    "survey_age": _survey_age,
    "survey_cell": _survey_cell,
    "survey_situation": _survey_situation,
}
