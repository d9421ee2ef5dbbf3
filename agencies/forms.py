"""Form fields that every app shares: days typed as the office writes them."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.calendar import era_text, parse_date


class EraDateInput(forms.TextInput):
    """A text box for a day. A date picker would hide the era and cannot be typed in while somebody talks."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"size": "16", "autocomplete": "off", "class": "date"} | (attrs or {}))


class EraDateField(forms.DateField):
    """A day, read in every way that `parse_date` reads and shown as 令和2年4月1日.

    What was typed stays in the box when it cannot be read, with the sentence that says how to mend it.
    """

    widget = EraDateInput
    default_error_messages = {"required": _("Enter a date.")}

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        try:
            return parse_date(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return era_text(value) if isinstance(value, datetime.date) else value
