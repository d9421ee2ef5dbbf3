"""household_members: the consultee is one member under whatever 続柄, and whose concerns count as whose."""

import pytest

from accounts.acting import acting_as
from agencies.calendar import FiscalYear
from casework.models import Household, HouseholdConcern, HouseholdMember, Person
from reports.figures.cases import case_figures
from reports.ledgers import LEDGERS
from reports.ledgers.taking import take
from tests.reports.ledger_files import exported, mistakes, restrict, rows_of, table, taken

DEBTS, CARE, HOME = "債務のこと", "介護のこと", "住まいのこと"


def consultation(
    number: str = "2021-0001", name: str = "佐々木 久", concerns: str = DEBTS, household: str = "W1"
) -> None:
    row = {"受付番号": number, "受付日": "2021-04-01", "氏名": name, "世帯番号": household, "課題": concerns}
    assert not taken("consultations", table(row)).wrong


def member(name: str = "佐々木 久", relation: str = "本人", concerns: str = "", **more: str) -> dict[str, str]:
    return {"世帯番号": "W1", "氏名": name, "続柄": relation, "課題": concerns} | more


def import_(*rows: dict[str, str]):
    done = taken("household_members", table(*rows))
    assert not done.wrong
    return done


def states(*rows: dict[str, str]) -> list[str]:
    return [row.state for row in import_(*rows).rows]


def went() -> list[tuple[str, str, str]]:
    return [(row["氏名"], row["続柄"], row["課題"]) for row in rows_of(exported("household_members"))]


def troubled_households() -> int:
    return case_figures(FiscalYear(2021).period).multi_problem_households


def test_a_member_is_made_with_everything_the_row_says() -> None:
    import_(
        member(
            "佐々木 光", "長女", f"{HOME};{CARE}", ふりがな="ささき ひかり", 性別="女性", 年齢="50代", 備考="八〇五〇"
        )
    )
    made = HouseholdMember.objects.get()
    assert (made.household.number, made.relation_label, made.note) == ("W1", "長女", "八〇五〇")
    assert (made.person.kana, made.person.sex, made.person.stated_age) == ("ささき ひかり", "female", "50代")
    assert [each.concern.name for each in HouseholdConcern.objects.order_by("pk")] == [HOME, CARE]
    assert "ささきひかり" in made.person.search_key


def test_until_a_row_says_so_the_consultees_concerns_are_the_consultations() -> None:
    consultation(concerns=f"{CARE};{DEBTS}")
    assert went() == [("佐々木 久", "本人", f"{CARE};{DEBTS}")]
    assert not HouseholdConcern.objects.exists()


def test_a_row_of_the_consultee_states_their_concerns_from_then_on() -> None:
    consultation(concerns=DEBTS)
    assert states(member(concerns=DEBTS)) == ["update"]
    assert states(member(concerns=DEBTS)) == ["skip"]
    consultation("2021-0002", concerns=CARE)
    assert went() == [("佐々木 久", "本人", DEBTS)]


def test_an_empty_row_of_the_consultee_states_that_there_are_none() -> None:
    consultation(concerns=DEBTS)
    import_(member(concerns=""), member("佐々木 光", "長女", HOME))
    assert went() == [("佐々木 久", "本人", ""), ("佐々木 光", "長女", HOME)]
    assert troubled_households() == 0


def test_a_consultee_under_another_relation_is_that_member_and_keeps_the_consultations_concerns() -> None:
    consultation()
    rows = (member(relation="長男"), member("佐々木 光", "長女", HOME))
    import_(*rows)
    assert Person.objects.count() == 2
    assert went() == [("佐々木 久", "本人", DEBTS), ("佐々木 久", "長男", DEBTS), ("佐々木 光", "長女", HOME)]
    assert states(*rows) == ["skip", "skip"]
    assert troubled_households() == 1


def test_the_order_of_consultation_and_members_does_not_matter() -> None:
    rows = (member(relation="長男"), member("佐々木 光", "長女", HOME))
    import_(*rows)
    consultation()
    assert went() == [("佐々木 久", "本人", DEBTS), ("佐々木 久", "長男", DEBTS), ("佐々木 光", "長女", HOME)]
    assert troubled_households() == 1


