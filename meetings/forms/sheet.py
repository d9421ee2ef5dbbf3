"""The whole form of a meeting: the record with its minutes, and three sets of rows, filled and judged as one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext as _

from accounts.models import Membership
from agencies.rows import with_stored_rows
from casework.forms.versioned import Difference
from casework.models import Consultation
from casework.versions import changed_meanwhile
from meetings.actions.meetings import Papers, call_meeting, change_meeting
from meetings.forms.meeting import MeetingRecordForm
from meetings.forms.rows import Agenda, AgendaRows, Attending, Decided, mark, stored_rows
from meetings.models import Meeting
from meetings.names import suggested_name
from meetings.rules import Rules, rules_of


class MeetingSheet:
    """meeting   the record that is changed; None: a new one.
    data      what was sent, or what a draft holds.
    about     consultations that a new meeting is to be about."""

    def __init__(
        self, *, by: Membership, meeting: Meeting | None = None, data: Any = None, about: tuple[Consultation, ...] = ()
    ) -> None:
        self.by, self.meeting, self.data = by, meeting, data
        self.known_as = meeting.name if meeting else ""  # a form that is wrong leaves its words in the record
        self.form = MeetingRecordForm(data, instance=meeting, by=by)
        instance = self.form.instance
        self.attending = self._rows(Attending, data, instance, "attending")
        self.agenda: AgendaRows = self._rows(
            Agenda, data, instance, "agenda", [{"consultation": each} for each in about]
        )
        self.decided = self._rows(Decided, data, instance, "decided")

    def _rows(
        self, formset: Any, data: Any, instance: Meeting, prefix: str, initial: list[Mapping[str, Any]] | None = None
    ) -> Any:
        if data is not None and self.meeting:
            stored = formset.model.objects.filter(meeting=self.meeting).values_list("pk", flat=True)
            data = with_stored_rows(data, prefix, set(stored))
        rows = formset(data, instance=instance, prefix=prefix, initial=initial)
        rows.extra = len(initial or []) or (0 if self.meeting else 1)  # a new form is there to be typed in at once
        return rows

    @property
    def parts(self) -> tuple[Any, ...]:
        return self.form, self.attending, self.agenda, self.decided

    def is_valid(self, *, restricted_desk: bool = False) -> bool:
        valid = [each.is_valid() for each in self.parts]  # every part is asked: everything wrong is said at once
        rows = self._rows_of_others() if self.meeting else []
        if rows and not self.form.differences:
            self.form.add_error(None, changed_meanwhile())
            valid.append(False)
        self.form.differences += rows
        if restricted_desk and not any(each.restricted for each in self.agenda.consultations):
            self.form.add_error(
                None, _("Here, meetings about restricted families are written. Choose one for the agenda.")
            )
            return False
        if all(valid) and self.meeting is None and self._called_already():
            self.form.add_error(
                "name", _("A meeting of this kind about them is there already. Another one needs a name.")
            )
            return False
        return all(valid)

    def _called_already(self) -> bool:
        """Sent twice, a meeting without a name of its own would be counted on as the next one."""
        told = self.form.cleaned_data
        same = Meeting.objects.filter(kind=told["kind"], held_on=told["held_on"])
        return not told["name"] and same.filter(agenda__consultation__in=self.agenda.consultations).exists()

    def save(self) -> Meeting | None:
        """Runs the action; None where it found something wrong, which then stands in the form."""
        meeting = self.form.save(commit=False)
        meeting.name = self.form.full_name
        papers = Papers(
            content=self.form.cleaned_data["content"],
            decisions=self.form.cleaned_data["decisions"],
            attending=self.attending.rows,
            agenda=self.agenda.rows,
            decided=self.decided.rows,
            acknowledged=self.form.notice_acknowledged,
        )
        try:
            return (change_meeting if self.meeting else call_meeting)(meeting, papers, by=self.by)
        except ValidationError as error:
            self.form.add_error(None, error)
            if self.meeting is None:
                meeting.pk = None  # it was saved and rolled back
            return None

    def unjudged(self) -> MeetingSheet:
        """Shows a draft as it was typed, without a word on what is missing yet."""
        record, *sets = self.parts
        for form in (record, *(row for rows in sets for row in rows.forms)):
            form._errors = ErrorDict()
        for rows in sets:
            rows._errors, rows._non_form_errors = [{} for _row in rows.forms], ErrorList()
        return self

    def _rows_of_others(self) -> list[Difference]:
        """Rows that somebody else saved since the form was opened, where they are not those of the form."""
        if self.data.get("version") == str(self.form.stored_version):
            return []
        try:
            opened = json.loads(self.data.get("opened") or "{}")
        except ValueError:
            opened = {}
        theirs = stored_rows(Meeting.objects.get(pk=self.form.instance.pk))
        sets: list[tuple[str, str, Any]] = [
            ("attending", _("Attending"), self.attending),
            ("agenda", _("Families on the agenda"), self.agenda),
            ("decided", _("Who does what by when"), self.decided),
        ]
        return [
            Difference(label, theirs[name], mine.text)
            for name, label, mine in sets
            if opened.get(name) != mark(theirs[name]) and theirs[name] != mine.text
        ]

    @property
    def context(self) -> dict[str, Any]:
        kept = {"form": self.form, "attending": self.attending, "agenda": self.agenda, "decided": self.decided}
        return {**kept, "meeting": self.meeting, "known_as": self.known_as, **self.rules}

    @property
    def rules(self) -> dict[str, Any]:
        """What the chosen kind says of the households on the agenda, as the form stands."""
        kind = self.form.chosen_kind
        if kind is None:
            return {"rules": None}
        consultations, day = self.agenda.consultations, self.form.chosen_day
        rules: Rules = rules_of(kind, [each.household_id for each in consultations], day)
        return {
            "rules": rules,
            "usual_name": suggested_name(kind, day),
            "must_acknowledge": kind.secret and not (self.meeting and self.meeting.acknowledged_by(self.by.staff)),
        }


def as_typed(meeting: Meeting) -> dict[str, list[str]]:
    """What the form of a meeting would send to make it once more."""
    typed = {
        "kind": [str(meeting.kind_id)], "held_on": [meeting.held_on.isoformat()], "date_text": [meeting.date_text],
        "begins_at": [f"{meeting.begins_at:%H:%M}" if meeting.begins_at else ""], "place": [meeting.place],
        "form": [str(meeting.form_id or "")], "host": [str(meeting.host_id)], "name": [meeting.name],
    }  # fmt: skip
    lines = [
        {"agency": each.agency, "staff": each.staff} for each in meeting.attendance.select_related("agency", "staff")
    ]
    about = [{"consultation": each.consultation} for each in meeting.agenda.select_related("consultation")]
    sets: list[tuple[str, list[dict[str, Any]]]] = [("attending", lines), ("agenda", about), ("decided", [])]
    for prefix, rows in sets:
        typed |= {f"{prefix}-TOTAL_FORMS": [str(len(rows))], f"{prefix}-INITIAL_FORMS": ["0"]}
        for number, row in enumerate(rows):
            for name, chosen in row.items():
                typed[f"{prefix}-{number}-{name}"] = [str(chosen.pk) if chosen else ""]
                typed[f"{prefix}-{number}-{name}-words"] = [str(chosen) if chosen else ""]
    return typed
