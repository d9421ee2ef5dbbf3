"""agencies — 相談機関 (key: 機関コード)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from accounts.roles import Role
from agencies.models import Agency, AgencyGroup, AgencyType, District
from reports.ledgers.cells import Text
from reports.ledgers.ledger import Ledger, Row, Values

COLUMNS = {  # column → field of Agency
    "機関コード": "code", "機関名": "name", "郵便番号": "postal_code", "所在地": "address", "電話番号": "telephone",
    "内線": "extension", "受付時間": "hours", "備考": "note",
}  # fmt: skip


class Districts:
    """Districts by name; one not seen before is made."""

    def __init__(self) -> None:
        self.known = {each.name: each for each in District.objects.all()}

    def named(self, name: str) -> District | None:
        if name and name not in self.known:
            order = max((each.order for each in self.known.values()), default=0) + 1
            self.known[name] = District.objects.create(name=name, order=order)
        return self.known.get(name)


class Agencies(Ledger):
    name = "agencies"
    title = gettext_lazy("Agencies")
    key = ("機関コード",)
    needed = ("機関コード", "機関名")

    code = Field(column_name="機関コード", widget=Text(30))
    agency_name = Field(column_name="機関名", widget=Text(100))
    group = Field(column_name="分類", widget=Text(60))
    type = Field(column_name="種別", widget=Text(60))
    district = Field(column_name="圏域", widget=Text(60))
    postal_code = Field(column_name="郵便番号", widget=Text(10))
    address = Field(column_name="所在地", widget=Text(200))
    telephone = Field(column_name="電話番号", widget=Text(60))
    extension = Field(column_name="内線", widget=Text(60))
    hours = Field(column_name="受付時間", widget=Text(200))
    note = Field(column_name="備考", widget=Text())

    def held(self, among: list[Row] | None = None) -> Iterator[Values]:
        # The order in which groups and types come out is the one in which an import makes them.
        agencies = Agency.objects.select_related("type__group", "district").exclude(memberships__role=Role.SYSTEM)
        for each in agencies.order_by(
            F("type__group__order").asc(nulls_last=True), "type__group", "type__order", "type", "code"
        ):
            yield {column: getattr(each, attribute) for column, attribute in COLUMNS.items()} | {
                "分類": each.type.group.name if each.type else "",
                "種別": each.type.name if each.type else "",
                "圏域": each.district.name if each.district else "",
            }

    def look_up(self, rows: list[Row]) -> None:
        self.system = Agency.objects.filter(memberships__role=Role.SYSTEM).values_list("code", flat=True).get()

    def check(self, row: Row) -> None:
        code = row.values["機関コード"]
        if code == self.system:
            row.is_wrong("機関コード", _("The program uses this code itself. Choose another one."))
        if set(code) & set(":;；"):
            row.is_wrong("機関コード", _("A code has no : and no ; in it, since these divide values in other tables."))
        group, kind = row.values["分類"], row.values["種別"]
        if kind and not group:
            row.is_wrong("分類", _("There is a 種別 without a 分類. Fill in the group, or empty both."))
        elif group and not kind:
            row.is_wrong("種別", _("There is a 分類 without a 種別. Fill in the type, or empty both."))

    def write(self, new: list[Row], changed: list[Row]) -> None:
        types = self._types([*new, *changed])
        districts = Districts()
        agencies = {
            each.code: each for each in Agency.objects.filter(code__in=[r.values["機関コード"] for r in changed])
        }
        for row in sorted([*new, *changed], key=lambda each: each.number):
            agency = agencies.get(row.values["機関コード"]) or Agency()
            for column, attribute in COLUMNS.items():
                setattr(agency, attribute, row.values[column])
            agency.type = types.get((row.values["分類"], row.values["種別"]))
            agency.district = districts.named(row.values["圏域"])
            agency.save()

    def _types(self, rows: list[Row]) -> dict[tuple[str, str], AgencyType]:
        """Groups and types by name; those not seen before are made, in the file's order."""
        groups = {each.name: each for each in AgencyGroup.objects.all()}
        types = {(each.group.name, each.name): each for each in AgencyType.objects.select_related("group")}
        last: dict[str, Any] = AgencyGroup.objects.aggregate(order=Max("order"))
        next_group = (last["order"] or 0) + 1
        next_type = (AgencyType.objects.aggregate(order=Max("order"))["order"] or 0) + 1
        for row in sorted(rows, key=lambda each: each.number):
            group, kind = row.values["分類"], row.values["種別"]
            if not group or (group, kind) in types:
                continue
            if group not in groups:
                groups[group] = AgencyGroup.objects.create(name=group, order=next_group)
                next_group += 1
            types[group, kind] = AgencyType.objects.create(group=groups[group], name=kind, order=next_type)
            next_type += 1
        return types


def no_agency(code: str) -> str:
    return _("There is no agency with the code “%(code)s”. Import the agencies first, or correct the code.") % {
        "code": code
    }
