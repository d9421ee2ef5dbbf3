"""Rows that point to a family which their writer does not see: the database refuses them, whatever a form lets by."""

import json
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from accounts.acting import acting_as
from agencies.calendar import today
from casework.matching.keys import keys_of
from casework.models import (
    Case,
    Consent,
    Consultation,
    Grant,
    Household,
    HouseholdMember,
    Person,
    PlanRole,
    Referral,
    SupportPlan,
)
from tests.factories import (
    ConsentFactory,
    ConsultationFactory,
    PersonFactory,
    PlanFactory,
    PlanRoleFactory,
    ReferralFactory,
    case_of_a_family,
)


@pytest.fixture
def hidden() -> Case:
    """A family of which suzuki's agency knows nothing."""
    return case_of_a_family(consultee__person=PersonFactory(name="遠藤 美咲"))


@pytest.fixture
def own(suzuki) -> Consultation:
    """A family that suzuki's agency took in itself."""
    return ConsultationFactory(written_by=suzuki.agency.group)


def refused(act, match="not see") -> None:
    with pytest.raises(ProgrammingError, match=match), transaction.atomic():
        act()


def test_no_consultation_member_or_consent_is_put_into_a_family_that_is_not_seen(hidden, own, suzuki):
    written = {"household_id": hidden.household_id, "written_by": suzuki.agency.group}
    person = hidden.consultation.person_id
    mine = own.household.members.get()
    with acting_as(suzuki):
        refused(lambda: Consultation.objects.create(
            number="X", received_on=today(), name="x", person_id=own.person_id, **written
        ))  # fmt: skip
        refused(lambda: HouseholdMember.objects.create(person_id=own.person_id, **written))
        refused(lambda: HouseholdMember.objects.create(
            household=own.household, person_id=person, written_by=suzuki.agency.group
        ))  # fmt: skip
        refused(lambda: Consent.objects.create(
            given_by_id=own.person_id, valid_from=today(), agencies_concerned=True, **written
        ))  # fmt: skip
        refused(lambda: Consultation.objects.filter(pk=own.pk).update(household_id=hidden.household_id))
        refused(lambda: HouseholdMember.objects.filter(pk=mine.pk).update(person_id=person))
        assert not Household.objects.filter(pk=hidden.household_id).exists()
        assert not Person.objects.filter(pk=person).exists()


def test_a_family_that_is_not_seen_cannot_be_handed_to_oneself_in_a_danger_made_up(hidden, own, suzuki):
    about = {"household_id": hidden.household_id, "consultation_id": hidden.consultation.pk}
    shared = {
        "to": suzuki.agency, "sender": suzuki.agency, "sent_by": suzuki, "sent_at": timezone.now(),
        "turn": Referral.Turn.AGENCY, "turn_since": timezone.now(), "danger": "今夜にも殴られる",
        "written_by": suzuki.agency.group,
    }  # fmt: skip
    with acting_as(suzuki):
        refused(lambda: Referral.objects.create(**about, **shared))
        refused(lambda: Referral.objects.create(**about | {"household_id": own.household_id}, **shared))
        assert not Household.objects.filter(pk=hidden.household_id).exists()


def test_who_answers_by_naming_an_agency_cannot_make_a_danger_of_it(hidden, suzuki, tanaka):
    passed_on = ReferralFactory(
        consultation=hidden.consultation, to=suzuki.agency, answer="passed_on", answered_at=timezone.now(),
        passed_to=tanaka.agency,
    )  # fmt: skip
    ConsentFactory(household=hidden.household)
    following = {
        "household_id": hidden.household_id, "consultation_id": hidden.consultation.pk, "follows": passed_on,
        "to": suzuki.agency, "sender": suzuki.agency, "sent_by": suzuki, "sent_at": timezone.now(),
        "turn": Referral.Turn.AGENCY, "turn_since": timezone.now(), "written_by": suzuki.agency.group,
    }  # fmt: skip
    with acting_as(suzuki):
        refused(lambda: Referral.objects.create(danger="今夜にも殴られる", **following))


