"""Taking in a consultation, mending one, and deciding what becomes of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from agencies.calendar import today
from agencies.forms import AgencyField, EraDateField, not_to_come
from agencies.models import Agency, District
from casework.choices import Outcome
from casework.forms.concerns import ConcernsField, MainConcernField, offered_concerns
from casework.forms.persons import SEXES, BirthOrAge, BirthOrAgeField
from casework.forms.versioned import VersionedForm
from casework.models import Consultation, Method, Route
from casework.models.person import NAMELESS

TYPED = {"data-typed": True, "autocomplete": "off"}  # static/js/typed.js tells htmx when typing pauses


class ConsultationForm(VersionedForm, ActionForm):
    """What was told. Any box may stay empty but the day; one more that is filled is enough (匿名, 40代, a trouble)."""

    received_on = EraDateField(label=_("Received on"), help_text=_("R2.11.24 is also accepted"))
    received_at = AgencyField(label=_("Taken in at"), required=False)
    brought_by = AgencyField(
        label=_("Agency that brought it"), required=False,
        help_text=_("Where an agency called, or sent the person"),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Name"), max_length=100, required=False, help_text=_("匿名 where it is not known"),
        widget=forms.TextInput(TYPED),
    )  # fmt: skip
    kana = forms.CharField(label=_("Kana"), max_length=100, required=False, widget=forms.TextInput(TYPED))
    born = BirthOrAgeField(
        label=_("Date of birth or age"), help_text=_("80代 will do"), widget=forms.TextInput({**TYPED, "size": "16"})
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False)
    telephone = forms.CharField(
        label=_("Telephone"), max_length=60, required=False, widget=forms.TextInput({**TYPED, "inputmode": "tel"})
    )
    concerns = ConcernsField(
        label=_("Concerns"),
        help_text=_("Press once for ○, again for ◎ (the most pressing). “Is there anything else that troubles you?”"),
    )
    main_concern = MainConcernField(label=_("Most pressing"))
    narrative = forms.CharField(label=_("What was said"), widget=forms.Textarea(attrs={"rows": 7}), required=False)

    class Meta:
        model = Consultation
        fields = [
            "received_on", "received_at", "received_by", "brought_by", "route", "method", "name", "kana", "sex",
            "sex_words", "postal_code", "address", "telephone", "district", "main_concern", "narrative",
        ]  # fmt: skip
        labels = {
            "received_by": _("Taken in by"), "route": _("Route"), "method": _("Method"),
            "sex_words": _("In their own words"), "postal_code": _("Postal code"), "address": _("Address of home"),
            "district": _("District"),
        }  # fmt: skip
        help_texts = {"route": _("Who brought it to us")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = list(self.instance.concerns.all()) if self.instance.pk else []
        offered = offered_concerns(self.held)
        for name in ("concerns", "main_concern"):
            self.fields[name].offer(offered)  # type: ignore[attr-defined]
        for name in ("received_at", "brought_by"):
            agencies = Agency.objects.in_use(getattr(self.instance, f"{name}_id"))
            self.fields[name].queryset = agencies  # type: ignore[attr-defined]
        tables: list[tuple[str, Any]] = [("route", Route), ("method", Method)]
        for name, table in tables:
            held = table.objects.filter(pk=getattr(self.instance, f"{name}_id"))
            self.fields[name].queryset = table.objects.filter(offered=True) | held  # type: ignore[attr-defined]
            self.fields[name].empty_label = "—"  # type: ignore[attr-defined]
        self.fields["district"].queryset = District.objects.all()  # type: ignore[attr-defined]
        self.fields["district"].empty_label = "—"  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial.update({"concerns": self.held, "born": self._stored(self.instance, "born")})

    def _stored(self, stored: Any, name: str) -> Any:
        if name == "concerns":
            return self.held
        if name == "born":
            return BirthOrAge(stored.birth_date, "" if stored.birth_date else stored.person.stated_age)
        return super()._stored(stored, name)

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > today():
            raise ValidationError(_("This day is still to come. Write the day on which it was received."))
        if self.instance.decided_on and day > self.instance.decided_on:
            raise ValidationError(_("It was decided before that day. Correct the decision first."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        concerns, main = list(data.get("concerns") or []), data.get("main_concern")
        if main and main not in concerns:
            data["concerns"] = [*concerns, main]
        data["name"] = (data.get("name") or "").strip()
        if not data["name"] and not self.errors:
            if not any(data.get(each) for each in self.said):
                self.add_error("name", _("One more box is enough: a name (匿名 will do), a concern, or what was said."))
            data["name"] = "匿名"
        return data

    @property
    def said(self) -> list[str]:
        """Boxes that tell something of the consultation itself."""
        given = ("received_on", "received_at", "received_by", "version", "opened")
        return [name for name in self.fields if name not in given]

    @property
    def nameless(self) -> bool:
        return self.cleaned_data.get("name", "") in NAMELESS

    @property
    def birth_or_age(self) -> BirthOrAge:
        return self.cleaned_data.get("born") or BirthOrAge()

    @property
    def record(self) -> Consultation:
        """The consultation as it was told, unsaved."""
        self.instance.birth_date = self.birth_or_age.birth_date
        return self.instance


class DecisionForm(ActionForm):
    """単発 or 継続, and on which day."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[
            (Outcome.ONE_OFF, _("One-off: advice or information was enough")),
            (Outcome.CONTINUING, _("Continuing: a case is opened with this number")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two. What is not clear yet can wait.")},
    )
    decided_on = EraDateField(label=_("Decided on"), initial=today, validators=[not_to_come])
