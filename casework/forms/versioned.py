"""Two people on one record: the second who saves sees what the first wrote, chooses by field, and loses nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from agencies.calendar import era_text
from casework.versions import changed_meanwhile

THEIRS, MINE = "theirs", "mine"


@dataclass(frozen=True)
class Difference:
    """A field that says something else in the record now than in the form that was sent."""

    label: str
    theirs: str
    mine: str
    name: str = ""  # the field; empty where it cannot be chosen by a press
    chosen: str = MINE  # THEIRS where only they changed it since the form was opened
    both: bool = True  # whether both changed it


class VersionedForm(forms.ModelForm):
    """A form of a record with a `version`. It sends along the version that was opened and a mark of each field's value
    then. Where the record has moved on, the form is wrong: `differences` holds both versions field by field, the page
    lets the person choose (casework/_versions.html, inside the form), and what is sent next saves the choice.

    A form with fields that are not the model's own says how they stand in the record: `_stored`."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences: list[Difference] = []
        self.stored_version = self.instance.version if self.instance.pk else 0
        self.initial["version"] = self.stored_version
        self.initial["opened"] = self._opened  # asked when it is shown: a form's own fields are ready by then

    def _stored(self, stored: models.Model, name: str) -> Any:
        """How a field stands in the record, as the field would clean it."""
        value = getattr(stored, name, "")
        return list(value.all()) if isinstance(value, models.Manager) else value

    def _compared(self) -> list[str]:
        return [name for name, field in self.fields.items() if name not in ("version", "opened") and not field.disabled]

    def _opened(self) -> str:
        if not self.instance.pk:
            return ""
        return json.dumps({name: self._mark(name, self._stored(self.instance, name)) for name in self._compared()})

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance.pk:
            return data
        for name in self._compared():
            if self.data.get(self.choice_name(name)) == THEIRS:
                self._take_theirs(name, data)
        if data.get("version") != self.stored_version:
            self.differences = self._differences(self.instance, data)
            self._show("version", self.stored_version)
            self._show("opened", self._opened())
            if self.differences:
                raise changed_meanwhile()
            data["version"] = self.stored_version
        return data

    def choice_name(self, name: str) -> str:
        return self.add_prefix(f"take-{name}")

    def _take_theirs(self, name: str, data: dict[str, Any]) -> None:
        data[name] = self._stored(self.instance, name)
        self.errors.pop(name, None)
        self._show(name, data[name])

    def _differences(self, stored: models.Model, data: dict[str, Any]) -> list[Difference]:
        """Fields in which the record says something else; none where nobody but this form changed any of its fields."""
        try:
            opened = json.loads(data.get("opened") or "{}")
        except ValueError:
            opened = {}
        if opened and all(
            opened.get(name) == self._mark(name, self._stored(stored, name)) for name in self._compared()
        ):
            return []
        found = []
        for name in self._compared():
            if name not in data:
                continue  # it is wrong, and says so itself
            value = self._stored(stored, name)
            theirs, mine = self._text(name, value), self._text(name, data[name])
            if theirs != mine:
                changed = opened.get(name) != self._mark(name, value)
                typed = opened.get(name) != self._mark(name, data[name])
                chosen = THEIRS if changed and not typed else MINE
                label = str(self.fields[name].label or name)
                found.append(Difference(label, theirs, mine, name, chosen, both=changed and typed))
        return found

    def _show(self, name: str, value: Any) -> None:
        """Puts a value in the place of what was sent, for the page that is shown again."""
        sent: Any = self.data.copy()  # type: ignore[attr-defined]
        prepared = self.fields[name].prepare_value(value)
        many = prepared if isinstance(prepared, list | tuple) else [prepared]
        sent.setlist(self.add_prefix(name), [str(each) for each in many if each not in (None, False)])
        sent.pop(self.add_prefix(f"{name}-words"), None)
        self.data = sent

    def _text(self, name: str, value: Any) -> str:
        """A value as a person reads it."""
        if isinstance(value, list | tuple | set | models.QuerySet):
            return _(", ").join(sorted(self._text(name, each) for each in value))
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, date):
            return era_text(value)
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField) and value:
            labels = {str(key): str(label) for key, label in field.choices}  # type: ignore[misc, union-attr]
            return labels.get(str(value), str(value))
        return "" if value is None else str(value).replace("\r\n", "\n").strip()

    def _mark(self, name: str, value: Any) -> str:
        """Tells whether a value is the same as another, without sending it along twice."""
        return hashlib.sha256(self._text(name, value).encode()).hexdigest()[:12]
