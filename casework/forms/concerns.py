"""お困りごと: troubles of the municipality's list, ○ any and ◎ one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Concern, Municipality


def offered_concerns(held: Iterable[Concern] = ()) -> list[Concern]:
    """Those that the municipality asks about, and those that a record holds already, of whichever list."""
    offered = list(Concern.objects.filter(list=Municipality.current().concern_list_id, offered=True))
    return offered + [each for each in held if each not in offered]


class _Offered(forms.ChoiceField):
    """The concerns that can be ticked; given by `offer`, so that many rows ask the database once."""

    def __init__(self, **kwargs: Any) -> None:
        self.concerns: dict[str, Concern] = {}
        super().__init__(required=False, **kwargs)

    def offer(self, concerns: Iterable[Concern]) -> None:
        self.concerns = {str(each.pk): each for each in concerns}
        self.choices = [(key, each.short_name) for key, each in self.concerns.items()]


class ConcernsField(_Offered, forms.MultipleChoiceField):
    """Boxes to tick; cleaned, a list of concerns."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        return [self.concerns[key] for key in super().clean(value)]

    def prepare_value(self, value: Any) -> Any:
        return [each.pk if isinstance(each, Concern) else each for each in value or []]


class MainConcernField(_Offered):
    """◎: one of the same; cleaned, a concern or None."""

    widget = forms.RadioSelect
    default_error_messages = {"invalid_choice": _("Only one concern can be the most pressing.")}

    def clean(self, value: Any) -> Any:
        return self.concerns.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Concern) else value
