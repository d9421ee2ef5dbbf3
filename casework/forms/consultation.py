"""Taking in a consultation: one page that can be filled in any order while somebody talks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from agencies.calendar import today
from agencies.forms import EraDateField, LookupField
from agencies.models import Agency, Concern, District, Municipality
from casework.choices import Outcome, Sex
from casework.forms.persons import BirthOrAgeField
from casework.forms.versioned import VersionedForm
from casework.models import Consultation, Method, Person, Route

NAMELESS = "匿名"


class ConcernsField(forms.ModelMultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Concern.objects.none(), widget=forms.CheckboxSelectMultiple, required=False, **kwargs)

    def label_from_instance(self, obj: Concern) -> str:
        return obj.short_name


class MainConcernField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Concern.objects.none(), widget=forms.RadioSelect, required=False, empty_label=None, **kwargs)

    def label_from_instance(self, obj: Concern) -> str:
        return obj.short_name


class ConsultationForm(VersionedForm, ActionForm):
    """Two filled fields are enough. An empty name is taken down as 匿名 where something else was said."""

    received_on = EraDateField(label=_("Received on"), help_text=_("R8.11.24 is read as well"))
    brought_by = LookupField(
        Agency.objects.none(), url=reverse_lazy("agencies:agency_lookup"), label=_("Agency that brought it"), required=False,
        help_text=_("If the person did not come by themselves"),
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=100, required=False, help_text=_("匿名 where it is not known"))
    kana = forms.CharField(label=_("Kana"), max_length=100, required=False)
    born = BirthOrAgeField(label=_("Date of birth or age"), help_text=_("80代 will do"))
    concerns = ConcernsField(
        label=_("Troubles"),
        help_text=_("One press ○, another ◎ (the most pressing). Ask: is there anything else that troubles you?"),
    )
    main_concern = MainConcernField(label=_("Most pressing"))
    narrative = forms.CharField(label=_("What was said"), widget=forms.Textarea(attrs={"rows": 7}), required=False)
    person = forms.ModelChoiceField(Person.objects.none(), widget=forms.HiddenInput, required=False)
    draft = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Consultation
        fields = [
            "received_on", "received_by", "brought_by", "route", "method", "name", "kana", "sex", "sex_words",
            "postal_code", "address", "telephone", "district", "concerns", "main_concern", "narrative",
        ]  # fmt: skip
        labels = {
            "received_by": _("Taken in by"), "route": _("Route"), "method": _("Method"), "sex": _("Sex"),
            "sex_words": _("In their own words"), "postal_code": _("Postal code"), "address": _("Address of home"),
            "telephone": _("Telephone"), "district": _("District"),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Concern.objects.filter(list=Municipality.current().concern_list_id, offered=True)
        if self.instance.pk:  # troubles of a list used before stay choosable
            offered = offered | Concern.objects.filter(pk__in=self.instance.concerns.values("pk"))
            self.initial.setdefault("concerns", [each.pk for each in self.instance.concerns.all()])
            self.fields["born"].disabled = False
        self.fields["concerns"].queryset = self.fields["main_concern"].queryset = offered.distinct()
        self.fields["brought_by"].queryset = Agency.objects.in_use()
        self.fields["person"].queryset = Person.objects.all()
        for name, table in (("route", Route), ("method", Method)):
            self.fields[name].queryset = table.objects.filter(offered=True)
        self.fields["district"].queryset = District.objects.all()
        self.fields["sex"].choices = [("", "—"), *Sex.choices]
        self.fields["sex"].required = False
        if not self.instance.pk:
            self.fields["received_on"].initial = today

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > today():
            raise ValidationError(_("This day is still to come. Write the day on which it was received."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        concerns, main = list(data.get("concerns") or []), data.get("main_concern")
        if main and main not in concerns:
            data["concerns"] = [*concerns, main]
        if not data.get("name", "").strip():
            said = [data.get(each) for each in ("narrative", "telephone", "address", "kana")]
            if not (any(said) or concerns or main):
                self.add_error("name", _("Write a name (匿名 will do), or what was said."))
            data["name"] = NAMELESS
        return data


class MemberForm(forms.Form):
    """A row of the household: another member than the consultee."""

    name = forms.CharField(label=_("Name"), max_length=100)
    kana = forms.CharField(label=_("Kana"), max_length=100, required=False)
    relation_label = forms.CharField(label=_("Relation"), max_length=30, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "—"), *Sex.choices], required=False)
    born = BirthOrAgeField(label=_("Date of birth or age"))
    concerns = ConcernsField(label=_("Troubles"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concerns"].queryset = Concern.objects.filter(
            list=Municipality.current().concern_list_id, offered=True
        )


MemberFormSet = formset_factory(MemberForm, extra=0, can_delete=True)


class DecisionForm(ActionForm):
    """単発 or 継続, and on which day."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[c for c in Outcome.choices if c[0] != Outcome.UNDECIDED], widget=forms.RadioSelect
    )
    decided_on = EraDateField(label=_("Decided on"), initial=today)

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day > today():
            raise ValidationError(_("This day is still to come."))
        return day
