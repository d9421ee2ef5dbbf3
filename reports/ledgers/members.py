"""household_members — 世帯員 (key: 世帯番号 + 氏名 + 続柄)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.results import RowResult

from casework.models import ConsultationConcern, HouseholdConcern, HouseholdMember, Person
from reports.ledgers.cells import Age, Day, Several, Sex, Text
from reports.ledgers.consultations import Concerns, same_set
from reports.ledgers.ledger import Ledger, Row, Values
from reports.ledgers.people import People, sex_of, sex_text

STATED = "concerns stated"  # no column: whether the member's own concerns were recorded, or are the consultations'


class Members(Ledger):
    name = "household_members"
    title = gettext_lazy("Members of households")
    key = ("世帯番号", "氏名", "続柄")
    needed = ("世帯番号", "氏名")

    household = Field(column_name="世帯番号", widget=Text(30))
    person_name = Field(column_name="氏名", widget=Text(100))
    kana = Field(column_name="ふりがな", widget=Text(100))
    relation = Field(column_name="続柄", widget=Text(30))
    sex = Field(column_name="性別", widget=Sex())
    birth_date = Field(column_name="生年月日", widget=Day())
    age = Field(column_name="年齢", widget=Age())
    concerns = Field(column_name="課題", widget=Several(60))
    note = Field(column_name="備考", widget=Text())

    def look_up(self) -> None:
        self.all_concerns = Concerns()

    def held(self) -> Iterator[Values]:
        told: dict[tuple[int, int], list[str]] = {}
        links = ConsultationConcern.objects.order_by("consultation__number", "pk")
        for household, person, name in links.values_list(
            "consultation__household", "consultation__person", "concern__name"
        ):
            told.setdefault((household, person), []).append(name)
        members = (
            HouseholdMember.objects.filter(left_on=None)
            .select_related("household", "person")
            .prefetch_related("held_concerns__concern")
        )
        for each in members.order_by("household__number", "order", "pk").iterator(chunk_size=2000):
            names = [held.concern.name for held in sorted(each.held_concerns.all(), key=lambda held: held.pk)]
            if not each.concerns_stated:
                names += told.get((each.household_id, each.person_id), [])
            yield {
                "世帯番号": each.household.number,
                "氏名": each.person.name,
                "ふりがな": each.person.kana,
                "続柄": each.relation_label,
                "性別": sex_text(each.person),
                "生年月日": each.person.birth_date,
                "年齢": each.person.stated_age,
                "課題": tuple(dict.fromkeys(names)),
                "備考": each.note,
                STATED: each.concerns_stated,
            }

    def check(self, row: Row) -> None:
        self.all_concerns.check(row, "課題", row.values["課題"])
        if row.values["生年月日"] and row.values["年齢"]:
            row.is_wrong("年齢", _("There is a date of birth as well. Empty the age."))

    def complete(self, row: Row) -> None:
        same_set(row, "課題")

    def _compare(self, rows: list[Row]) -> None:
        """A row that only states what the consultation said already is a change too: from now on it counts as the
        member's."""
        super()._compare(rows)
        for row in rows:
            if row.state == RowResult.IMPORT_TYPE_SKIP and not row.before[STATED]:
                row.changes = [("課題", _("as the consultation says"), _("stated for the member"))]
                row.state = RowResult.IMPORT_TYPE_UPDATE

    def write(self, new: list[Row], changed: list[Row]) -> None:
        rows = sorted([*new, *changed], key=lambda each: each.number)
        people = People({row.values["世帯番号"] for row in rows})
        relations = {self.key_of(row.values) for row in rows}
        written: list[tuple[HouseholdMember, Row]] = []
        for row in rows:
            member = self._member(people, row.values, relations)
            if member is None:
                group = self.by.agency.group
                household = people.household(row.values["世帯番号"], written_by=group, district=None)
                person = Person(name=row.values["氏名"], written_by=group)
                member = people.add(household, person, row.values["続柄"], written_by=group)
            self._fill(member, row.values)
            written.append((member, row))
        held = [member for member, _row in written if member.pk]
        people.save()
        for member in held:
            member.person.save()
            member.save()
        self._write_concerns(written, held)

    def _member(self, people: People, values: Values, relations: set[tuple[Any, ...]]) -> HouseholdMember | None:
        """The member of that name and 続柄; else the consultee of that name, unless the file has a 本人 row for them."""
        found = people.members.get((values["世帯番号"], values["氏名"]), [])
        for member in found:
            if member.relation_label == values["続柄"]:
                return member
        for member in found:
            consultee = (values["世帯番号"], values["氏名"], HouseholdMember.CONSULTEE)
            if member.relation_label == HouseholdMember.CONSULTEE and consultee not in relations:
                return member
        return None

    @staticmethod
    def _fill(member: HouseholdMember, values: Values) -> None:
        person = member.person
        person.kana, person.birth_date, person.stated_age = values["ふりがな"], values["生年月日"], values["年齢"]
        person.sex, person.sex_words = sex_of(values["性別"])
        member.relation_label, member.note, member.concerns_stated = values["続柄"], values["備考"], True

    def _write_concerns(self, written: list[tuple[HouseholdMember, Row]], held: list[HouseholdMember]) -> None:
        HouseholdConcern.objects.filter(member__in=held).delete()
        HouseholdConcern.objects.bulk_create(
            [
                HouseholdConcern(
                    household=member.household, member=member, concern=self.all_concerns.by_name[name],
                    written_by=member.written_by,
                )
                for member, row in written
                for name in row.values["課題"]
            ],
            batch_size=5000,
        )  # fmt: skip
