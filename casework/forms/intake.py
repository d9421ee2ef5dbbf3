"""The whole page of an intake, filled and judged as one: what was told, of whom, the household, the agencies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.http import number_in
from accounts.models import Membership
from agencies.calendar import today
from agencies.models import District
from casework import access
from casework.forms.concerns import offered_concerns
from casework.forms.consultation import ConsultationForm
from casework.forms.drafted import initial_of, rows_of
from casework.forms.members import InvolvedRows, MemberRows
from casework.matching import searching
from casework.models import Case, Consultation, Household, Person

NEW_TROUBLE = "new"


class IntakeForm(ConsultationForm):
    """Besides what was told: somebody on record (`person`), those who were said to be somebody else (`others`), and
    whether it is a new trouble or a talk in a running case (`goes_to`; DOMAIN §9.7)."""

    person = forms.ModelChoiceField(Person.objects.none(), widget=forms.HiddenInput, required=False)
    others = forms.CharField(widget=forms.HiddenInput, required=False)
    goes_to = forms.CharField(label=_lazy("Running case"), required=False)

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.matches: list[searching.Match] = []
        self.fields["person"].queryset = Person.objects.prefetch_related("memberships__household__cases")  # type: ignore[attr-defined]

    @property
    def said(self) -> list[str]:
        return [name for name in super().said if name not in ("others", "goes_to")]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        person = data.get("person")
        if person:
            data["name"] = person.name if not self.data.get("name", "").strip() else data["name"]
            self._clean_goes_to(data, searching.running_cases(person))
            self._clean_known(data, searching.household_of(person))
        elif not self.errors and not self.nameless:
            self._ask_whether_known(data)
        return data

    def _clean_goes_to(self, data: dict[str, Any], running: list[Case]) -> None:
        chosen = data.get("goes_to") or ""
        if not running or not access.may_write_contact(self.by):
            data["goes_to"] = None
            return
        case = next((each for each in running if str(each.pk) == chosen), None)
        if case is None and chosen != NEW_TROUBLE:
            self.add_error("goes_to", _("There is a running case. Is this a new concern, or a talk in that case?"))
        data["goes_to"] = case

    def _clean_known(self, data: dict[str, Any], household: Household | None) -> None:
        """Of a family that is shared in part there is a talk in its running case, and no consultation of one's own."""
        if household is None or data.get("goes_to") or self.has_error("goes_to"):
            return
        try:
            access.check_may_take_in_known(self.by, household)
        except PermissionDenied as why_not:
            self.add_error(None, str(why_not))

    def _ask_whether_known(self, data: dict[str, Any]) -> None:
        """Nobody gets a second record unasked: name and birth or telephone of somebody on record."""
        others = {number for each in str(data.get("others") or "").split(",") if (number := number_in(each))}
        self.matches = searching.likely_same(
            by=self.by, name=data["name"], kana=data.get("kana") or "", birth_date=self.birth_or_age.birth_date,
            telephone=data.get("telephone") or "", without=others,
        )  # fmt: skip
        if any(each.strong for each in self.matches):
            self.add_error("name", _("Somebody like this is on record. Say above whether it is the same person."))


class Intake:
    """data    what was sent, or what a draft holds.
    judged  False: shown as it was typed, without a word on mistakes."""

    def __init__(self, *, by: Membership, data: QueryDict | None = None, judged: bool = True) -> None:
        self.by = by
        offered = offered_concerns()
        kwargs = {"offered": offered}
        if data is not None and judged:
            self.form = IntakeForm(data, by=by)
            self.members: Any = MemberRows(data, prefix="members", form_kwargs=kwargs)
            self.involved: Any = InvolvedRows(data, prefix="involved")
            return
        self.form = IntakeForm(by=by, initial=self._begins_with())
        members: list[dict[str, Any]] = []
        involved: list[dict[str, Any]] = []
        if data is not None:
            self.form.initial.update(initial_of(self.form, data))
            members = rows_of(MemberRows(prefix="members", form_kwargs=kwargs), data)
            involved = rows_of(InvolvedRows(prefix="involved"), data)
        self.members = MemberRows(prefix="members", initial=members, form_kwargs=kwargs)
        self.involved = InvolvedRows(prefix="involved", initial=involved)

    def _begins_with(self) -> dict[str, Any]:
        district = self.by.agency.district
        return {
            "received_on": today(),
            "received_at": self.by.agency_id,
            "received_by": self.by.staff.name,
            "district": district.pk if isinstance(district, District) else None,
        }

    def is_valid(self) -> bool:
        valid = [each.is_valid() for each in (self.form, self.members, self.involved)]
        self._ask_who_members_are()
        return all(valid) and self.members.is_valid()  # every part was asked: everything wrong is said at once

    def _ask_who_members_are(self) -> None:
        """Of a family on record, nobody gets a second record unasked; where its members are not shared, nothing of
        them is found out by asking."""
        told = getattr(self.form, "cleaned_data", {})
        case = told.get("goes_to")
        household = case.household if case else searching.household_of(told["person"]) if told.get("person") else None
        if household is None or not access.is_shared("household.members", access.shared_categories(self.by, household)):
            return
        for row in self.members.forms:
            if row not in self.members.deleted_forms and not row.errors and row.told:
                row.ask_who_it_is(household)

    @property
    def person(self) -> Person | None:
        """Somebody on record who was chosen, as the form stands."""
        chosen = str(self.form["person"].value() or "")
        known = self.form.fields["person"].queryset  # type: ignore[attr-defined]
        return known.filter(pk=number_in(chosen)).first()

    @property
    def household(self) -> Household | None:
        return searching.household_of(self.person) if self.person else None

    @property
    def record(self) -> Consultation:
        return self.form.record
