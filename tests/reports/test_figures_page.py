"""The figures of a year on their page: the numbers, what each opens and for whom, and what the page costs."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import jobs
from accounts.models import AuditEvent, Job, Staff
from agencies.calendar import FiscalYear, today
from agencies.models import AgencyType, Concern
from casework.models import HouseholdConcern
from reports.figures import records
from reports.figures.missing import missing
from reports.figures.shares import shares
from reports.figures.year import figures
from tests.factories import (
    AgencyFactory,
    ConsultationFactory,
    ContactFactory,
    DistrictFactory,
    MeetingFactory,
    MemberFactory,
    PlanFactory,
    case_of_a_family,
)
from tests.reports.papers import text_of
from tests.reports.year import small_year

YEAR = FiscalYear(2020).period
PAGE = "reports:figures"


def page(client, query: str = "year=2020", name: str = PAGE, *args: str) -> str:
    answer = client.get(f"{reverse(name, args=args)}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_shows_the_pictures_with_their_tables_and_how_each_is_counted(client_of, sato):
    small_year()
    shown = page(client_of(sato))
    assert shown.count('role="img"') == 3
    assert "表1" in shown and "表2" in shown and "令和2年9～10月" in shown
    assert "市教育委員会" in shown  # a row without a contact
    assert shown.count("<details") >= 8


def test_the_page_runs_under_a_strict_policy(client_of, sato):
    small_year()
    shown = page(client_of(sato)).split("</head>")[1]
    assert "style=" not in shown and "<style" not in shown and "onclick" not in shown


def test_a_number_opens_its_records_but_not_for_the_administrator(client_of, sato, ono):
    small_year()
    assert "/reports/figures/records/first/?year=2020" in page(client_of(sato))
    assert "/figures/records/" not in page(client_of(ono))
    assert client_of(ono).get(reverse("reports:figure_records", args=["first"]) + "?year=2020").status_code == 403


def test_an_agency_sees_no_figures(client_of, suzuki):
    assert client_of(suzuki).get(reverse(PAGE)).status_code == 403


def test_a_year_without_records_says_so_and_draws_nothing(client_of, sato):
    shown = page(client_of(sato), "year=2031")
    assert 'role="img"' not in shown and "この期間の記録はありません" in shown


@pytest.mark.parametrize(
    "query", ["year=2020&first=R2.10.1", "year=2020&first=R3.1.1&last=R2.1.1", "year=2020&first=R2.2.30&last=R2.3.1"]
)
def test_days_that_make_no_period_are_said_beside_the_box_and_kept(client_of, sato, query):
    answer = client_of(sato).get(f"{reverse(PAGE)}?{query}")
    assert answer.status_code == 422
    assert query.split("first=")[1].split("&")[0] in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["year=abc", "year=99999", pytest.param("year=" + "9" * 5000, id="long"), "year=2020&district=999"]
)
def test_an_address_with_a_year_or_district_that_is_none_is_said_to_be_wrong(client_of, sato, query):
    assert client_of(sato).get(f"{reverse(PAGE)}?{query}").status_code == 422


def test_a_span_of_days_takes_the_place_of_the_year(client_of, sato):
    small_year()
    shown = page(client_of(sato), "year=2020&first=R2.5.1&last=R2.5.31")
    assert "first=2020-05-01&amp;last=2020-05-31" in shown and "令和2年5月1日～令和2年5月31日" in shown


def test_the_figures_of_a_district_are_those_of_its_consultations(client_of, sato):
    here = DistrictFactory(name="蛇田")
    ConsultationFactory(district=here)
    ConsultationFactory()
    assert f"district={here.pk}" in page(client_of(sato), f"year=2020&district={here.pk}")


def test_in_english_the_ages_and_what_is_unknown_are_english(client_of, sato):
    small_year()
    in_japanese = page(client_of(sato))
    Staff.objects.filter(pk=sato.staff_id).update(language="en")
    in_english = page(client_of(sato))
    for japanese, english in [
        ("40歳未満", "under 40"), ("40〜64歳", "40 to 64 years"), ("65歳以上", "65 and over"), ("不明", "Unknown")
    ]:  # fmt: skip
        assert f">{japanese}</th>" in in_japanese and japanese not in in_english
        assert f">{english}</th>" in in_english


def test_counting_leaves_a_trace(client_of, ono):
    page(client_of(ono))
    assert AuditEvent.objects.filter(verb="counted", by=ono, detail__first="2020-04-01").exists()


def test_the_page_costs_the_same_for_a_small_year_and_a_large_one(count_queries, sato):
    small_year()
    before = count_queries(sato, PAGE)
    for number in range(20):
        ContactFactory(agency=AgencyFactory(type=AgencyType.objects.all()[number]))
    assert count_queries(sato, PAGE) == before


# What a number opens -------------------------------------------------------------------------------------------------


def names() -> list[str]:
    """Every figure that can be opened, the ones of several with a key that exists."""
    several = {
        "concern": Concern.objects.filter(list__code="national16").values_list("pk", flat=True),
        "age": range(4),
        "route": [0],
        "group": {each.group_id for each in AgencyType.objects.all()},
        "type": AgencyType.objects.values_list("pk", flat=True),
    }
    return [*records.SINGLE, *(f"{word}-{key}" for word, keys in several.items() for key in keys)]


def test_every_number_opens_as_many_records_as_it_counts():
    small_year()
    found = figures(YEAR)
    lacking = missing(YEAR)

    def opened(name: str) -> int:
        return records.opened(name, YEAR, None).rows.count()

    came, cases = found.consultations, found.cases
    assert {name: opened(name) for name in records.SINGLE} == {
        "first": came.first,
        "one_off": came.one_off,
        "continuing": came.continuing,
        "undecided": came.undecided,
        "with_sheet": came.with_sheet,
        "without_sheet": came.without_sheet,
        "opened": cases.opened,
        "active": cases.active,
        "closed": cases.closed,
        "multi_problem": cases.multi_problem_households,
        "plans": found.plans.made,
        "contacts": found.contacts.all,
        "with_agencies": found.contacts.total,
        "meetings": found.meetings.total,
        "still_undecided": lacking.undecided,
        "without_plan": lacking.without_plan,
        "without_method": lacking.without_method,
        "survey_households": 0,
        "survey_persons": 0,
    }
    items = Concern.objects.filter(list__code="national16")
    assert {item.name: opened(f"concern-{item.pk}") for item in items} == came.by_concern
    assert [opened(f"age-{place}") for place in range(4)] == list(came.by_age.values())
    assert opened("route-0") == came.by_route["不明"]
    for group in found.contacts.groups:
        assert opened(f"group-{group.key}") == group.total
        assert [opened(f"type-{each.key}") for each in group.types] == [each.count for each in group.types]
    assert [opened(f"kind-{kind.key}") for kind in found.meetings.kinds] == [
        kind.total for kind in found.meetings.kinds
    ]


def test_each_of_these_lists_is_a_page_and_leaves_a_trace_with_its_records(client_of, sato):
    small_year()
    client = client_of(sato)
    for name in [*records.SINGLE, "age-0", "route-0"]:
        page(client, "year=2020", "reports:figure_records", name)
    event = AuditEvent.objects.filter(verb="listed", detail__figure="first").get()
    assert len(event.detail["ids"]) == 3


@pytest.mark.parametrize(
    "name", ["nothing", "concern-0", "concern-x", "age-99", "route-999", "type-0", "group-0", "kind-0"]
)
def test_a_figure_that_is_none_is_not_found(client_of, sato, name):
    assert client_of(sato).get(reverse("reports:figure_records", args=[name])).status_code == 404


def test_a_restricted_family_is_counted_but_not_opened_and_the_page_says_so(client_of, sato):
    ConsultationFactory()
    hidden = ConsultationFactory(consultee__person__name="石川 花")
    hidden.household.restricted = True
    hidden.household.save()
    hidden.save()  # its rows follow the household
    shown = page(client_of(sato), "year=2020", "reports:figure_records", "first")
    assert "石川" not in shown
    assert "集計の2のうち" in shown


@pytest.mark.parametrize("name", ["first", "active", "plans", "contacts", "meetings", "multi_problem"])
def test_a_list_costs_the_same_for_one_record_and_for_many(client_of, sato, name):
    """Of this year's list, that an address without a year gives."""
    agency, trouble = AgencyFactory(), Concern.objects.filter(list__code="national16").first()

    def family() -> None:
        case = case_of_a_family(received_on=today())
        PlanFactory(case=case, made_on=today())
        ContactFactory(agency=agency, consultation=case.consultation, occurred_on=today())
        MeetingFactory(held_on=today())
        for member in (case.household.members.get(), MemberFactory(household=case.household)):
            HouseholdConcern.objects.create(
                household=case.household, member=member, concern=trouble, written_by=case.written_by
            )

    def cost() -> int:
        client = client_of(sato)
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(reverse("reports:figure_records", args=[name]))
        assert shown.context["counted"] == shown.context["visible"] == len(shown.context["page"])
        return len(queries)

    family()
    one = cost()
    for _number in range(9):
        family()
    assert cost() == one


