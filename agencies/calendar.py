"""Days, Japanese eras, fiscal years and ages: how the office writes them, read and shown in one place."""

import calendar
import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import total_ordering
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

Date = datetime.date
TOKYO = ZoneInfo("Asia/Tokyo")
WEEKDAYS = "月火水木金土日"
YEARS = range(1800, 2201)  # of anybody's life; a year beyond these was mistyped, and days could not be counted from it


@dataclass(frozen=True)
class Era:
    """An era. The day on which one ends and the next begins bears both names; we write the newer one."""

    name: str
    letter: str
    first_day: Date
    last_day: Date

    def year_of(self, day: Date) -> int:
        return day.year - self.first_day.year + 1


ERAS = (  # newest first
    Era("令和", "R", Date(2019, 5, 1), Date.max),
    Era("平成", "H", Date(1989, 1, 8), Date(2019, 4, 30)),
    Era("昭和", "S", Date(1926, 12, 25), Date(1989, 1, 7)),
    Era("大正", "T", Date(1912, 7, 30), Date(1926, 12, 25)),
    Era("明治", "M", Date(1868, 10, 23), Date(1912, 7, 30)),
)
_ERA_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.letter)}

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ーｰ", "-"))
_WRITTEN = re.compile(
    r"(?:(?P<era>明治|大正|昭和|平成|令和|[MTSHR])(?P<era_year>元|\d{1,2})|(?P<year>\d{4}))"
    r"(?:年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日|(?P<sep>[./-])(?P<m2>\d{1,2})(?P=sep)(?P<d2>\d{1,2}))"
    r"(?:\([月火水木金土日]\))?"
)


def today() -> Date:
    """Today in Japan, whatever zone the machine keeps."""
    return timezone.localdate(timezone=TOKYO)


def day_of(moment: datetime.datetime) -> Date:
    """The day on which something happened, in Japan."""
    return timezone.localdate(moment, TOKYO)


def begin_of(day: Date) -> datetime.datetime:
    """Midnight in Japan, with which a day begins."""
    return datetime.datetime.combine(day, datetime.time(), TOKYO)


