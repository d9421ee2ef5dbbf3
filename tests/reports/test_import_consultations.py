"""consultations: one row makes household, person, member, consent and case; a second file changes what it names."""

from datetime import date
from typing import Any

import pytest

from accounts.acting import acting_as
from agencies.models import Agency, Concern, ConcernList, District, Municipality
from casework.actions.grants import settle_part_grants
from casework.choices import Outcome
from casework.models import (
    Case,
    Consent,
    Consultation,
    ConsultationConcern,
    Grant,
    Household,
    HouseholdMember,
    NumberCounter,
    Person,
)
from reports.ledgers import LEDGERS
from reports.ledgers.taking import take
from reports.ledgers.writing import written
from tests.factories import (
    AgencyFactory,
    ConsentFactory,
    ContactFactory,
    MemberFactory,
    PlanFactory,
    PlanRoleFactory,
    ReferralFactory,
    StaffFactory,
)
from tests.reports.ledger_files import exported, mistakes, restrict, rows_of, table, taken


@pytest.fixture(autouse=True)
def agencies() -> None:
    AgencyFactory(code="E00", name="包括化推進員室", type=None)
    AgencyFactory(code="E01", name="東福祉事務所")
    AgencyFactory(code="E04", name="みなと病院")


def row(number: str = "2021-0003", **more: str) -> dict[str, str]:
    return {
        "受付番号": number, "受付日": "2021-04-01", "受付機関コード": "E01", "受付者": "", "相談元機関コード": "",
        "経路": "当事者", "受付方法": "来所", "氏名": "佐々木 久", "ふりがな": "ささき ひさし", "性別": "男性",
        "生年月日": "1981-04-02", "郵便番号": "", "住所": "東町7", "電話番号": "", "世帯番号": "W03",
        "主訴": "債務のこと", "課題": "債務のこと", "相談内容": "借りたお金のこと", "対応区分": "継続",
        "対応決定日": "2021-04-20", "つなぐシート": "有", "同意日": "2021-04-10", "終結日": "", "終結理由": "",
        "圏域": "東",
    } | more  # fmt: skip


UNDECIDED = {"対応区分": "", "対応決定日": "", "同意日": ""}


def import_(*rows: dict[str, str], **options: Any):
    return taken("consultations", table(*rows), **options)


def test_one_row_makes_everything_that_hangs_on_it() -> None:
    assert mistakes(import_(row())) == []
    made = Consultation.objects.get()
    group = Agency.objects.get(code="E01").group
    assert (made.household.number, made.household.written_by, made.person.name) == ("W03", group, "佐々木 久")
    assert (made.name, made.address, made.received_at.code, made.written_by) == ("佐々木 久", "東町7", "E01", group)
    member = HouseholdMember.objects.get()
    assert (member.household, member.person, member.relation_label) == (made.household, made.person, "本人")
    assert not member.concerns_stated
    case = Case.objects.get()
    assert (case, case.number, case.opened_on) == (made.case, "2021-0003", date(2021, 4, 20))
    consent = Consent.objects.get()
    assert (consent.consultation, consent.given_by, consent.valid_from) == (made, made.person, date(2021, 4, 10))
    assert consent.agencies_concerned and consent.valid_until is None and len(consent.categories) == 7
    assert made.person.search_key
    assert made.district == District.objects.get(name="東")


def test_an_empty_decision_is_open_and_an_empty_day_is_the_day_received() -> None:
    import_(row("2021-0001", **UNDECIDED), row("2021-0002", 世帯番号="W04", 対応区分="単発", 対応決定日=""))
    first, second = Consultation.objects.order_by("number")
    assert (first.outcome, first.decided_on, first.case) == (Outcome.UNDECIDED, None, None)
    assert (second.outcome, second.decided_on, second.case) == (Outcome.ONE_OFF, date(2021, 4, 1), None)


