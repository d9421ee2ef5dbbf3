"""The contact table on paper: columns as published, every name on one line."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent
from agencies.calendar import FiscalYear, Period
from reports import pdf, tally
from reports.figures.contacts import ContactGroup, ContactTable, ContactType, contact_table
from tests.factories import AgencyFactory, AgencyTypeFactory, ContactFactory, DistrictFactory
from tests.reports.papers import cells_of, text_of
from tests.reports.year import published_groups, small_year

YEAR = FiscalYear(2020).period


def test_column_three_stacks_education_police_and_private_bodies_as_published():
    published_groups()
    columns = tally.printed(contact_table(YEAR)).columns
    assert [[group.name for group in column] for column in columns] == [
        ["行政機関・相談窓口"],
        ["地域福祉・医療関係"],
        ["保育・教育機関", "警察・司法関係", "民間団体・事業所"],
    ]


@pytest.mark.parametrize(("length", "columns"), [(6, 3), (15, 3), (22, 2), (60, 1)])
def test_no_name_breaks_over_two_lines_however_long_a_city_makes_it(length, columns):
    types = tuple(ContactType(number, "障" * length, 123 * number) for number in range(4))
    table = ContactTable(all=0, groups=tuple(ContactGroup(key, "機" * length, types) for key in range(3)))
    printed = tally.printed(table)
    assert len(printed.columns) == columns
    assert printed.size >= 7
    cells = cells_of(
        "pdf/contact_tally.html", {"title": "表", "period": YEAR, "table": table, "contact_table": printed}
    )
    assert [words for words, lines, _right in cells if lines != 1] == []
    assert max(right for _words, _lines, right in cells) <= 188.1  # inside the margin


def test_rows_without_a_contact_are_printed_and_each_group_has_its_sum():
    small_year()
    words = text_of(tally.paper(YEAR))
    assert "市教育委員会0" in words and "近隣住民0" in words
    assert words.count("計") >= 6 and "合計3回" in words


def test_the_table_of_a_district_counts_its_consultations_alone():
    agency = AgencyFactory(type=AgencyTypeFactory(name="市保護課"))
    here = DistrictFactory(name="蛇田")
    ContactFactory(agency=agency, consultation__district=here)
    ContactFactory(agency=agency, consultation__district=DistrictFactory(name="渡波"))
    words = text_of(tally.paper(YEAR, district=here))
    assert "合計1回" in words and "蛇田" in words


def test_the_command_writes_the_table_of_a_span_of_days(tmp_path: Path):
    small_year()
    file = tmp_path / "tally.pdf"
    call_command("contact_tally", "2020", "--out", str(file), "--from", "R2.6.1", "--to", "R2.6.30")
    words = text_of(file.read_bytes())
    assert "合計1回" in words and "令和2年6月1日～令和2年6月30日" in words
    assert AuditEvent.objects.filter(verb="printed", detail__kind="contact_tally").exists()


@pytest.mark.parametrize(
    "arguments",
    [["--from", "R2.7.1", "--to", "R2.6.1"], ["--from", "R2.7.1"], ["--district", "ないところ"]],
)
def test_the_command_refuses_days_and_districts_that_do_not_exist(tmp_path, arguments):
    with pytest.raises(CommandError):
        call_command("contact_tally", "2020", "--out", str(tmp_path / "x.pdf"), *arguments)
    assert not (tmp_path / "x.pdf").exists()


def test_the_file_is_named_after_its_year_or_days():
    assert tally.file_name(YEAR, None) == "令和2年度_連絡調整.pdf"
    days = Period(date(2020, 10, 1), date(2021, 3, 31))
    assert tally.file_name(days, DistrictFactory(name="蛇田")) == "20201001-20210331_連絡調整_蛇田.pdf"


def test_a_paper_that_asks_for_anything_outside_itself_is_refused():
    with pytest.raises(pdf.PaperError):
        pdf.draw('<html lang="ja"><title>x</title><img alt="x" src="https://example.jp/x.png">')