# Files ---------------------------------------------------------------------------------------------------------------


def test_the_workbook_holds_the_figures_as_numbers(client_of, ono):
    small_year()
    answer = client_of(ono).get(reverse("reports:figure_workbook") + "?year=2020")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    rows = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows()}
    assert rows["初回相談"] == 3 and rows["相談支援機関等との連絡調整"] == 3
    assert "filename*=utf-8''%E4%BB%A4%E5%92%8C2%E5%B9%B4%E5%BA%A6" in answer.headers["Content-Disposition"]
    assert AuditEvent.objects.filter(verb="exported", by=ono).exists()


def test_a_name_that_looks_like_a_formula_is_text_in_the_workbook(client_of, ono):
    small_year()
    AgencyType.objects.filter(name="市保護課").update(name='=HYPERLINK("http://example.jp")')
    answer = client_of(ono).get(reverse("reports:figure_workbook") + "?year=2020")
    sheet = openpyxl.load_workbook(BytesIO(answer.content))["連絡調整の表"]
    (cell,) = [row[1] for row in sheet.iter_rows() if str(row[1].value).startswith("=")]
    assert cell.data_type == "s"


@pytest.mark.django_db(databases=["default", "jobs"])
def test_the_contact_table_becomes_a_pdf_by_a_job(client_of, kudo):
    small_year()
    client = client_of(kudo)
    sent = {"year": "2020", "first": "2020-06-01", "last": "2020-07-31"}
    answer = client.post(reverse("reports:figure_tally"), sent)
    job = Job.objects.get(kind="contact_tally")
    assert answer.headers["Location"] == job.get_absolute_url()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.message
    assert "合計2回" in text_of(job.file.read())


# Percentages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "percents", "total"),
    [
        ([154, 200, 21, 11, 95], (32, 42, 4, 2, 20), 100),
        ([1, 1, 1], (33, 33, 33), 99),
        ([1, 1, 6], (13, 13, 75), 101),  # 12.5 is 13: half up
        ([0, 0], (None, None), 0),
    ],
)
def test_percentages_are_rounded_half_up_and_never_forced_to_100(counts, percents, total):
    found = shares(counts)
    assert found.percents == percents and found.sum == total
    assert found.uneven is (total in (99, 101))