def test_the_same_person_comes_again_and_has_two_cases() -> None:
    import_(row("2021-0003"), row("2021-0004", 受付日="2021-08-10", 対応決定日="2021-08-10"))
    assert Household.objects.count() == Person.objects.count() == HouseholdMember.objects.count() == 1
    assert Case.objects.filter(household=Household.objects.get()).count() == 2


def test_a_later_file_finds_the_person_by_household_and_name_however_it_is_spelled() -> None:
    import_(row(氏名="髙﨑 ハル"))
    import_(row("2021-0004", 氏名="高崎ハル", **UNDECIDED))
    assert Person.objects.count() == HouseholdMember.objects.count() == 1
    assert Person.objects.get().name == "髙﨑 ハル"
    assert Consultation.objects.get(number="2021-0004").name == "高崎ハル"


def test_the_same_name_in_another_household_is_another_person() -> None:
    import_(row(), row("2021-0004", 世帯番号="W04"))
    assert Person.objects.count() == 2


def test_somebody_without_a_name_is_one_member_of_a_household_and_matched_nowhere_else() -> None:
    import_(row("2021-0001", 氏名="匿名"), row("2021-0002", 氏名="匿名"), row("2021-0003", 氏名="匿名", 世帯番号="W9"))
    assert Person.objects.count() == 2
    assert HouseholdMember.objects.filter(household__number="W03").count() == 1


def test_a_consultee_known_under_another_relation_is_that_member() -> None:
    taken("household_members", table({"世帯番号": "W03", "氏名": "佐々木 久", "続柄": "長男", "課題": ""}))
    import_(row())
    member = HouseholdMember.objects.get()
    assert member.relation_label == "長男"
    assert Consultation.objects.get().person == member.person


def test_numbers_move_the_counter_of_their_own_year() -> None:
    import_(
        row("2021-0012", 受付日="2022-05-01", 対応決定日="2022-05-01"), row("2021-0003"), row("旧-7"), row("2020-0001")
    )
    counters = NumberCounter.objects.filter(kind=NumberCounter.Kind.CONSULTATION)
    assert dict(counters.values_list("fiscal_year", "last")) == {2020: 1, 2021: 12}
    assert NumberCounter.objects.next_number(NumberCounter.Kind.CONSULTATION, 2021) == "2021-0013"
    import_(row("2021-0005"))
    assert NumberCounter.objects.next_number(NumberCounter.Kind.CONSULTATION, 2021) == "2021-0014"


def test_without_a_household_number_one_is_given_and_kept() -> None:
    given = row(世帯番号="", **UNDECIDED)
    import_(given)
    assert Household.objects.get().number == "S2021-0001"
    assert [each.state for each in import_(given).rows] == ["skip"]
    import_(row("2021-0009", 世帯番号="S2021-0007", **UNDECIDED), row("2021-0010", 世帯番号="", **UNDECIDED))
    assert Consultation.objects.get(number="2021-0010").household.number == "S2021-0008"


def test_who_received_it_is_linked_where_exactly_one_has_that_name() -> None:
    only = StaffFactory(name="佐藤 陽子")
    StaffFactory(name="鈴木 茂")
    StaffFactory(name="鈴木 茂")
    import_(
        row("2021-0001", 受付者="佐藤　陽子"), row("2021-0002", 受付者="鈴木 茂"), row("2021-0003", 受付者="推進員")
    )
    linked = Consultation.objects.order_by("number").values_list("received_by", "received_by_staff")
    assert list(linked) == [("佐藤　陽子", only.pk), ("鈴木 茂", None), ("推進員", None)]


def test_without_a_receiving_agency_the_acting_agency_wrote_it(abe) -> None:
    with acting_as(abe):
        import_(row(受付機関コード=""), by=abe)
    assert Consultation.objects.get().written_by == abe.agency.group


