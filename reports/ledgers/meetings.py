"""meetings — 会議 (key: 開催日 + 会議種別 + 会議名)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from import_export.fields import Field

from agencies.models import Agency
from casework.models import Consultation
from meetings.models import AgendaCase, Attendance, Meeting, MeetingForm, MeetingHost, MeetingKind, Minutes
from reports.ledgers.agencies import no_agency
from reports.ledgers.cells import Day, Several, Text
from reports.ledgers.codes import not_in_table, same_set
from reports.ledgers.contacts import no_consultation
from reports.ledgers.ledger import Ledger, Row, Values
from reports.ledgers.numbers import not_open, out_of_sight

MEETING, STAYS = "meeting", "stays"  # no columns: the record, and what cannot be taken off it
STAYING = {
    "受付番号": gettext_noop("%(values)s stays on the agenda, since the family is restricted."),
    "参加機関コード": gettext_noop("%(values)s stays, since somebody of it has acknowledged the secrecy notice."),
}


class Meetings(Ledger):
    """Papers bound by secrecy, and those about restricted families, go in and out by the system alone."""

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

    def look_up(self, rows: list[Row]) -> None:
        self.agencies = {each.code: each for each in Agency.objects.all()}
        self.kinds = {each.name: each for each in MeetingKind.objects.all()}
        self.codes: dict[str, dict[str, Any]] = {
            "会議種別": self.kinds,
            "主催": {each.name: each for each in MeetingHost.objects.all()},
            "形式": {each.name: each for each in MeetingForm.objects.all()},
        }
        numbers = {number for row in rows for number in row.values["受付番号"]}
        found = Consultation.objects.filter(number__in=numbers).only("number", "household")
        self.consultations = {each.number: each for each in found}
        self.not_open, self.closed = set[str](), set[tuple[Any, ...]]()
        if not self.sees_all:
            self.not_open = out_of_sight(Consultation, numbers)
            days = {row.values["開催日"] for row in rows} - {None}
            closed = Meeting.objects.filter(held_on__in=days).exclude(pk__in=self._open().values("pk"))
            self.closed = set(closed.values_list("held_on", "kind__name", "name"))

    def _open(self) -> QuerySet[Meeting]:
        """Meetings whose papers are seen whole."""
        if self.sees_all:
            return Meeting.objects.all()
        restricted = RawSQL("select meeting_id from restricted_meeting", [])
        return Meeting.objects.with_papers().filter(Q(secret=None) | Q(secret=False)).exclude(pk__in=restricted)

    def held(self, among: list[Row] | None = None) -> Iterator[Values]:
        meetings = self._open().select_related("kind", "host", "form", "minutes")
        if among is not None:
            meetings = meetings.filter(held_on__in={row.values["開催日"] for row in among})
        meetings = meetings.prefetch_related("agenda__consultation", "attendance__agency")
        for each in meetings.order_by("held_on", "kind__order", "kind", "name").iterator(chunk_size=500):
            minutes = getattr(each, "minutes", None)
            attendance = sorted(each.attendance.all(), key=lambda there: there.pk)
            yield {
                "開催日": each.held_on,
                "開催日表記": each.date_text,
                "会議種別": each.kind.name,
                "会議名": each.name,
                "主催": each.host.name,
                "形式": each.form.name if each.form else "",
                "受付番号": tuple(case.consultation.number for case in each.agenda.all()),
                "参加機関コード": tuple(dict.fromkeys(there.agency.code for there in attendance)),
                "内容": minutes.content if minutes else "",
                "決定事項": minutes.decisions if minutes else "",
                MEETING: each,
                STAYS: {
                    "受付番号": {case.consultation.number for case in each.agenda.all() if case.restricted},
                    "参加機関コード": {there.agency.code for there in attendance if there.acknowledged_at},
                },
            }

    def check(self, row: Row) -> None:
        values = row.values
        for column, known in self.codes.items():
            if values[column] and values[column] not in known:
                row.is_wrong(column, not_in_table(values[column], known))
        for code in values["参加機関コード"]:
            if code not in self.agencies:
                row.is_wrong("参加機関コード", no_agency(code))
        for number in values["受付番号"]:
            if number in self.not_open:
                row.is_wrong("受付番号", not_open(number))
            elif number not in self.consultations:
                row.is_wrong("受付番号", no_consultation(number))
        kind = self.kinds.get(values["会議種別"])
        if not self.sees_all and (self.key_of(values) in self.closed or kind and kind.secret):
            row.is_wrong(
                "会議種別",
                _("The papers of this meeting are not open to you. Its members write them in the program itself."),
            )

    def complete(self, row: Row) -> None:
        for column, stays in row.before[STAYS].items():
            same_set(row, column)
            if stays - set(row.values[column]):
                row.is_wrong(column, _(STAYING[column]) % {"values": _(", ").join(sorted(stays))})

    # Writing --------------------------------------------------------------------------------------------------------

    def write(self, new: list[Row], changed: list[Row]) -> None:
        self._write_new(sorted(new, key=lambda each: each.number))
        for row in changed:
            self._write_changed(row.before[MEETING], row.values)

    def _write_new(self, rows: list[Row]) -> None:
        made = []
        for row in rows:
            values = row.values
            meeting = Meeting(
                held_on=values["開催日"], kind=self.kinds[values["会議種別"]], name=values["会議名"],
                written_by=self.by.agency.group,
            )  # fmt: skip
            self._fill(meeting, values)
            made.append((meeting, values))
        Meeting.objects.bulk_create([meeting for meeting, _values in made], batch_size=2000)
        # Who attends first: the wall asks it when papers are written.
        Attendance.objects.bulk_create(
            [
                Attendance(meeting=meeting, agency=self.agencies[code])
                for meeting, values in made
                for code in values["参加機関コード"]
            ],
            batch_size=5000,
        )
        Minutes.objects.bulk_create(
            [
                Minutes(
                    meeting=meeting, content=values["内容"], decisions=values["決定事項"], secret=meeting.kind.secret,
                    about_cases=meeting.kind.about_cases or bool(values["受付番号"]),
                )
                for meeting, values in made
            ],
            batch_size=2000,
        )  # fmt: skip
        AgendaCase.objects.bulk_create(
            [self._agenda(m, number, m.kind.secret) for m, values in made for number in values["受付番号"]],
            batch_size=5000,
        )

    def _write_changed(self, meeting: Meeting, values: Values) -> None:
        self._fill(meeting, values)
        meeting.version += 1
        meeting.save()
        codes = values["参加機関コード"]
        held = set(meeting.attendance.values_list("agency__code", flat=True))
        for code in codes:
            if code not in held:
                Attendance.objects.create(meeting=meeting, agency=self.agencies[code])
        meeting.attendance.exclude(agency__code__in=codes).delete()
        minutes = getattr(meeting, "minutes", None) or Minutes(meeting=meeting, secret=meeting.kind.secret)
        minutes.content, minutes.decisions = values["内容"], values["決定事項"]
        minutes.about_cases = meeting.kind.about_cases or bool(values["受付番号"])
        minutes.save()
        meeting.agenda.exclude(consultation__number__in=values["受付番号"]).delete()
        listed = set(meeting.agenda.values_list("consultation__number", flat=True))
        for number in values["受付番号"]:
            if number not in listed:
                self._agenda(meeting, number, minutes.secret).save()

    def _fill(self, meeting: Meeting, values: Values) -> None:
        meeting.date_text = values["開催日表記"]
        meeting.host, meeting.form = self.codes["主催"][values["主催"]], self.codes["形式"].get(values["形式"])

    def _agenda(self, meeting: Meeting, number: str, secret: bool) -> AgendaCase:
        consultation = self.consultations[number]
        return AgendaCase(
            meeting=meeting, consultation=consultation, household_id=consultation.household_id, secret=secret
        )
