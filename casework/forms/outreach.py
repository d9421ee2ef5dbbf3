"""A local desk's report, and the roster of people not reached yet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from agencies.calendar import today
from agencies.forms import AgencyField, EraDateField, LookupField, LookupInput
from agencies.models import Agency, District
from casework.actions.outreach import a_week_on
from casework.choices import AttemptResult, Knows, Sex, Since
from casework.forms.contact import MethodSelect, StaffField, family_field
from casework.forms.versioned import VersionedForm
from casework.models import AgeBand, LocalReport, Method, OutreachAttempt, OutreachNote, Situation

YES, NO = "yes", "no"
REPORT = "local_report"  # the draft's name
DISTRICTS = "districts"  # the id of the JSON with all districts (casework/_districts.html)
SEXES = [(Sex.FEMALE, Sex.FEMALE.label), (Sex.MALE, Sex.MALE.label), (Sex.UNKNOWN, Sex.UNKNOWN.label)]


def district_field(**kwargs: Any) -> LookupField:
    return LookupField(
        District.objects.all(), widget=LookupInput(options_id=DISTRICTS), label=_("District"), required=False, **kwargs
    )


def district_options() -> list[dict[str, Any]]:
    """All districts, for a look-up that asks nobody."""
    rows = District.objects.select_related("parent")
    return [{"value": each.pk, "label": each.name, "detail": each.parent.name if each.parent else ""} for each in rows]


def offered_situations(held: Any = ()) -> Any:
    keys = [each.pk for each in held]
    return Situation.objects.filter(Q(offered=True, in_reports=True) | Q(pk__in=keys))


class SightingForm(forms.ModelForm):
    """What was seen of somebody, in the boxes that a report and the roster share."""

    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, widget=forms.RadioSelect, required=False)
    district = district_field()
    situations = forms.ModelMultipleChoiceField(
        Situation.objects.none(), label=_("What was seen"), widget=forms.CheckboxSelectMultiple, required=False
    )
    words = forms.CharField(label=_("In your own words"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    since = forms.ChoiceField(label=_("Since when"), choices=Since, widget=forms.RadioSelect, required=False)
    knows = forms.ChoiceField(
        label=_("Does the person know that you tell us?"), choices=Knows, widget=forms.RadioSelect, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = list(self.instance.situations.all()) if self.instance.pk else []
        self.fields["situations"].queryset = offered_situations(held)  # type: ignore[attr-defined]
        ages: Any = self.fields["age_band"]
        ages.queryset = AgeBand.objects.filter(Q(offered=True) | Q(pk=self.instance.age_band_id))
        ages.empty_label = _now("Not known")


class ReportForm(SightingForm, ActionForm):
    """気がかりな人がいる. Nothing is needed but where, and one thing that was seen."""

    danger = forms.TypedChoiceField(
        label=_("Is there danger right now?"), choices=[(NO, _("No")), (YES, _("Yes, danger is near"))],
        coerce=lambda value: value == YES, widget=forms.RadioSelect, initial=NO, required=False,
    )  # fmt: skip
    may_be_named = forms.TypedChoiceField(
        label=_("May we say that it was you who told us?"), choices=[(NO, _("No, please do not")), (YES, _("Yes"))],
        coerce=lambda value: value == YES, widget=forms.RadioSelect, initial=NO, required=False,
    )  # fmt: skip

    class Meta:
        model = LocalReport
        fields = ["name", "sex", "age_band", "district", "place", "situations", "words", "since", "knows"]
        labels = {"name": _("Name, if you know it"), "age_band": _("Age, about")}
        help_texts = {"place": _("Address, or a landmark: the blue house behind the shop")}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("district") and not (data.get("place") or "").strip() and "district" not in self.errors:
            self.add_error("place", _("Write where, as well as you can: the district, or a landmark."))
        if not data.get("situations") and not (data.get("words") or "").strip() and "situations" not in self.errors:
            self.add_error("words", _("Tick something above, or write it in your own words."))
        self.instance.danger = bool(data.get("danger"))
        self.instance.may_be_named = bool(data.get("may_be_named"))
        return data


class NoteForm(SightingForm, VersionedForm, ActionForm):
    """What is known of somebody on the roster, and what comes next."""

    next_contact_on = EraDateField(label=_("Next contact"))
    names = StaffField(label=_("Who goes there"), help_text=_("A visit is made by two: 佐藤、千葉"))
    agency = AgencyField(
        label=_("Agency that goes there"), required=False,
        help_text=_("Empty: our own office. The agency sees this page as long as it is open."),
    )  # fmt: skip

    class Meta:
        model = OutreachNote
        fields = [
            "name", "sex", "age_band", "district", "place", "telephone", "situations", "words", "since", "knows",
            "danger", "told_by", "next_contact_on", "next_method", "agency", "agency_reason",
        ]  # fmt: skip
        labels = {
            "name": _("Name"), "age_band": _("Age, about"), "next_method": _("By what"),
            "agency_reason": _("Why this agency is asked"), "told_by": _("Who told us, where it may be said"),
        }  # fmt: skip
        widgets = {"next_method": MethodSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.in_use(self.instance.agency_id)  # type: ignore[attr-defined]
        offer_methods(self.fields["next_method"], self.instance.next_method_id)
        if self.instance.pk:
            self.initial.setdefault("names", [each.name for each in self.instance.staff.all()])
        else:
            self.initial.setdefault("next_contact_on", a_week_on())

    def _stored(self, stored: Any, name: str) -> Any:
        return [each.name for each in stored.staff.all()] if name == "names" else super()._stored(stored, name)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("agency") and not (data.get("agency_reason") or "").strip():
            self.add_error("agency_reason", _("Write why this agency is asked."))
        if not any(data.get(each) for each in ("name", "district", "place", "telephone")) and not self.errors:
            self.add_error("place", _("Write where, as well as you can: the district, or a landmark."))
        return data


class AttemptForm(ActionForm, forms.ModelForm):
    occurred_on = EraDateField(label=_("Date"), initial=today)
    names = StaffField(label=_("By whom"), help_text=_("A visit is made by two: 佐藤、千葉"))
    result = forms.ChoiceField(
        label=_("What came of it"), choices=AttemptResult, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened.")},
    )  # fmt: skip
    next_contact_on = EraDateField(label=_("Next contact"))
    next_method = forms.ModelChoiceField(Method.objects.none(), label=_("By what"), required=False, widget=MethodSelect)

    class Meta:
        model = OutreachAttempt
        fields = ["occurred_on", "method", "result", "words"]
        widgets = {"method": MethodSelect, "words": forms.Textarea(attrs={"rows": 2})}
        labels = {"words": _("In words")}
        error_messages = {"method": {"required": _("Choose how.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("method", "next_method"):
            offer_methods(self.fields[name])
        self.initial.setdefault("next_contact_on", a_week_on())

    def clean_names(self) -> list[str]:
        names = self.cleaned_data["names"]
        if not names:
            raise forms.ValidationError(_("Write who tried."))
        return names


def offer_methods(field: Any, held: int | None = None) -> None:
    field.queryset = Method.objects.filter(Q(offered=True) | Q(pk=held))
    field.empty_label = "—"
    field.widget.by_two = frozenset(field.queryset.filter(two_staff=True).values_list("pk", flat=True))


class EndForm(ActionForm):
    closing_reason = forms.CharField(
        label=_("Why it ends"), max_length=200, error_messages={"required": _("Write why it ends.")}
    )
    recontact_on = EraDateField(label=_("Ask after them again on"), required=False, help_text=_("Empty: not again"))


class LinkForm(ActionForm):
    """The consultation that came of it."""

    consultation = family_field()
