"""The wall: what each reach sees, asked of the database itself."""

import pytest
from django.db import ProgrammingError, connection, transaction

from accounts.acting import acting_as, acting_as_system, counting
from accounts.roles import Reach
from casework.models import Case, Consultation, Contact, Household, Person
from tests.factories import ConsultationFactory, ContactFactory, case_of_a_family

# Tables that hold nothing about a family. Every other table needs its wall; a new one fails here until somebody
# decides.
WITHOUT_PERSONAL_DATA = {
    "accounts_auditevent", "accounts_job", "accounts_membership", "accounts_notice", "accounts_staff",
    "accounts_staff_groups", "agencies_agency", "agencies_agencygroup", "agencies_agencytype", "agencies_areacontact",
    "agencies_concern", "agencies_concernlist", "agencies_directoryentry", "agencies_district", "agencies_municipality",
    "agencies_topic", "agencies_topic_concerns", "auth_group", "auth_group_permissions", "auth_permission",
    "casework_ageband", "casework_matchweight", "casework_method", "casework_numbercounter", "casework_route",
    "casework_situation", "casework_survey", "django_admin_log", "django_content_type",
    "django_migrations", "django_session", "guardian_groupobjectpermission", "guardian_userobjectpermission",
    "meetings_attendance", "meetings_meeting", "meetings_meetingform", "meetings_meetinghost", "meetings_meetingkind",
    "pghistory_context", "reports_annualreport", "reports_incomingfile", "reports_reportsection",
    "reports_sectiondraft",
}  # fmt: skip


