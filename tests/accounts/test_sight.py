"""A second opinion on the wall: plain Python says what each role should see, the database is asked what it shows."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership
from accounts.roles import Reach, Role
from casework.models import Case, Consent, Consultation, Contact, Grant, Household, Named, Person, SupportPlan
from tests.factories import (
    AgencyFactory,
    ConsentFactory,
    ConsultationFactory,
    ContactFactory,
    MembershipFactory,
    PlanFactory,
    PlanRoleFactory,
    ReferralFactory,
    case_of_a_family,
)


@pytest.fixture
def town(db) -> dict[str, Membership]:
    """Three agencies, and families that are theirs by what they wrote, were handed, or have a part in; one is
    restricted."""
    a, b, c = (MembershipFactory(agency=AgencyFactory(code=code)) for code in "ABC")
    office = MembershipFactory(agency=AgencyFactory(code="A043"), role=Role.COORDINATOR)
    lead = MembershipFactory(role=Role.LEAD)
    ConsultationFactory(written_by=a.agency.group)
    handed = ReferralFactory(consultation=ConsultationFactory(written_by=a.agency.group), to=b.agency, sent_by=a)
    ConsentFactory(household=handed.household)
    passed_on = ReferralFactory(
        to=c.agency, sent_by=a, passed_to=b.agency, answer="passed_on", answered_at=timezone.now(),
        consultation=ConsultationFactory(written_by=a.agency.group),
    )  # fmt: skip
    ReferralFactory(consultation=passed_on.consultation, follows=passed_on, to=b.agency, sent_by=c, sender=a.agency)
    ConsentFactory(household=passed_on.household)
    for consent in ({}, {"withdrawn_on": date(2020, 2, 1)}, {"valid_until": date(2020, 2, 1)}):
        uncovered = ReferralFactory(consultation=ConsultationFactory(written_by=a.agency.group), to=b.agency, sent_by=a)
        if consent:
            ConsentFactory(household=uncovered.household, **consent)
    ReferralFactory(
        consultation=ConsultationFactory(written_by=a.agency.group), to=b.agency, sent_by=a, danger="今夜にも殴られる"
    )
    for agency in (b.agency, c.agency):
        case = case_of_a_family(written_by=a.agency.group)
        ConsentFactory(household=case.household)
        role = PlanRoleFactory(plan=PlanFactory(case=case), agency=agency)
        ContactFactory(consultation=case.consultation)
        with acting_as(office), connection.cursor() as cursor:
            cursor.execute("select grant_sight(%s, %s, 'part', %s, null)", [case.pk, agency.group_id, role.pk])
    restricted = case_of_a_family(written_by=a.agency.group)
    ContactFactory(consultation=restricted.consultation, written_by=a.agency.group)
    with acting_as(lead), connection.cursor() as cursor:
        cursor.execute("select restrict_household(%s, true, %s)", [restricted.household_id, [office.staff.group_id]])
    first_call = ConsultationFactory(written_by=a.agency.group)
    with acting_as(lead), connection.cursor() as cursor:
        cursor.execute("select restrict_household(%s, true, %s)", [first_call.household_id, [office.staff.group_id]])
    return {"a": a, "b": b, "c": c, "coordinator": office, "lead": lead}


def expected(member: Membership, reach: Reach) -> dict[type, set[int]]:
    """What the rule of docs/access.md says, without the database's help: run as the owner, whom no policy holds."""
    mine = set(member.group_ids)
    named = {n.household_id for n in Named.objects.filter(ended_at=None) if n.staff.group_id in mine}
    granted = {g.content_object_id for g in Grant.objects.live() if g.group_id in mine}
    granted |= {c.pk for c in Case.objects.all() if c.household_id in named}
    everything = reach is Reach.ALL

    def handed(consultation: Consultation) -> bool:
        return any(
            r.to.group_id in mine
            and r.answer in ("", "taken", "together", "coordinator")
            and (r.danger or Consent.objects.covering(r.to).filter(household=r.household).exists())
            for r in consultation.referrals.all()
        )

    def sees(row, case_id: int | None) -> bool:
        if everything:
            return not row.restricted
        if row.restricted:
            return case_id in granted or getattr(row, "household_id", None) in named
        return case_id in granted or row.written_by_id in mine

    cases = {c.pk for c in Case.objects.all() if (not c.restricted if everything else c.pk in granted)}
    consultations = {
        c.pk
        for c in Consultation.objects.all()
        if sees(c, c.case_id) or not everything and handed(c) and not c.restricted
    }
    households = {
        h.pk
        for h in Household.objects.all()
        if sees(h, None)
        or not everything
        and (
            h.pk in named
            or h.cases.filter(pk__in=granted).exists()
            or h.consultations.filter(pk__in=consultations).exists()
        )
    }
    return {
        Case: cases,
        Consultation: consultations,
        Household: households,
        Person: {
            p.pk for p in Person.objects.all() if sees(p, None) or p.households.filter(pk__in=households).exists()
        },
        Contact: {c.pk for c in Contact.objects.all() if sees(c, c.case_id)},
        SupportPlan: {
            p.pk for p in SupportPlan.objects.all() if (not p.restricted if everything else p.case_id in granted)
        },
    }


@pytest.mark.parametrize("who", ["a", "b", "c", "coordinator", "lead", "coordinator at the restricted desk"])
def test_the_database_shows_what_the_rule_says(town, who):
    member = town[who.split()[0]]
    reach = Reach.OWN if "restricted" in who else member.reach
    should = expected(member, reach)
    assert any(should.values())
    with acting_as(member, reach=reach):
        shown = {model: set(model.objects.values_list("pk", flat=True)) for model in should}
    assert shown == should
