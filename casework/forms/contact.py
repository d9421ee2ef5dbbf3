"""A contact in one line, and ten of them on one page (連絡調整・支援経過)."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from agencies.calendar import today
from agencies.forms import EraDateField, LookupField, LookupInput
from agencies.models import Agency
from casework.forms.versioned import VersionedForm
from casework.models import Consultation, Contact, Method


class StaffField(forms.CharField):
    """Names, several: visits are by two."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"data-carry": True, "size": "14", "autocomplete": "off"}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        names = [each.strip() for each in re.split(r"[、,，;；]", str(value or "")) if each.strip()]
        if any(len(each) > 60 for each in names):
            raise ValidationError(_("Separate the names by 、."))
        return list(dict.fromkeys(names))


class ContactForm(VersionedForm, ActionForm):
    occurred_on = EraDateField(label=_("Date"), initial=today, widget=EraDateField.widget(attrs={"data-carry": True}))
    agency = LookupField(
        Agency.objects.none(), url=reverse_lazy("agencies:agency_lookup"), label=_("With"), required=False,
        help_text=_("A few letters; empty: the person or family"),
    )  # fmt: skip
    staff = StaffField(label=_("Staff"), help_text=_("Visits by two: 佐藤、千葉"))
    content = forms.CharField(label=_("Content"), widget=forms.Textarea(attrs={"rows": 2}), required=False)

    class Meta:
        model = Contact
        fields = ["occurred_on", "agency", "method", "content"]
        labels = {"method": _("Method")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.in_use()
        self.fields["method"].queryset = Method.objects.filter(offered=True)
        self.fields["method"].widget.attrs["data-carry"] = True
        if self.instance.pk:
            self.initial.setdefault("staff", [each.name for each in self.instance.staff.all()])

    def clean_occurred_on(self) -> Any:
        day = self.cleaned_data["occurred_on"]
        if day > today():
            raise ValidationError(_("This day is still to come. What is planned belongs into the plan."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not (data.get("agency") or data.get("method") or data.get("content")):
            raise ValidationError(_("Write with whom, how, or what it was about."))
        return data

    def _stored(self, stored: Any, name: str) -> Any:
        return [each.name for each in stored.staff.all()] if name == "staff" else super()._stored(stored, name)


class BulkRowForm(ContactForm):
    """A row of the bulk page: the same, and whose contact it was."""

    consultation = LookupField(
        Consultation.objects.none(), by="number", label=_("Case"),
        widget=LookupInput(reverse_lazy("casework:case_lookup"), method="post", attrs={"data-carry": True}),
        error_messages={"required": _("Whose contact was it? Type a few letters of the name, or the number.")},
    )  # fmt: skip
    content = forms.CharField(label=_("Content"), widget=forms.TextInput(attrs={"size": "30"}), required=False)

    field_order = ["occurred_on", "consultation", "agency", "method", "staff", "content"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consultation"].queryset = Consultation.objects.all()

    @property
    def untouched(self) -> bool:
        """A row in which nothing was typed but what it began with."""
        typed = {name for name in self.changed_data if name not in ("occurred_on", "staff", "method", "version")}
        return not typed or typed == {"consultation"} and not (self.data.get(self.add_prefix("agency-words"))
            or self.data.get(self.add_prefix("content")))  # fmt: skip


class BulkFormSet(BaseFormSet):
    """Rows that were left as they began are passed over."""

    def full_clean(self) -> None:
        for form in self.forms:
            form.empty_permitted = form.untouched
            form.use_required_attribute = False
        super().full_clean()

    @property
    def typed_rows(self) -> list[BulkRowForm]:
        return [form for form in self.forms if form not in self.deleted_forms and not form.untouched]


ContactFormSet = formset_factory(BulkRowForm, formset=BulkFormSet, extra=5, can_delete=True, max_num=100)
