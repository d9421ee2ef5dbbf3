"""Fields about a person that the office types in one box."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.calendar import age_on, era_text, parse_date, today
from casework.choices import Sex
from casework.models import Person

OLDEST = 130
SEXES = [("", "—"), *((each.value, each.label) for each in Sex if each.value)]


@dataclass(frozen=True)
class BirthOrAge:
    """A date of birth, or an age or decade where none is known (68, 50代)."""

    birth_date: date | None = None
    stated_age: str = ""

    def __str__(self) -> str:
        return era_text(self.birth_date) if self.birth_date else self.stated_age

    def __bool__(self) -> bool:
        return bool(self.birth_date or self.stated_age)

    @classmethod
    def of(cls, person: Person) -> BirthOrAge:
        return cls(person.birth_date, "" if person.birth_date else person.stated_age)


def _first_day_of(text: str) -> date | None:
    """Of a year or a month that was written without its day: S23, 昭和23年5月, 1948."""
    parts = [each for each in re.split(r"[年月生まれ./\s-]+", text) if each]
    try:
        return parse_date(".".join([*parts, "1", "1"][:3])) if len(parts) in (1, 2) else None
    except ValueError:
        return None


class BirthOrAgeField(forms.CharField):
    """One box for 昭和29年12月19日, S29.12.19, 65 or 80代."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"size": "16", "autocomplete": "off"}))
        super().__init__(required=kwargs.pop("required", False), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, BirthOrAge) else value

    def clean(self, value: Any) -> BirthOrAge:
        text = unicodedata.normalize("NFKC", str(value or "")).strip().removesuffix("歳").removesuffix("才")
        age = re.fullmatch(r"(\d{1,3})(代?)", text)
        if not text:
            return BirthOrAge()
        if age:
            if int(age[1]) > OLDEST or (age[2] and int(age[1]) % 10):
                raise ValidationError(_("Write an age like 65, or a decade like 80代."))
            return BirthOrAge(stated_age=f"{int(age[1])}{age[2]}")
        try:
            born = parse_date(text)
        except ValueError as error:
            dated = re.search(r"\d\D+\d", text)  # a day that does not exist is told apart from what is no day at all
            words = str(_("Write a date (S29.12.19, 昭和29年12月19日), an age (65) or a decade (80代)."))
            if (year := _first_day_of(text)) and year <= today():
                words = _("Where the day is not known, write the age: %(age)s") % {"age": age_on(year, today())}
            raise ValidationError(str(error) if dated and not year else words) from None
        if born > today():
            raise ValidationError(_("The date of birth is in the future."))
        if today().year - born.year > OLDEST:
            raise ValidationError(_("Nobody is that old. Check the era and the year."))
        return BirthOrAge(birth_date=born)
