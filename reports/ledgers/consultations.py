"""consultations — 相談受付 (key: 受付番号). A row makes household, person, member, consent and case as it needs them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from accounts.models import Staff
from agencies.calendar import fiscal_year_of, today
from agencies.models import Agency, Concern, Municipality
from casework.choices import Outcome
from casework.models import (
    Case,
    Consent,
    Consultation,
    ConsultationConcern,
    Contact,
    Method,
    NumberCounter,
    Referral,
    Route,
)
from casework.models.consent import all_categories
from reports.ledgers.agencies import Districts
from reports.ledgers.cells import Day, Several, Sex, Text, Words
from reports.ledgers.directory import no_agency
from reports.ledgers.ledger import Ledger, Row, Values
from reports.ledgers.people import People, sex_of, sex_text

AS_TOLD = {  # column → field of Consultation, and of Person
    "氏名": "name", "ふりがな": "kana", "生年月日": "birth_date", "郵便番号": "postal_code", "住所": "address",
    "電話番号": "telephone",
}  # fmt: skip


class Concerns:
    """Concerns by name: of the municipality's own list first, then of any other."""

    def __init__(self) -> None:
        used = Municipality.current().concern_list_id
        every = sorted(Concern.objects.all(), key=lambda each: (each.list_id != used, each.list_id, each.number))
        self.by_name: dict[str, Concern] = {}
        for each in every:
            self.by_name.setdefault(each.name, each)

    def check(self, row: Row, column: str, names: tuple[str, ...]) -> None:
        for name in names:
            if name not in self.by_name:
                row.is_wrong(
                    column, _("“%(name)s” is not in the list of concerns. Write it as the list does.") % {"name": name}
                )


class StaffByName:
    """Staff whose name nobody else has."""

    def __init__(self) -> None:
        self.found: dict[str, Staff | None] = {}
        for each in Staff.objects.filter(is_system=False):
            self.found[each.name] = None if each.name in self.found else each

    def named(self, name: str) -> Staff | None:
        return self.found.get(name)


