"""The figures of the two data sets are those that they are published with."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from agencies.calendar import FiscalYear
from reports.figures.year import figures
from tests.reports.ledger_files import EDGES, ISHINOMAKI, expected, load


def test_ishinomaki_2020_is_as_published() -> None:
    load(ISHINOMAKI)
    assert figures(FiscalYear(2020).period).as_json() == expected(ISHINOMAKI, "expected")


def test_what_a_clean_year_does_not_hold() -> None:
    load(EDGES)
    for year in (2020, 2021, 2022):
        assert figures(FiscalYear(year).period).as_json() == expected(EDGES, f"expected-{year}"), year


@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_the_command_prints_the_very_file(year: int) -> None:
    load(EDGES)
    out = StringIO()
    call_command("figures", year, stdout=out)
    assert out.getvalue() == (EDGES / f"expected-{year}.json").read_text(encoding="utf-8")


def test_the_order_of_keys_is_kept() -> None:
    load(ISHINOMAKI)
    out = StringIO()
    call_command("figures", 2020, stdout=out)
    assert json.loads(out.getvalue(), object_pairs_hook=list) == json.loads(
        (ISHINOMAKI / "expected.json").read_text(encoding="utf-8"), object_pairs_hook=list
    )
