"""The home page: whose family a notice is about, and what roles that read no records find there."""

import pytest
from django.urls import reverse

from accounts import audit_words
from accounts.acting import acting_as
from accounts.audit import Verb, record
from accounts.models import AuditEvent, Notice
from accounts.roles import Role
from accounts.templatetags.components import wareki
from agencies.calendar import today
from agencies.models import Agency
from tests.factories import AgencyFactory, MeetingFactory, MembershipFactory, case_of_a_family


def home(client_of, member) -> str:
    return client_of(member).get(reverse("accounts:home")).content.decode()


@pytest.fixture
def case(db):
    return case_of_a_family()


@pytest.fixture
def hoshi(db):
    """The auditor."""
    return MembershipFactory(staff__login="hoshi", staff__name="星 雅彦", role=Role.AUDITOR)


def tell(member, case) -> Notice:
    return Notice.objects.create(
        kind=Notice.Kind.CASE_OPENED, agency=member.agency, to=member, about_type="case", about_id=case.pk
    )


def test_a_notice_says_whose_family_it_is_about_and_that_is_on_record(client_of, sato, case):
    told = tell(sato, case)
    assert str(case.household) in home(client_of, sato)
    assert AuditEvent.objects.get(verb="listed", by=sato, detail__kind="notices").detail["ids"] == [told.pk]


def test_a_notice_about_a_family_that_is_not_shown_names_nobody(client_of, tanaka, case):
    tell(tanaka, case)
    html = home(client_of, tanaka)
    assert str(Notice.Kind.CASE_OPENED.label) in html
    assert case.consultation.person.name not in html


def test_notices_cost_the_same_for_one_and_for_ten(count_queries, sato, case):
    tell(sato, case)
    one = count_queries(sato, "accounts:home")
    for _ in range(9):
        tell(sato, case)
    assert count_queries(sato, "accounts:home") == one


def test_a_notice_of_an_office_is_not_for_its_administrator_who_reads_no_records(client_of, abe, case):
    Notice.objects.create(kind=Notice.Kind.REFERRAL_DANGER, agency=abe.agency, about_type="case", about_id=case.pk)
    administrator = MembershipFactory(staff__login="mori", agency=abe.agency, role=Role.ADMINISTRATOR)
    assert str(Notice.Kind.REFERRAL_DANGER.label) in home(client_of, abe)
    assert str(Notice.Kind.REFERRAL_DANGER.label) not in home(client_of, administrator)


