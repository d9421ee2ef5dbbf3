"""Members of a household, how they stand to each other, consent, and restriction."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from accounts.models import Membership, Staff
from accounts.roles import Role
from agencies.calendar import today
from agencies.forms import EraDateField
from agencies.models import Agency, Concern, Municipality
from casework.choices import Category, Sex
from casework.forms.consultation import ConcernsField
from casework.forms.persons import BirthOrAgeField
from casework.models import Consent, Household, Person, Relation


class MemberEditForm(ActionForm):
    """A member as known today: the person and their place in the household."""

    name = forms.CharField(label=_("Name"), max_length=100)
    kana = forms.CharField(label=_("Kana"), max_length=100, required=False)
    relation_label = forms.CharField(label=_("Relation"), max_length=30, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "—"), *Sex.choices], required=False)
    born = BirthOrAgeField(label=_("Date of birth or age"))
    postal_code = forms.CharField(label=_("Postal code"), max_length=10, required=False)
    address = forms.CharField(label=_("Address of home"), max_length=200, required=False)
    telephone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    mobile = forms.CharField(label=_("Mobile telephone"), max_length=60, required=False)
    lives_together = forms.BooleanField(label=_("Lives in the household"), required=False, initial=True)
    key_person = forms.BooleanField(label=_("Key person"), required=False)
    concerns = ConcernsField(label=_("Troubles"), help_text=_("Ask: is there anything else that troubles you?"))
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    left_on = EraDateField(
        label=_("Left the household on"), required=False, help_text=_("Moved out, separated, or died. Empty: still there.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concerns"].queryset = Concern.objects.filter(
            list=Municipality.current().concern_list_id, offered=True
        )


class RelationForm(forms.ModelForm):
    """How two people of the household stand to each other."""

    since = EraDateField(label=_("Since"), required=False)
    until = EraDateField(label=_("Until"), required=False)

    class Meta:
        model = Relation
        fields = ["of", "kind", "to", "quality", "since", "until"]
        labels = {"of": _("Who"), "kind": _("Relation"), "to": _("To whom"), "quality": _("How they get on")}

    def __init__(self, household: Household, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(memberships__household=household).distinct()
        self.fields["of"].queryset = self.fields["to"].queryset = people


class ConsentForm(ActionForm, forms.ModelForm):
    """Who agrees, for whom, to share what, with whom, how long, and how we know (DOMAIN §9.3)."""

    categories = forms.MultipleChoiceField(
        label=_("What may be shared"), choices=Category.choices, widget=forms.CheckboxSelectMultiple,
        initial=list(Category.values), error_messages={"required": _("Choose at least one kind of information.")},
    )  # fmt: skip
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(), label=_("With these agencies"), required=False, widget=forms.SelectMultiple(attrs={"size": "8"}),
        help_text=_("Only if it is not for all agencies concerned. Ctrl+click chooses several."),
    )  # fmt: skip
    valid_from = EraDateField(label=_("From"), initial=today)
    valid_until = EraDateField(label=_("Until"), required=False, help_text=_("Empty: until it is withdrawn"))

    class Meta:
        model = Consent
        fields = [
            "given_by", "given_as", "reason", "categories", "agencies_concerned", "agencies", "valid_from",
            "valid_until", "evidence", "note",
        ]  # fmt: skip
        labels = {
            "given_by": _("Given by"), "given_as": _("Given"), "reason": _("Reason, if for somebody else"),
            "agencies_concerned": _("With all agencies concerned"), "evidence": _("Evidence"), "note": _("Note"),
        }  # fmt: skip

    def __init__(self, household: Household, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.household = household
        self.fields["given_by"].queryset = Person.objects.filter(memberships__household=household).distinct()
        self.fields["agencies"].queryset = Agency.objects.in_use()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("agencies_concerned") and not data.get("agencies"):
            self.add_error("agencies", _("Choose the agencies, or tick “with all agencies concerned”."))
        return data


class WithdrawForm(ActionForm):
    withdrawn_on = EraDateField(label=_("Withdrawn on"), initial=today)

    def clean_withdrawn_on(self) -> Any:
        day = self.cleaned_data["withdrawn_on"]
        if day > today():
            raise ValidationError(_("This day is still to come."))
        return day


class RestrictForm(ActionForm):
    """Who may open a restricted family, one by one."""

    named = forms.ModelMultipleChoiceField(
        Staff.objects.none(), label=_("Who may open it"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Name at least one person, or nobody could open it any more.")},
    )  # fmt: skip

    def __init__(self, by: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holding = Membership.objects.in_force().exclude(role__in=[Role.SYSTEM, Role.ADMINISTRATOR, Role.AUDITOR])
        self.fields["named"].queryset = Staff.objects.filter(is_active=True, memberships__in=holding).distinct()
        self.initial.setdefault("named", [by.staff_id])


