"""The demonstration as it is loaded: the published year as published, and families with something to do today.

It is loaded once for this module, committed, and taken away after it."""

import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command

from accounts.acting import acting_as, acting_as_system
from accounts.models import AuditEvent, Membership, Notice, Staff
from accounts.roles import Reach, Role
from agencies.calendar import TOKYO, FiscalYear, fiscal_year_of, today
from agencies.models import DirectoryEntry, District, Topic
from casework.access import shared_categories
from casework.actions.grants import consented, current_parts
from casework.choices import Category, Outcome, OutreachState, PartAnswer, PlanState, ReportStage
from casework.models import (
    Case,
    Consent,
    Consultation,
    Contact,
    EmergencyTube,
    Grant,
    Household,
    LocalReport,
    OutreachNote,
    PlanRole,
    Referral,
    Relation,
    SupportPlan,
    TsunaguSheet,
)
from casework.models.plan import PartTurn
from meetings.models import Attendance, Meeting, Minutes
from reports.demonstration import clock
from reports.demonstration.load import load
from reports.demonstration.office import write_sign_ins
from reports.figures.survey import survey_figures

EXPECTED = json.loads((Path(__file__).parent.parent / "data" / "ishinomaki-2020" / "expected.json").read_text())


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The password of its sign-ins."""
    with django_db_blocker.unblock():
        yield load(lambda _text: None)
        call_command("flush", verbosity=0, interactive=False)
        ContentType.objects.clear_cache()


@pytest.fixture
def who(loaded):
    """who("sato"): her usual membership."""

    def member(login: str) -> Membership:
        return Membership.objects.for_acting().filter(staff__login=login).order_by("pk").first()

    return member


def of(name: str) -> Household:
    """The household of somebody; asked inside acting_as."""
    return Household.objects.get(members__person__name=name, members__relation_label="本人")


def test_the_published_year_stays_as_published(loaded):
    out = io.StringIO()
    call_command("figures", "2020", "--format", "json", stdout=out)
    assert json.loads(out.getvalue()) == EXPECTED


def test_it_is_not_loaded_over_records(loaded):
    with pytest.raises(CommandError, match="records here already"):
        load(lambda _text: None)


def test_it_is_not_loaded_where_the_clock_would_bring_it_into_the_published_year(loaded):
    with clock.at(datetime(2021, 6, 1, tzinfo=TOKYO)), pytest.raises(CommandError, match="Set the clock right"):
        load(lambda _text: None)


def test_numbers_follow_the_days_without_a_gap(loaded):
    with acting_as_system():
        years = {fiscal_year_of(each.received_on).year for each in Consultation.objects.all()} - {2019, 2020}
        for year in years:
            of_year = Consultation.objects.filter(number__startswith=f"{year}-").order_by("number")
            assert [each.number for each in of_year] == [f"{year}-{n:04}" for n in range(1, len(of_year) + 1)]
            days = [each.received_on for each in of_year]
            assert days == sorted(days)


def test_everybody_signs_in_with_the_password_of_the_file(loaded, tmp_path, settings):
    settings.STATE_DIR = tmp_path
    lines = write_sign_ins(loaded).read_text().splitlines()
    assert all(staff.check_password(loaded) for staff in Staff.objects.filter(is_system=False)[:2])
    assert Staff.objects.filter(is_system=False).values("password").distinct().count() == 1
    for role in Role:
        logins = Membership.objects.filter(role=role, staff__is_system=False).values_list("staff__login", flat=True)
        assert role == Role.SYSTEM or any(
            line.startswith(str(role.label)) and login in line and loaded in line for line in lines for login in logins
        )


def test_somebody_has_two_desks_to_switch_between(loaded):
    assert Membership.objects.filter(staff__login="miura").count() == 2


def test_the_town_has_its_districts_directory_and_topics(loaded):
    assert District.objects.get(name="渡波").parent.name == "本庁"
    assert DirectoryEntry.objects.filter(default=True).count() >= 5
    assert DirectoryEntry.objects.filter(by_area__isnull=False).exists()
    assert all(topic.concerns.exists() for topic in Topic.objects.all())


def test_a_restricted_family_is_found_by_those_named_alone(who):
    name = "内海 沙織"
    for login in ("chiba", "kudo", "abe", "tamura", "sato"):
        with acting_as(who(login)):
            assert not Household.objects.filter(members__person__name=name).exists(), login
    for login in ("sato", "hatakeyama"):
        with acting_as(who(login), reach=Reach.OWN):
            case = Case.objects.get(household=of(name))
            assert case.plans.count() == 2
            assert case.contacts.count() >= 30
            assert Minutes.objects.filter(meeting__agenda__household=case.household).count() == 2


def test_an_agency_sees_its_families_and_what_was_shared_of_them(who):
    konno = who("konno")
    with acting_as(konno):
        family = of("平塚 麻衣")
        shared = shared_categories(konno, family)
        assert Category.PLAN in shared
        assert not {Category.HEALTH, Category.MONEY} & shared
    with acting_as(who("watanabe")):
        assert not Case.objects.filter(household__members__person__name="平塚 麻衣").exists()


def test_a_secret_meeting_is_read_by_who_acknowledged(who):
    meeting = Meeting.objects.get(kind__name="支援会議")
    assert Attendance.objects.filter(meeting=meeting, acknowledged_at__isnull=False).count() == 7
    for login, reads in (("sato", True), ("oikawa", True), ("chiba", False), ("takahashi", False)):
        with acting_as(who(login)):
            assert Minutes.objects.filter(meeting=meeting).exists() is reads, login


def test_consents_differ_and_one_was_withdrawn(loaded):
    with acting_as_system():
        assert Consent.objects.exclude(withdrawn_on=None).count() == 1
        assert Consent.objects.filter(agencies_concerned=False).count() >= 5
        assert Consent.objects.filter(given_as=Consent.GivenAs.GUARDIAN).count() >= 2
        assert Consent.objects.filter(valid_until__lt=today()).exists()
        assert {each.evidence for each in Consent.objects.all()} == set(Consent.Evidence.values)


def test_agencies_have_parts_in_every_situation(who):
    with acting_as_system():
        asked = PlanRole.objects.asked()
        assert [part for part in asked if part.turn == PartTurn.AGENCY]
        assert asked.filter(answer=PartAnswer.CHANGE).exists()
        assert asked.filter(answer=PartAnswer.QUESTION).exists()
        assert asked.put_up().exists()
        assert asked.filter(sign_came_on__isnull=False).exists()
        assert [part for part in asked if part.awaits_sign]
        assert [part for part in asked if part.overdue_days and part.answer == PartAnswer.AGREED]
        assert asked.exclude(progress="").exists()
        assert asked.filter(due_on__range=(today(), today() + timedelta(days=7))).exists()
        assert asked.exclude(former=None).exists()
    for login in ("tamura", "miura", "sugawara", "oikawa", "takahashi", "nishimura", "konno"):
        member = who(login)
        with acting_as(member):
            assert PlanRole.objects.asked().of(member.agency).exists(), login


def test_referrals_were_taken_passed_on_and_one_waits(who):
    miura = who("miura")
    with acting_as(miura):
        waiting = Referral.objects.waiting().filter(to=miura.agency)
        assert [each.consultation.name for each in waiting] == ["武山 ヨシエ"]
    with acting_as_system():
        assert set(Referral.objects.values_list("answer", flat=True)) == {"", "taken", "passed_on", "coordinator"}
        assert TsunaguSheet.objects.filter(consultation__has_sheet=True).count() == TsunaguSheet.objects.count() >= 8


def test_a_part_that_no_consent_covers_is_to_be_settled(who):
    sato = who("sato")
    with acting_as(sato):
        parts = list(current_parts(Case.objects.get(household=of("山内 葵"))))
        covered = consented(of("山内 葵"), [part.agency for part in parts])
        assert [part.agency.name for part in parts if part.agency not in covered] == ["社会福祉協議会"]
    with acting_as(who("takahashi")):
        assert not Case.objects.filter(household__members__person__name="山内 葵").exists()


def test_something_waits_on_the_coordinators_desk_today(who):
    with acting_as(who("sato")):
        undecided = Consultation.objects.undecided()
        assert undecided.filter(received_on__gte=today() - timedelta(days=7)).exists()
        with_plan = SupportPlan.objects.values("case")
        assert Case.objects.running().exclude(pk__in=with_plan).exists()
        running = SupportPlan.objects.filter(state=PlanState.RUNNING, case__closed_on=None)
        assert running.filter(ends_on__lt=today()).exists()
        assert Meeting.objects.filter(held_on__range=(today(), today() + timedelta(days=9))).exists()


def test_the_published_year_s_cases_wait_no_more(loaded):
    with acting_as_system():
        old = Case.objects.filter(opened_on__lt="2021-04-01")
        assert old.count() == 13
        assert not old.running().exists()
        assert {fiscal_year_of(each.closed_on).year for each in old} == {2021}


def test_one_told_case_is_closed_and_its_agencies_read_on_for_a_while(loaded):
    with acting_as_system():
        closed = Case.objects.exclude(closed_on=None).get(opened_on__gt="2022-04-01")
        assert closed.phase == "stable"
        assert not Grant.objects.live().filter(content_object=closed).exists()


def test_sight_was_given_on_the_day_of_the_story(loaded):
    with acting_as_system():
        given = set(Grant.objects.values_list("valid_from", flat=True))
    assert len(given) > 20
    assert max(given) < today()


def test_what_happened_was_logged_on_its_day_by_who_did_it(loaded):
    events = AuditEvent.objects.filter(verb="answered")
    assert events.filter(at__lt=datetime.now(TOKYO) - timedelta(days=200)).exists()
    assert {event.by.agency.code for event in events.select_related("by__agency")} > {"A006", "A015", "A001"}
    assert Notice.objects.filter(read_at=None).exists()
    old = Notice.objects.filter(read_at=None, at__lt=datetime.now(TOKYO) - timedelta(days=10))
    assert set(old.values_list("kind", flat=True)) <= {Notice.Kind.REFERRAL_SENT}


def test_families_are_told_in_full(loaded):
    with acting_as_system():
        cases = Case.objects.filter(opened_on__gt="2022-04-01")
        long = [case for case in cases if case.contacts.count() >= 30]
        assert len(long) == 8
        assert all(case.plans.count() == 2 and case.coordinator for case in long)
        assert Relation.objects.count() > 20
        assert Consultation.objects.filter(outcome=Outcome.ONE_OFF, received_on__gt="2022-04-01").count() >= 10
        visits = Contact.objects.filter(method__name="訪問", case__in=cases).prefetch_related("staff")
        assert sum(len(visit.staff.all()) == 2 for visit in visits) > 40


def test_people_not_reached_stand_in_every_state_and_a_desk_learns_one_word_of_each(who):
    with acting_as(who("sato")):
        assert set(OutreachNote.objects.values_list("state", flat=True)) == set(OutreachState.values)
        assert OutreachNote.objects.late().exists() and OutreachNote.objects.come_back().exists()
        assert {each.danger for each in LocalReport.objects.untaken()} == {True, False}
        assert EmergencyTube.objects.kept().count() == 2 and EmergencyTube.objects.stale().count() == 1
    with acting_as(who("kimura")):
        assert set(LocalReport.objects.values_list("stage", flat=True)) == set(ReportStage.values)
        assert not OutreachNote.objects.exists() and not Household.objects.exists()
    with acting_as(who("miura")):
        assert 1 <= OutreachNote.objects.count() <= 3


def test_last_years_survey_has_the_published_numbers(who):
    with acting_as(who("sato")):
        found = survey_figures(FiscalYear(fiscal_year_of(today()).year - 1))
    assert (found.households, found.persons) == (88, 126)
    assert {line.name: line.total for line in found.by_situation} == {
        "閉じこもり": 41, "経済的問題で身内の援助なし": 20, "理解できない言動": 13,
    }  # fmt: skip
