"""Plans: written as a draft, given to the agencies, followed by the next version."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent, Notice
from agencies.calendar import era_text, today
from casework.actions.parts import answer_part
from casework.actions.plans import PartRow, discard_draft, give_plan, move_plan, next_version, write_plan
from casework.choices import PartAnswer, PlanState
from casework.models import Case, Draft, Grant, PlanAction, PlanRole, SupportPlan
from tests.factories import AgencyFactory, ConsentFactory, case_of_a_family


def draft(case, sato, *agencies) -> SupportPlan:
    with acting_as(sato):
        return write_plan(
            SupportPlan(case=case, made_on=today()), [PartRow(each, "見守り") for each in agencies], by=sato
        )


def test_every_state_of_a_plan_has_its_steps():
    assert set(SupportPlan.NEXT) == set(PlanState)


def test_a_draft_shows_an_agency_nothing(case, sato, suzuki):
    draft(case, sato, suzuki.agency)
    with acting_as(suzuki):
        assert not Case.objects.exists() and not PlanRole.objects.exists() and not SupportPlan.objects.exists()


def test_a_draft_is_hidden_from_an_agency_that_sees_the_case(case, sato, suzuki):
    plan = draft(case, sato, suzuki.agency)
    with acting_as(sato):
        give_plan(plan, by=sato)
        next_version(case, by=sato)
    with acting_as(suzuki):
        assert list(SupportPlan.objects.all()) == [plan]
        assert PlanRole.objects.count() == 1


def test_a_plan_that_is_given_lets_each_agency_that_a_consent_covers_see_the_case(case, sato, suzuki, tanaka):
    case.household.consents.all().delete()
    consent = ConsentFactory(household=case.household, agencies_concerned=False)
    consent.agencies.add(suzuki.agency)
    plan = draft(case, sato, suzuki.agency, tanaka.agency)
    with acting_as(sato):
        give_plan(plan, by=sato)
    with acting_as(suzuki):
        assert Case.objects.exists()
    with acting_as(tanaka):
        assert not Case.objects.exists()
    assert Notice.objects.of(suzuki).filter(kind=Notice.Kind.PART_ASKED).count() == 1
    assert not Notice.objects.of(tanaka).exists()


def test_the_next_version_asks_only_whose_part_changed(case, sato, suzuki, tanaka):
    plan = draft(case, sato, suzuki.agency, tanaka.agency)
    with acting_as(sato):
        give_plan(plan, by=sato)
    for member in (suzuki, tanaka):
        with acting_as(member):
            answer_part(plan.roles.get(agency=member.agency), PartAnswer.AGREED, by=member)
    with acting_as(sato):
        second = next_version(case, by=sato)
        mine, theirs = (second.roles.get(agency=each.agency) for each in (suzuki, tanaka))
        rows = [PartRow(suzuki.agency, mine.task, part=mine), PartRow(tanaka.agency, "訪問", part=theirs)]
        give_plan(write_plan(second, rows, by=sato), by=sato)
    assert second.roles.get(agency=suzuki.agency).answer == PartAnswer.AGREED
    assert second.roles.get(agency=tanaka.agency).answer == PartAnswer.WAITING
    assert Notice.objects.of(tanaka).filter(kind=Notice.Kind.PART_ASKED).count() == 2
    assert SupportPlan.objects.get(number=1).state == PlanState.ENDED


def test_an_agency_without_a_part_any_more_reads_on_for_thirty_days(case, sato, suzuki, tanaka):
    plan = draft(case, sato, suzuki.agency)
    with acting_as(sato):
        give_plan(plan, by=sato)
        second = next_version(case, by=sato)
        give_plan(write_plan(second, [PartRow(tanaka.agency, "訪問")], by=sato), by=sato)
    held = Grant.objects.get(group=suzuki.agency.group)
    assert (held.valid_until - today()).days == 30
    assert Notice.objects.of(suzuki).filter(kind=Notice.Kind.PART_GONE).exists()


def test_a_plan_without_a_part_is_given_to_nobody(case, sato):
    with acting_as(sato), pytest.raises(ValidationError, match="役割"):
        give_plan(draft(case, sato), by=sato)


def test_a_plan_that_was_given_is_changed_by_a_new_version_only(case, sato, suzuki):
    plan = draft(case, sato, suzuki.agency)
    with acting_as(sato):
        give_plan(plan, by=sato)
        with pytest.raises(ValidationError, match="新しい版"):
            write_plan(SupportPlan.objects.get(), [], by=sato)
        with pytest.raises(ValidationError):
            discard_draft(plan, by=sato)


def test_a_plan_takes_its_steps_in_order(case, sato, suzuki):
    plan = draft(case, sato, suzuki.agency)
    with acting_as(sato):
        give_plan(plan, by=sato)
        with pytest.raises(ValidationError):
            move_plan(plan, PlanState.EVALUATED, by=sato)
        for state in (PlanState.RUNNING, PlanState.EVALUATED, PlanState.ENDED):
            assert move_plan(plan, state, by=sato).state == state


def sent(*rows, **given) -> dict[str, str]:
    data = {"made_on": "R2.7.1", "version": "0", "parts-TOTAL_FORMS": str(len(rows)), "parts-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {f"parts-{number}-{name}": str(value) for name, value in row.items()}
    return data | given


def test_the_form_makes_a_plan_with_its_parts(client_of, case, sato):
    agency = AgencyFactory(name="市住宅管理課")
    client = client_of(sato)
    client.get(reverse("casework:plan_new", args=[case.pk]))
    data = sent(
        {"agency": agency.pk, "agency-words": agency.name, "task": "申込み", "sign": "免除が決まったら"}, {"task": ""}
    )
    answer = client.post(reverse("casework:plan_new", args=[case.pk]), data)
    plan = SupportPlan.objects.get()
    assert answer.status_code == 302 and plan.number == 1 and plan.state == PlanState.DRAFT
    assert [(each.agency, each.sign) for each in plan.roles.all()] == [(agency, "免除が決まったら")]
    assert not Draft.objects.exists()
    assert AuditEvent.objects.filter(verb="created", about_type="supportplan", by=sato).exists()


def test_a_wrong_row_keeps_everything_that_was_typed(client_of, case, sato):
    answer = client_of(sato).post(
        reverse("casework:plan_new", args=[case.pk]),
        sent({"agency-words": "どこか", "task": "申込み", "due_on": "R2.13.1"}),
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and not SupportPlan.objects.exists()
    assert "申込み" in page and "どこか" in page and "R2.13.1" in page


def test_before_it_goes_out_the_page_says_whom_no_consent_covers(client_of, case, sato, suzuki):
    case.household.consents.all().delete()
    plan = draft(case, sato, suzuki.agency)
    page = client_of(sato).get(reverse("casework:plan_give", args=[plan.pk])).content.decode()
    assert "同意の範囲に入っていません" in page and "市住宅管理課" in page


def test_where_the_plan_is_not_shared_an_agency_reads_its_own_part_only(client_of, case, sato, suzuki, tanaka):
    case.household.consents.all().delete()
    ConsentFactory(household=case.household, categories=["contact"])
    with acting_as(sato):
        rows = [PartRow(suzuki.agency, "申込み"), PartRow(tanaka.agency, "債務の整理")]
        plan = write_plan(SupportPlan(case=case, made_on=today(), direction="秘密の方針"), rows, by=sato)
        give_plan(plan, by=sato)
    page = client_of(suzuki).get(plan.get_absolute_url()).content.decode()
    assert "申込み" in page and "債務の整理" not in page and "秘密の方針" not in page and "共有されていません" in page


def test_a_new_plan_is_made_today_unless_something_else_is_written(client_of, sato):
    page = client_of(sato).get(reverse("casework:plan_new", args=[case_of_a_family().pk]))
    assert page.context["form"]["made_on"].value() == era_text(today())


def test_a_draft_that_was_thrown_away_is_put_back_as_it_was(client_of, case, sato, suzuki):
    first = draft(case, sato, suzuki.agency)
    with acting_as(sato):
        give_plan(first, by=sato)
        second = next_version(case, by=sato)
    SupportPlan.objects.filter(pk=second.pk).update(direction="まず住まい", ends_on=today())
    part = second.roles.get()
    part.actions.create(case=case, what="申込書を届ける", due_on=today())
    client = client_of(sato)
    page = client.post(reverse("casework:plan_discard", args=[second.pk]))
    assert not SupportPlan.objects.filter(number=2).exists()
    kept = page.context["kept"]
    assert client.post(reverse("casework:plan_put_back", args=[kept.pk])).status_code == 302
    back = SupportPlan.objects.get(number=2)
    assert (back.direction, back.ends_on, back.state) == ("まず住まい", today(), PlanState.DRAFT)
    again = back.roles.get()
    assert (again.agency, again.task, again.former) == (suzuki.agency, part.task, first.roles.get())
    assert again.actions.get().what == "申込書を届ける"
    assert not Draft.objects.filter(pk=kept.pk).exists()


def test_a_draft_is_put_back_by_who_threw_it_away_and_not_beside_another(client_of, case, sato, kudo, suzuki):
    plan = draft(case, sato, suzuki.agency)
    with acting_as(sato):
        kept = discard_draft(plan, by=sato)
    url = reverse("casework:plan_put_back", args=[kept.pk])
    assert client_of(kudo).post(url).status_code == 404
    draft(case, sato, suzuki.agency)
    client_of(sato).post(url)
    assert SupportPlan.objects.count() == 1 and Draft.objects.filter(pk=kept.pk).exists()


def with_steps(*steps, **row) -> dict[str, object]:
    """A row with steps in it, as the form sends them."""
    row |= {"steps-TOTAL_FORMS": len(steps), "steps-INITIAL_FORMS": 0}
    for number, step in enumerate(steps):
        row |= {f"steps-{number}-{name}": value for name, value in step.items()}
    return row


def test_steps_are_written_with_their_part_changed_and_taken_out(client_of, case, sato, suzuki):
    client, row = client_of(sato), {"agency": suzuki.agency.pk, "agency-words": "市住宅管理課", "task": "申込み"}
    steps = [{"what": "申込書を届ける", "due_on": "R2.8.1"}, {"what": "面接に付き添う"}, {"what": ""}]
    client.post(reverse("casework:plan_new", args=[case.pk]), sent(with_steps(*steps, **row)))
    plan = SupportPlan.objects.get()
    first, second = PlanAction.objects.all()
    assert [(each.what, str(each.due_on), each.case) for each in (first, second)] == [
        ("申込書を届ける", "2020-08-01", case), ("面接に付き添う", "None", case),
    ]  # fmt: skip
    edit = reverse("casework:plan_edit", args=[plan.pk])
    assert "申込書を届ける" in client.get(edit).content.decode()
    changed = [{"step": first.pk, "what": "申込書を出す"}, {"step": second.pk, "what": "x", "DELETE": "on"}]
    again = sent(with_steps(*changed, **row, part=plan.roles.get().pk), version=plan.version)
    assert client.post(edit, again).status_code == 302
    assert [(each.pk, each.what) for each in PlanAction.objects.all()] == [(first.pk, "申込書を出す")]


def test_a_form_that_says_nothing_of_steps_leaves_them(client_of, case, sato, suzuki):
    plan = draft(case, sato, suzuki.agency)
    part = plan.roles.get()
    part.actions.create(case=case, what="申込書を届ける")
    row = {"agency": suzuki.agency.pk, "agency-words": "市住宅管理課", "task": "申込み", "part": part.pk}
    client_of(sato).post(reverse("casework:plan_edit", args=[plan.pk]), sent(row, version=plan.version))
    assert PlanAction.objects.get().what == "申込書を届ける" and part.plan.roles.get().task == "申込み"


def test_what_is_wrong_in_a_step_is_said_on_top_and_beside_it(client_of, case, sato, suzuki):
    row = {"agency": suzuki.agency.pk, "agency-words": "市住宅管理課", "task": "申込み"}
    data = sent(with_steps({"what": "", "due_on": "R2.13.1"}, **row))
    answer = client_of(sato).post(reverse("casework:plan_new", args=[case.pk]), data)
    page = answer.content.decode()
    assert answer.status_code == 422 and not SupportPlan.objects.exists()
    assert page.count("することを書いてください") == 2 and "#id_parts-0-steps-0-what" in page and "R2.13.1" in page


def test_an_agency_is_asked_again_where_a_step_is_new_and_not_where_one_was_done(case, sato, suzuki, tanaka):
    plan = draft(case, sato, suzuki.agency, tanaka.agency)
    for part in plan.roles.all():
        part.actions.create(case=case, what="訪問する")
    with acting_as(sato):
        give_plan(plan, by=sato)
    for member in (suzuki, tanaka):
        with acting_as(member):
            answer_part(plan.roles.get(agency=member.agency), PartAnswer.AGREED, by=member)
    with acting_as(sato):
        second = next_version(case, by=sato)
    PlanAction.objects.filter(role__plan=plan, role__agency=suzuki.agency).update(done_on=today())
    second.roles.get(agency=tanaka.agency).actions.create(case=case, what="電話する")
    with acting_as(sato):
        give_plan(second, by=sato)
    assert second.roles.get(agency=suzuki.agency).answer == PartAnswer.AGREED
    assert second.roles.get(agency=tanaka.agency).answer == PartAnswer.WAITING
