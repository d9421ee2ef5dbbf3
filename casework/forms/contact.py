"""A contact in one line, and ten of them on one page (連絡調整・支援経過)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import formset_factory
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from accounts.models import Membership
from agencies.calendar import today
from agencies.forms import AgencyField, EraDateField, LookupField, LookupInput
from agencies.models import Agency
from casework.actions.contacts import names_in
from casework.forms.filled import FilledRows
from casework.forms.versioned import VersionedForm
from casework.models import Consultation, Contact, Method

RECENT = 12


def agencies_spoken_with(contacts: Any) -> list[int]:
    """The agencies of the latest of these contacts, the newest first: a look-up offers them before the others."""
    keys = contacts.exclude(agency=None).order_by("-occurred_on", "-pk").values_list("agency", flat=True)[:60]
    return list(dict.fromkeys(keys))[:RECENT]


class StaffField(forms.CharField):
    """Names, several: 佐藤、千葉."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"data-carry": True, "autocomplete": "off"}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        names = names_in(str(value or ""))
        if any(len(each) > 60 for each in names):
            raise ValidationError(_("Separate the names by 、."))
        return names


class MethodSelect(forms.Select):
    """Says which methods are done by two, for the hint beside the box (static/js/contacts.js)."""

    by_two: frozenset[int] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value).isdecimal() and int(str(value)) in self.by_two:
            option["attrs"]["data-by-two"] = True
        return option


class ContactForm(VersionedForm, ActionForm):
    """spoken_with: keys of agencies that the look-up offers first."""

    occurred_on = EraDateField(label=_("Date"), initial=today)
    agency = AgencyField(label=_("With"), required=False, help_text=_("Empty: the person or family"))
    staff = StaffField(label=_("Staff"), help_text=_("Several: 佐藤、千葉"))
    content = forms.CharField(label=_("Content"), widget=forms.Textarea(attrs={"rows": 2}), required=False)

    class Meta:
        model = Contact
        fields = ["occurred_on", "agency", "method", "content"]
        labels = {"method": _("Method")}
        widgets = {"method": MethodSelect}

    def __init__(self, *args: Any, spoken_with: list[int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies, methods = self.fields["agency"], self.fields["method"]
        agencies.queryset = Agency.objects.in_use(self.instance.agency_id)  # type: ignore[attr-defined]
        methods.queryset = Method.objects.filter(Q(offered=True) | Q(pk=self.instance.method_id))  # type: ignore[attr-defined]
        methods.empty_label = "—"  # type: ignore[attr-defined]
        for name in ("occurred_on", "method"):
            self.fields[name].widget.attrs["data-carry"] = True
        if spoken_with:
            keys = ",".join(map(str, spoken_with))
            agencies.widget.url = f"{reverse('agencies:agency_lookup')}?first={keys}"
        if self.instance.pk:
            self.initial.setdefault("staff", [each.name for each in self.instance.staff.all()])

    def offer(self, methods: list[Method]) -> None:
        """Methods that were read once for many rows."""
        field = self.fields["method"]
        field.choices = [("", "—"), *((each.pk, each.name) for each in methods)]  # type: ignore[attr-defined]
        field.widget.by_two = frozenset(each.pk for each in methods if each.two_staff)

    def clean_occurred_on(self) -> Any:
        day = self.cleaned_data["occurred_on"]
        if day > today():
            raise ValidationError(_("This day is still to come. What is planned belongs in the plan."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not (data.get("agency") or data.get("method") or data.get("content")):
            raise ValidationError(_("Write with whom, how, or what it was about."))
        return data

    def _stored(self, stored: Any, name: str) -> Any:
        return [each.name for each in stored.staff.all()] if name == "staff" else super()._stored(stored, name)


def family_field(**kwargs: Any) -> LookupField:
    return LookupField(
        Consultation.objects.all(), by="number", label=_("Case"),
        widget=LookupInput(reverse_lazy("casework:case_lookup"), method="post"),
        error_messages={"required": _("Whose contact was it? Type some letters of the name, or the number.")},
        **kwargs,
    )  # fmt: skip


class ContactEditForm(ContactForm):
    """Mending one: also whose it is, since a contact is easily put to the wrong family."""

    consultation = family_field()
    field_order = ["occurred_on", "consultation", "agency", "method", "staff", "content"]

    class Meta(ContactForm.Meta):
        fields = ["occurred_on", "consultation", "agency", "method", "content"]


class BulkRowForm(ContactForm):
    """A row of the page for several contacts."""

    consultation = family_field()
    content = forms.CharField(label=_("Content"), widget=forms.TextInput, required=False)
    field_order = ["occurred_on", "consultation", "agency", "method", "staff", "content"]

    class Meta(ContactForm.Meta):
        fields = ["occurred_on", "consultation", "agency", "method", "content"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"], self.fields["opened"]  # nothing is there yet that somebody could change
        for field in self.fields.values():
            field.help_text = ""  # the page's head says it once

    @property
    def blank(self) -> bool:
        """Nothing was typed but what the row began with: a row that was added and left."""
        return not any(
            (self.data.get(self.add_prefix(name)) or "").strip()
            for name in ("consultation", "consultation-words", "agency", "agency-words", "content")
        )

    def has_changed(self) -> bool:
        """The day, method and staff of a row that was added and left were carried over, not typed."""
        return not self.blank and super().has_changed()


class BulkRows(FilledRows):
    """What every row offers is read once."""

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        self.methods = list(Method.objects.filter(offered=True))
        kwargs["form_kwargs"] = {"spoken_with": agencies_spoken_with(Contact.objects.filter(staff__member=by.staff))}
        super().__init__(*args, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.offer(self.methods)


ContactFormSet = formset_factory(BulkRowForm, formset=BulkRows, extra=1, can_delete=True, max_num=100, absolute_max=150)
