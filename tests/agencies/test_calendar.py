"""Days as the office writes them (docs/formats.md)."""

import datetime
from datetime import date

import pytest
from django import forms
from django.utils import timezone, translation

from agencies import calendar
from agencies.calendar import FiscalYear, Period, age_on, era_short, era_text, fiscal_year_of, parse_date
from agencies.forms import EraDateField

APRIL_FIRST = date(2020, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2020-04-01", "2020/4/1", "2020.4.1", "２０２０年４月１日", "2020年4月1日", "令和2年4月1日", "令和２年４月１日",
        "令和 2 年 4 月 1 日", "R2.4.1", "r2.4.1", "Ｒ２．４．１", "R2/4/1", "R02.04.01", "R2-4-1", "R2ー4ー1",
        "2020−04−01", "　令和2年4月1日　", "令和2年4月1日（水）", "㋿2年4月1日",
    ],
)  # fmt: skip
def test_one_day_is_read_in_every_spelling(text):
    assert parse_date(text) == APRIL_FIRST


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("H31/4/30", date(2019, 4, 30)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("S64.1.7", date(1989, 1, 7)),
        ("S29.12.19", date(1954, 12, 19)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("大正15年12月25日", date(1926, 12, 25)),
        ("T1.7.30", date(1912, 7, 30)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("M33.1.1", date(1900, 1, 1)),
        ("R2.2.29", date(2020, 2, 29)),
    ],
)
def test_every_era_is_read(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("昭和64年1月8日", "平成元年1月8日"),
        ("H31.5.1", "令和元年5月1日"),
        ("R1.4.30", "平成31年4月30日"),
        ("昭和元年12月24日", "大正15年12月24日"),
        ("S99.1.1", "令和6年1月1日"),
    ],
)
def test_a_day_that_its_era_did_not_have_is_answered_with_the_day_it_was(text, mend):
    with translation.override("en"), pytest.raises(ValueError, match=mend):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("R2.2.30", "29 days"),
        ("2021-02-29", "28 days"),
        ("2020-04-00", "30 days"),
        ("2020-13-01", "the year and the month"),
        ("R0.4.1", "the year and the month"),
        ("0000-04-01", "the year and the month"),
        ("1799-12-31", "the year and the month"),
        ("9999-12-31", "the year and the month"),
    ],
)
def test_a_day_that_no_month_has_is_refused(text, says):
    with translation.override("en"), pytest.raises(ValueError, match=says):
        parse_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "きのう",
        "4/1",
        "2020",
        "20-4-1",
        "2020-4/1",
        "X2.4.1",
        "R2.4",
        "R2.4.1.1",
        "令和2年4月",
        "R2年4.1",
        "2020-04-01x",
    ],
)
def test_what_is_no_date_is_answered_with_how_to_write_one(text):
    with translation.override("en"), pytest.raises(ValueError, match="Write the date like"):
        parse_date(text)


def test_the_sentence_about_a_wrong_day_is_japanese_for_the_office():
    with (
        translation.override("ja"),
        pytest.raises(ValueError, match="昭和64年1月8日という日はありません。.*平成元年1月8日"),
    ):
        parse_date("S64.1.8")


@pytest.mark.parametrize(
    ("day", "text", "short"),
    [
        (APRIL_FIRST, "令和2年4月1日", "R2.4.1"),
        (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
        (date(1926, 12, 25), "昭和元年12月25日", "S1.12.25"),
        (date(1912, 7, 30), "大正元年7月30日", "T1.7.30"),
        (date(1850, 2, 3), "1850年2月3日", "1850.2.3"),
    ],
)
def test_a_day_is_written_in_its_era(day, text, short):
    assert (era_text(day), era_short(day)) == (text, short)


def test_every_written_day_is_read_back():
    day = date(1872, 1, 1)
    while day < date(2040, 1, 1):
        assert parse_date(era_text(day)) == parse_date(era_short(day)) == day
        day += datetime.timedelta(days=29)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(1954, 12, 19), 0),
        (date(2020, 12, 18), 65),
        (date(2020, 12, 19), 66),
        (date(2020, 12, 20), 66),
    ],
)
def test_the_day_before_a_birthday_has_the_younger_age(day, age):
    assert age_on(date(1954, 12, 19), day) == age


