"""Times of day as the office writes them."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_WRITTEN = re.compile(
    r"(?P<half>午前|午後)?(?P<hour>\d{1,2})(?::(?P<minute>\d{1,2})|時(?:(?P<m2>\d{1,2})分|(?P<half_past>半))?)"
)


class ClockField(forms.TimeField):
    """A time of day, read as 14:00, 14時, 午後2時半 or 1400, in full or half width; shown as 14:00."""

    widget = forms.TextInput(attrs={"size": "8", "autocomplete": "off", "class": "w-4"})
    default_error_messages = {"invalid": _("Write the time like 14:00 or 14時30分.")}

    def to_python(self, value: Any) -> datetime.time | None:
        if value in self.empty_values or isinstance(value, datetime.time):
            return value or None
        plain = "".join(unicodedata.normalize("NFKC", str(value)).split())
        if re.fullmatch(r"\d{3,4}", plain):
            plain = f"{plain[:-2]}:{plain[-2:]}"
        found = _WRITTEN.fullmatch(plain)
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        hour = int(found["hour"]) + (12 if found["half"] == "午後" and int(found["hour"]) < 12 else 0)
        minute = 30 if found["half_past"] else int(found["minute"] or found["m2"] or 0)
        try:
            return datetime.time(hour, minute)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if isinstance(value, datetime.time) else value