def tables() -> list[tuple[str, bool, bool, bool]]:
    """Name, whether row security is on, whether it has a policy, whether the bare application login may read it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname, c.relrowsecurity, exists (select from pg_policy p where p.polrelid = c.oid),"
            " has_table_privilege('app', c.oid, 'select') from pg_class c"
            " where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace"
        )
        return cursor.fetchall()


def test_every_table_with_personal_data_has_its_wall():
    unwalled = {name for name, on, policy, bare in tables() if not (on and policy) or bare} - WITHOUT_PERSONAL_DATA
    assert unwalled == set()


def test_the_list_of_open_tables_names_only_tables_that_exist():
    assert {name for name, *_ in tables()} >= WITHOUT_PERSONAL_DATA


def test_with_nobody_acting_the_application_is_refused_loudly():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local role app")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Case.objects.count()


def test_somebody_not_signed_in_is_refused_loudly():
    with acting_as(None), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Case.objects.count()


def test_a_coordinator_sees_every_case_and_an_outside_agency_none(sato, tanaka):
    case = case_of_a_family()
    with acting_as(sato):
        assert list(Case.objects.all()) == [case]
    with acting_as(tanaka):
        assert not Case.objects.exists()
        assert not Person.objects.exists()
        assert not Household.objects.exists()


def test_an_agency_sees_what_it_took_in_itself(suzuki, tanaka):
    ours = ConsultationFactory(written_by=suzuki.agency.group)
    ConsultationFactory()
    with acting_as(suzuki):
        assert list(Consultation.objects.all()) == [ours]
        assert list(Household.objects.all()) == [ours.household]
        assert list(Person.objects.all()) == [ours.person]
    with acting_as(tanaka):
        assert not Consultation.objects.exists()


def test_a_restricted_family_is_found_by_those_named_and_by_nobody_else(sato, abe, suzuki):
    contact = ContactFactory(consultation__continuing=True, consultation__written_by=suzuki.agency.group)
    with acting_as(abe), connection.cursor() as cursor:
        cursor.execute("select restrict_household(%s, true, %s)", [contact.household_id, [sato.staff.group_id]])
    everything = (Case, Consultation, Contact, Household, Person)
    for outsider in (sato, abe, suzuki):
        with acting_as(outsider):
            assert not any(model.objects.exists() for model in everything)
            assert not Person.objects.found_by("遠藤").exists()
    with acting_as(sato, reach=Reach.OWN):
        assert all(model.objects.count() == 1 for model in everything)


def test_what_is_written_about_a_restricted_family_is_restricted_too(abe):
    case = case_of_a_family()
    with acting_as(abe), connection.cursor() as cursor:
        cursor.execute("select restrict_household(%s, true, '{}')", [case.household_id])
    assert ContactFactory(consultation=case.consultation).pk
    with acting_as(abe):
        assert not Contact.objects.exists()


def test_lifting_a_restriction_shows_the_family_again(abe):
    case = case_of_a_family()
    with acting_as(abe), connection.cursor() as cursor:
        cursor.execute("select restrict_household(%s, true, %s)", [case.household_id, [abe.staff.group_id]])
        with acting_as(abe, reach=Reach.OWN):
            cursor.execute("select restrict_household(%s, false, '{}')", [case.household_id])
        assert Case.objects.filter(pk=case.pk).exists()
        assert Person.objects.exists()


def test_only_who_sees_a_household_changes_who_may_open_it(abe, sato, tanaka):
    case = case_of_a_family()

    def change(by, reach, named):
        with acting_as(by, reach=reach), connection.cursor() as cursor, transaction.atomic():
            cursor.execute("select restrict_household(%s, true, %s)", [case.household_id, [named.staff.group_id]])

    with pytest.raises(ProgrammingError, match="not seen"):
        change(tanaka, Reach.OWN, tanaka)
    change(abe, Reach.ALL, sato)
    for by, reach in ((abe, Reach.ALL), (abe, Reach.OWN), (sato, Reach.ALL)):
        with pytest.raises(ProgrammingError, match="not seen"):
            change(by, reach, by)
    change(sato, Reach.OWN, abe)
    with acting_as(abe, reach=Reach.OWN):
        assert Case.objects.exists()
    with acting_as(sato, reach=Reach.OWN):
        assert not Case.objects.exists()


def test_nobody_can_grant_themselves_a_case(suzuki):
    case = case_of_a_family()
    with acting_as(suzuki), connection.cursor() as cursor:
        for statement in (
            "insert into casework_grant (permission_id, group_id, content_object_id, reason, valid_from)"
            f" values (1, {suzuki.agency.group_id}, {case.pk}, 'part', today())",
            f"select grant_sight({case.pk}, {suzuki.agency.group_id}, 'part', 1, null)",
            f"select grant_sight({case.pk}, {suzuki.agency.group_id}, 'named', 1, null)",
            "insert into casework_named (household_id, staff_id, named_on)"
            f" values ({case.household_id}, {suzuki.staff_id}, today())",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                cursor.execute(statement)


def test_figures_count_every_row_and_write_none(sato):
    case = case_of_a_family()
    with counting():
        assert Case.objects.count() == 1
        with pytest.raises(ProgrammingError), transaction.atomic():
            case.save()


def test_the_system_sees_restricted_rows_as_well(abe):
    case = case_of_a_family()
    with acting_as(abe), connection.cursor() as cursor:
        cursor.execute("select restrict_household(%s, true, '{}')", [case.household_id])
    with acting_as_system():
        assert Case.objects.count() == 1


def test_acting_inside_acting_gives_the_former_reach_back(sato, tanaka):
    case_of_a_family()
    with acting_as(sato):
        with acting_as(tanaka):
            assert not Case.objects.exists()
        assert Case.objects.exists()
        with counting():
            pass
        assert Case.objects.exists()


def test_counting_inside_counting_counts_but_counting_by_somebody_narrower_opens_it_anew(ono):
    case_of_a_family()
    with counting():
        with counting():
            assert Case.objects.count() == 1
        assert Case.objects.count() == 1
        with acting_as(ono):
            with pytest.raises(ProgrammingError), transaction.atomic():
                Case.objects.count()
            with counting():
                assert Case.objects.count() == 1
    with acting_as(ono), pytest.raises(ProgrammingError), transaction.atomic():
        Case.objects.count()


def test_the_audit_log_cannot_be_changed_by_the_program(sato):
    with acting_as(sato), connection.cursor() as cursor:
        for statement in ("update accounts_auditevent set verb = ''", "delete from accounts_auditevent"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)
