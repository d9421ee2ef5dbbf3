"""directory — 相談機関一覧 (key: 相談項目 + No.)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from agencies.models import Agency, AreaContact, DirectoryEntry, Topic
from reports.ledgers.agencies import Districts, no_agency
from reports.ledgers.cells import Several, Text, Words, divided
from reports.ledgers.codes import same_set
from reports.ledgers.ledger import Ledger, Row, Values

COLUMNS = {
    "No.": "number", "★": "default", "相談内容": "matter", "担当者主": "main_contact", "担当者副": "deputy_contact",
    "備考": "note",
}  # fmt: skip


class Directory(Ledger):
    name = "directory"
    title = gettext_lazy("Directory")
    key = ("相談項目", "No.")
    needed = ("相談項目", "No.")

    topic = Field(column_name="相談項目", widget=Text(60))
    number = Field(column_name="No.", widget=Text(10))
    default = Field(column_name="★", widget=Words({"": False, "★": True}))
    matter = Field(column_name="相談内容", widget=Text(300))
    agency = Field(column_name="機関コード", widget=Text(30))
    main_contact = Field(column_name="担当者主", widget=Text(60))
    deputy_contact = Field(column_name="担当者副", widget=Text(60))
    by_area = Field(column_name="圏域別", widget=Several())
    note = Field(column_name="備考", widget=Text())

    def look_up(self, rows: list[Row]) -> None:
        self.agencies = {each.code: each for each in Agency.objects.all()}

    def held(self, among: list[Row] | None = None) -> Iterator[Values]:
        entries = DirectoryEntry.objects.select_related("topic", "agency").prefetch_related(
            "by_area__district", "by_area__agency"
        )
        for each in entries:
            yield {column: getattr(each, attribute) for column, attribute in COLUMNS.items()} | {
                "相談項目": each.topic.name,
                "機関コード": each.agency.code if each.agency else "",
                "圏域別": tuple(
                    f"{area.district.name}:{area.agency.code}"
                    for area in sorted(each.by_area.all(), key=lambda area: area.pk)
                ),
            }

    def check(self, row: Row) -> None:
        code, areas = row.values["機関コード"], [divided(each) for each in row.values["圏域別"]]
        if code and code not in self.agencies:
            row.is_wrong("機関コード", no_agency(code))
        if len({district for district, _colon, _agency in areas}) < len(areas):
            row.is_wrong("圏域別", _("A district is there twice. Keep one agency for each."))
        for district, colon, agency in areas:
            if not (district and colon):
                text = district or agency
                row.is_wrong("圏域別", _("Write each as district:agency code, not “%(text)s”.") % {"text": text})
            elif agency not in self.agencies:
                row.is_wrong("圏域別", no_agency(agency))
            elif len(district) > 60:
                row.is_wrong("圏域別", _("This is too long: at most %(count)s characters.") % {"count": 60})
        row.values["圏域別"] = tuple("".join(area) for area in areas)

    def complete(self, row: Row) -> None:
        same_set(row, "圏域別")

    def write(self, new: list[Row], changed: list[Row]) -> None:
        topics = {each.name: each for each in Topic.objects.all()}
        entries = {(e.topic.name, e.number): e for e in DirectoryEntry.objects.select_related("topic")}
        districts = Districts()
        for row in sorted([*new, *changed], key=lambda each: each.number):
            name = row.values["相談項目"]
            if name not in topics:
                topics[name] = Topic.objects.create(
                    name=name, order=max((t.order for t in topics.values()), default=0) + 1
                )
            entry = entries.get(self.key_of(row.values)) or DirectoryEntry(topic=topics[name])
            for column, attribute in COLUMNS.items():
                setattr(entry, attribute, row.values[column])
            entry.agency = self.agencies.get(row.values["機関コード"])
            entry.save()
            entry.by_area.all().delete()
            areas = [divided(area) for area in row.values["圏域別"]]
            AreaContact.objects.bulk_create(
                AreaContact(entry=entry, district=districts.named(district), agency=self.agencies[code])
                for district, _colon, code in areas
            )
