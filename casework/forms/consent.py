"""Consent to share, taken and withdrawn (DOMAIN §9.3); and who may open a restricted family."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from accounts.models import Membership, Staff
from accounts.roles import PERMISSIONS, Permission, Role
from agencies.calendar import today
from agencies.forms import EraDateField
from agencies.models import Agency, Municipality
from casework.actions.restriction import named_on
from casework.choices import Category
from casework.models import Consent, Household, Person


class ConsentForm(ActionForm, forms.ModelForm):
    """Who agrees, for whom, to share what, with whom, from when until when, and how we know."""

    categories = forms.MultipleChoiceField(
        label=_("What may be shared"), choices=Category.choices, widget=forms.CheckboxSelectMultiple,
        initial=list(Category.values), error_messages={"required": _("Choose at least one kind of information.")},
    )  # fmt: skip
    given_for = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Children and absent members, where somebody else agrees for them."),
    )  # fmt: skip
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(), label=_("With these agencies"), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Only if it is not for all agencies concerned."),
    )  # fmt: skip
    valid_from = EraDateField(label=_("From"), initial=today)
    valid_until = EraDateField(label=_("Until"), required=False, help_text=_("Empty: until it is withdrawn"))

    class Meta:
        model = Consent
        fields = [
            "given_by", "given_as", "given_for", "reason", "purpose", "categories", "agencies_concerned", "agencies",
            "valid_from", "valid_until", "evidence", "note",
        ]  # fmt: skip
        labels = {
            "given_by": _("Given by"), "given_as": _("Given"), "purpose": _("What it is shared for"),
            "reason": _("Reason, if for somebody else"),
            "agencies_concerned": _("With all agencies concerned"), "evidence": _("Evidence"), "note": _("Note"),
        }  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, household: Household, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.household = household
        current = Municipality.current()
        self.wording = current.consent_wording
        self.initial.setdefault("purpose", current.consent_purpose)
        self.fields["given_for"].queryset = household.persons.distinct()  # type: ignore[attr-defined]
        self.fields["given_by"].queryset = household.persons.distinct()  # type: ignore[attr-defined]
        self.fields["given_by"].empty_label = "—"  # type: ignore[attr-defined]
        self.fields["agencies"].queryset = Agency.objects.in_use()  # type: ignore[attr-defined]

    def clean_valid_from(self) -> Any:
        day = self.cleaned_data["valid_from"]
        if day > today():
            raise ValidationError(_("This day is still to come. Write the day on which it was given."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("agencies_concerned") and not data.get("agencies"):
            self.add_error("agencies", _("Choose the agencies, or tick “with all agencies concerned”."))
        if data.get("given_as") != Consent.GivenAs.SELF and not data.get("reason"):
            self.add_error("reason", _("Write why it was given for somebody else."))
        if data.get("given_as") != Consent.GivenAs.SELF and not data.get("given_for") and "given_for" in self.fields:
            self.add_error("given_for", _("Tick for whom it was given."))
        first, last = data.get("valid_from"), data.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The last day is before the first."))
        return data

    @property
    def given(self) -> Consent:
        """The consent with the wording that was shown, unsaved."""
        self.instance.wording = self.wording
        return self.instance

    @property
    def persons(self) -> list[Person]:
        """For whom, where it was given for somebody else."""
        others = self.cleaned_data["given_as"] != Consent.GivenAs.SELF
        return list(self.cleaned_data["given_for"]) if others else []

    @property
    def shared_with(self) -> list[Agency]:
        """Agencies by name; none of them counts where it is for all concerned."""
        data = self.cleaned_data
        return [] if data["agencies_concerned"] else list(data["agencies"])


class WithdrawForm(ActionForm):
    withdrawn_on = EraDateField(label=_("Withdrawn on"), initial=today)

    def clean_withdrawn_on(self) -> Any:
        day = self.cleaned_data["withdrawn_on"]
        if day > today():
            raise ValidationError(_("This day is still to come."))
        return day


class PeopleField(forms.ModelMultipleChoiceField):
    """People by name, each with where they work: two of one name are two people."""

    def label_from_instance(self, obj: Staff) -> str:
        places = "、".join(dict.fromkeys(each.agency.name for each in obj.held))  # type: ignore[attr-defined]
        return f"{obj.name}（{places}）" if places else obj.name


class RestrictForm(ActionForm):
    """Who may open a restricted family, one by one: whoever reads cases at all."""

    named = PeopleField(
        Staff.objects.none(), label=_("Who may open it"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Name at least two, so that one is there when the other is away."),
        error_messages={"required": _("Name at least one person, or nobody could open it any more.")},
    )  # fmt: skip

    def __init__(self, by: Membership, household: Household, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reading = [role for role in Role if Permission.CASE_READ in PERMISSIONS[role] and role != Role.SYSTEM]
        held = Membership.objects.in_force().filter(role__in=reading).select_related("agency")
        self.fields["named"].queryset = (  # type: ignore[attr-defined]
            Staff.objects.filter(is_active=True, is_system=False, memberships__in=held)
            .distinct()
            .prefetch_related(Prefetch("memberships", held, to_attr="held"))
            .order_by("kana", "pk")
        )
        self.initial.setdefault("named", list(named_on(household).values_list("pk", flat=True)) or [by.staff.pk])