class Consultations(Ledger):
    name = "consultations"
    title = gettext_lazy("Consultations")
    key = ("受付番号",)
    needed = ("受付番号", "受付日", "氏名")

    number = Field(column_name="受付番号", widget=Text(30))
    received_on = Field(column_name="受付日", widget=Day())
    received_at = Field(column_name="受付機関コード", widget=Text(30))
    received_by = Field(column_name="受付者", widget=Text(60))
    brought_by = Field(column_name="相談元機関コード", widget=Text(30))
    route = Field(column_name="経路", widget=Text(60))
    method = Field(column_name="受付方法", widget=Text(60))
    person_name = Field(column_name="氏名", widget=Text(100))
    kana = Field(column_name="ふりがな", widget=Text(100))
    sex = Field(column_name="性別", widget=Sex())
    birth_date = Field(column_name="生年月日", widget=Day())
    postal_code = Field(column_name="郵便番号", widget=Text(10))
    address = Field(column_name="住所", widget=Text(200))
    telephone = Field(column_name="電話番号", widget=Text(60))
    household = Field(column_name="世帯番号", widget=Text(30))
    main_concern = Field(column_name="主訴", widget=Text(60))
    concerns = Field(column_name="課題", widget=Several(60))
    narrative = Field(column_name="相談内容", widget=Text())
    outcome = Field(
        column_name="対応区分",
        widget=Words(
            {"未定": Outcome.UNDECIDED, "": Outcome.UNDECIDED, "単発": Outcome.ONE_OFF, "継続": Outcome.CONTINUING}
        ),
    )
    decided_on = Field(column_name="対応決定日", widget=Day())
    has_sheet = Field(column_name="つなぐシート", widget=Words({"有": True, "無": False, "": False}))
    consented_on = Field(column_name="同意日", widget=Day())
    closed_on = Field(column_name="終結日", widget=Day())
    closing_reason = Field(column_name="終結理由", widget=Text(200))
    district = Field(column_name="圏域", widget=Text(60))

    def look_up(self) -> None:
        self.agencies = {each.code: each for each in Agency.objects.select_related("group")}
        self.routes = {each.name: each for each in Route.objects.all()}
        self.methods = {each.name: each for each in Method.objects.all()}
        self.all_concerns = Concerns()

    def held(self) -> Iterator[Values]:
        consultations = Consultation.objects.select_related(
            "received_at", "brought_by", "route", "method", "household", "main_concern", "district", "case"
        ).prefetch_related(
            "held_concerns__concern", Prefetch("consents", _imported_consents(), to_attr="imported_consents")
        )
        for each in consultations.order_by("number").iterator(chunk_size=2000):
            yield {column: getattr(each, attribute) for column, attribute in AS_TOLD.items()} | {
                "受付番号": each.number,
                "受付日": each.received_on,
                "受付機関コード": each.received_at.code if each.received_at else "",
                "受付者": each.received_by,
                "相談元機関コード": each.brought_by.code if each.brought_by else "",
                "経路": each.route.name if each.route else "",
                "受付方法": each.method.name if each.method else "",
                "性別": sex_text(each),
                "世帯番号": each.household.number,
                "主訴": each.main_concern.name if each.main_concern else "",
                "課題": tuple(link.concern.name for link in sorted(each.held_concerns.all(), key=lambda link: link.pk)),
                "相談内容": each.narrative,
                "対応区分": Outcome(each.outcome),
                "対応決定日": each.decided_on,
                "つなぐシート": each.has_sheet,
                "同意日": each.imported_consents[0].valid_from if each.imported_consents else None,
                "終結日": each.case.closed_on if each.case else None,
                "終結理由": each.case.closing_reason if each.case else "",
                "圏域": each.district.name if each.district else "",
            }

    def check(self, row: Row) -> None:
        values = row.values
        for column in ("受付機関コード", "相談元機関コード"):
            if values[column] and values[column] not in self.agencies:
                row.is_wrong(column, no_agency(values[column]))
        for column, known in (("経路", self.routes), ("受付方法", self.methods)):
            if values[column] and values[column] not in known:
                row.is_wrong(column, not_in_table(values[column], known))
        self._check_concerns(row)
        self._check_days(row)

    def _check_concerns(self, row: Row) -> None:
        main, several = row.values["主訴"], row.values["課題"]
        self.all_concerns.check(row, "課題", several)
        if main and main not in several:
            self.all_concerns.check(row, "主訴", (main,))
            row.values["課題"] = (main, *several)

    def _check_days(self, row: Row) -> None:
        values = row.values
        if values["対応区分"] is Outcome.UNDECIDED:
            if values["対応決定日"]:
                row.is_wrong(
                    "対応決定日", _("There is a day of decision, but 対応区分 is open. Fill it in, or empty the day.")
                )
        else:
            values["対応決定日"] = values["対応決定日"] or values["受付日"]
            if values["対応決定日"] < values["受付日"]:
                row.is_wrong("対応決定日", _("It cannot be decided before it was received."))
        if values["対応区分"] is not Outcome.CONTINUING and (values["終結日"] or values["終結理由"]):
            row.is_wrong("終結日", _("Only a continuing consultation (継続) has a case that can be closed."))
        elif values["終結日"] and values["終結日"] < values["対応決定日"]:
            row.is_wrong("終結日", _("It cannot be closed before it was opened."))
        if values["生年月日"] and values["生年月日"] > values["受付日"]:
            row.is_wrong("生年月日", _("The date of birth is after the day received."))

    def complete(self, row: Row) -> None:
        row.values["世帯番号"] = row.values["世帯番号"] or row.before["世帯番号"]
        same_set(row, "課題")
        if row.values["世帯番号"] != row.before["世帯番号"]:
            row.is_wrong("世帯番号", _("This consultation belongs to household %(number)s. Move it in the program itself.") % {"number": row.before["世帯番号"]})  # fmt: skip
        if row.before["対応区分"] is Outcome.CONTINUING and row.values["対応区分"] is not Outcome.CONTINUING:
            row.is_wrong("対応区分", _("This consultation has a case already; it stays 継続."))

    # Writing --------------------------------------------------------------------------------------------------------

    def write(self, new: list[Row], changed: list[Row]) -> None:
        self.districts, self.staff = Districts(), StaffByName()
        self.people = People({row.values["世帯番号"] for row in [*new, *changed]})
        self._write_new(new)
        held = {
            each.number: each
            for each in Consultation.objects.filter(
                number__in=[row.values["受付番号"] for row in changed]
            ).select_related("person", "household", "case")
        }
        for row in changed:
            self._write_changed(held[row.values["受付番号"]], row)
        for row in new:
            NumberCounter.objects.note(NumberCounter.Kind.CONSULTATION, row.values["受付番号"])

    def _write_new(self, rows: list[Row]) -> None:
        made: list[tuple[Consultation, Row]] = []
        for row in rows:
            values = row.values
            group = self._written_by(values)
            number = values["世帯番号"] or NumberCounter.objects.next_number(
                NumberCounter.Kind.HOUSEHOLD, fiscal_year_of(values["受付日"]).year
            )
            district = self.districts.named(values["圏域"])
            household = self.people.household(number, written_by=group, district=district)
            person = self.people.consultee(household, values, written_by=group)
            consultation = Consultation(household=household, person=person, written_by=group)
            self._fill(consultation, values)
            made.append((consultation, row))
        self.people.save()
        for consultation, row in made:
            if row.values["対応区分"] is Outcome.CONTINUING:
                consultation.case = self._case(consultation, row.values)
        Case.objects.bulk_create([each.case for each, _row in made if each.case])
        Consultation.objects.bulk_create([each for each, _row in made], batch_size=2000)
        ConsultationConcern.objects.bulk_create(
            [link for consultation, row in made for link in self._links(consultation, row.values)], batch_size=5000
        )
        Consent.objects.bulk_create(
            self._consent(consultation, row.values["同意日"]) for consultation, row in made if row.values["同意日"]
        )

    def _write_changed(self, consultation: Consultation, row: Row) -> None:
        values = row.values
        renamed = consultation.person.name == consultation.name
        self._fill(consultation, values)
        self.people.tell(consultation.person, values, renamed=renamed)
        if values["対応区分"] is Outcome.CONTINUING:
            case = consultation.case or self._case(consultation, values)
            case.opened_on, case.closed_on, case.closing_reason = (
                values["対応決定日"],
                values["終結日"],
                values["終結理由"],
            )
            case.save()
            consultation.case = case
            for model in (Contact, Referral):
                model.objects.filter(consultation=consultation, case=None).update(case=case)
        consultation.version += 1
        consultation.save()
        consultation.held_concerns.all().delete()
        ConsultationConcern.objects.bulk_create(self._links(consultation, values))
        if values["同意日"] != row.before["同意日"]:
            _imported_consents().filter(consultation=consultation).update(withdrawn_on=today())
            if values["同意日"]:
                self._consent(consultation, values["同意日"]).save()

    def _fill(self, consultation: Consultation, values: Values) -> None:
        for column, attribute in AS_TOLD.items():
            setattr(consultation, attribute, values[column])
        consultation.number = values["受付番号"]
        consultation.received_on = values["受付日"]
        consultation.received_at = self.agencies.get(values["受付機関コード"])
        consultation.received_by = values["受付者"]
        consultation.received_by_staff = self.staff.named(values["受付者"])
        consultation.brought_by = self.agencies.get(values["相談元機関コード"])
        consultation.route = self.routes.get(values["経路"])
        consultation.method = self.methods.get(values["受付方法"])
        consultation.sex, consultation.sex_words = sex_of(values["性別"])
        consultation.main_concern = self.all_concerns.by_name.get(values["主訴"])
        consultation.narrative = values["相談内容"]
        consultation.outcome = values["対応区分"]
        consultation.decided_on = values["対応決定日"]
        consultation.has_sheet = values["つなぐシート"]
        consultation.district = self.districts.named(values["圏域"])

    def _case(self, consultation: Consultation, values: Values) -> Case:
        return Case(
            number=values["受付番号"], household=consultation.household, opened_on=values["対応決定日"],
            closed_on=values["終結日"], closing_reason=values["終結理由"], written_by=consultation.written_by,
        )  # fmt: skip

    def _links(self, consultation: Consultation, values: Values) -> list[ConsultationConcern]:
        return [
            ConsultationConcern(consultation=consultation, concern=self.all_concerns.by_name[name])
            for name in values["課題"]
        ]

    def _consent(self, consultation: Consultation, day: Any) -> Consent:
        return Consent(
            household=consultation.household, given_by=consultation.person, valid_from=day, consultation=consultation,
            written_by=consultation.written_by,
        )  # fmt: skip

    def _written_by(self, values: Values):
        agency = self.agencies.get(values["受付機関コード"])
        return (agency or self.by.agency).group


def _imported_consents():
    """Consents as a 同意日 says them: all categories, the agencies concerned, without an end, not withdrawn."""
    return Consent.objects.filter(
        agencies_concerned=True, valid_until=None, withdrawn_on=None, categories__contains=all_categories()
    ).order_by("pk")


def same_set(row: Row, column: str) -> None:
    """Several values in another order are no change."""
    if set(row.values[column]) == set(row.before[column]):
        row.values[column] = row.before[column]


def not_in_table(name: str, known: dict[str, Any]) -> str:
    return _("“%(text)s” is not known here. Write one of: %(offered)s.") % {
        "text": name,
        "offered": _(", ").join(known),
    }
