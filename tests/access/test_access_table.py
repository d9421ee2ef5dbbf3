"""tests/access_table.py, asked: every URL as every role."""

import re
from collections.abc import Iterator
from copy import deepcopy
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import AuditEvent, Job, Membership, Notice, Staff
from accounts.roles import Role
from agencies.models import DirectoryEntry, Topic
from casework.actions.grants import grant
from casework.models import (
    Case,
    Draft,
    EmergencyTube,
    Grant,
    InvolvedAgency,
    NeighbourTeam,
    Participant,
    PersonPair,
    ReferralLink,
    Relation,
    SheetCopy,
)
from casework.sheet_content import content_of
from meetings.models import Decision
from reports.models import IncomingFile
from tests.access_table import COLUMNS, TABLE, Row
from tests.factories import (
    AgencyFactory,
    AttachmentFactory,
    ConsentFactory,
    ContactFactory,
    LocalReportFactory,
    MeetingFactory,
    MemberFactory,
    MembershipFactory,
    MinutesFactory,
    OutreachNoteFactory,
    PersonFactory,
    PlanFactory,
    PlanRoleFactory,
    ReferralFactory,
    SheetFactory,
    SurveyHouseholdFactory,
    case_of_a_family,
    office,
)
from tests.signing_in import signed_in

ANSWERS = {"y": {200, 302, 204, 422}, "n": {403}, "-": {404}, "i": {302}, "m": {405}, "g": {410}}


def url_names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from url_names(pattern.url_patterns, pattern.namespace or space)
        elif space != "admin":  # the admin's own pages have their tests
            yield f"{space}:{pattern.name}" if space else str(pattern.name)


def members_of(case: Case) -> dict[str, Membership]:
    """One membership for each column; the agency that has a part in the case sees it by its grant."""
    own = AgencyFactory(code="OWN")
    roles = {
        "coordinator": (office(), Role.COORDINATOR),
        "assistant": (office(), Role.ASSISTANT),
        "lead": (AgencyFactory(code="LEAD"), Role.LEAD),
        "agency_own": (own, Role.AGENCY),
        "agency_foreign": (AgencyFactory(code="FOREIGN"), Role.AGENCY),
        "manager": (AgencyFactory(code="MANAGER"), Role.MANAGER),
        "adviser": (AgencyFactory(code="ADVISER"), Role.ADVISER),
        "local_desk": (AgencyFactory(code="DESK"), Role.LOCAL_DESK),
        "administrator": (AgencyFactory(code="ADMIN"), Role.ADMINISTRATOR),
        "auditor": (AgencyFactory(code="AUDIT"), Role.AUDITOR),
    }
    made = {
        name: MembershipFactory(staff__login=name, agency=agency, role=role) for name, (agency, role) in roles.items()
    }
    ConsentFactory(household=case.household)
    role = PlanRoleFactory(plan=PlanFactory(case=case), agency=own)
    with acting_as(made["coordinator"]):
        grant(case.pk, group=own.group, reason=Grant.Reason.PART, source=role)
    return made