def test_a_concern_is_of_the_citys_own_list_first() -> None:
    Municipality.objects.update(concern_list=ConcernList.objects.get(code="okayama12"))
    import_(row(主訴="介護のこと", 課題="介護のこと;債務のこと"))
    lists = ConsultationConcern.objects.values_list("concern__list__code", flat=True)
    assert sorted(lists) == ["national16", "okayama12"]


def test_concerns_keep_their_order_and_another_order_is_no_change() -> None:
    import_(row(課題="介護のこと;債務のこと;住まいのこと"))
    assert rows_of(exported("consultations"))[0]["課題"] == "介護のこと;債務のこと;住まいのこと"
    assert [each.state for each in import_(row(課題="住まいのこと;介護のこと;債務のこと")).rows] == ["skip"]


def test_the_main_concern_is_one_of_the_concerns() -> None:
    import_(row(主訴="介護のこと", 課題="債務のこと"))
    assert {each.name for each in Consultation.objects.get().concerns.all()} == {"介護のこと", "債務のこと"}
    assert [each.state for each in import_(row(主訴="介護のこと", 課題="債務のこと")).rows] == ["skip"]


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("受付番号", {"受付番号": ""}),
        ("受付日", {"受付日": ""}),
        ("氏名", {"氏名": ""}),
        ("受付日", {"受付日": "2021-02-30"}),
        ("受付日", {"受付日": "昭和64年2月1日"}),
        ("生年月日", {"生年月日": "1981/13/1"}),
        ("生年月日", {"生年月日": "2021-04-02"}),
        ("受付機関コード", {"受付機関コード": "X99"}),
        ("相談元機関コード", {"相談元機関コード": "X99"}),
        ("経路", {"経路": "郵便"}),
        ("受付方法", {"受付方法": "伝書鳩"}),
        ("課題", {"課題": "債務のこと;夢のこと"}),
        ("主訴", {"主訴": "夢のこと"}),
        ("対応区分", {"対応区分": "たぶん"}),
        ("対応決定日", {"対応区分": "未定"}),
        ("対応決定日", {"対応決定日": "2021-03-31"}),
        ("つなぐシート", {"つなぐシート": "多分"}),
        ("終結日", {"対応区分": "単発", "終結日": "2021-05-01"}),
        ("終結日", {"対応区分": "単発", "終結理由": "転居"}),
        ("終結日", {"終結日": "2021-04-19"}),
        ("終結日", {"終結理由": "転居"}),
        ("受付番号", {"受付番号": "2021-" + "0" * 30}),
    ],
)
def test_a_wrong_cell_is_told_by_its_column_and_nothing_is_written(column: str, wrong: dict[str, str]) -> None:
    assert mistakes(import_(row("2021-0001", 世帯番号="W1"), row(**wrong))) == [(3, column)]
    assert not Consultation.objects.exists() and not Household.objects.exists()


def test_all_mistakes_of_all_rows_are_told_at_once() -> None:
    done = import_(
        row("2021-0001", 受付日="きのう", 経路="郵便"),
        row("2021-0002", 受付機関コード="X", 課題="夢"),
        row("2021-0002"),
    )
    assert set(mistakes(done)) == {
        (2, "受付日"), (2, "経路"), (3, "受付機関コード"), (3, "課題"), (4, "受付番号"),
    }  # fmt: skip


def test_the_right_rows_alone_can_be_taken() -> None:
    done = import_(row("2021-0001"), row("2021-0002", 受付日="きのう"), right_ones_only=True)
    assert mistakes(done) == [(3, "受付日")]
    assert list(Consultation.objects.values_list("number", flat=True)) == ["2021-0001"]


# A second file ------------------------------------------------------------------------------------------------------


def test_a_changed_row_changes_what_it_names_field_by_field() -> None:
    import_(row())
    (changed,) = import_(row(電話番号="0225-00-1111", 相談内容="借金のこと", 課題="債務のこと;住まいのこと")).changed
    assert changed.changes == [
        ("電話番号", "", "0225-00-1111"), ("課題", "債務のこと", "債務のこと;住まいのこと"),
        ("相談内容", "借りたお金のこと", "借金のこと"),
    ]  # fmt: skip
    held = Consultation.objects.get()
    assert (held.telephone, held.narrative, held.version) == ("0225-00-1111", "借金のこと", 2)
    assert ConsultationConcern.objects.count() == 2