@pytest.mark.parametrize("consultation_first", [True, False])
def test_two_rows_of_one_consultee_are_one_member_and_the_consultees_row_says_all(consultation_first: bool) -> None:
    if consultation_first:
        consultation()
    rows = (member(relation="長男", concerns=HOME, 備考="x"), member(concerns=CARE, 備考="y"))
    import_(*rows)
    if not consultation_first:
        consultation()
    assert HouseholdMember.objects.count() == 1
    assert HouseholdMember.objects.get().relation_label == "長男"
    assert went() == [("佐々木 久", "本人", CARE), ("佐々木 久", "長男", CARE)]
    assert states(*rows) == ["skip", "skip"]
    assert states(*reversed(rows)) == ["skip", "skip"]


def test_two_of_one_name_and_different_relations_are_two_members() -> None:
    rows = (member("佐藤 一", "父", HOME), member("佐藤 一", "弟", CARE))
    import_(*rows)
    assert HouseholdMember.objects.count() == 2
    assert states(*rows) == ["skip", "skip"]


def test_a_member_who_becomes_the_consultee_keeps_concerns_of_their_own() -> None:
    import_(member(relation="長男", concerns=HOME))
    consultation(concerns=CARE)
    assert went() == [("佐々木 久", "本人", HOME), ("佐々木 久", "長男", HOME)]


def test_somebody_without_a_name_counts_once_in_a_household() -> None:
    consultation(name="匿名")
    import_(member("匿名", "長男", HOME), member("匿名", "二男", CARE))
    assert troubled_households() == 0
    import_(member("佐々木 光", "長女", HOME))
    assert troubled_households() == 1


def test_names_are_matched_by_their_key_and_stored_as_the_newest_row_types_them() -> None:
    consultation(name="高崎ハル")
    assert states(member("髙﨑 ハル", concerns=DEBTS)) == ["update"]
    assert Person.objects.get().name == "髙﨑 ハル"
    assert states(member("髙﨑 ハル", concerns=DEBTS)) == ["skip"]


def test_a_repeated_member_is_wrong_also_in_another_spelling() -> None:
    done = taken("household_members", table(member("髙﨑 ハル", "母"), member("高崎ハル", "母")))
    assert mistakes(done) == [(3, "世帯番号")]


def test_who_left_is_no_row_unless_they_were_the_consultee() -> None:
    consultation()
    import_(member("佐々木 光", "長女"), member("佐々木 望", "二女"))
    HouseholdMember.objects.exclude(person__name="佐々木 望").update(left_on="2022-01-01")
    assert [(name, relation) for name, relation, _concerns in went()] == [("佐々木 久", "本人"), ("佐々木 望", "二女")]


def test_a_changed_row_changes_person_and_member() -> None:
    import_(member("佐々木 光", "長女", HOME, 年齢="20"))
    (changed,) = import_(member("佐々木 光", "長女", CARE, 生年月日="2001-02-03", 備考="進学")).changed
    assert changed.changes == [
        ("生年月日", "", "2001-02-03"), ("年齢", "20", ""), ("課題", HOME, CARE), ("備考", "", "進学")
    ]  # fmt: skip
    assert [each.concern.name for each in HouseholdConcern.objects.all()] == [CARE]


def test_a_birth_date_and_a_stated_age_may_both_be_known() -> None:
    rows = (member("佐々木 光", "長女", 生年月日="2001-02-03", 年齢="20"),)
    import_(*rows)
    assert states(*rows) == ["skip"]


@pytest.mark.parametrize(
    ("column", "wrong"),
    [("世帯番号", {"世帯番号": ""}), ("氏名", {"氏名": ""}), ("年齢", {"年齢": "わかい"}), ("課題", {"課題": "夢"}),
     ("生年月日", {"生年月日": "昨日"})],
)  # fmt: skip
def test_a_wrong_cell_is_told_by_its_column(column: str, wrong: dict[str, str]) -> None:
    assert mistakes(taken("household_members", table(member("林 進", "父"), member(**wrong)))) == [(3, column)]
    assert not Household.objects.exists()


def test_a_household_that_is_not_open_to_who_imports_is_wrong(abe) -> None:
    consultation()
    restrict(Household.objects.get())
    with acting_as(abe):
        done = take(LEDGERS["household_members"](abe), table(member(), member("林 進", "父")), by=abe)
    assert mistakes(done) == [(2, "世帯番号"), (3, "世帯番号")]
    assert Person.objects.count() == 1
