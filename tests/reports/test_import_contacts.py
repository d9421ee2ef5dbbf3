"""contacts: the same row twice is two contacts, and a row that is held as often as the file has it is unchanged."""

import pytest

from accounts.acting import acting_as
from casework.choices import Outcome
from casework.models import Consultation, Contact, ContactStaff
from reports.ledgers import LEDGERS
from reports.ledgers.taking import take
from tests.factories import AgencyFactory, ConsultationFactory, MembershipFactory
from tests.reports.ledger_files import exported, mistakes, restrict, rows_of, table, taken


@pytest.fixture(autouse=True)
def records() -> None:
    AgencyFactory(code="E04", name="みなと病院")
    ConsultationFactory(number="2021-0001", continuing=True)
    ConsultationFactory(number="2021-0002", outcome=Outcome.ONE_OFF, decided_on="2020-06-01")


def contact(**more: str) -> dict[str, str]:
    return {
        "日付": "2021-04-01", "受付番号": "2021-0001", "相手機関コード": "E04", "方法": "電話", "担当者": "推進員",
        "内容": "受診の調整",
    } | more  # fmt: skip


def import_(*rows: dict[str, str]):
    done = taken("contacts", table(*rows))
    assert not done.wrong
    return done


def counts(*rows: dict[str, str]) -> tuple[int, int]:
    done = import_(*rows)
    return len(done.new), len(done.same)


def test_the_same_row_twice_is_two_contacts() -> None:
    assert counts(contact(), contact()) == (2, 0)
    assert counts(contact(), contact()) == (0, 2)
    assert counts(contact(), contact(), contact()) == (1, 2)
    assert counts(contact()) == (0, 1)
    assert Contact.objects.count() == 3


def test_any_other_cell_makes_another_contact() -> None:
    import_(contact())
    for other in (
        {"内容": ""},
        {"担当者": "推進員;担当"},
        {"方法": "訪問"},
        {"相手機関コード": ""},
        {"日付": "2021-04-02"},
    ):
        assert counts(contact(**other)) == (1, 0), other


def test_staff_in_another_order_are_the_same_contact() -> None:
    import_(contact(担当者="推進員;担当"))
    assert counts(contact(担当者="担当；推進員")) == (0, 1)
    assert rows_of(exported("contacts"))[0]["担当者"] == "推進員;担当"


def test_a_contact_belongs_to_the_household_and_to_the_case_where_there_is_one() -> None:
    import_(contact(), contact(受付番号="2021-0002"))
    of_case, of_one_off = Contact.objects.order_by("consultation__number")
    assert of_case.case.number == "2021-0001" and of_case.household == of_case.consultation.household
    assert of_one_off.case is None and of_one_off.household == of_one_off.consultation.household


def test_staff_are_linked_by_name_and_the_contact_is_their_agencys() -> None:
    visitor = MembershipFactory(staff__name="佐藤 陽子")
    import_(contact(担当者="佐藤　陽子;推進員"), contact(担当者="推進員"))
    assert dict(ContactStaff.objects.values_list("name", "member")) == {"佐藤　陽子": visitor.staff_id, "推進員": None}
    named = Contact.objects.get(staff__member=visitor.staff)
    assert named.written_by == visitor.agency.group
    assert Contact.objects.exclude(pk=named.pk).get().written_by.name == "agency -"


@pytest.mark.parametrize(
    ("column", "wrong"),
    [("日付", {"日付": ""}), ("日付", {"日付": "2021-02-29"}), ("受付番号", {"受付番号": ""}),
     ("受付番号", {"受付番号": "9"}), ("相手機関コード", {"相手機関コード": "X"}), ("方法", {"方法": "狼煙"}),
     ("担当者", {"担当者": "あ" * 61})],
)  # fmt: skip
def test_a_wrong_cell_is_told_by_its_column(column: str, wrong: dict[str, str]) -> None:
    assert mistakes(taken("contacts", table(contact(), contact(**wrong)))) == [(3, column)]
    assert not Contact.objects.exists()


def test_the_queries_do_not_grow_with_the_rows(django_assert_max_num_queries) -> None:
    import_(contact())
    with django_assert_max_num_queries(40):
        import_(*[contact(内容=str(number)) for number in range(500)])


def test_a_consultation_that_is_not_open_to_who_imports_is_said_to_be_somebody_elses(abe) -> None:
    restrict(Consultation.objects.get(number="2021-0001").household)
    with acting_as(abe):
        (wrong,) = take(LEDGERS["contacts"](abe), table(contact()), by=abe).wrong
    assert [(each.column, "指名された担当者" in each.sentence) for each in wrong.mistakes] == [("受付番号", True)]


def test_what_somebody_wrote_who_has_left_is_the_importing_agencys() -> None:
    left = MembershipFactory(staff__name="推進員", valid_until="2020-04-01", valid_from="2019-04-01")
    import_(contact())
    assert Contact.objects.get().written_by != left.agency.group
    assert ContactStaff.objects.get().member == left.staff