def test_the_person_follows_a_correction_but_not_against_what_is_known_since() -> None:
    import_(row(住所="東町7", 電話番号="1"))
    Person.objects.update(telephone="2")
    import_(row(住所="東町8", 電話番号="3", 氏名="佐々木 寿"))
    person = Person.objects.get()
    assert (person.name, person.address, person.telephone) == ("佐々木 寿", "東町8", "2")
    assert "佐々木寿" in person.search_key
    assert HouseholdMember.objects.count() == 1


def test_a_corrected_name_that_another_member_has_is_that_member() -> None:
    import_(row())
    taken("household_members", table({"世帯番号": "W03", "氏名": "佐々木 光", "続柄": "長女"}))
    import_(row(氏名="佐々木 光"))
    assert Consultation.objects.get().person.name == "佐々木 光"
    assert Person.objects.filter(name="佐々木 久").count() == 1


def test_a_concern_of_another_list_stays_what_it_was() -> None:
    import_(row())
    link = ConsultationConcern.objects.get()
    link.concern = Concern.objects.get(list__code="okayama12", name="介護のこと")
    link.save()
    Consultation.objects.update(main_concern=link.concern)
    import_(row(主訴="介護のこと", 課題="介護のこと;債務のこと"))
    assert ConsultationConcern.objects.get(pk=link.pk).concern.list.code == "okayama12"
    assert Consultation.objects.get().main_concern.list.code == "okayama12"


def test_a_decision_that_comes_later_opens_the_case_with_its_contacts_and_takers(suzuki) -> None:
    import_(row(**UNDECIDED))
    consultation = Consultation.objects.get()
    contact = ContactFactory(consultation=consultation)
    ReferralFactory(consultation=consultation, to=suzuki.agency, answer="taken", answered_at="2021-04-05T00:00Z")
    ConsentFactory(household=consultation.household)
    assert mistakes(import_(row())) == []
    contact.refresh_from_db()
    case = Case.objects.get()
    assert (case.number, case.opened_on, contact.case, case.coordinator) == ("2021-0003", date(2021, 4, 20), case, None)
    with acting_as(suzuki):
        assert Case.objects.count() == 1


def test_a_case_is_not_undone_by_a_file() -> None:
    import_(row())
    assert mistakes(import_(row(対応区分="単発"))) == [(2, "対応区分")]


def test_a_consultation_is_not_moved_to_another_household_by_a_file() -> None:
    import_(row())
    assert mistakes(import_(row(世帯番号="W99"))) == [(2, "世帯番号")]


def test_a_closing_that_comes_later_ends_what_agencies_see_after_some_days(suzuki) -> None:
    import_(row())
    case = Case.objects.get()
    role = PlanRoleFactory(plan=PlanFactory(case=case), agency=suzuki.agency)
    settle_part_grants(case, by=suzuki)
    assert Grant.objects.live().get().valid_until is None
    import_(row(終結日="2021-12-28", 終結理由="就労により自立"))
    case.refresh_from_db()
    assert (case.closed_on, case.closing_reason) == (date(2021, 12, 28), "就労により自立")
    assert Grant.objects.live().get().valid_until is not None
    import_(row())
    case.refresh_from_db()
    assert (case.closed_on, case.closing_reason, role.agency) == (None, "", suzuki.agency)
    assert Grant.objects.live().get().valid_until is None  # opened again, as on its page


def test_a_consent_that_is_taken_away_is_withdrawn_and_kept(suzuki) -> None:
    import_(row())
    role = PlanRoleFactory(plan=PlanFactory(case=Case.objects.get()), agency=suzuki.agency)
    settle_part_grants(role.case, by=suzuki)
    import_(row(同意日=""))
    assert Consent.objects.get().withdrawn_on is not None
    assert not Grant.objects.live().exists()
    assert [each.state for each in import_(row(同意日="")).rows] == ["skip"]