def test_a_referral_that_was_taken_gives_no_sight_of_a_case_of_another_family(hidden, suzuki, sato):
    taken = ReferralFactory(to=suzuki.agency, answer="taken", answered_at=timezone.now())
    ConsentFactory(household=taken.household)
    with acting_as(suzuki):
        Referral.objects.filter(pk=taken.pk).update(case_id=hidden.pk)
        with connection.cursor() as cursor:
            statement = "select grant_sight(%s, %s, 'referral', %s, null)"
            refused(lambda: cursor.execute(statement, [hidden.pk, suzuki.agency.group_id, taken.pk]), "gives group")
        assert not Case.objects.exists()


def test_a_part_gives_no_sight_of_a_case_that_its_plan_is_not_of(hidden, suzuki, sato):
    part = PlanRoleFactory(plan=PlanFactory(), agency=suzuki.agency)
    ConsentFactory(household=part.case.household)
    PlanRole.objects.filter(pk=part.pk).update(case=hidden)
    statement = "select grant_sight(%s, %s, 'part', %s, null)"
    with acting_as(suzuki), connection.cursor() as cursor:
        refused(lambda: cursor.execute(statement, [hidden.pk, suzuki.agency.group_id, part.pk]), "gives group")
        assert not SupportPlan.objects.exists()


def test_the_end_of_a_grant_is_not_put_off_by_ending_it_again(hidden, suzuki, sato):
    ConsentFactory(household=hidden.household)
    part = PlanRoleFactory(plan=PlanFactory(case=hidden), agency=suzuki.agency)
    with acting_as(sato), connection.cursor() as cursor:
        cursor.execute("select grant_sight(%s, %s, 'part', %s, null)", [hidden.pk, suzuki.agency.group_id, part.pk])
        cursor.execute("select end_sight(%s, %s)", [cursor.fetchone()[0], today() - timedelta(days=1)])
    grant = Grant.objects.get()
    with acting_as(suzuki), connection.cursor() as cursor:
        cursor.execute("select end_sight(%s, %s)", [grant.pk, today() + timedelta(days=365)])
        assert not Case.objects.exists()


def test_comparing_tells_an_agency_of_nobody_that_it_does_not_see(hidden, suzuki, sato):
    person = hidden.consultation.person
    told = keys_of(name=person.name, kana=person.kana, birth_date=None, address="", telephone="", mobile="")
    asked = json.dumps(told | {"birth_date": None})
    found = {}
    for who in (sato, suzuki):
        with acting_as(who), connection.cursor() as cursor:
            cursor.execute("select person_id from find_alike(%s)", [asked])
            found[who.staff.login] = [key for (key,) in cursor.fetchall()]
    assert found == {"sato": [person.pk], "suzuki": []}


def test_a_table_of_ones_own_does_not_stand_before_the_one_that_a_function_asks(suzuki):
    with acting_as(suzuki), connection.cursor() as cursor:
        cursor.execute("create temporary table meetings_minutes (meeting_id bigint, secret boolean) on commit drop")
        cursor.execute("insert into meetings_minutes values (1, true)")
        cursor.execute("select meeting_secret(1)")
        assert cursor.fetchone() == (None,)


def test_functions_that_run_as_the_owner_are_for_those_they_are_meant_for():
    links = {"answer_link", "link_letter", "link_state", "open_link"}  # for who has no account
    with connection.cursor() as cursor:
        cursor.execute(
            "select proname, proconfig::text, has_function_privilege('reach_none', oid, 'execute'),"
            " has_function_privilege('app', oid, 'execute') or has_function_privilege('reach_count', oid, 'execute')"
            " from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"
            " and prorettype <> 'trigger'::regtype"
        )
        found = cursor.fetchall()
    assert len(found) > 15
    assert {name for name, settings, *_ in found if '"search_path=public, pg_temp"' not in settings} == set()
    assert {name for name, _settings, outside, _bare in found if outside} == links
    assert {name for name, _settings, _outside, bare in found if bare} == set()
