"""Form fields that every app shares: days typed as the office writes them, records found by a few letters."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.calendar import era_text, parse_date, today
from agencies.models import Agency


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


def not_to_come(day: datetime.date) -> None:
    """Validates the day of something that has happened."""
    if day > today():
        raise ValidationError(_("This day is still to come."))


class Looked(str):
    """What was sent from a look-up: the key of what was chosen, or else the words that were typed."""

    words: str

    def __new__(cls, key: str, words: str) -> "Looked":
        made = super().__new__(cls, key or words)
        made.words = words
        return made


class LookupInput(forms.Widget):
    """A box for a few letters of a name; static/js/lookup.js offers what fits and keeps the key beside it.

    url, method   where it asks: GET ?q=…, or POST for names of people; answered by JSON [{value, label, detail}].
    options_id    instead of asking: the id of a JSON script with a short list (`json_script`).
    Without JavaScript a name typed in full is read (LookupField).
    """

    def __init__(
        self, url: str | Promise = "", *, method: str = "get", options_id: str = "", attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs)
        self.url, self.method, self.options_id = url, method, options_id
        self.choices: Any = []  # a ModelChoiceField puts its records here

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Looked:
        words = str(data.get(f"{name}-words") or "").strip()
        key = str(data.get(name) or "").strip()
        if f"{name}-words" in data and not words:
            key = ""  # the box was emptied
        return Looked(key, words)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}-words" not in data

    def _words(self, value: Any) -> tuple[str, str]:
        """The key that is sent and the words that are shown."""
        if value is None or value == "":
            return "", ""
        if isinstance(value, Looked) and value.words:
            return ("" if value == value.words else str(value)), value.words
        records = getattr(self.choices, "queryset", None)
        record = records.filter(pk=value).first() if records is not None and str(value).isdecimal() else None
        return (str(value), str(record)) if record else ("", str(value))

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        key, words = self._words(value)
        given = self.build_attrs(self.attrs, attrs)
        carried = {"data-carry": True} if given.pop("data-carry", False) else {}
        source = {"data-lookup-options": self.options_id} if self.options_id else {"data-lookup": self.url}
        if self.method != "get":
            source["data-lookup-method"] = self.method
        typed = (
            {"type": "text", "name": f"{name}-words", "value": words, "autocomplete": "off"} | source | given | carried
        )
        return format_html(
            '<div class="lookup"><input{}><input{}></div>',
            flatatt(typed | source | given | carried),
            flatatt({"type": "hidden", "name": name, "value": key} | carried),
        )


class LookupField(forms.ModelChoiceField):
    """One record, found by a few letters. `by` is the field whose whole value is taken where nothing was chosen.

    url           the name or path of the view that answers; or widget=LookupInput(options_id=…)."""

    default_error_messages = {
        "invalid_choice": _("Nothing has that name. Type a few letters of it and choose from the list."),
        "several": _("More than one has that name. Choose from the list."),
    }

    def __init__(self, queryset: Any, *, url: str | Promise = "", by: str = "name", **kwargs: Any) -> None:
        kwargs.setdefault("widget", LookupInput(url))
        super().__init__(queryset, **kwargs)
        self.by = by

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Looked) and value and value == value.words:
            records = self.queryset
            assert records is not None  # only a field without a queryset, which this is not, has none
            same = list(records.filter(**{self.by: value.words})[:2])
            if len(same) == 2:
                raise ValidationError(self.error_messages["several"], code="several")
            if same:
                return same[0]
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class AgencyField(LookupField):
    """An agency that is there. A form whose record names one that has closed since offers that one too:
    `Agency.objects.in_use(held)` as the field's queryset."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Agency.objects.in_use(), url=reverse_lazy("agencies:agency_lookup"), **kwargs)
