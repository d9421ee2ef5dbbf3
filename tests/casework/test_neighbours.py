"""Emergency tubes and neighbour teams: noted on the household, shown by consent, renewed in time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import AuditEvent
from agencies.calendar import today
from casework.actions import neighbours as actions
from casework.actions.grants import settle_part_grants
from casework.choices import Category
from casework.models import EmergencyTube, NeighbourTeam
from tests.factories import ConsentFactory, MemberFactory, PlanFactory, PlanRoleFactory, case_of_a_family, office

LONG_AGO = today() - timedelta(days=400)


@pytest.fixture
def family(db):
    return MemberFactory().household


def tube_of(household, **more) -> EmergencyTube:
    return EmergencyTube.objects.create(household=household, written_by=office().group, **more)


def test_a_tube_is_noted_with_its_days_and_renewed(client_of, family, sato):
    client = client_of(sato)
    sent = {"handed_on": "R8.4.1", "consent_on": "R8.4.1", "kept_at": "冷蔵庫"}
    response = client.post(reverse("casework:tube_new", args=[family.pk]), sent)
    assert response.status_code == 302
    tube = EmergencyTube.objects.get()
    page = client.get(family.get_absolute_url()).content.decode()
    assert "冷蔵庫" in page
    client.post(reverse("casework:tube_renew", args=[tube.pk]))
    tube.refresh_from_db()
    assert tube.renewed_on == today()
    assert set(AuditEvent.objects.filter(about_type="emergencytube").values_list("verb", flat=True)) == {
        "created", "changed",
    }  # fmt: skip


def test_a_tube_that_was_given_back_meanwhile_is_not_renewed(client_of, family, sato):
    tube = tube_of(family, ended_on=today())
    answer = client_of(sato).post(reverse("casework:tube_renew", args=[tube.pk]), follow=True)
    assert "返されています" in answer.content.decode()
    tube.refresh_from_db()
    assert tube.renewed_on is None


def test_a_household_has_one_tube_and_its_days_are_in_order(family, sato):
    tube_of(family)
    with acting_as(sato):
        with pytest.raises(ValidationError):
            actions.save_tube(EmergencyTube(household=family), by=sato)
        first = EmergencyTube.objects.get()
        first.renewed_on = first.handed_on - timedelta(days=1)
        with pytest.raises(ValidationError):
            actions.save_tube(first, by=sato)
        first = EmergencyTube.objects.get()
        first.ended_on = today()
        actions.save_tube(first, by=sato)
        actions.save_tube(EmergencyTube(household=family), by=sato)
    assert EmergencyTube.objects.count() == 2


def test_the_second_who_saves_a_tube_sees_what_the_first_wrote(client_of, family, sato):
    tube = tube_of(family)
    url = reverse("casework:tube_edit", args=[tube.pk])
    sent = {"handed_on": "R8.4.1", "kept_at": "冷蔵庫", "version": 1}
    assert client_of(sato).post(url, sent).status_code == 302
    response = client_of(sato).post(url, sent | {"kept_at": "玄関"})
    assert response.status_code == 422 and "冷蔵庫" in response.content.decode()


def test_tubes_that_nobody_looked_at_for_a_year_are_listed_the_oldest_first(client_of, sato, suzuki):
    older = tube_of(MemberFactory().household, handed_on=LONG_AGO - timedelta(days=9))
    old = tube_of(MemberFactory().household, handed_on=LONG_AGO)
    renewed = tube_of(MemberFactory().household, handed_on=LONG_AGO - timedelta(days=20), renewed_on=today())
    tube_of(MemberFactory().household, handed_on=LONG_AGO, ended_on=today())
    url = reverse("casework:tube_list")
    assert list(client_of(sato).get(url).context["page"]) == [older, old]
    assert list(client_of(sato).get(url, {"all": "1"}).context["page"]) == [older, old, renewed]
    assert client_of(suzuki).get(url).status_code == 403


def test_the_list_of_tubes_costs_the_same_for_one_and_for_twenty(count_queries, sato):
    tube_of(MemberFactory().household, handed_on=LONG_AGO)
    with_one = count_queries(sato, "casework:tube_list")
    for _each in range(19):
        tube_of(MemberFactory().household, handed_on=LONG_AGO)
    assert count_queries(sato, "casework:tube_list") == with_one


def test_a_team_has_members_and_whom_they_call(client_of, family, sato, suzuki):
    client = client_of(sato)
    sent = {
        "name": "三階のケアネット", "began_on": "R8.4.1", "calls": suzuki.agency.pk, "calls_words": "平日は鈴木さん",
        "members-TOTAL_FORMS": "2", "members-INITIAL_FORMS": "0", "members-0-name": "斎藤 茂男",
        "members-0-telephone": "090-0000-4881", "members-1-name": "向かいの方", "members-1-role": "夜の明かり",
    }  # fmt: skip
    assert client.post(reverse("casework:team_new", args=[family.pk]), sent).status_code == 302
    team = NeighbourTeam.objects.get()
    assert [each.name for each in team.members.all()] == ["斎藤 茂男", "向かいの方"]
    page = client.get(family.get_absolute_url()).content.decode()
    assert "斎藤 茂男" in page and "tel:09000004881" in page and suzuki.agency.name in page
    first, second = team.members.all()
    sent |= {
        "version": 1, "members-INITIAL_FORMS": "2", "members-0-id": first.pk, "members-0-until": "R8.11.1",
        "members-1-id": second.pk, "members-1-DELETE": "on",
    }  # fmt: skip
    assert client.post(reverse("casework:team_edit", args=[team.pk]), sent).status_code == 302
    assert [(each.name, bool(each.until)) for each in team.members.all()] == [("斎藤 茂男", True)]


@pytest.fixture
def team(family):
    team = NeighbourTeam.objects.create(household=family, written_by=office().group)
    team.members.create(name="斎藤 茂男", telephone="0225-00-0001")
    team.members.create(name="向かいの方")
    return team


def team_sent(team, **changed) -> dict[str, object]:
    """What the form sends that was opened just now."""
    sent = {"began_on": "R8.4.1", "version": team.version, "members-TOTAL_FORMS": "2", "members-INITIAL_FORMS": "2"}
    for number, member in enumerate(team.members.all()):
        said = {"id": member.pk, "name": member.name, "telephone": member.telephone}
        sent |= {f"members-{number}-{field}": value for field, value in said.items()}
    return sent | changed


def test_who_writes_of_a_member_that_somebody_else_took_out_loses_nothing(client_of, team, sato, kudo):
    url = reverse("casework:team_edit", args=[team.pk])
    mine = team_sent(team, **{"members-0-telephone": "090-0000-4881"})
    client_of(kudo).post(url, team_sent(team, **{"members-0-DELETE": "on"}))
    first = client_of(sato).post(url, mine)
    assert first.status_code == 422 and "090-0000-4881" in first.content.decode()
    mine["version"] = first.context["form"]["version"].value()
    assert client_of(sato).post(url, mine).status_code == 302
    assert sorted(team.members.values_list("name", "telephone")) == [("向かいの方", ""), ("斎藤 茂男", "090-0000-4881")]


def test_a_member_whom_somebody_else_changed_is_not_changed_back_unseen(client_of, team, sato, kudo):
    url = reverse("casework:team_edit", args=[team.pk])
    mine = team_sent(team, note="鍵は隣に")
    client_of(kudo).post(url, team_sent(team, **{"members-0-telephone": "090-0000-4881"}))
    page = client_of(sato).post(url, mine)
    assert page.status_code == 422 and "090-0000-4881" in page.content.decode()
    assert team.members.first().telephone == "090-0000-4881"


def test_a_day_that_is_too_early_is_said_beside_its_box(client_of, family, team, sato):
    tube = {"handed_on": "R8.4.1", "ended_on": "R7.4.1"}
    page = client_of(sato).post(reverse("casework:tube_new", args=[family.pk]), tube)
    assert list(page.context["form"].errors) == ["ended_on"]
    wrong = team_sent(team, ended_on="H1.1.8", **{"members-0-since": "R5.1.1", "members-0-until": "R4.1.1"})
    page = client_of(sato).post(reverse("casework:team_edit", args=[team.pk]), wrong)
    assert list(page.context["form"].errors) == ["ended_on"] and list(page.context["rows"][0].errors) == ["until"]


def test_a_team_with_a_member_without_a_name_is_not_saved(client_of, family, sato):
    sent = {
        "began_on": "R8.4.1", "members-TOTAL_FORMS": "1", "members-INITIAL_FORMS": "0", "members-0-role": "隣の方",
    }  # fmt: skip
    response = client_of(sato).post(reverse("casework:team_new", args=[family.pk]), sent)
    assert response.status_code == 422 and not NeighbourTeam.objects.exists()


@pytest.mark.parametrize(
    ("categories", "tube", "team"),
    [([Category.HEALTH], True, False), ([Category.PROGRESS], False, True), ([Category.CONTACT], False, False)],
)
def test_an_agency_sees_what_the_consent_shares_and_edits_neither(client_of, sato, suzuki, categories, tube, team):
    case = case_of_a_family()
    held = tube_of(case.household, kept_at="冷蔵庫の中")
    NeighbourTeam.objects.create(household=case.household, written_by=office().group, name="三階のケアネット")
    ConsentFactory(household=case.household, categories=categories)
    PlanRoleFactory(plan=PlanFactory(case=case), agency=suzuki.agency)
    with acting_as(sato):
        settle_part_grants(case, by=sato)
    page = client_of(suzuki).get(case.household.get_absolute_url()).content.decode()
    assert ("冷蔵庫の中" in page, "三階のケアネット" in page) == (tube, team)
    assert client_of(suzuki).get(reverse("casework:tube_edit", args=[held.pk])).status_code == 403
    with acting_as(suzuki), pytest.raises(PermissionDenied):
        actions.renew_tube(held, by=suzuki)


def test_strangers_see_neither(suzuki, family):
    tube_of(family)
    NeighbourTeam.objects.create(household=family, written_by=office().group)
    with acting_as(suzuki):
        assert not EmergencyTube.objects.exists() and not NeighbourTeam.objects.exists()
