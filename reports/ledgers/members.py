"""household_members — 世帯員 (key: 世帯番号 + 氏名 + 続柄)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.results import RowResult

from casework.models import (
    Consultation,
    ConsultationConcern,
    Household,
    HouseholdConcern,
    HouseholdMember,
    Person,
)
from reports.ledgers.cells import Age, Day, Several, Sex, Text
from reports.ledgers.codes import Concerns, same_set
from reports.ledgers.ledger import Ledger, Row, Values
from reports.ledgers.numbers import not_open, out_of_sight
from reports.ledgers.people import People, name_key, sex_of, sex_text

CONSULTEE = HouseholdMember.CONSULTEE
MEMBER, STATED = "member", "concerns stated"  # no columns: the record, and whether its concerns are its own


class Members(Ledger):
    """A consultee is written as 本人, and once more under the 続柄 where another is known; both rows are one member.

    A member's concerns are those of the 本人 row; without one those of the row, or else of their consultations."""

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

    def key_of(self, values: Values) -> tuple[Any, ...]:
        """By the name as it is matched: 髙﨑 and 高崎 in one household under one 続柄 are one."""
        return values["世帯番号"], name_key(values["氏名"]), values["続柄"]

    def look_up(self, rows: list[Row]) -> None:
        self.all_concerns = Concerns()
        self.stated_by_file = {self.key_of(row.values)[:2] for row in rows if row.values["続柄"] == CONSULTEE}
        self.not_open: set[str] = set()
        if not self.sees_all:
            self.not_open = out_of_sight(Household, (row.values["世帯番号"] for row in rows))

    def held(self, among: list[Row] | None = None) -> Iterator[Values]:
        """Who lives there, and consultees who left; consultees first, by their consultations."""
        members = _members()
        if among is not None:
            members = members.filter(household__number__in={row.values["世帯番号"] for row in among})
        members = members.select_related("household", "person").prefetch_related("held_concerns__concern")
        told = self._told(among)
        for each in members.order_by("household__number", "first_number", "order", "pk").iterator(chunk_size=2000):
            values = self._values(each, told.get((each.household_id, each.person_id), []))
            if each.first_number and each.relation_label != CONSULTEE:
                yield values | {"続柄": CONSULTEE}
            if each.relation_label or not each.first_number:
                yield values

    def _told(self, among: list[Row] | None) -> dict[tuple[int, int], list[str]]:
        """The concerns of consultations, by household and person."""
        told: dict[tuple[int, int], list[str]] = {}
        links = ConsultationConcern.objects.order_by("consultation__number", "pk")
        if among is not None:
            links = links.filter(consultation__household__number__in={row.values["世帯番号"] for row in among})
        for household, person, name in links.values_list(
            "consultation__household", "consultation__person", "concern__name"
        ):
            told.setdefault((household, person), []).append(name)
        return told

    def _values(self, member: HouseholdMember, told: list[str]) -> Values:
        own = [each.concern.name for each in sorted(member.held_concerns.all(), key=lambda each: each.pk)]
        return {
            "世帯番号": member.household.number,
            "氏名": member.person.name,
            "ふりがな": member.person.kana,
            "続柄": member.relation_label,
            "性別": sex_text(member.person),
            "生年月日": member.person.birth_date,
            "年齢": member.person.stated_age,
            "課題": tuple(dict.fromkeys(own if member.concerns_stated else own + told)),
            "備考": member.note,
            STATED: member.concerns_stated,
            MEMBER: member,
        }

    def check(self, row: Row) -> None:
        if row.values["世帯番号"] in self.not_open:
            row.is_wrong("世帯番号", not_open(row.values["世帯番号"]))
        self.all_concerns.check(row, "課題", row.values["課題"])

    def compare(self, rows: list[Row]) -> None:
        """A row whose 続柄 is new may name a known member all the same: it is then a change of that member."""
        self.keys_of_file = {self.key_of(row.values) for row in rows}
        known: dict[tuple[Any, ...], dict[str, Values]] = {}
        for values in self.held(rows):
            known.setdefault(self.key_of(values)[:2], {}).setdefault(values["続柄"], values)
        super().compare(rows)
        widgets = self._widgets()
        for row in rows:
            if not row.mistakes and not row.before:
                row.before = self._known_otherwise(row, known.get(self.key_of(row.values)[:2], {}))
                if row.before:
                    self.complete(row)
                    row.changes = self.changes(row, widgets)
                    row.state = RowResult.IMPORT_TYPE_UPDATE if row.changes else RowResult.IMPORT_TYPE_SKIP

    def _known_otherwise(self, row: Row, known: dict[str, Values]) -> Values:
        """A consultee is that member under any 続柄 (taken once); 本人 is whoever of that name lives there."""
        if row.values["続柄"] != CONSULTEE:
            return known.pop(CONSULTEE) if list(known) == [CONSULTEE] else {}
        relation = next(iter(known), None)
        if relation is None:
            return {}
        said_too = (*self.key_of(row.values)[:2], relation) in self.keys_of_file
        return known[relation] | ({"続柄": CONSULTEE} if said_too else {})

    def complete(self, row: Row) -> None:
        values, before = row.values, row.before
        same_set(row, "課題")
        if values["続柄"] != CONSULTEE and not self._says_all(values):
            row.values = before | {name: values[name] for name in self.key}
        elif values["続柄"] != CONSULTEE and not before[STATED] and not values["課題"]:
            values["課題"] = before["課題"]  # without a 本人 row they are the consultation's

    def _says_all(self, values: Values) -> bool:
        """Where a file has a 本人 row of a member beside one of another 続柄, the other says its 続柄 and no more."""
        return values["続柄"] == CONSULTEE or self.key_of(values)[:2] not in self.stated_by_file

    def changes(self, row: Row, widgets: dict[str, Any]) -> list[tuple[str, str, str]]:
        """A 本人 row that states what the consultation said already is a change too: it is the member's own now."""
        changes = super().changes(row, widgets)
        if row.values["続柄"] == CONSULTEE and not row.before[STATED] and "課題" not in [name for name, *_ in changes]:
            changes.append(("課題", _("as the consultation says"), _("stated for the member")))
        return changes

    # Writing --------------------------------------------------------------------------------------------------------

    def write(self, new: list[Row], changed: list[Row]) -> None:
        rows = sorted([*new, *changed], key=lambda each: each.number)
        self.people = People(row.values["世帯番号"] for row in rows)
        self.concerns_of: dict[int, tuple[HouseholdMember, tuple[str, ...]]] = {}
        self.changed: dict[int, HouseholdMember] = {}
        members: dict[int, HouseholdMember] = {}
        for row in changed:  # a member may stand in two rows
            member = members.setdefault(row.before[MEMBER].pk, row.before[MEMBER])
            member.person = self.people.known(member.person)
        made: dict[tuple[Any, ...], list[HouseholdMember]] = {}
        for row in rows:
            known = members[row.before[MEMBER].pk] if row.before else self._made_by_file(row, made)
            member = known or self._make(row.values)
            made.setdefault(self.key_of(row.values)[:2], []).append(member)
            self._fill(member, row)
        self.people.save()
        HouseholdMember.objects.bulk_update(
            self.changed.values(), ["relation_label", "note", "concerns_stated"], batch_size=500
        )
        self._write_concerns()

    def _made_by_file(self, row: Row, made: dict[tuple[Any, ...], list[HouseholdMember]]) -> HouseholdMember | None:
        """Another row of the file has named this member under another 続柄, one of the two being 本人."""
        others = made.get(self.key_of(row.values)[:2], [])
        if row.values["続柄"] == CONSULTEE and others:
            return others[0]
        return next((each for each in others if each.relation_label == CONSULTEE), None)

    def _make(self, values: Values) -> HouseholdMember:
        group = self.by.agency.group
        household = self.people.household(values["世帯番号"], written_by=group, district=None)
        person = Person(name=values["氏名"], written_by=group)
        self.people.new_persons.append(person)
        return self.people.add(household, person, values["続柄"], written_by=group)

    def _fill(self, member: HouseholdMember, row: Row) -> None:
        values = row.values
        if row.before:
            if row.before["続柄"] != values["続柄"]:
                member.relation_label = values["続柄"]
        elif values["続柄"] != CONSULTEE:  # 本人 is what is written where nothing else is known
            member.relation_label = values["続柄"]
        if self._says_all(values):
            person = member.person
            person.name, person.kana = values["氏名"], values["ふりがな"]
            person.birth_date, person.stated_age = values["生年月日"], values["年齢"]
            person.sex, person.sex_words = sex_of(values["性別"])
            member.note = values["備考"]
            if person.pk:
                self.people.changed_persons[person.pk] = person
            if values["続柄"] == CONSULTEE or values["課題"] != row.before.get("課題", ()):
                member.concerns_stated = True
            if member.concerns_stated:
                self.concerns_of[id(member)] = (member, values["課題"])
        if member.pk:
            self.changed[member.pk] = member

    def _write_concerns(self) -> None:
        """Concerns of another list under the same name stay as they are."""
        written = list(self.concerns_of.values())
        held: dict[int, dict[str, HouseholdConcern]] = {}
        for each in HouseholdConcern.objects.filter(member__in=[m for m, _names in written]).select_related("concern"):
            held.setdefault(each.member_id or 0, {})[each.concern.name] = each
        gone = [
            each.pk for member, names in written for name, each in held.get(member.pk, {}).items() if name not in names
        ]
        HouseholdConcern.objects.filter(pk__in=gone).delete()
        HouseholdConcern.objects.bulk_create(
            [
                HouseholdConcern(
                    household=member.household, member=member, concern=self.all_concerns.by_name[name],
                    written_by=member.written_by,
                )
                for member, names in written
                for name in names
                if name not in held.get(member.pk, {})
            ],
            batch_size=5000,
        )  # fmt: skip


def _members() -> QuerySet[Any]:
    """Members of today, and consultees who left and did not come back; with the number of their first consultation."""
    consultations = Consultation.objects.filter(household=OuterRef("household"), person=OuterRef("person"))
    back = HouseholdMember.objects.filter(household=OuterRef("household"), person=OuterRef("person"))
    newer = back.filter(Q(left_on=None) | Q(pk__gt=OuterRef("pk")))
    return HouseholdMember.objects.annotate(
        first_number=Subquery(consultations.order_by("number").values("number")[:1])
    ).filter(Q(left_on=None) | Q(first_number__isnull=False) & ~Exists(newer))
