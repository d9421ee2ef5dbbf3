"""Rows that are added to a form as they are needed: those that were left as they began are passed over."""

from __future__ import annotations

from typing import Any

from django.forms import BaseFormSet


class FilledRows(BaseFormSet):
    """Its forms say themselves whether they are `blank`."""

    def full_clean(self) -> None:
        if self.is_bound:
            for form in self.forms:
                form.empty_permitted = form.blank
                form.use_required_attribute = False
        super().full_clean()

    @property
    def filled(self) -> list[Any]:
        """For a valid formset: rows in which something was typed and that were not taken out."""
        return [form for form in self.forms if not form.blank and not form.cleaned_data.get("DELETE")]
