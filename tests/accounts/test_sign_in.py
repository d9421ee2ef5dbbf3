"""Signing in, whom one acts as, the language, the admin's door."""

import datetime

from django.urls import reverse

from accounts.models import AuditEvent, Membership, Staff
from accounts.roles import Role
from agencies.calendar import today
from tests.factories import AgencyFactory, MembershipFactory

PASSWORD = "a long enough secret"


def with_password(membership: Membership) -> Staff:
    membership.staff.set_password(PASSWORD)
    membership.staff.save()
    return membership.staff


def sign_in(client, login: str, password: str = PASSWORD, **more):
    return client.post(reverse("accounts:sign_in"), {"login": login, "password": password, **more})


def test_the_right_password_leads_home(client, sato):
    with_password(sato)
    assert sign_in(client, "sato").url == reverse("accounts:home")
    page = client.get(reverse("accounts:home"))
    assert "佐藤" in page.content.decode()
    assert AuditEvent.objects.filter(verb="signed_in", by=sato).exists()


def test_a_wrong_password_gets_a_sentence_and_keeps_the_name(client, sato):
    with_password(sato)
    response = sign_in(client, "sato", "wrong")
    assert response.status_code == 422
    assert 'value="sato"' in response.content.decode()
    event = AuditEvent.objects.get(verb="sign_in_failed")
    assert "sato" not in str(event.detail)


def test_somebody_whose_membership_has_ended_cannot_sign_in(client, sato):
    with_password(sato)
    Membership.objects.filter(pk=sato.pk).update(valid_until=today() - datetime.timedelta(days=1))
    assert sign_in(client, "sato").status_code == 422


def test_a_membership_that_ends_while_signed_in_ends_the_session(client_of, sato):
    client = client_of(sato)
    assert client.get(reverse("accounts:home")).status_code == 200
    Membership.objects.filter(pk=sato.pk).update(valid_until=today() - datetime.timedelta(days=1))
    assert client.get(reverse("accounts:home")).status_code == 302


def test_the_system_actor_cannot_sign_in(client):
    system = Staff.objects.get(is_system=True)
    assert not system.has_usable_password()


def test_signing_in_leads_back_to_the_page_asked_for_but_never_to_another_site(client, sato):
    with_password(sato)
    assert sign_in(client, "sato", next="/jobs/").url == "/jobs/"
    client.post(reverse("accounts:sign_out"))
    assert sign_in(client, "sato", next="https://elsewhere.example/").url == reverse("accounts:home")


def test_one_of_two_memberships_is_chosen_and_a_foreign_one_is_not(client_of, sato, tanaka):
    second = MembershipFactory(staff=sato.staff, agency=AgencyFactory(), role=Role.AGENCY)
    client = client_of(sato)
    client.post(reverse("accounts:switch"), {"membership": second.pk})
    assert client.get(reverse("accounts:home")).context["membership"] == second
    client.post(reverse("accounts:switch"), {"membership": tanaka.pk})
    assert client.get(reverse("accounts:home")).context["membership"] == second


def test_each_person_has_their_own_language(client_of, sato):
    client = client_of(sato)
    client.post(reverse("accounts:set_language"), {"language": "en"})
    assert client.get(reverse("accounts:home")).headers["Content-Language"] == "en"
    client.post(reverse("accounts:set_language"), {"language": "ja"})
    assert client.get(reverse("accounts:home")).headers["Content-Language"] == "ja"


def test_code_tables_are_for_the_lead_department(client_of, sato, abe, ono):
    for who, status in ((abe, 200), (sato, 403), (ono, 403)):
        response = client_of(who).get(reverse("admin:index"), follow=True)
        assert response.status_code == status, who


def test_a_change_of_a_code_table_leaves_an_audit_event(client_of, abe):
    client = client_of(abe)
    response = client.post(reverse("admin:casework_route_add"), {"name": "学校", "order": 9, "offered": "on"})
    assert response.status_code == 302, response.content.decode()[:2000]
    assert AuditEvent.objects.filter(verb="created", about_type="route", by=abe).exists()


def test_every_code_table_page_opens(client_of, abe):
    from django.contrib import admin

    client = client_of(abe)
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        assert client.get(reverse(name)).status_code == 200, name


def test_a_changed_password_keeps_the_person_signed_in(client, sato):
    with_password(sato)
    sign_in(client, "sato")
    new = {"old_password": PASSWORD, "new_password1": "another long secret", "new_password2": "another long secret"}
    assert client.post(reverse("accounts:password"), new | {"old_password": "wrong"}).status_code == 422
    assert client.post(reverse("accounts:password"), new).status_code == 302
    assert client.get(reverse("accounts:home")).status_code == 200
    client.post(reverse("accounts:sign_out"))
    assert sign_in(client, "sato").status_code == 422
    assert sign_in(client, "sato", "another long secret").status_code == 302


def test_no_page_of_somebody_signed_in_stays_in_a_cache(client_of, sato):
    client = client_of(sato)
    for url in (reverse("accounts:home"), reverse("casework:household_list"), "/households/999999/"):
        answer = client.get(url)
        assert answer["Cache-Control"] == "private, no-store"
        assert (answer["Referrer-Policy"], answer["X-Content-Type-Options"]) == ("same-origin", "nosniff")
