"""Numbers of consultations and households that a file brings along."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.acting import counting
from casework.models import NumberCounter
from casework.models.counter import SHAPE


def note_numbers(kind: NumberCounter.Kind, numbers: Iterable[str]) -> None:
    """The counters go on after the highest of these. Numbers of another shape move none."""
    highest: dict[str, tuple[int, str]] = {}
    for number in numbers:
        shape = SHAPE.match(number.removeprefix(NumberCounter.PREFIX[kind]))
        if shape:
            highest[shape[1]] = max(highest.get(shape[1], (0, "")), (int(shape[2]), number))
    for _last, number in highest.values():
        NumberCounter.objects.note(kind, number)


def out_of_sight(model: type[Model], numbers: Iterable[str]) -> set[str]:
    """Those of the numbers that belong to records which the acting person does not see (restricted households).

    Tells that a number is taken, nothing more of it: else its row would look new, and fail when it is written."""
    records: Any = model._default_manager.filter(number__in=set(numbers) - {""})
    seen = set(records.values_list("number", flat=True))
    with counting():
        return set(records.values_list("number", flat=True)) - seen


def not_open(number: str) -> str:
    return _("%(number)s belongs to a record that is not open to you. Ask who is named on it to change it.") % {
        "number": number
    }
