"""figures on the command line."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.audit import Verb
from accounts.models import AuditEvent
from tests.reports.ledger_files import EDGES, load


def printed(*args: Any, **options: Any) -> str:
    out = StringIO()
    call_command("figures", *args, stdout=out, **options)
    return out.getvalue()


def test_csv_has_a_line_for_each_figure() -> None:
    load(EDGES)
    lines = dict(csv.reader(StringIO(printed(2021, format="csv"))))
    assert lines["fiscal_year"] == "2021"
    assert lines["consultations.monthly_mean"] == "0.5"
    assert lines["consultations.by_concern.収入、生活費のこと"] == "2"
    assert lines["cases.multi_problem_year_on_year_percent"] == "100"
    assert lines["contacts.groups.行政機関・相談窓口.total"] == "3"
    assert lines["contacts.groups.行政機関・相談窓口.types.福祉事務所"] == "3"
    assert lines["meetings.by_kind.ケース会議.その他"] == "1"
    assert lines["meetings.total"] == "3"
    assert dict(csv.reader(StringIO(printed(2020, format="csv"))))["cases.multi_problem_year_on_year_percent"] == ""


def test_both_formats_hold_the_same_figures() -> None:
    load(EDGES)

    def leaves(value: Any) -> int:
        if isinstance(value, dict):
            return sum(leaves(each) for name, each in value.items() if name != "name")
        return sum(map(leaves, value)) if isinstance(value, list) else 1

    assert len(printed(2021, format="csv").splitlines()) == leaves(json.loads(printed(2021)))


def test_a_span_of_days_takes_the_place_of_the_year() -> None:
    load(EDGES)
    found = json.loads(printed(2021, "--from", "2021-03-31", "--to", "令和3年4月1日"))
    assert found["fiscal_year"] == 2021
    assert (found["consultations"]["first"], found["consultations"]["monthly_mean"]) == (3, 1.5)
    assert found["contacts"]["all"] == 3


def test_a_district_leaves_meetings_without_a_consultation_out() -> None:
    load(EDGES)
    found = json.loads(printed(2021, "--district", "東"))
    assert (found["consultations"]["first"], found["meetings"]["total"]) == (2, 2)
    assert found["plans"]["made"] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        [2021, "--district", "月"],
        [2021, "--from", "2021-04-01"],
        [2021, "--from", "2021-04-02", "--to", "2021-04-01"],
        [21],
    ],
    ids=["no such district", "half a span", "backwards", "no year"],
)
def test_unusable_arguments_end_with_2(arguments: list[Any]) -> None:
    with pytest.raises(CommandError) as error:
        printed(*arguments)
    assert error.value.returncode == 2


@pytest.mark.parametrize(
    "arguments", [["x"], [2021, "--from", "きのう", "--to", "2021-04-01"], [2021, "--format", "xml"]]
)
def test_what_cannot_be_read_is_refused_before_anything_is_counted(arguments: list[Any]) -> None:
    with pytest.raises(CommandError):
        printed(*arguments)


def test_counting_leaves_a_trace() -> None:
    printed(2020)
    assert AuditEvent.objects.get(verb=Verb.COUNTED).detail["first"] == "2020-04-01"
