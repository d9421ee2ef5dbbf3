"""Two people on one record: the second who saves sees what the first wrote, and nobody's words are lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Difference:
    """A field that somebody else changed meanwhile: what stands there now, beside what was typed."""

    label: str
    theirs: str
    mine: str


class VersionedForm(forms.ModelForm):
    """A form of a record with a `version`. It is sent along; where the record has moved on, the form is wrong once: it shows
    the other's words beside the typed ones, and a second press saves what then stands in it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences: list[Difference] = []
        self.stored_version = self.instance.version if self.instance.pk else 0
        self.fields["version"].initial = self.stored_version

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        sent = data.get("version")
        if self.instance.pk and sent != self.stored_version:
            stored = type(self.instance)._base_manager.get(pk=self.instance.pk)
            self.differences = self._differences(stored, data)
            if self.is_bound:
                self.data = self.data.copy()
                self.data[self.add_prefix("version")] = str(self.stored_version)
            raise ValidationError(
                _("Somebody else saved this meanwhile. Their words are shown beside yours; press again to save what stands here.")
            )
        return data

    def _differences(self, stored: models.Model, data: dict[str, Any]) -> list[Difference]:
        found = []
        for name, field in self.fields.items():
            if name == "version" or name not in data:
                continue
            theirs = self._text(name, self._stored(stored, name))
            mine = self._text(name, data[name])
            if theirs != mine:
                found.append(Difference(str(field.label or name), theirs, mine))
        return found

    def _stored(self, stored: models.Model, name: str) -> Any:
        return getattr(stored, name, "")

    def _text(self, name: str, value: Any) -> str:
        if isinstance(value, models.Manager):
            value = value.all()
        if isinstance(value, models.QuerySet | list | tuple):
            return _(", ").join(str(each) for each in value)
        choices = getattr(self.fields[name], "choices", None)
        if isinstance(choices, list):
            return str(dict(choices).get(value, value or ""))
        return "" if value is None else str(value)
