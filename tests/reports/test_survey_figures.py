"""The yearly survey's figures against an expectation that is counted by hand; page, PDF and workbook show the same."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from accounts.acting import acting_as
from accounts.roles import Role
from agencies.calendar import FiscalYear
from agencies.models import District
from casework.models import AgeBand, Situation, SurveyPerson
from reports import survey
from reports.figures.survey import survey_figures, year_table
from tests.factories import MembershipFactory, SurveyFactory, SurveyHouseholdFactory
from tests.reports.papers import text_of

YEAR = FiscalYear(2025)
# household, sex, age band, situations: eight people of five households.
TOLD = [
    (1, "female", "80代以上", ["閉じこもり"]),
    (1, "male", "50代", ["閉じこもり", "経済的問題で身内の援助なし"]),
    (2, "female", "80代以上", []),
    (3, "male", "", ["理解できない言動"]),
    (3, "", "10代", []),
    (3, "unknown", "", []),
    (4, "other", "40代", ["閉じこもり"]),
    (5, "male", "50代", []),
]


@pytest.fixture
def told(db):
    """The survey of 2025, and one household of 2024, each with its desk in a district of its own."""
    here, there = (District.objects.create(name=name) for name in ("湊", "荻浜"))
    desk = MembershipFactory(role=Role.LOCAL_DESK)
    homes = {
        number: SurveyHouseholdFactory(
            survey=SurveyFactory(fiscal_year=2025), person=None, written_by_member=desk,
            district=there if number == 5 else here,
        )
        for number in {row[0] for row in TOLD}
    }  # fmt: skip
    for number, sex, age, situations in TOLD:
        person = SurveyPerson.objects.create(
            home=homes[number], sex=sex, age_band=AgeBand.objects.filter(name=age).first()
        )
        person.situations.set(Situation.objects.filter(name__in=situations))
    SurveyHouseholdFactory(
        survey=SurveyFactory(fiscal_year=2024), written_by_member=desk, district=here, person__sex="female"
    )
    return here


def test_households_people_ages_sexes_and_situations_are_counted(told):
    found = survey_figures(YEAR)
    assert (found.households, found.persons) == (5, 8)
    assert found.by_sex == (3, 2, 1, 2)  # male, female, other, unknown and not asked
    cells = {line.name: line.counts for line in found.by_age}
    assert cells == {
        "10代": (0, 0, 0, 1), "20代": (0, 0, 0, 0), "30代": (0, 0, 0, 0), "40代": (0, 0, 1, 0), "50代": (2, 0, 0, 0),
        "60代": (0, 0, 0, 0), "70代": (0, 0, 0, 0), "80代以上": (0, 2, 0, 0), "不明": (1, 0, 0, 1),
    }  # fmt: skip
    assert list(cells)[-1] == "不明"
    assert {line.name: (line.total, found.share(line)) for line in found.by_situation} == {
        "閉じこもり": (3, 38), "経済的問題で身内の援助なし": (1, 13), "理解できない言動": (1, 13),
    }  # fmt: skip


def test_a_district_is_counted_by_itself(told):
    found = survey_figures(YEAR, district=told)
    assert (found.households, found.persons) == (4, 7)


def test_percentages_are_rounded_by_themselves_and_their_sum_is_said(told, client_of, sato):
    found = survey_figures(YEAR)
    assert found.age_shares.percents == (13, 0, 0, 13, 25, 0, 0, 25, 25)
    assert found.age_shares.sum == 101
    page = client_of(sato).get(reverse("reports:survey"), {"year": 2025}).content.decode()
    assert "101" in page


def test_fiscal_years_stand_as_columns(told):
    table = year_table(YEAR)
    assert [each.year.year for each in table.years] == [2024, 2025]
    rows = {row.name: [cell.count for cell in row.cells] for row in (*table.totals, *table.sexes[:2], *table.ages)}
    assert rows["世帯数"] == [1, 5] and rows["人数"] == [1, 8]
    assert rows["男性"] == [0, 3] and rows["女性"] == [1, 2]
    assert rows["80代以上"] == [0, 2] and rows["不明"] == [1, 2]


def test_each_number_opens_as_many_records_as_it_counts(told, client_of, sato, ono):
    found = survey_figures(YEAR)
    bands = {line.name: line for line in found.by_age}
    asked = {
        "survey_households": 5, "survey_persons": 8, "survey_sex-0": 3, "survey_sex-3": 2, "survey_age-0": 2,
        f"survey_cell-{bands['50代'].key * 10}": 2, "survey_cell-3": 1,
        f"survey_situation-{found.by_situation[0].key}": 3,
    }  # fmt: skip
    for name, count in asked.items():
        response = client_of(sato).get(reverse("reports:figure_records", args=[name]), {"year": 2025})
        assert response.status_code == 200, name
        assert (response.context["counted"], len(response.context["page"])) == (count, count), name
    assert client_of(ono).get(reverse("reports:figure_records", args=["survey_persons"])).status_code == 403
    assert client_of(sato).get(reverse("reports:figure_records", args=["survey_sex-9"])).status_code == 404


def test_administrators_see_the_figures_without_records_and_agencies_nothing(told, client_of, ono, suzuki):
    page = client_of(ono).get(reverse("reports:survey"), {"year": 2025})
    assert page.status_code == 200 and "figures/records" not in page.content.decode()
    assert client_of(suzuki).get(reverse("reports:survey")).status_code == 403


def test_page_paper_and_workbook_show_the_same(told, client_of, sato):
    with acting_as(sato):
        printed = text_of(survey.paper(YEAR))
    client = client_of(sato)
    page = client.get(reverse("reports:survey"), {"year": 2025}).content.decode()
    file = client.get(reverse("reports:survey_workbook"), {"year": 2025}).content
    ages, years = load_workbook(BytesIO(file)).worksheets
    found = survey_figures(YEAR)
    assert "5世帯" in printed and "8人" in printed and "5世帯" in page
    held = {row[0]: list(row[1:]) for row in ages.iter_rows(values_only=True)}
    for line in found.by_age:
        assert held[line.name][:5] == [*line.counts, line.total]
        assert line.name in printed and line.name in page
    of_years = {row[0]: list(row[1:]) for row in years.iter_rows(values_only=True)}
    assert of_years["世帯数"] == [1, None, 5, None]
    assert of_years["閉じこもり"] == [0, 0, 3, 38]


def test_an_english_reader_has_heads_rows_and_years_in_english_and_the_paper_in_japanese(told, client_of, sato):
    sato.staff.language = "en"
    sato.staff.save()
    client = client_of(sato)
    page = client.get(reverse("reports:survey"), {"year": 2025}).content.decode()
    ages, years = load_workbook(
        BytesIO(client.get(reverse("reports:survey_workbook"), {"year": 2025}).content)
    ).worksheets
    assert [cell.value for cell in ages[1]] == ["Age, about", "Male", "Female", "Other", "Unknown", "Total", "%"]
    assert [cell.value for cell in years[1]] == ["Item", "FY 2024", "%", "FY 2025", "%"]
    for words in ("FY 2025", "Number of households", "Number of people", "Male", "Other", "Unknown"):
        assert words in page
    assert "不明" not in page and "年度" not in page
    with acting_as(sato), translation.override("en"):
        printed = text_of(survey.paper(YEAR))
    assert "男性" in printed and "世帯数" in printed and "Male" not in printed


def test_an_address_with_a_year_that_is_none_is_answered_in_words(told, client_of, sato):
    answer = client_of(sato).get(reverse("reports:survey"), {"year": "R2"})
    assert answer.status_code == 422 and "error" in answer.content.decode()


def test_counting_costs_the_same_for_eight_people_and_for_eighty(told, count_queries, sato):
    before = count_queries(sato, "reports:survey")
    SurveyHouseholdFactory.create_batch(30, survey__fiscal_year=2025, person__sex="male")
    assert count_queries(sato, "reports:survey") == before


def test_the_paper_is_a_job_that_the_figures_may_be_asked_for_by(told, client_of, sato):
    response = client_of(sato).post(reverse("reports:survey_paper"), {"year": "2025"})
    assert response.status_code == 302
    assert client_of(sato).post(reverse("reports:survey_paper"), {"year": "x"}).status_code == 404
