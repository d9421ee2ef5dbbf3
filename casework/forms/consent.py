"""Consent to share, taken and withdrawn (DOMAIN §9.3); and who may open a restricted family."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from accounts.models import Membership, Staff
from accounts.roles import PERMISSIONS, Permission, Role
from accounts.templatetags.components import brackets
from agencies.calendar import today
from agencies.forms import EraDateField
from agencies.models import Agency, Municipality
from casework.actions.restriction import named_on
from casework.choices import Category
from casework.models import Consent, Household, HouseholdMember, Person


class WithWhomField(forms.ChoiceField):
    """All agencies concerned, or those that are ticked below: said once, so that a tick never widens or narrows it
    unseen."""

    ALL, NAMED = "on", "named"

    def __init__(self, **kwargs: Any) -> None:
        ways = [(self.ALL, _("All agencies concerned")), (self.NAMED, _("Only these agencies"))]
        super().__init__(choices=ways, required=False, widget=forms.RadioSelect, **kwargs)

    def clean(self, value: Any) -> bool:
        return super().clean(value) == self.ALL

    def prepare_value(self, value: Any) -> Any:
        return {True: self.ALL, False: self.NAMED}.get(value, value)


class ConsentForm(ActionForm, forms.ModelForm):
    """Who agrees, for whom, to share what, with whom, from when until when, and how we know.

    household  with its members and their persons prefetched."""

    categories = forms.MultipleChoiceField(
        label=_("What may be shared"), choices=Category.choices, widget=forms.CheckboxSelectMultiple,
        initial=list(Category.values), error_messages={"required": _("Choose at least one kind of information.")},
    )  # fmt: skip
    given_for = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple
    )
    agencies_concerned = WithWhomField(label=_("With whom"), initial=True)
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(), label=_("With these agencies"), required=False, widget=forms.CheckboxSelectMultiple
    )
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
            "reason": _("Reason"), "evidence": _("Evidence"), "note": _("Note"),
        }  # fmt: skip
        widgets = {
            "given_as": forms.RadioSelect, "evidence": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 2}),
        }  # fmt: skip
        error_messages = {"given_by": {"required": _("Choose who agreed.")}}

    def __init__(self, household: Household, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.household = household
        current = Municipality.current()
        self.wording = current.consent_wording
        self.initial.setdefault("purpose", current.consent_purpose)
        self._offer_members(household)
        self._offer_agencies()

    def _offer_members(self, household: Household) -> None:
        """Whoever lives and is of the family now, with what they are to the consultee."""
        here = [each for each in household.members.all() if each.left_on is None and not each.person.life]
        persons = Person.objects.filter(pk__in=[each.person_id for each in here])
        told = [(each.person_id, _told(each)) for each in here]
        for name, none in (("given_by", [("", "—")]), ("given_for", [])):
            field: Any = self.fields[name]
            field.queryset = persons
            field.choices = [*none, *told]
        if len(here) == 1:
            self.initial.setdefault("given_by", here[0].person_id)

    def _offer_agencies(self) -> None:
        """Those that are chosen already stand above."""
        field: Any = self.fields["agencies"]
        field.queryset = Agency.objects.in_use()
        offered = list(field.queryset)
        held = {str(getattr(each, "pk", each)) for each in self["agencies"].value() or ()}
        field.choices = [(each.pk, each.name) for each in sorted(offered, key=lambda each: str(each.pk) not in held)]

    def clean_valid_from(self) -> Any:
        day = self.cleaned_data["valid_from"]
        if day > today():
            raise ValidationError(_("This day is still to come. Write the day on which it was given."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("agencies_concerned") and not data.get("agencies"):
            self.add_error("agencies", _("Tick the agencies, or choose “all agencies concerned”."))
        if data.get("given_as") != Consent.GivenAs.SELF:
            if not data.get("reason"):
                self.add_error("reason", _("Write why it was given for somebody else."))
            if not data.get("given_for"):
                self.add_error("given_for", _("Tick for whom it was given."))
            elif data.get("given_by") in data["given_for"]:
                self.add_error("given_for", _("Nobody agrees in their own place. Take that tick off."))
        first, last = data.get("valid_from"), data.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The last day is before the first."))
        elif last and last < today():
            self.add_error("valid_until", _("This day is over already. Such a consent would show nobody anything."))
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


def _told(member: HouseholdMember) -> str:
    """遠藤 翼（長男、9歳）: a busy person sees at once who is a child."""
    age = member.person.age_text(today())
    told = gettext("age %(age)s") % {"age": age} if age.isdecimal() else age
    return member.person.name + brackets(member.relation_label, told)


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
        places = dict.fromkeys(each.agency.name for each in obj.held)  # type: ignore[attr-defined]
        return obj.name + brackets(*places)


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