def test_a_notice_about_what_is_not_shown_any_more_is_read_and_goes(client_of, tanaka, case):
    told = tell(tanaka, case)
    answer = client_of(tanaka).get(reverse("accounts:notice", args=[told.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("accounts:home")
    assert "今はご覧いただけません" in answer.content.decode()
    assert not Notice.objects.unread().filter(pk=told.pk).exists()


@pytest.mark.parametrize(
    ("method", "page", "sent"),
    [
        ("get", "agencies:agency_list", {"q": "保護\0課"}),
        ("post", "accounts:staff_lookup", {"q": "\0"}),
        ("post", "casework:search", {"q": "遠藤\0"}),
    ],
)
def test_a_text_that_no_database_keeps_is_a_bad_request(client_of, sato, method, page, sent):
    assert getattr(client_of(sato), method)(reverse(page), sent).status_code == 400


def test_an_adviser_finds_the_meetings_that_they_attend(client_of, case):
    adviser = MembershipFactory(staff__login="endo", role=Role.ADVISER)
    theirs = MeetingFactory(name="第2回アドバイザー会議", held_on=today())
    theirs.attendance.create(agency=adviser.agency, staff=adviser.staff)
    MeetingFactory(name="ほかの会議", held_on=today())
    html = home(client_of, adviser)
    assert "第2回アドバイザー会議" in html
    assert "ほかの会議" not in html


def test_an_administrator_finds_the_reports_and_what_they_lack(client_of, ono, case):
    html = home(client_of, ono)
    assert reverse("reports:annual_report", args=[today().year if today().month > 3 else today().year - 1]) in html
    assert "待っているもの" not in html, "nothing ever waits for this role"


def test_the_lead_department_of_a_new_installation_is_told_where_to_begin(client_of, abe):
    Agency.objects.update(type=None)  # nobody that the contact table counts
    assert "はじめに" in home(client_of, abe)
    AgencyFactory(code="A091")
    assert "はじめに" not in home(client_of, abe)


def test_an_auditor_finds_what_was_refused_and_opens_just_that(client_of, hoshi, sato, case):
    record(Verb.REFUSED, case, by=sato)
    client = client_of(hoshi)
    html = client.get(reverse("accounts:home")).content.decode()
    assert f"{reverse('accounts:audit_log')}?verb=refused" in html
    listed = client.get(reverse("accounts:audit_log"), {"verb": "refused", "first": wareki(today())})
    assert [event.verb for event, *_rest in listed.context["lines"]] == ["refused"]


def test_the_audit_log_is_narrowed_by_who_did_it_and_by_household(client_of, hoshi, sato, kudo, case):
    record(Verb.VIEWED, case, by=sato)
    record(Verb.VIEWED, by=kudo)
    url, client = reverse("accounts:audit_log"), client_of(hoshi)
    for wanted in ({"who": "佐藤", "verb": "viewed"}, {"household": case.household_id}):
        assert [event.by for event, *_rest in client.get(url, wanted).context["lines"]] == [sato]


def test_a_day_that_does_not_exist_is_said_beside_its_box(client_of, hoshi):
    response = client_of(hoshi).get(reverse("accounts:audit_log"), {"first": "R2.2.30"})
    assert response.status_code == 422
    assert "という日はありません" in response.content.decode()


def test_everything_that_is_recorded_has_its_words():
    assert not set(Verb) - set(audit_words.WORDS)


def test_a_kind_of_record_is_called_as_its_pages_call_it(client_of, hoshi):
    agency = AgencyFactory(code="A090")
    record(Verb.CHANGED, agency, by=hoshi)
    assert audit_words.kind("agency") in client_of(hoshi).get(reverse("accounts:audit_log")).content.decode()


def test_the_details_of_an_event_are_words(client_of, hoshi, sato):
    with acting_as(sato):
        record(Verb.LISTED, by=sato, kind="waiting", count=3, ids=[4, 5])
    page = client_of(hoshi).get(reverse("accounts:audit_log")).content.decode()
    for told in ("種類 待っているもの", "件数 3", "番号 4、5"):
        assert told in page


# The menu -----------------------------------------------------------------------------------------------------------


def test_the_menu_is_a_few_groups_with_words_and_opens_pages_only(client_of, sato):
    response = client_of(sato).get(reverse("accounts:home"))
    groups = [(str(group.name), [str(item.label) for item in group.items]) for group in response.context["menu"]]
    assert groups[0] == (
        "", ["ホーム", "相談", "世帯", "ケース", "連絡調整の記録", "引き継ぎの状況", "引き継がれた世帯", "会議"]
    )  # fmt: skip
    assert [name for name, _items in groups[1:]] == ["地域の見守り", "相談先", "集計・報告書", "記録の整理"]
    assert all(len(items) <= 3 for _name, items in groups[1:])
    for group in response.context["menu"]:
        for item in group.items:
            answer = client_of(sato).get(item.url, follow=True)
            assert answer.headers["Content-Type"].startswith("text/html"), item.label


def test_a_group_of_one_page_has_no_name_and_one_of_none_is_not_there(client_of, suzuki):
    html = home(client_of, suzuki)
    menu = html[html.index("<nav") : html.index("</nav>")]
    assert "会えていない方" in menu and "地域の見守り" not in menu
    assert "相談先" in menu and "記録の整理" not in menu