def parse_date(text: str) -> Date:
    """Read a day as people of the office type it: 2020-04-01, 2020/4/1, 令和2年4月1日, R2.4.1, Ｒ２．４．１, S29.12.19.

    Full width, blanks and a weekday in brackets do not matter; 元年 is the first year.
    Raises  ValueError, its sentence fit to show and saying how to mend it: not a date, a year that nobody means, a day
            that the month does not have, or a day that the era did not have (昭和64年1月8日).
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).upper()
    found = _WRITTEN.fullmatch("".join(plain.split()))
    if not found:
        raise ValueError(_("Write the date like 2020-04-01, R2.4.1 or 令和2年4月1日."))
    era = _ERA_BY_SIGN[found["era"]] if found["era"] else None
    month, day = int(found["m1"] or found["m2"]), int(found["d1"] or found["d2"])
    if era:
        era_year = 1 if found["era_year"] == "元" else int(found["era_year"])
        year = era.first_day.year + era_year - 1
    else:
        era_year, year = 0, int(found["year"])
    typed = _as_typed(era, era_year, year, month, day)
    if not (1 <= month <= 12 and year in YEARS) or (era and era_year < 1):
        raise ValueError(_("There is no day %(typed)s. Check the year and the month.") % {"typed": typed})
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise ValueError(_("There is no day %(typed)s: that month has %(days)s days.") % {"typed": typed, "days": days})
    read = Date(year, month, day)
    if era and not era.first_day <= read <= era.last_day:
        raise ValueError(
            _("There is no day %(typed)s: by the calendar it is %(right)s. Check the era and the year.")
            % {"typed": typed, "right": era_text(read)}
        )
    return read


def _as_typed(era: Era | None, era_year: int, year: int, month: int, day: int) -> str:
    """The day in one clean spelling, for sentences about days that do not exist."""
    return f"{era.name}{_year_number(era_year)}年{month}月{day}日" if era else f"{year}年{month}月{day}日"


def _year_number(year: int) -> str:
    return "元" if year == 1 else str(year)


def era_of(day: Date) -> Era | None:
    """The era of a day; None before Meiji."""
    return next((era for era in ERAS if day >= era.first_day), None)


def era_year_text(day: Date) -> str:
    """令和2年; 令和元年 for a first year; the western year before Meiji."""
    era = era_of(day)
    return f"{era.name}{_year_number(era.year_of(day))}年" if era else f"{day.year}年"


def era_text(day: Date) -> str:
    """令和2年4月1日: how every paper and page writes a day."""
    return f"{era_year_text(day)}{day.month}月{day.day}日"


def era_short(day: Date) -> str:
    """R2.4.1: for narrow columns."""
    era = era_of(day)
    return f"{era.letter}{era.year_of(day)}.{day.month}.{day.day}" if era else f"{day.year}.{day.month}.{day.day}"


def weekday_text(day: Date) -> str:
    """火"""
    return WEEKDAYS[day.weekday()]


def age_on(birth: Date, day: Date) -> int:
    """Complete years on a day; the day before a birthday has the younger age. Who is born on 29 February
    is a year older on 1 March of a common year.

    Raises  ValueError for a day before the birth.
    """
    if day < birth:
        raise ValueError(_("The date of birth is after %(day)s.") % {"day": era_text(day)})
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@dataclass(frozen=True)
class Period:
    """A span of days, the first and the last included.

    Raises  ValueError if it ends before it begins.
    """

    first: Date
    last: Date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(
                _("The period ends (%(last)s) before it begins (%(first)s).")
                % {"first": era_text(self.first), "last": era_text(self.last)}
            )

    def __contains__(self, day: Date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{era_text(self.first)}～{era_text(self.last)}"

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def months(self) -> list[Date]:
        """The first day of each month that the period touches, in order."""
        return list(self._months())

    def _months(self) -> Iterator[Date]:
        month = self.first.replace(day=1)
        while month <= self.last:
            yield month
            month = Date(month.year + month.month // 12, month.month % 12 + 1, 1)

    def year_before(self) -> "Period":
        """The same period a year earlier. One that ends with its month ends with the month a year earlier too
        (to 28 February 2021: to 29 February 2020); 29 February becomes 28 February."""
        last = _a_year_before(self.last)
        if self.last.day == _month_end(self.last):
            last = last.replace(day=_month_end(last))
        return Period(_a_year_before(self.first), last)


def _month_end(day: Date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _a_year_before(day: Date) -> Date:
    year = day.year - 1
    return Date(year, day.month, min(day.day, _month_end(Date(year, day.month, 1))))


@total_ordering
@dataclass(frozen=True)
class FiscalYear:
    """April to March, called by the year in which it begins: FiscalYear(2020) is 令和2年度."""

    year: int

    def __str__(self) -> str:
        return self.label

    def __lt__(self, other: "FiscalYear") -> bool:
        return self.year < other.year

    def __contains__(self, day: Date) -> bool:
        return day in self.period

    @property
    def first_day(self) -> Date:
        return Date(self.year, 4, 1)

    @property
    def last_day(self) -> Date:
        return Date(self.year + 1, 3, 31)

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)

    @property
    def label(self) -> str:
        """令和2年度; a year in which the era changed bears the name of the era that had most of it (令和元年度)."""
        return f"{era_year_text(Date(self.year, 10, 1))}度"

    @property
    def previous(self) -> "FiscalYear":
        return FiscalYear(self.year - 1)

    @property
    def next(self) -> "FiscalYear":
        return FiscalYear(self.year + 1)


def fiscal_year_of(day: Date) -> FiscalYear:
    return FiscalYear(day.year if day.month >= 4 else day.year - 1)
