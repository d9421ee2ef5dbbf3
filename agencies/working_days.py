"""Days on which offices are open: Monday to Friday, without public holidays and the turn of the year."""

from __future__ import annotations

from datetime import date, timedelta

import jpholiday

TURN_OF_THE_YEAR = {(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)}  # 1 January is a public holiday


def is_working_day(day: date) -> bool:
    closed = day.weekday() >= 5 or (day.month, day.day) in TURN_OF_THE_YEAR
    return not closed and not jpholiday.is_holiday(day)


def working_day_after(day: date, count: int) -> date:
    """The count-th working day after a day: of a Friday, the first is Monday. None counted gives the day itself."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
