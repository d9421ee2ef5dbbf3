"""contacts — 連絡調整・支援経過 (key: the whole row and how often it repeats)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.results import RowResult

from accounts.models import Membership
from agencies.models import Agency
from casework.models import Consultation, Contact, ContactStaff, Method
from reports.ledgers.agencies import no_agency
from reports.ledgers.cells import Day, Several, Text, with_plain_line_ends
from reports.ledgers.codes import StaffByName, not_in_table
from reports.ledgers.ledger import Ledger, Row, Values
from reports.ledgers.numbers import not_open, out_of_sight

BATCH = 2000


class Contacts(Ledger):
    """A contact is never changed by a file: a row that is there as often as the file says is unchanged, else new."""

    name = "contacts"
    title = gettext_lazy("Contacts")
    key = ("日付", "受付番号", "相手機関コード", "方法", "担当者", "内容")
    needed = ("日付", "受付番号")

    occurred_on = Field(column_name="日付", widget=Day())
    number = Field(column_name="受付番号", widget=Text(30))
    agency = Field(column_name="相手機関コード", widget=Text(30))
    method = Field(column_name="方法", widget=Text(60))
    staff = Field(column_name="担当者", widget=Several(60))
    content = Field(column_name="内容", widget=Text())

    def key_of(self, values: Values) -> tuple[Any, ...]:
        return (
            values["日付"], values["受付番号"], values["相手機関コード"], values["方法"],
            tuple(sorted(values["担当者"])), with_plain_line_ends(values["内容"]),
        )  # fmt: skip

    def look_up(self, rows: list[Row]) -> None:
        self.agencies = {each.code: each.pk for each in Agency.objects.all()}
        self.methods = {each.name: each.pk for each in Method.objects.all()}
        numbers = {row.values["受付番号"] for row in rows}
        found = Consultation.objects.filter(number__in=numbers).values_list("number", "pk", "household", "case")
        self.consultations = {number: ids for number, *ids in found}
        self.not_open = set() if self.sees_all else out_of_sight(Consultation, numbers)

    def held(self, among: list[Row] | None = None) -> Iterator[Values]:
        contacts = Contact.objects.all()
        if among is not None:
            days = [row.values["日付"] for row in among]
            consultations = [self.consultations[row.values["受付番号"]][0] for row in among]
            contacts = contacts.filter(consultation__in=set(consultations), occurred_on__range=(min(days), max(days)))
        nobody = Value([], output_field=ArrayField(CharField()))
        named = ArrayAgg("staff__name", order_by="staff__pk", filter=Q(staff__isnull=False))
        rows = (
            contacts.annotate(names=Coalesce(named, nobody))
            .order_by("occurred_on", "consultation__number", "agency__code", "method__name", "names", "content", "pk")
            .values_list("occurred_on", "consultation__number", "agency__code", "method__name", "names", "content")
        )
        for day, number, agency, method, names, content in rows.iterator(chunk_size=BATCH):
            yield {
                "日付": day, "受付番号": number, "相手機関コード": agency or "", "方法": method or "",
                "担当者": tuple(names), "内容": content,
            }  # fmt: skip

    def check(self, row: Row) -> None:
        number, agency, method = (row.values[column] for column in ("受付番号", "相手機関コード", "方法"))
        if number in self.not_open:
            row.is_wrong("受付番号", not_open(number))
        elif number not in self.consultations:
            row.is_wrong("受付番号", no_consultation(number))
        if agency and agency not in self.agencies:
            row.is_wrong("相手機関コード", no_agency(agency))
        if method and method not in self.methods:
            row.is_wrong("方法", not_in_table(method, self.methods))

    def refuse_repeated_keys(self, rows: list[Row]) -> None:
        """The same row twice is two contacts."""

    def compare(self, rows: list[Row]) -> None:
        right = [row for row in rows if not row.mistakes]
        left = Counter(hash(self.key_of(values)) for values in self.held(right)) if right else Counter()
        for row in right:
            key = hash(self.key_of(row.values))
            if left[key]:
                left[key] -= 1
                row.state = RowResult.IMPORT_TYPE_SKIP

    def write(self, new: list[Row], changed: list[Row]) -> None:
        staff = StaffByName()
        wrote = dict(Membership.objects.in_force().order_by("pk").values_list("staff", "agency__group"))
        for start in range(0, len(new), BATCH):
            made: list[tuple[Contact, tuple[str, ...]]] = []
            for row in new[start : start + BATCH]:
                values = row.values
                consultation, household, case = self.consultations[values["受付番号"]]
                writers = [each for each in map(staff.named, values["担当者"]) if each and each.pk in wrote]
                contact = Contact(
                    occurred_on=values["日付"], consultation_id=consultation, household_id=household, case_id=case,
                    agency_id=self.agencies.get(values["相手機関コード"]), method_id=self.methods.get(values["方法"]),
                    content=values["内容"],
                    written_by_id=wrote[writers[0].pk] if writers else self.by.agency.group_id,
                )  # fmt: skip
                made.append((contact, values["担当者"]))
            Contact.objects.bulk_create([contact for contact, _names in made])
            ContactStaff.objects.bulk_create(
                ContactStaff(contact=contact, name=name, member=staff.named(name))
                for contact, names in made
                for name in names
            )
            self.progress(len(new) + start + len(made), 2 * len(new))


def no_consultation(number: str) -> str:
    return _("There is no consultation %(number)s. Import the consultations first, or correct it.") % {"number": number}