def test_a_consent_that_comes_later_shows_the_case_to_who_has_a_part(suzuki) -> None:
    import_(row(同意日=""))
    PlanRoleFactory(plan=PlanFactory(case=Case.objects.get()), agency=suzuki.agency)
    import_(row(同意日="2021-04-12"))
    with acting_as(suzuki):
        assert Case.objects.count() == 1
    import_(row(同意日="2021-04-13"))
    assert Consent.objects.get().valid_from == date(2021, 4, 13)


def test_a_narrower_consent_is_no_day_of_consent_elsewhere() -> None:
    import_(row())
    Consent.objects.update(categories=["contact"])
    assert rows_of(exported("consultations"))[0]["同意日"] == ""


def test_another_receiving_agency_takes_over_what_hung_on_the_first() -> None:
    import_(row())
    import_(row(受付機関コード="E04"))
    group = Agency.objects.get(code="E04").group
    for model in (Consultation, Household, Person, HouseholdMember, Consent):
        assert model.objects.get().written_by == group, model


def test_a_member_who_left_and_comes_again_lives_there_again() -> None:
    import_(row())
    HouseholdMember.objects.update(left_on="2021-06-01")
    import_(row("2021-0009", **UNDECIDED))
    assert Person.objects.count() == 1
    assert HouseholdMember.objects.filter(left_on=None).count() == 1


def test_a_restricted_family_is_not_open_to_pages_and_its_numbers_are_not_taken_again(abe) -> None:
    import_(row())
    restrict(Household.objects.get())
    with acting_as(abe):
        assert rows_of(written(LEDGERS["consultations"](abe), "csv", by=abe)) == []
        done = take(LEDGERS["consultations"](abe), table(row(), row("2021-0009")), by=abe)
    assert set(mistakes(done)) == {(2, "受付番号"), (2, "世帯番号"), (3, "世帯番号")}
    assert mistakes(import_(row(電話番号="1"))) == []  # the system takes it


def test_a_restricted_family_is_continued_in_the_program_not_by_a_file() -> None:
    import_(row(**UNDECIDED))
    restrict(Household.objects.get())
    assert mistakes(import_(row(同意日=""))) == [(2, "対応区分")]
    assert not Case.objects.exists()


def test_another_receiving_agency_leaves_what_the_office_took_down_in_the_program() -> None:
    import_(row())
    office = Agency.objects.get(code="E00").group
    Consultation.objects.update(written_by=office)
    import_(row(受付機関コード="E04"))
    assert Consultation.objects.get().written_by == office
    assert Household.objects.get().written_by == Agency.objects.get(code="E01").group


def test_of_two_of_one_name_who_lives_there_is_meant_and_then_who_was_born_that_day() -> None:
    import_(row())
    HouseholdMember.objects.update(left_on="2021-06-01")
    grandson = MemberFactory(household=Household.objects.get(), person__name="佐々木 久", relation_label="孫").person
    import_(row("2021-0009", **UNDECIDED, 生年月日=""))
    assert Consultation.objects.get(number="2021-0009").person == grandson
    HouseholdMember.objects.update(left_on=None)
    Person.objects.filter(pk=grandson.pk).update(birth_date="2011-05-05")
    import_(row("2021-0010", **UNDECIDED, 生年月日="2011-05-05"))
    assert Consultation.objects.get(number="2021-0010").person == grandson


def test_a_number_longer_than_the_counter_is_kept_and_moves_it_nowhere() -> None:
    import_(row("2021-12345678901", **UNDECIDED))
    assert Consultation.objects.get().number == "2021-12345678901"
    assert not NumberCounter.objects.filter(kind=NumberCounter.Kind.CONSULTATION).exists()
