"""Days of the stories: so many from today becomes a working day, and nobody telephones an office on a Sunday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import jpholiday

from agencies.calendar import TOKYO, age_on


def is_working_day(day: date) -> bool:
    """Saturdays, Sundays, holidays and the turn of the year are none."""
    return day.weekday() < 5 and not jpholiday.is_holiday(day) and (day.month, day.day) not in _TURN_OF_THE_YEAR


_TURN_OF_THE_YEAR = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


@dataclass(frozen=True)
class Days:
    today: date

    def day(self, offset: int) -> date:
        """The working day on or before it; of a day to come, on or after."""
        day, step = self.today + timedelta(days=offset), timedelta(days=1 if offset >= 0 else -1)
        while not is_working_day(day):
            day += step
        return day

    def at(self, offset: int, minute: int) -> datetime:
        """A moment of that day: so many minutes after the office opens at nine."""
        return datetime.combine(self.day(offset), time(9), TOKYO) + timedelta(minutes=minute)

    def years_ago(self, years: int) -> date:
        return date(self.today.year - years, 4, 1)

    def birth(self, age: int, birthday: tuple[int, int]) -> date:
        """The date of birth of somebody who is that old today."""
        born = date(self.today.year - age, *birthday)
        return born if age_on(born, self.today) == age else born.replace(year=born.year - 1)
