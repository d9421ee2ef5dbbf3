"""What a draft holds, back in its form: shown as it was typed, without being judged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from accounts.http import number_in
from casework.models import Draft

MOST_ROWS = 100


def typed(draft: Draft) -> QueryDict:
    """The draft's fields as the browser had sent them."""
    data = QueryDict(mutable=True)
    for name, values in draft.content.items():
        data.setlist(name, values)
    return data


def initial_of(form: forms.BaseForm, data: QueryDict) -> dict[str, Any]:
    """What a draft holds for a form."""
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if not field.widget.value_omitted_from_data(data, {}, form.add_prefix(name))
    }


def rows_of(rows: Any, data: QueryDict) -> list[dict[str, Any]]:
    """What it holds for each row of a formset that was not taken out."""
    total = number_in(data.get(f"{rows.prefix}-TOTAL_FORMS")) or 0
    found = []
    for number in range(min(total, MOST_ROWS)):
        row = rows.empty_form
        row.prefix = rows.add_prefix(number)
        if not data.get(row.add_prefix("DELETE")):
            found.append(initial_of(row, data))
    return found
