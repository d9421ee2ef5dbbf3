"""contacts — 連絡調整・支援経過 (key: the whole row and how often it repeats)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.results import RowResult

from agencies.models import Agency
from casework.models import Consultation, Contact, ContactStaff, Method
from reports.ledgers.cells import Day, Several, Text
from reports.ledgers.consultations import StaffByName, not_in_table
from reports.ledgers.directory import no_agency
from reports.ledgers.ledger import Ledger, Row, Values


class Contacts(Ledger):
    name = "contacts"
    title = gettext_lazy("Contacts")
    key = ("日付", "受付番号", "相手機関コード", "方法", "担当者", "内容")
    needed = ("日付", "受付番号")
    repeats = True

    occurred_on = Field(column_name="日付", widget=Day())
    number = Field(column_name="受付番号", widget=Text(30))
    agency = Field(column_name="相手機関コード", widget=Text(30))
    method = Field(column_name="方法", widget=Text(60))
    staff = Field(column_name="担当者", widget=Several(60))
    content = Field(column_name="内容", widget=Text())

    def look_up(self) -> None:
        self.agencies = {each.code: each.pk for each in Agency.objects.all()}
        self.methods = {each.name: each.pk for each in Method.objects.all()}

    def held(self) -> Iterator[Values]:
        yield from self._held(Contact.objects.all())

    def _held(self, contacts: Any) -> Iterator[Values]:
        found = contacts.select_related("consultation", "agency", "method").prefetch_related("staff")
        for each in found.order_by(
            "occurred_on", "consultation__number", "agency__code", "method__order", "content", "pk"
        ).iterator(chunk_size=2000):
            yield {
                "日付": each.occurred_on,
                "受付番号": each.consultation.number,
                "相手機関コード": each.agency.code if each.agency else "",
                "方法": each.method.name if each.method else "",
                "担当者": tuple(one.name for one in each.staff.all()),
                "内容": each.content,
            }

    def _compare(self, rows: list[Row]) -> None:
        """A row that the program holds as often as the file does is unchanged; what it holds less often is new."""
        right = [row for row in rows if not row.mistakes]
        numbers = {row.values["受付番号"] for row in right}
        self.consultations = {
            each.number: each
            for each in Consultation.objects.filter(number__in=numbers).only(
                "number", "household", "case", "written_by"
            )
        }
        for row in right:
            if row.values["受付番号"] not in self.consultations:
                row.is_wrong("受付番号", _("There is no consultation with this number. Import the consultations first, or correct it."))  # fmt: skip
            for column, known, sentence in (("相手機関コード", self.agencies, no_agency),):
                if row.values[column] and row.values[column] not in known:
                    row.is_wrong(column, sentence(row.values[column]))
            if row.values["方法"] and row.values["方法"] not in self.methods:
                row.is_wrong("方法", not_in_table(row.values["方法"], self.methods))
        days = [row.values["日付"] for row in right]
        held = Contact.objects.filter(occurred_on__range=(min(days), max(days))) if days else Contact.objects.none()
        left = Counter(self.key_of(values) for values in self._held(held))
        for row in right:
            key = self.key_of(row.values)
            if not row.mistakes and left[key] > 0:
                left[key] -= 1
                row.state = RowResult.IMPORT_TYPE_SKIP

    def write(self, new: list[Row], changed: list[Row]) -> None:
        staff = StaffByName()
        made: list[tuple[Contact, tuple[str, ...]]] = []
        for row in new:
            values = row.values
            consultation = self.consultations[values["受付番号"]]
            contact = Contact(
                occurred_on=values["日付"], consultation=consultation, household_id=consultation.household_id,
                case_id=consultation.case_id, agency_id=self.agencies.get(values["相手機関コード"]),
                method_id=self.methods.get(values["方法"]), content=values["内容"],
                written_by_id=consultation.written_by_id,
            )  # fmt: skip
            made.append((contact, values["担当者"]))
        Contact.objects.bulk_create([contact for contact, _names in made], batch_size=2000)
        ContactStaff.objects.bulk_create(
            [
                ContactStaff(contact=contact, name=name, member=staff.named(name))
                for contact, names in made
                for name in names
            ],
            batch_size=5000,
        )
