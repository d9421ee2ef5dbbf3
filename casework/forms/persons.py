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

from agencies.calendar import era_text, parse_date, today


@dataclass(frozen=True)
class BirthOrAge:
    """A date of birth, or an age or decade where none is known (68, 50代)."""

    birth_date: date | None = None
    stated_age: str = ""

    def __str__(self) -> str:
        return era_text(self.birth_date) if self.birth_date else self.stated_age


class BirthOrAgeField(forms.CharField):
    """One box for 昭和29年12月19日, S29.12.19, 65 or 80代."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"size": "16", "autocomplete": "off"}))
        super().__init__(required=kwargs.pop("required", False), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, BirthOrAge) else value

    def clean(self, value: Any) -> BirthOrAge:  # type: ignore[override]
        text = unicodedata.normalize("NFKC", str(value or "")).strip().removesuffix("歳").removesuffix("才")
        if not text:
            return BirthOrAge()
        if re.fullmatch(r"\d{1,3}代?", text):
            return BirthOrAge(stated_age=text)
        try:
            born = parse_date(text)
        except ValueError:
            raise ValidationError(
                _("Write a date (S29.12.19, 昭和29年12月19日), an age (65) or a decade (80代).")
            ) from None
        if born > today():
            raise ValidationError(_("The date of birth is in the future."))
        return BirthOrAge(birth_date=born)