def test_who_is_born_on_leap_day_is_older_on_the_first_of_march():
    assert [age_on(date(2000, 2, 29), day) for day in (date(2019, 2, 28), date(2019, 3, 1), date(2020, 2, 29))] == [
        18,
        19,
        20,
    ]


def test_there_is_no_age_before_the_birth():
    with pytest.raises(ValueError):
        age_on(date(2020, 4, 2), APRIL_FIRST)


def test_a_fiscal_year_runs_from_april_to_march():
    year = FiscalYear(2020)
    assert (year.first_day, year.last_day, year.label) == (APRIL_FIRST, date(2021, 3, 31), "令和2年度")
    assert [fiscal_year_of(d).year for d in (date(2020, 3, 31), APRIL_FIRST, date(2021, 3, 31))] == [2019, 2020, 2020]
    assert year.previous == FiscalYear(2019) < year < year.next
    assert date(2021, 3, 31) in year and date(2021, 4, 1) not in year


@pytest.mark.parametrize(
    ("year", "label"), [(2019, "令和元年度"), (2018, "平成30年度"), (1989, "平成元年度"), (1988, "昭和63年度")]
)
def test_a_fiscal_year_of_two_eras_bears_the_name_of_the_longer(year, label):
    assert FiscalYear(year).label == label


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError):
        Period(APRIL_FIRST, date(2020, 3, 31))
    assert Period(APRIL_FIRST, APRIL_FIRST).days == 1


def test_a_period_counts_the_months_it_touches():
    assert Period(date(2020, 11, 30), date(2021, 2, 1)).months() == [
        date(2020, 11, 1), date(2020, 12, 1), date(2021, 1, 1), date(2021, 2, 1)
    ]  # fmt: skip
    assert len(FiscalYear(2020).period.months()) == 12


@pytest.mark.parametrize(
    ("first", "last", "first_before", "last_before"),
    [
        (APRIL_FIRST, date(2021, 3, 31), date(2019, 4, 1), date(2020, 3, 31)),
        (date(2020, 2, 29), date(2020, 2, 29), date(2019, 2, 28), date(2019, 2, 28)),
        (date(2020, 12, 1), date(2021, 2, 28), date(2019, 12, 1), date(2020, 2, 29)),
        (date(2021, 2, 1), date(2021, 2, 27), date(2020, 2, 1), date(2020, 2, 27)),
    ],
)
def test_the_period_a_year_before_is_the_same_part_of_the_year(first, last, first_before, last_before):
    assert Period(first, last).year_before() == Period(first_before, last_before)


def test_today_is_the_day_in_japan(monkeypatch):
    night_in_utc = datetime.datetime(2020, 3, 31, 15, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: night_in_utc)
    with timezone.override(datetime.UTC):
        assert calendar.today() == APRIL_FIRST


class DayForm(forms.Form):
    day = EraDateField()


def test_a_day_typed_in_a_form_is_read():
    form = DayForm({"day": "Ｒ２．４．１"})
    assert form.is_valid() and form.cleaned_data["day"] == APRIL_FIRST


def test_a_wrong_day_stays_in_its_box_with_a_sentence():
    form = DayForm({"day": "昭和64年1月8日"})
    assert not form.is_valid()
    assert 'value="昭和64年1月8日"' in str(form["day"])
    assert "平成元年1月8日" in form.errors["day"][0]


def test_a_known_day_is_shown_in_its_era_and_unchanged_when_sent_back():
    assert 'value="令和2年4月1日"' in str(DayForm(initial={"day": APRIL_FIRST})["day"])
    assert not DayForm({"day": "2020/4/1"}, initial={"day": APRIL_FIRST}).has_changed()
    assert DayForm({"day": "2020/4/2"}, initial={"day": APRIL_FIRST}).has_changed()


def test_an_empty_day_asks_for_one_only_where_it_is_needed():
    assert not DayForm({"day": "　"}).is_valid()
    assert EraDateField(required=False).clean("") is None
