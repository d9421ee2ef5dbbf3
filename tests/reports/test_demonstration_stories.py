"""The told families as data: what they name exists, and nobody answers for another agency."""

from collections import Counter
from datetime import date, timedelta
from itertools import chain

import pytest

from agencies.shipped import NATIONAL_16
from casework.choices import Category, Phase
from casework.models import Relation
from meetings.shipped import FORMS, HOSTS, KINDS
from reports.demonstration import agencies, concerns
from reports.demonstration.days import Days, is_working_day
from reports.demonstration.families import FAMILIES
from reports.demonstration.telling import Family
from reports.demonstration.town.meetings import MEETINGS
from reports.demonstration.town.staff import STAFF

DESKS = {person.login: [code for code, _ in person.memberships] for person in STAFF}
CODES = {code for name, code in vars(agencies).items() if name.isupper() and code}
CONCERNS = {name for name, _ in NATIONAL_16}

each_family = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.key)


@each_family
def test_a_household_has_one_consultee_and_its_ties_and_consents_are_its_members(family: Family):
    keys = [member.key for member in family.members]
    assert [member.label for member in family.members].count("本人") == 1
    assert len(set(keys)) == len(keys)
    assert {key for tie in family.ties for key in (tie.of, tie.to)} <= set(keys)
    assert {consent.given_by for consent in family.consents} <= set(keys)
    assert {key for consent in family.consents for key in consent.given_for} <= set(keys)
    assert all(consent.given_for for consent in family.consents if consent.given_as != "self")


@each_family
def test_concerns_categories_and_kinds_are_those_of_the_program(family: Family):
    named = {*family.intake.concerns, family.intake.main, *chain.from_iterable(m.concerns for m in family.members)}
    assert named <= CONCERNS
    assert family.intake.main in family.intake.concerns
    assert {c for consent in family.consents for c in consent.categories or ()} <= set(Category.values)
    assert {tie.kind for tie in family.ties} <= set(Relation.Kind.values)
    assert {tie.quality for tie in family.ties} <= set(Relation.Quality.values)
    assert {phase for _, phase in family.phases} <= set(Phase.values)


@each_family
def test_an_agency_answers_for_itself_where_it_signs_in(family: Family):
    for part in chain.from_iterable(plan.parts for plan in family.plans):
        said_by = {each.by for each in [*part.says, *part.progress]} | ({part.done[1]} if part.done else set())
        if any(part.agency in desks for desks in DESKS.values()):
            assert all(part.agency in DESKS[login] for login in said_by)
        else:  # nobody signs in for it: the coordinator writes down what it said
            assert said_by <= {family.coordinator}
    for referral in family.referrals:
        assert referral.reply is None or referral.to in DESKS[referral.reply.by]


@each_family
def test_what_happened_lies_behind_and_follows_what_came_before(family: Family):
    told = [family.intake.day, *(c.day for c in family.contacts), *(s.day for s in family.sheets)]
    told += [c.day for c in family.consents] + [r.day for r in family.referrals] + [p.day for p in family.plans]
    assert max(told) < 0
    assert min(told) >= family.intake.day
    assert list(family.contacts) == sorted(family.contacts, key=lambda contact: contact.day)
    for plan in family.plans:
        days = [plan.day, plan.agreed, plan.running, plan.evaluated, plan.ended]
        known = [day for day in days if day is not None]
        assert known == sorted(known)


@each_family
def test_visits_are_by_two_where_a_coordinator_goes(family: Family):
    alone = [c for c in family.contacts if c.method == "訪問" and c.by in ("sato", "chiba", "kudo")]
    assert alone == []


def test_meetings_are_of_kinds_that_exist_and_name_no_family():
    meetings = [*MEETINGS, *chain.from_iterable(family.meetings for family in FAMILIES)]
    assert {m.kind for m in meetings} <= {kind[0] for kind in KINDS}
    assert {m.host for m in meetings} <= set(HOSTS)
    assert {m.form for m in meetings} <= set(FORMS)
    names = {m.name.split()[0] for family in FAMILIES for m in family.members}
    assert [m.name for m in meetings for name in names if name in m.name] == []


def test_there_are_eight_long_stories_and_shorter_ones():
    long = [family for family in FAMILIES if len(family.contacts) >= 30]
    assert len(long) >= 8
    assert Counter(bool(family.plans) for family in FAMILIES)[True] >= 8


def test_every_agency_and_person_that_is_named_exists():
    codes, logins = set(), set()
    for family in FAMILIES:
        codes |= {c.agency for c in family.contacts if c.agency} | {r.to for r in family.referrals}
        codes |= {part.agency for plan in family.plans for part in plan.parts}
        codes |= {code for m in family.meetings for code in m.agencies}
        logins |= {login for c in family.contacts for login in c.by.split()} | {family.intake.by}
        logins |= {login for m in family.meetings for login in m.staff}
    assert codes <= CODES
    assert logins <= DESKS.keys()
    assert {value for name, value in vars(concerns).items() if name.isupper()} == CONCERNS


def test_a_day_of_a_story_is_a_working_day_and_days_keep_their_order():
    days = Days(date(2027, 1, 3))
    told = [days.day(offset) for offset in range(-400, 0)]
    assert all(is_working_day(day) for day in told)
    assert told == sorted(told)
    assert days.day(-1) < days.today <= days.day(1)


def test_somebody_is_as_old_today_as_the_story_says():
    days = Days(date(2026, 6, 15))
    assert days.birth(50, (6, 15)) == date(1976, 6, 15)
    assert days.birth(50, (6, 16)) == date(1975, 6, 16)
    assert days.birth(50, (6, 14)) + timedelta(days=1) == date(1976, 6, 15)
