"""Writing the tsunagu sheet: the paper's boxes, and for each member of the household whether they were asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import ActionForm
from accounts.http import number_in
from accounts.models import Membership
from agencies.calendar import today
from agencies.forms import AgencyField, EraDateField
from agencies.models import Agency
from casework.actions import sheets as actions
from casework.forms.concerns import ConcernsField, MainConcernField, offered_concerns
from casework.forms.drafted import initial_of, rows_of
from casework.forms.members import InvolvedRows
from casework.forms.versioned import Difference, VersionedForm
from casework.models import Attachment, HouseholdMember, TsunaguSheet
from casework.versions import changed_meanwhile


@dataclass(frozen=True)
class MemberBoxes:
    """A member of the household, and the two boxes about them."""

    member: HouseholdMember
    concerns: BoundField
    asked: BoundField


class SheetForm(VersionedForm, ActionForm):
    """The sheet's own boxes, the troubles of its consultation, and what each member was asked. Its version counts
    changes of all three."""

    received_on = EraDateField(label=_("Received on"), help_text=_("R2.11.24 is also accepted"))
    agency = AgencyField(label=_("Receiving agency"))
    concerns = ConcernsField(
        label=_("Concerns"),
        help_text=_("Press once for ○, again for ◎ (the most pressing). “Is there anything else that troubles you?”"),
    )
    main_concern = MainConcernField(label=_("Most pressing"))

    class Meta:
        model = TsunaguSheet
        fields = ["received_on", "agency", "received_by", "wishes", "living_situation", "special_notes",
                  "own_assessment"]  # fmt: skip
        labels = {
            "received_by": _("Received by"), "wishes": _("What they want to talk about, and what to be careful of"),
            "living_situation": _("How the household lives"), "special_notes": _("Special notes"),
            "own_assessment": _("Our own assessment is attached in place of the back"),
        }  # fmt: skip
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in ("wishes", "living_situation", "special_notes")}

    def __init__(self, *args: Any, members: list[HouseholdMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = self.instance.consultation
        self.held = list(self.consultation.concerns.all())
        self.members = [each for each in members if each.person_id != self.consultation.person_id]
        self.stored_version = actions.version_of(self.instance)
        self.initial["version"] = self.stored_version
        offered = offered_concerns([*self.held, *(one for each in self.members for one in each.concerns.all())])
        for name in ("concerns", "main_concern"):
            self.fields[name].offer(offered)  # type: ignore[attr-defined]
        self.fields["agency"].queryset = Agency.objects.in_use(self.instance.agency_id)  # type: ignore[attr-defined]
        for each in self.members:
            box = ConcernsField(label=gettext("Concerns of %(name)s") % {"name": each.person.name})
            box.offer(offered)
            self.fields[f"member{each.pk}-concerns"] = box
            self.fields[f"member{each.pk}-asked"] = forms.BooleanField(
                label=gettext("%(name)s was asked") % {"name": each.person.name}, required=False
            )
        self.initial.update(
            {name: self._stored(self.instance, name) for name in self._compared() if name not in self.Meta.fields}
        )

    def _stored(self, stored: Any, name: str) -> Any:
        if name == "concerns":
            return self.held
        if name == "main_concern":
            return next((each for each in self.held if each.pk == self.consultation.main_concern_id), None)
        if name.startswith("member"):
            key, _dash, what = name.removeprefix("member").partition("-")
            member = next(each for each in self.members if str(each.pk) == key)
            return list(member.concerns.all()) if what == "concerns" else member.concerns_stated
        return super()._stored(stored, name)

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come. Write the day on which it was received."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        concerns, main = list(data.get("concerns") or []), data.get("main_concern")
        if main and main not in concerns:
            data["concerns"] = [*concerns, main]
        return data

    @property
    def member_boxes(self) -> list[MemberBoxes]:
        return [
            MemberBoxes(each, self[f"member{each.pk}-concerns"], self[f"member{each.pk}-asked"])
            for each in self.members
        ]


class SheetPaper:
    """The whole page as it is written: the form and the rows of agencies already with the family.

    data    what was sent, or what a draft holds.
    judged  False: shown as it was typed, without a word on mistakes."""

    def __init__(
        self, sheet: TsunaguSheet, members: list[HouseholdMember], data: QueryDict | None = None, *, judged: bool = True
    ) -> None:
        self.sheet = sheet
        self.stored = [(each.agency, each.support) for each in sheet.agencies_involved.all()]
        if data is not None and judged:
            self.form = SheetForm(data, instance=sheet, members=members)
            self.involved: Any = InvolvedRows(data, prefix="involved")
            return
        self.form = SheetForm(instance=sheet, members=members)
        involved: list[dict[str, Any]] = [{"agency": agency.pk, "support": support} for agency, support in self.stored]
        if data is not None:
            self.form.initial.update(initial_of(self.form, data))
            involved = rows_of(InvolvedRows(prefix="involved"), data)
        self.involved = InvolvedRows(prefix="involved", initial=involved)

    def save_by(self, by: Membership) -> TsunaguSheet | None:
        """The saved sheet; None where something is wrong, which then stands in the form."""
        seen = str(self.form.data.get("version", ""))  # before a mistake shows the stored one
        valid = [self.form.is_valid(), self.involved.is_valid()]
        if seen != str(self.form.stored_version) and self._add_theirs() and all(valid):
            self.form.add_error(None, changed_meanwhile())
            return None
        if not all(valid):
            return None
        told = self.form.cleaned_data
        written = actions.Written(
            values={name: told[name] for name in actions.OF_SHEET},
            concerns=told["concerns"],
            main_concern=told["main_concern"],
            asked=[
                actions.Asked(each, told[f"member{each.pk}-concerns"], told[f"member{each.pk}-asked"])
                for each in self.form.members
            ],
            involved=[(row["agency"], row["support"]) for row in self.involved.told],
        )
        return self.form.run(actions.write, self.sheet, written, seen=told["version"], by=by)

    def _add_theirs(self) -> bool:
        """Where somebody saved meanwhile: rows of theirs that are not typed here are put below, so none is lost."""
        mine = [
            (data["agency"], data.get("support", ""))
            for row in self.involved.forms
            if (data := getattr(row, "cleaned_data", {})) and data.get("agency") and not data.get("DELETE")
        ]
        missing = [each for each in self.stored if each not in mine]
        if set(mine) == set(self.stored):
            return False
        label = gettext("Agencies already with the family")
        self.form.differences.append(Difference(label, _lines(self.stored), _lines(mine)))
        sent: Any = self.form.data.copy()  # type: ignore[attr-defined]
        number = number_in(sent.get("involved-TOTAL_FORMS")) or 0
        for agency, support in missing:
            sent[f"involved-{number}-agency"], sent[f"involved-{number}-agency-words"] = str(agency.pk), agency.name
            sent[f"involved-{number}-support"] = support
            number += 1
        sent["involved-TOTAL_FORMS"] = str(number)
        self.involved = InvolvedRows(sent, prefix="involved")
        return True


def _lines(rows: list[tuple[Agency, str]]) -> str:
    return "\n".join(f"{agency}　{support}".strip() for agency, support in rows)


class AttachmentForm(ActionForm):
    """A scan, or an agency's own sheet. What it is in truth is read from its content."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Attachment.Kind.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, JPEG or PNG, up to 20 MB"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
        error_messages={"empty": _("The file is empty. Scan the page again.")},
    )  # fmt: skip