def records_about(case: Case, members: dict[str, Membership]) -> dict[str, object]:
    """Keys for URLs, by the name that a row gives in `args`."""
    stranger = MembershipFactory(staff__login="stranger")
    meeting = MeetingFactory()
    MinutesFactory(meeting=meeting)
    agency = AgencyFactory(code="OWN")
    entry = DirectoryEntry.objects.create(topic=Topic.objects.create(name="介護"), number="1", agency=agency)
    notice = Notice.objects.create(kind="job_failed", agency=stranger.agency, to=stranger, about_type="job", about_id=1)
    job = Job.objects.create(
        kind="annual_report", asked_by=stranger, state=Job.State.FAILED, finished_at=timezone.now()
    )
    child = MemberFactory(household=case.household, person=PersonFactory(name="遠藤 翼"), relation_label="長男").person
    written = {"household": case.household, "written_by": office().group}
    sent = {"consultation": case.consultation, "sent_by": members["coordinator"]}
    handed = ReferralFactory(to=agency, **sent)
    outside = ReferralFactory(to__code="OUT", **sent)
    sheet = SheetFactory(consultation=case.consultation)
    handed.copy = SheetCopy.objects.create(
        sheet=sheet, number=1, content=content_of(sheet), digest="", made_by=members["coordinator"], **written
    )
    handed.save()
    relation = Relation.objects.create(of=case.consultation.person, to=child, kind="parent", **written)
    return {
        "relation": relation.pk,
        "sheet": sheet.pk,
        "sheet_draft": Draft.objects.create(owner=stranger.staff.group, form="sheet", about_id=sheet.pk).pk,
        "sheet_copy": handed.copy.pk,
        "attachment": AttachmentFactory(sheet=sheet).pk,
        "involved": InvolvedAgency.objects.create(agency=agency, told_on=case.opened_on, **written).pk,
        "draft": Draft.objects.create(owner=stranger.staff.group, form="meeting").pk,
        "intake": Draft.objects.create(owner=stranger.staff.group, form="consultation").pk,
        "search": Draft.objects.create(owner=stranger.staff.group, form="search", content={"q": "遠藤"}).pk,
        "case": case.pk,
        "consultation": case.consultation.pk,
        "household": case.household.pk,
        "report": LocalReportFactory().pk,
        "note": OutreachNoteFactory(agency=agency, agency_reason="近いため").pk,
        "survey_home": (home := SurveyHouseholdFactory()).pk,
        "survey": home.survey.fiscal_year,
        "tube": EmergencyTube.objects.create(**written).pk,
        "team": NeighbourTeam.objects.create(**written).pk,
        "person": case.consultation.person.pk,
        "pair": PersonPair.objects.create(one=case.consultation.person, other=child, kind="person").pk,
        "member": case.household.members.first().pk,
        "referral": handed.pk,
        "outside": outside.pk,
        "link": ReferralLink.objects.create(
            referral=outside, token_hash="0" * 64, made_by=members["coordinator"], expires_at=timezone.now()
        ).pk,
        "token": "no-such-token",
        "plan": case.plans.first().pk,
        "part": case.plan_roles.first().pk,
        "participant": Participant.objects.create(case=case, agency=agency, joined_on=case.opened_on).pk,
        "step": case.plan_roles.first().actions.create(case=case, what="申込書をもらう").pk,
        "plan_draft": Draft.objects.create(owner=stranger.staff.group, form="plan", about_id=case.pk).pk,
        "contact": ContactFactory(consultation=case.consultation).pk,
        "consent": case.household.consents.first().pk,
        "meeting": meeting.pk,
        "meeting_draft": Draft.objects.create(owner=stranger.staff.group, form="meeting").pk,
        "decision": Decision.objects.create(meeting=meeting, what="受診に付き添う").pk,
        "agency": agency.pk,
        "directory_entry": entry.pk,
        "fiscal_year": 2020,
        "section": "funds",
        "figure": "first",
        "table": "contacts",
        "incoming": IncomingFile.objects.create(table="contacts", name="経過.csv", uploaded_by=stranger).key,
        "notice": notice.pk,
        "job": job.key,
    }


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[tuple[dict[str, SimpleCookie], dict[str, object]]]:
    """The cookies of each column and the records, made once; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        case = case_of_a_family()
        members = members_of(case)
        records = records_about(case, members)
        cookies = {name: signed_in(member).cookies for name, member in members.items()}
        yield cookies | {"nobody": SimpleCookie()}, records
        transaction.set_rollback(True)


def ask(client: Client, name: str, row: Row, records: dict[str, object]):
    url = reverse(name, args=[records[each] for each in row.args]) + row.query
    return client.get(url) if row.post is None else client.post(url, row.post)


def test_every_url_has_a_row():
    assert set(url_names(get_resolver().url_patterns)) == set(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_role_gets_the_answer_of_the_table(name, world):
    row = TABLE[name]
    assert len(row.answers) == len(COLUMNS)
    cookies, records = world
    wrong = []
    for column, answer in zip(COLUMNS, row.answers, strict=True):
        client = Client()
        client.cookies = deepcopy(cookies[column])
        before = AuditEvent.objects.count()
        with transaction.atomic():  # what one role changed is as it was for the next
            response = ask(client, name, row, records)
            events = AuditEvent.objects.count() - before
            transaction.set_rollback(True)
        to_sign_in = response.status_code == 302 and response.url.startswith(reverse("accounts:sign_in"))
        right = response.status_code in ANSWERS[answer] and (
            to_sign_in == (answer == "i") or name == "accounts:sign_out"
        )
        if not right:
            wrong.append(f"{column}: expected {answer}, got {response.status_code}")
        elif (answer in "n-" or (answer == "y" and row.views_personal_data)) and not events:
            wrong.append(f"{column}: {response.status_code} left no audit event")
    assert wrong == []


PAPERS = ("_pdf", "_blank", "_workbook", "_file")
MIXED = re.compile(r"[A-Za-z0-9)][（、：～」]|[（、：～「][A-Za-z]")


def test_pages_in_english_have_english_brackets_and_commas(world):
    """Also where Python puts words together: 遠藤 翼 (長男, age 9), not 遠藤 翼（長男、age 9）."""
    cookies, records = world
    client, mixed = Client(), []
    with transaction.atomic():
        for column in ("coordinator", "auditor"):
            Staff.objects.filter(login=column).update(language="en")
            client.cookies = deepcopy(cookies[column])
            for name, row in TABLE.items():
                if row.post is None and row.answers[COLUMNS.index(column)] == "y" and not name.endswith(PAPERS):
                    lines = ask(client, name, row, records).content.decode(errors="replace").splitlines()
                    mixed += [f"{name}: {line.strip()[:200]}" for line in lines if MIXED.search(line)]
        transaction.set_rollback(True)
    assert mixed == []
