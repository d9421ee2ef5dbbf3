"""What each figure counts: its days, its district, its bands, and that it opens the very rows that it counted."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.acting import acting_as, counting
from agencies.calendar import FiscalYear, Period, age_on
from agencies.models import AgencyGroup, Concern, ConcernList, District, Municipality
from casework.choices import Outcome
from casework.models import Case, ConsultationConcern, Household, HouseholdConcern, Route
from meetings.models import AgendaCase, MeetingHost, MeetingKind
from reports.figures import consultations as figures_of_consultations
from reports.figures.cases import case_figures, percent
from reports.figures.consultations import consultation_figures, in_age_band, mean, received
from reports.figures.contacts import contact_table
from reports.figures.meetings import meeting_figures
from reports.figures.plans import plan_figures
from reports.figures.records import opened
from reports.figures.year import Figures, figures
from tests.factories import (
    AgencyFactory,
    ConsultationFactory,
    ContactFactory,
    DistrictFactory,
    MeetingFactory,
    MemberFactory,
    PlanFactory,
)
from tests.reports.ledger_files import EDGES, ISHINOMAKI, load

YEAR = FiscalYear(2020)
FIRST, LAST, BEFORE, AFTER = date(2020, 4, 1), date(2021, 3, 31), date(2020, 3, 31), date(2021, 4, 1)


def came() -> Any:
    return consultation_figures(YEAR.period)


# Days ---------------------------------------------------------------------------------------------------------------


def test_a_fiscal_year_has_its_first_and_its_last_day() -> None:
    for day in (BEFORE, FIRST, LAST, AFTER):
        ConsultationFactory(received_on=day)
        ContactFactory(consultation__received_on=BEFORE, occurred_on=day)
        PlanFactory(made_on=day)
        MeetingFactory(held_on=day)
    assert contact_table(YEAR.period).all == 2
    assert plan_figures(YEAR.period).made == 2
    assert meeting_figures(YEAR.period).total == 2
    with counting():
        assert received(YEAR.period).filter(received_on__in=[FIRST, LAST]).count() == 2
        assert not received(YEAR.period).filter(received_on__in=[BEFORE, AFTER]).exists()


def test_received_and_decided_are_counted_in_their_own_years() -> None:
    ConsultationFactory(received_on=LAST, outcome=Outcome.ONE_OFF, decided_on=AFTER)
    ConsultationFactory(received_on=BEFORE, outcome=Outcome.ONE_OFF, decided_on=FIRST)
    found = came()
    assert (found.first, found.one_off, found.undecided) == (1, 1, 1)


def test_undecided_is_who_waited_on_the_last_day_also_from_years_before() -> None:
    ConsultationFactory(received_on=date(2018, 1, 1))
    ConsultationFactory(received_on=FIRST, outcome=Outcome.ONE_OFF, decided_on=LAST)
    ConsultationFactory(received_on=AFTER)
    assert came().undecided == 1


def test_an_active_case_was_open_on_at_least_one_day() -> None:
    for opened_on, closed_on in [
        (BEFORE, None), (BEFORE, FIRST), (LAST, None), (LAST, LAST), (date(2019, 1, 1), BEFORE), (AFTER, None),
    ]:  # fmt: skip
        case = ConsultationFactory(continuing=True, received_on=opened_on).case
        case.closed_on = closed_on
        case.save()
    found = case_figures(YEAR.period)
    assert (found.active, found.opened, found.closed) == (4, 2, 2)


def test_continuing_with_and_without_a_sheet_are_the_cases_opened() -> None:
    ConsultationFactory(continuing=True, has_sheet=True)
    ConsultationFactory(continuing=True)
    ConsultationFactory(has_sheet=True)
    found = case_figures(YEAR.period)
    assert (found.continuing_with_sheet, found.continuing_without_sheet) == (1, 1)
    assert (came().with_sheet, came().without_sheet) == (2, 1)


# Rounding -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "months", "shown"), [(24, 12, 2.0), (1, 12, 0.1), (3, 12, 0.3), (1, 20, 0.1), (0, 12, 0)]
)
def test_the_monthly_mean_is_half_up_to_one_decimal(count: int, months: int, shown: float) -> None:
    assert mean(count, months) == shown


def test_the_months_are_those_that_the_period_touches() -> None:
    ConsultationFactory.create_batch(3, received_on=date(2020, 6, 1))
    assert consultation_figures(Period(date(2020, 5, 31), date(2020, 6, 1))).monthly_mean == 1.5


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1, 8, 13), (1, 6, 17), (5, 24, 21), (1, 200, 1), (1, 201, 0), (0, 3, 0), (0, 0, None)]
)
def test_percentages_are_half_up_and_of_nothing_none(part: int, whole: int, shown: int | None) -> None:
    assert percent(part, whole) == shown


# Ages, concerns, routes ---------------------------------------------------------------------------------------------


def test_ages_in_the_database_are_those_of_the_calendar() -> None:
    births = [date(1980, 2, 29), date(1980, 2, 28), date(1980, 3, 1), date(1981, 3, 31), date(2020, 5, 1)]
    days = [date(2021, 2, 28), date(2021, 3, 1), date(2020, 2, 29), date(2020, 6, 1), date(2021, 3, 31)]
    for birth in births:
        for day in days:
            ConsultationFactory(received_on=day, birth_date=birth)
    with counting():
        rows = received(Period(date(2020, 1, 1), LAST)).annotate(age=figures_of_consultations._age())
        for row in rows:
            assert row.birth_date
            born_later = row.birth_date > row.received_on
            assert row.age == (None if born_later else age_on(row.birth_date, row.received_on)), row.birth_date
        assert rows.count() == 25


def test_the_day_before_a_birthday_has_the_younger_age() -> None:
    ConsultationFactory(received_on=date(2020, 6, 1), birth_date=date(1980, 6, 2))
    ConsultationFactory(received_on=date(2020, 6, 1), birth_date=date(1980, 6, 1))
    ConsultationFactory(received_on=date(2020, 6, 1), birth_date=date(1955, 6, 1))
    ConsultationFactory(received_on=date(2020, 6, 1), birth_date=None, consultee__person__stated_age="50代")
    ConsultationFactory(received_on=date(2020, 6, 1), birth_date=date(2021, 1, 1))
    assert came().by_age == {"40歳未満": 1, "40〜64歳": 1, "65歳以上": 1, "不明": 2}


def test_the_bands_are_a_setting() -> None:
    Municipality.objects.update(age_bands=[20, 40, 75])
    assert list(came().by_age) == ["20歳未満", "20〜39歳", "40〜74歳", "75歳以上", "不明"]


def test_a_concern_of_another_list_counts_as_its_item_and_once() -> None:
    consultation = ConsultationFactory()
    for name in ("病気・医療のこと", "健康のこと", "支出・滞納・借金"):
        concern = Concern.objects.get(list__code="okayama12", name=name)
        ConsultationConcern.objects.create(consultation=consultation, concern=concern)
    found = {name: count for name, count in came().by_concern.items() if count}
    assert found == {"病気や健康、障がいのこと": 1, "債務のこと": 1}


def test_an_item_that_counts_as_none_is_refused() -> None:
    own = ConcernList.objects.create(code="own", name="市の一覧")
    with pytest.raises(ValidationError):
        Concern(list=own, number=1, name="ごみのこと", short_name="ごみ").full_clean()


def test_an_item_and_a_route_no_longer_offered_count_where_they_were_used() -> None:
    Route.objects.filter(name__in=["家族", "知人"]).update(offered=False)
    Concern.objects.filter(list__code="national16", number__in=[1, 2]).update(offered=False)
    consultation = ConsultationFactory(route=Route.objects.get(name="家族"))
    ConsultationConcern.objects.create(
        consultation=consultation, concern=Concern.objects.get(list__code="national16", number=2)
    )
    found = came()
    assert found.by_route["家族"] == 1 and "知人" not in found.by_route
    assert found.by_concern["住まいのこと"] == 1 and "病気や健康、障がいのこと" not in found.by_concern


# Households with several troubled members ---------------------------------------------------------------------------


def troubled(household: Household, **member: Any) -> None:
    """Another member with a concern of their own."""
    made = MemberFactory(household=household, relation_label="長男", concerns_stated=True, **member)
    HouseholdConcern.objects.create(
        household=household, member=made, concern=Concern.objects.first(), written_by=household.written_by
    )


def with_concern(**consultation: Any) -> Any:
    made = ConsultationFactory(**consultation)
    ConsultationConcern.objects.create(consultation=made, concern=Concern.objects.first())
    return made


def several() -> int:
    return case_figures(YEAR.period).multi_problem_households


def test_two_members_with_a_trouble_make_one_household() -> None:
    consultation = with_concern()
    assert several() == 0
    troubled(consultation.household)
    assert several() == 1
    troubled(consultation.household)
    assert several() == 1


def test_who_left_does_not_count() -> None:
    troubled(with_concern().household, left_on=date(2020, 7, 1))
    assert several() == 0


def test_stated_concerns_take_the_place_of_the_consultations() -> None:
    consultation = with_concern()
    troubled(consultation.household)
    consultation.household.members.filter(person=consultation.person).update(concerns_stated=True)
    assert several() == 0


def test_concerns_of_the_household_as_a_whole_are_nobodys_own() -> None:
    household = with_concern().household
    MemberFactory(household=household, relation_label="長男")
    HouseholdConcern.objects.create(
        household=household, concern=Concern.objects.first(), written_by=household.written_by
    )
    assert several() == 0


def test_a_household_counts_once_however_often_it_came_and_only_where_it_came() -> None:
    consultation = with_concern()
    troubled(consultation.household)
    ConsultationFactory(consultee=consultation.household.members.first())
    assert several() == 1
    assert case_figures(FiscalYear(2021).period).multi_problem_households == 0
    assert case_figures(FiscalYear(2021).period).multi_problem_year_on_year_percent == 0
    assert case_figures(FiscalYear(2021).period).multi_problem_percent is None
    assert case_figures(YEAR.period).multi_problem_year_on_year_percent is None


# Contacts and meetings ----------------------------------------------------------------------------------------------


def test_contacts_with_the_family_or_without_a_group_are_in_all_only(coordinators_office) -> None:
    consultation = ConsultationFactory(continuing=True)
    for agency in (AgencyFactory(), None, coordinators_office):
        ContactFactory(consultation=consultation, agency=agency)
    table = contact_table(YEAR.period)
    assert (table.all, table.total) == (3, 1)


def test_a_group_or_type_without_a_contact_is_a_row_all_the_same() -> None:
    agency = AgencyFactory()
    AgencyGroup.objects.create(name="空の群", order=10_000)
    table = contact_table(YEAR.period)
    assert [(group.name, group.total) for group in table.groups] == [(agency.type.group.name, 0), ("空の群", 0)]


def test_meetings_are_counted_by_kind_in_the_tables_order_and_by_who_called_them() -> None:
    kinds = {each.name: each for each in MeetingKind.objects.all()}
    hosts = {each.name: each for each in MeetingHost.objects.all()}
    for kind, host in [
        ("研修", "その他"),
        ("ケース会議", "行政機関"),
        ("ケース会議", "その他"),
        ("ケース会議", "包括化推進員"),
    ]:
        MeetingFactory(kind=kinds[kind], host=hosts[host])
    found = meeting_figures(YEAR.period)
    assert [(kind.name, kind.coordinators, kind.others) for kind in found.kinds] == [
        ("ケース会議", 1, 2),
        ("研修", 0, 1),
    ]


# Districts ----------------------------------------------------------------------------------------------------------


def test_a_district_takes_its_parts_in_and_leaves_the_rest_out() -> None:
    ward = DistrictFactory(name="北区")
    school = DistrictFactory(name="北中学校区", parent=ward)
    for district in (ward, school, DistrictFactory(name="南区"), None):
        consultation = ConsultationFactory(continuing=True, district=district, received_on=FIRST)
        ContactFactory(consultation=consultation, agency=AgencyFactory())
        PlanFactory(case=consultation.case)
        AgendaCase.objects.create(meeting=MeetingFactory(), consultation=consultation, household=consultation.household)
    MeetingFactory()
    found = figures(YEAR.period, district=ward)
    assert (found.consultations.first, found.cases.opened, found.plans.made) == (2, 2, 2)
    assert (found.contacts.all, found.meetings.total) == (2, 2)
    assert figures(YEAR.period, district=school).consultations.first == 1
    assert figures(YEAR.period).meetings.total == 5


def test_a_meeting_about_two_families_of_a_district_counts_once() -> None:
    district = DistrictFactory()
    meeting = MeetingFactory()
    for _number in range(2):
        consultation = ConsultationFactory(district=district)
        AgendaCase.objects.create(meeting=meeting, consultation=consultation, household=consultation.household)
    assert meeting_figures(YEAR.period, district=district).total == 1


# Rows behind the numbers, cost, reach -------------------------------------------------------------------------------


def numbers(found: Figures) -> dict[str, int]:
    """Every figure by the name that opens its records."""
    by = found.consultations
    concerns = dict(Concern.objects.filter(list__code="national16").values_list("name", "pk"))
    routes = dict(Route.objects.values_list("name", "pk")) | {"不明": 0}
    return (
        {
            name: getattr(by, name)
            for name in ("first", "one_off", "continuing", "undecided", "with_sheet", "without_sheet")
        }
        | {f"route-{routes[name]}": count for name, count in by.by_route.items()}
        | {f"concern-{concerns[name]}": count for name, count in by.by_concern.items()}
        | {f"age-{place}": count for place, count in enumerate(by.by_age.values())}
        | {name: getattr(found.cases, name) for name in ("opened", "active", "closed")}
        | {"multi_problem": found.cases.multi_problem_households, "plans": found.plans.made}
        | {"contacts": found.contacts.all, "with_agencies": found.contacts.total, "meetings": found.meetings.total}
        | {f"group-{group.key}": group.total for group in found.contacts.groups}
        | {f"type-{each.key}": each.count for group in found.contacts.groups for each in group.types}
        | {f"kind-{kind.key}": kind.total for kind in found.meetings.kinds}
    )


def test_every_number_opens_the_very_rows_that_it_counted(sato) -> None:
    load(ISHINOMAKI)
    load(EDGES)
    for district in (None, District.objects.get(name="東")):
        for year in (2020, 2021, 2022):
            period = FiscalYear(year).period
            found = numbers(figures(period, district=district))
            assert len(found) > 30
            with acting_as(sato):
                rows = {name: opened(name, period, district).rows.count() for name in found}
            assert rows == found, year


def test_the_bands_hold_each_consultation_once() -> None:
    load(EDGES)
    with counting():
        all_of_it = received(Period(date(2000, 1, 1), date(2100, 1, 1)))
        bands = [in_age_band(all_of_it, name).count() for name, _limits in figures_of_consultations.age_bands()]
        assert sum(bands) == all_of_it.count()


def test_the_queries_do_not_grow_with_the_records() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            figures(YEAR.period)
        return len(queries)

    ContactFactory(agency=AgencyFactory())
    with_one = cost()
    load(ISHINOMAKI)
    assert cost() == with_one


def test_figures_count_what_the_asking_person_does_not_see(ono, tanaka) -> None:
    ConsultationFactory(continuing=True)
    for stranger in (ono, tanaka):
        with acting_as(stranger):
            assert figures(YEAR.period).consultations.first == 1
    with acting_as(tanaka):
        assert not Case.objects.exists()  # the wall stands again
