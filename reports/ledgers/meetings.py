"""meetings — 会議 (key: 開催日 + 会議種別 + 会議名)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from agencies.models import Agency
from casework.models import Consultation
from meetings.models import AgendaCase, Attendance, Meeting, MeetingForm, MeetingHost, MeetingKind, Minutes
from reports.ledgers.cells import Day, Several, Text
from reports.ledgers.consultations import not_in_table
from reports.ledgers.directory import no_agency
from reports.ledgers.ledger import Ledger, Row, Values


class Meetings(Ledger):
    name = "meetings"
    title = gettext_lazy("Meetings")
    key = ("開催日", "会議種別", "会議名")
    needed = ("開催日", "会議種別", "会議名", "主催")

    held_on = Field(column_name="開催日", widget=Day())
    date_text = Field(column_name="開催日表記", widget=Text(60))
    kind = Field(column_name="会議種別", widget=Text(60))
    meeting_name = Field(column_name="会議名", widget=Text(200))
    host = Field(column_name="主催", widget=Text(60))
    form = Field(column_name="形式", widget=Text(60))
    numbers = Field(column_name="受付番号", widget=Several(30))
    agencies_there = Field(column_name="参加機関コード", widget=Several(30))
    content = Field(column_name="内容", widget=Text())
    decisions = Field(column_name="決定事項", widget=Text())

    def look_up(self) -> None:
        self.agencies = {each.code: each for each in Agency.objects.all()}
        self.kinds = {each.name: each for each in MeetingKind.objects.all()}
        self.hosts = {each.name: each for each in MeetingHost.objects.all()}
        self.forms = {each.name: each for each in MeetingForm.objects.all()}
        self.consultations = {each.number: each for each in Consultation.objects.only("number", "household")}

    def held(self) -> Iterator[Values]:
        meetings = Meeting.objects.select_related("kind", "host", "form", "minutes").prefetch_related(
            "agenda__consultation", "attendance__agency"
        )
        for each in meetings.order_by("held_on", "kind__order", "kind", "name").iterator(chunk_size=2000):
            minutes = getattr(each, "minutes", None)
            yield {
                "開催日": each.held_on,
                "開催日表記": each.date_text,
                "会議種別": each.kind.name,
                "会議名": each.name,
                "主催": each.host.name,
                "形式": each.form.name if each.form else "",
                "受付番号": tuple(case.consultation.number for case in each.agenda.all()),
                "参加機関コード": tuple(dict.fromkeys(there.agency.code for there in each.attendance.all())),
                "内容": minutes.content if minutes else "",
                "決定事項": minutes.decisions if minutes else "",
            }

    def check(self, row: Row) -> None:
        values = row.values
        for column, known in (("会議種別", self.kinds), ("主催", self.hosts), ("形式", self.forms)):
            if values[column] and values[column] not in known:
                row.is_wrong(column, not_in_table(values[column], known))
        for code in values["参加機関コード"]:
            if code not in self.agencies:
                row.is_wrong("参加機関コード", no_agency(code))
        for number in values["受付番号"]:
            if number not in self.consultations:
                row.is_wrong("受付番号", _("There is no consultation %(number)s. Import the consultations first, or correct it.") % {"number": number})  # fmt: skip

    def write(self, new: list[Row], changed: list[Row]) -> None:
        held = {
            (each.held_on, each.kind.name, each.name): each
            for each in Meeting.objects.select_related("kind").filter(held_on__in=[r.values["開催日"] for r in changed])
        }
        for row in sorted([*new, *changed], key=lambda each: each.number):
            values = row.values
            kind = self.kinds[values["会議種別"]]
            meeting = held.get(self.key_of(values)) or Meeting(
                held_on=values["開催日"], kind=kind, name=values["会議名"], written_by=self.by.agency.group
            )
            meeting.date_text = values["開催日表記"]
            meeting.host, meeting.form = self.hosts[values["主催"]], self.forms.get(values["形式"])
            meeting.save()
            self._write_agenda(meeting, kind, values)
            self._write_attendance(meeting, values)
            Minutes.objects.update_or_create(
                meeting=meeting,
                defaults={"content": values["内容"], "decisions": values["決定事項"]},
                create_defaults={
                    "content": values["内容"], "decisions": values["決定事項"], "secret": kind.secret,
                    "about_cases": kind.about_cases,
                },
            )  # fmt: skip

    def _write_agenda(self, meeting: Meeting, kind: MeetingKind, values: Values) -> None:
        held = {each.consultation.number: each for each in meeting.agenda.select_related("consultation")}
        for number in values["受付番号"]:
            if held.pop(number, None) is None:
                consultation = self.consultations[number]
                AgendaCase.objects.create(
                    meeting=meeting,
                    consultation=consultation,
                    household_id=consultation.household_id,
                    secret=kind.secret,
                )
        for gone in held.values():
            gone.delete()

    def _write_attendance(self, meeting: Meeting, values: Values) -> None:
        """Agencies as such; people who were noted by name stay as long as their agency does."""
        held = {each.agency.code for each in meeting.attendance.select_related("agency")}
        for code in values["参加機関コード"]:
            if code not in held:
                Attendance.objects.create(meeting=meeting, agency=self.agencies[code])
        meeting.attendance.exclude(agency__code__in=values["参加機関コード"]).delete()
