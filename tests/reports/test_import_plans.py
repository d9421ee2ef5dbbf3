"""plans: versions by their day, parts of agencies, and sight only where a consent covers them."""

import pytest

from accounts.acting import acting_as
from accounts.models import Notice
from casework.models import Case, Grant, PlanRole, SupportPlan
from reports.ledgers import LEDGERS
from reports.ledgers.taking import take
from tests.factories import AgencyFactory, ConsentFactory, case_of_a_family
from tests.reports.ledger_files import exported, mistakes, restrict, rows_of, table, taken


@pytest.fixture
def case() -> Case:
    return case_of_a_family(number="2021-0003")


def plan(made: str = "2021-05-10", roles: str = "A006:就労の相談", state: str = "合意", **more: str) -> dict[str, str]:
    return {
        "受付番号": "2021-0003", "作成日": made, "計画開始日": "", "計画終了日": "", "長期目標": "働く", "短期目標": "",
        "役割": roles, "状態": state,
    } | more  # fmt: skip


def import_(*rows: dict[str, str]):
    done = taken("plans", table(*rows))
    assert not done.wrong
    return done


def test_only_the_first_colon_divides_a_part_and_an_escaped_semicolon_divides_nothing(case, suzuki) -> None:
    rows = plan(roles=r"A006:診療: 月1回;A006:債務整理\;自己破産の検討")
    import_(rows)
    assert list(PlanRole.objects.values_list("task", flat=True)) == ["診療: 月1回", "債務整理;自己破産の検討"]
    assert rows_of(exported("plans"))[0]["役割"] == rows["役割"]


def test_versions_are_numbered_by_their_day_also_when_an_older_one_comes_later(case, suzuki) -> None:
    import_(plan("2021-11-10"), plan("2021-05-10"))
    import_(plan("2021-08-01"))
    numbers = SupportPlan.objects.order_by("number").values_list("made_on", flat=True)
    assert [str(day) for day in numbers] == ["2021-05-10", "2021-08-01", "2021-11-10"]


def test_a_part_that_a_consent_covers_gives_its_agency_sight(case, suzuki, tanaka) -> None:
    ConsentFactory(household=case.household)
    import_(plan())
    with acting_as(suzuki):
        assert list(Case.objects.all()) == [case]
    with acting_as(tanaka):
        assert not Case.objects.exists()


def test_a_part_that_no_consent_covers_is_taken_in_and_gives_no_sight(case, suzuki) -> None:
    import_(plan())
    assert PlanRole.objects.get().agency == suzuki.agency
    with acting_as(suzuki):
        assert not Case.objects.exists()


@pytest.mark.parametrize("state", ["案", "", "終了"])
def test_a_draft_and_an_ended_plan_give_no_sight(case, suzuki, state: str) -> None:
    ConsentFactory(household=case.household)
    import_(plan(state=state))
    assert not Grant.objects.exists()


def test_a_closed_case_is_not_shown_by_its_old_plan(case, suzuki) -> None:
    ConsentFactory(household=case.household)
    Case.objects.update(closed_on="2021-12-28")
    import_(plan())
    assert not Grant.objects.exists()


def test_parts_that_stay_keep_their_answers(case, suzuki) -> None:
    AgencyFactory(code="E02")
    import_(plan(roles="A006:就労の相談;E02:見守り"))
    PlanRole.objects.filter(agency=suzuki.agency).update(answer="agreed", answered_at="2021-05-11T00:00Z")
    import_(plan(roles="E02:家計;A006:就労の相談", 長期目標="暮らす"))
    assert list(PlanRole.objects.values_list("task", "answer")) == [("家計", ""), ("就労の相談", "agreed")]
    held = SupportPlan.objects.get()
    assert (held.long_term_goal, held.version) == ("暮らす", 2)


def test_of_several_versions_of_one_day_the_last_is_written(case, suzuki) -> None:
    import_(plan())
    first = SupportPlan.objects.get()
    SupportPlan.objects.create(
        case=case, household=case.household, number=2, made_on=first.made_on, long_term_goal="次", state="draft",
        written_by=first.written_by,
    )  # fmt: skip
    assert [row["長期目標"] for row in rows_of(exported("plans"))] == ["次"]
    assert [row.state for row in taken("plans", exported("plans")).rows] == ["skip"]


@pytest.mark.parametrize(
    ("column", "wrong"),
    [("受付番号", {"受付番号": "2021-9999"}), ("作成日", {"作成日": ""}), ("状態", {"状態": "たぶん"}),
     ("役割", {"役割": "A006"}), ("役割", {"役割": "A006:"}), ("役割", {"役割": "X9:見守り"}),
     ("計画終了日", {"計画開始日": "2021-05-10", "計画終了日": "2021-05-09"})],
)  # fmt: skip
def test_a_wrong_cell_is_told_by_its_column(case, suzuki, column: str, wrong: dict[str, str]) -> None:
    assert mistakes(taken("plans", table(plan("2021-04-10"), plan() | wrong))) == [(3, column)]
    assert not SupportPlan.objects.exists()


def test_the_same_day_twice_is_wrong(case, suzuki) -> None:
    assert mistakes(taken("plans", table(plan(), plan(state="終了")))) == [(3, "受付番号")]


def test_a_case_that_is_not_open_to_who_imports_is_said_to_be_somebody_elses(case, suzuki, abe) -> None:
    restrict(case.household)
    with acting_as(abe):
        (wrong,) = take(LEDGERS["plans"](abe), table(plan()), by=abe).wrong
    assert [(each.column, "指名された担当者" in each.sentence) for each in wrong.mistakes] == [("受付番号", True)]


def test_agencies_are_not_told_of_what_they_were_asked_for_then(case, suzuki) -> None:
    ConsentFactory(household=case.household)
    import_(plan())
    assert Grant.objects.exists() and not Notice.objects.exists()
