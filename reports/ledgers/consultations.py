"""consultations — 相談受付 (key: 受付番号). A row makes household, person, member, consent and case as needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from agencies.calendar import fiscal_year_of, today
from agencies.models import Agency
from casework.actions.case_course import reopen_case
from casework.actions.cases import open_case
from casework.actions.consents import withdraw_consent
from casework.actions.grants import read_on, settle_part_grants
from casework.choices import Outcome
from casework.models import (
    Case,
    Consent,
    Consultation,
    ConsultationConcern,
    Grant,
    Household,
    HouseholdMember,
    Method,
    NumberCounter,
    Person,
    Route,
)
from casework.models.consent import all_categories
from reports.ledgers.agencies import Districts, no_agency
from reports.ledgers.cells import Day, Several, Sex, Text, Words
from reports.ledgers.codes import Concerns, StaffByName, not_in_table, same_set
from reports.ledgers.ledger import Ledger, Row, Values
from reports.ledgers.numbers import not_open, note_numbers, out_of_sight
from reports.ledgers.people import DETAILS, People, sex_of, sex_text

AS_TOLD = {"氏名": "name"} | DETAILS
AGENCIES = {"受付機関コード": "received_at", "相談元機関コード": "brought_by"}
CODES = {"経路": "route", "受付方法": "method"}
RESTRICTED = "restricted"  # no column


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

    def look_up(self, rows: list[Row]) -> None:
        self.agencies = {each.code: each for each in Agency.objects.select_related("group")}
        self.codes: dict[str, dict[str, Any]] = {
            "経路": {each.name: each for each in Route.objects.all()},
            "受付方法": {each.name: each for each in Method.objects.all()},
        }
        self.all_concerns = Concerns()
        self.not_open: set[str] = set()
        if not self.sees_all:
            self.not_open = out_of_sight(Consultation, (row.values["受付番号"] for row in rows))
            self.not_open |= out_of_sight(Household, (row.values["世帯番号"] for row in rows))

    def held(self, among: list[Row] | None = None) -> Iterator[Values]:
        consultations = Consultation.objects.select_related(
            "received_at", "brought_by", "route", "method", "household", "main_concern", "district", "case"
        ).prefetch_related("held_concerns__concern", Prefetch("consents", imported_consents(), to_attr="as_imported"))
        if among is not None:
            consultations = consultations.filter(number__in=[row.values["受付番号"] for row in among])
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
                "同意日": each.as_imported[0].valid_from if each.as_imported else None,
                "終結日": each.case.closed_on if each.case else None,
                "終結理由": each.case.closing_reason if each.case else "",
                "圏域": each.district.name if each.district else "",
                RESTRICTED: each.restricted,
            }

    def check(self, row: Row) -> None:
        values = row.values
        for column in ("受付番号", "世帯番号"):
            if values[column] in self.not_open:
                row.is_wrong(column, not_open(values[column]))
        for column in AGENCIES:
            if values[column] and values[column] not in self.agencies:
                row.is_wrong(column, no_agency(values[column]))
        for column, known in self.codes.items():
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
        received, decided, ended = values["受付日"], values["対応決定日"], values["終結日"]
        continuing = values["対応区分"] is Outcome.CONTINUING
        if "対応区分" in row.unread or received is None:
            return
        if values["対応区分"] is Outcome.UNDECIDED:
            if decided:
                row.is_wrong(
                    "対応決定日", _("There is a day of decision, but 対応区分 is open. Fill it in, or empty the day.")
                )
        else:
            decided = values["対応決定日"] = decided or received
            if decided < received:
                row.is_wrong("対応決定日", _("It cannot be decided before it was received."))
        if not continuing and (ended or values["終結理由"]):
            row.is_wrong("終結日", _("Only a continuing consultation (継続) has a case that can be closed."))
        elif continuing and values["終結理由"] and not ended:
            row.is_wrong("終結日", _("There is a reason for closing, but no day. Fill in the day, or empty it."))
        elif ended and decided and ended < decided:
            row.is_wrong("終結日", _("It cannot be closed before it was opened."))
        if values["生年月日"] and values["生年月日"] > received:
            row.is_wrong("生年月日", _("The date of birth is after the day received."))

    def complete(self, row: Row) -> None:
        row.values["世帯番号"] = row.values["世帯番号"] or row.before["世帯番号"]
        same_set(row, "課題")
        if row.values["世帯番号"] != row.before["世帯番号"]:
            row.is_wrong(
                "世帯番号",
                _("This consultation belongs to household %(number)s. Move it in the program itself.")
                % {"number": row.before["世帯番号"]},
            )
        if row.before["対応区分"] is Outcome.CONTINUING and row.values["対応区分"] is not Outcome.CONTINUING:
            row.is_wrong("対応区分", _("This consultation has a case already; it stays 継続."))
        opens = row.values["対応区分"] is Outcome.CONTINUING is not row.before["対応区分"]
        if opens and row.before[RESTRICTED]:
            row.is_wrong("対応区分", _("This family is restricted. Decide in the program itself."))

    # Writing --------------------------------------------------------------------------------------------------------

    def write(self, new: list[Row], changed: list[Row]) -> None:
        self.districts, self.staff = Districts(), StaffByName()
        self.people = People(row.values["世帯番号"] for row in [*new, *changed])
        self._write_new(new)
        held = {
            each.number: each
            for each in Consultation.objects.filter(
                number__in=[row.values["受付番号"] for row in changed]
            ).select_related("person", "household", "case", "received_at")
        }
        for row in changed:
            self._write_changed(held[row.values["受付番号"]], row)
        self.people.save()
        note_numbers(NumberCounter.Kind.CONSULTATION, (row.values["受付番号"] for row in new))

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
        known = [consultation.household for consultation, _row in made if consultation.household.pk]
        self.people.save()
        for consultation, row in made:
            if row.values["対応区分"] is Outcome.CONTINUING:
                consultation.case = self._case(consultation, row.values)
        Case.objects.bulk_create([each.case for each, _row in made if each.case], batch_size=2000)
        Consultation.objects.bulk_create([each for each, _row in made], batch_size=2000)
        links = [link for each, row in made for link in self._links(each, row.values["課題"])]
        ConsultationConcern.objects.bulk_create(links, batch_size=5000)
        consents = [self._consent(each, row.values["同意日"]) for each, row in made if row.values["同意日"]]
        Consent.objects.bulk_create(consents, batch_size=2000)
        self._settle(known)

    def _write_changed(self, consultation: Consultation, row: Row) -> None:
        values, before = row.values, row.before
        consultation.person = self._consultee_now(consultation, row)
        if consultation.received_at and values["受付機関コード"] != before["受付機関コード"]:
            self._hand_over(consultation, consultation.received_at.group, self._written_by(values))
        self._fill(consultation, values)
        self.people.tell(consultation.person, values, before)
        self._write_case(consultation, values)
        consultation.version += 1
        consultation.save()
        if values["課題"] != before["課題"]:
            consultation.held_concerns.exclude(concern__name__in=values["課題"]).delete()
            added = [name for name in values["課題"] if name not in before["課題"]]
            ConsultationConcern.objects.bulk_create(self._links(consultation, added))
        if values["同意日"] != before["同意日"]:
            self._write_consent(consultation, values["同意日"])

    def _consultee_now(self, consultation: Consultation, row: Row) -> Person:
        """The person as before, unless the row now names another member of the household."""
        name, member = row.values["氏名"], None
        if name != row.before["氏名"]:
            member = self.people.named(consultation.household.number, name, born=row.values["生年月日"])
        return member.person if member else self.people.known(consultation.person)

    def _hand_over(self, consultation: Consultation, former: Group, group: Group) -> None:
        """Another agency received it than was written: what hangs on who wrote it follows, sight with it."""
        if consultation.written_by_id != former.pk:
            return
        consultation.written_by = group
        Consent.objects.filter(consultation=consultation, written_by=former).update(written_by=group)
        household = consultation.household
        if not Consultation.objects.filter(household=household, written_by=former).exclude(pk=consultation.pk).exists():
            Household.objects.filter(pk=household.pk, written_by=former).update(written_by=group)
            Person.objects.filter(memberships__household=household, written_by=former).update(written_by=group)
            HouseholdMember.objects.filter(household=household, written_by=former).update(written_by=group)

    def _fill(self, consultation: Consultation, values: Values) -> None:
        for column, attribute in AS_TOLD.items():
            setattr(consultation, attribute, values[column])
        for column, attribute in AGENCIES.items():
            setattr(consultation, attribute, self.agencies.get(values[column]))
        for column, attribute in CODES.items():
            setattr(consultation, attribute, self.codes[column].get(values[column]))
        consultation.number = values["受付番号"]
        consultation.received_on = values["受付日"]
        consultation.received_by = values["受付者"]
        consultation.received_by_staff = self.staff.named(values["受付者"])
        consultation.sex, consultation.sex_words = sex_of(values["性別"])
        if consultation.main_concern is None or consultation.main_concern.name != values["主訴"]:
            consultation.main_concern = self.all_concerns.by_name.get(values["主訴"])
        consultation.narrative = values["相談内容"]
        consultation.outcome = values["対応区分"]
        consultation.decided_on = values["対応決定日"]
        consultation.has_sheet = values["つなぐシート"]
        consultation.district = self.districts.named(values["圏域"])

    def _case(self, consultation: Consultation, values: Values) -> Case:
        return Case(
            number=values["受付番号"], household=consultation.household, opened_on=values["対応決定日"],
            phase_since=values["対応決定日"], closed_on=values["終結日"], closing_reason=values["終結理由"],
            written_by=consultation.written_by,
        )  # fmt: skip

    def _write_case(self, consultation: Consultation, values: Values) -> None:
        if values["対応区分"] is not Outcome.CONTINUING:
            return
        opened, ended, reason = values["対応決定日"], values["終結日"], values["終結理由"]
        case = consultation.case or open_case(consultation, opened, by=self.by)
        if case.closed_on and not ended:
            case = reopen_case(case, by=self.by)
        closes = ended and not case.closed_on
        case.opened_on, case.closed_on, case.closing_reason = opened, ended, reason
        case.version += 1
        case.save()
        consultation.case = case
        if closes:
            self._end_sight(case)

    def _end_sight(self, case: Case) -> None:
        """As when a case is closed on its page, where a reason is asked for that a ledger may not have."""
        settle_part_grants(case, by=self.by, tell=False)
        for held in Grant.objects.live().filter(content_object=case, reason=Grant.Reason.REFERRAL, valid_until=None):
            read_on(held, by=self.by)

    def _links(self, consultation: Consultation, names: Any) -> list[ConsultationConcern]:
        return [
            ConsultationConcern(consultation=consultation, concern=self.all_concerns.by_name[name]) for name in names
        ]

    def _consent(self, consultation: Consultation, day: Any) -> Consent:
        return Consent(
            household=consultation.household, given_by=consultation.person, valid_from=day, consultation=consultation,
            written_by=consultation.written_by,
        )  # fmt: skip

    def _write_consent(self, consultation: Consultation, day: Any) -> None:
        """A corrected day is corrected; a day taken away withdraws the consent, which is kept."""
        held = imported_consents().filter(consultation=consultation).first()
        if held and day is None:
            withdraw_consent(held, max(today(), held.valid_from), by=self.by)
        elif held:
            held.valid_from = day
            held.save()
        else:
            self._consent(consultation, day).save()
        self._settle([consultation.household])

    def _settle(self, households: list[Household]) -> None:
        """Agencies with a part that a consent covers from now on see the case."""
        for case in Case.objects.filter(household__in=households, closed_on=None, plans__isnull=False).distinct():
            settle_part_grants(case, by=self.by, tell=False)

    def _written_by(self, values: Values) -> Group:
        return (self.agencies.get(values["受付機関コード"]) or self.by.agency).group


def imported_consents() -> QuerySet[Consent]:
    """Consents as a 同意日 says them: all categories, the agencies concerned, without an end, not withdrawn. Others are
    no 同意日, or an import elsewhere would widen them."""
    return Consent.objects.filter(
        agencies_concerned=True, valid_until=None, withdrawn_on=None, categories__contains=all_categories()
    ).order_by("pk")
