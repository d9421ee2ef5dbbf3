"""One story through the pages: a family is handed to three agencies; one names another, one does not answer, one
answers by a link. And what strangers learn of it: nothing."""

from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse

from accounts import jobs
from accounts.acting import acting_as
from accounts.models import AuditEvent, Job, Notice
from agencies.calendar import TOKYO, today
from agencies.models import AreaContact, Concern, DirectoryEntry, District, Topic
from agencies.working_days import working_day_after
from casework.actions import consents, referrals
from casework.jobs import CLOCK_JOB, turn_now
from casework.models import Consent, Consultation, Referral, TsunaguSheet
from casework.tasks import turn_the_clock_of_hand_overs
from tests.factories import AgencyFactory, ConsentFactory, ConsultationFactory, MembershipFactory

FIRST = {"valid_from": "R2.6.1", "evidence": "telephone", "given_as": "self", "purpose": "", "reason": ""}


@pytest.fixture
def consultation(sato):
    consultation = ConsultationFactory(name="遠藤 美咲", narrative="家賃を二か月払えていない", telephone="0225-11-2222")
    TsunaguSheet.objects.create(
        household=consultation.household, consultation=consultation, received_on=today(), agency=sato.agency,
        wishes="部屋を移りたい", written_by=sato.agency.group,
    )  # fmt: skip
    return consultation


@pytest.fixture
def outside(settings):
    settings.OUTSIDE_URL = "https://tsunagu.example.jp"
    return AgencyFactory(name="ひまわり不動産")


def rows(*pairs) -> dict[str, str]:
    """What the form of hand-overs sends: an agency's key and what is asked of it, for each."""
    sent = {"to-TOTAL_FORMS": str(len(pairs)), "to-INITIAL_FORMS": "0", "to-MAX_NUM_FORMS": "10"}
    for number, (agency, reason) in enumerate(pairs):
        sent |= {f"to-{number}-to": str(agency.pk), f"to-{number}-to-words": agency.name, f"to-{number}-reason": reason}
    return sent


def text(answer) -> str:
    return answer.content.decode()


def days_pass(to: datetime) -> None:
    """The clock's job on a later day."""
    with mock.patch("casework.actions.reminders.today", return_value=to.date()):
        turn_now()


def test_the_whole_story(client_of, consultation, sato, suzuki, tanaka, outside, abe):
    kato = MembershipFactory(staff__name="加藤 守", agency__name="市障害福祉課")
    sender, form = client_of(sato), reverse("casework:referral_new", args=[consultation.pk])

    # Without consent nothing goes anywhere, and the page says what can be done.
    three = rows((suzuki.agency, "公営住宅の相談"), (tanaka.agency, "生活費の相談"), (outside, "部屋を探す"))
    refused = sender.post(form, three)
    assert refused.status_code == 422 and not Referral.objects.exists()
    assert text(refused).count("への同意がありません") >= 3
    assert reverse("casework:consent_new", args=[consultation.household_id]) in text(refused)
    assert "公営住宅の相談" in text(refused)  # nothing that was typed is lost

    # The family agrees on the telephone; then it goes to all three.
    given = FIRST | {"given_by": consultation.person_id, "categories": ["consultation"], "agencies_concerned": "on"}
    assert sender.post(reverse("casework:consent_new", args=[consultation.household_id]), given).status_code == 302
    assert sender.post(form, three).status_code == 302
    first, second, third = Referral.objects.order_by("pk")
    assert {each.copy_id for each in (first, second, third)} == {first.copy_id} != {None}
    assert [each.sent_as for each in (first, second, third)] == ["program", "program", "link"]

    # The first says: not ours, and names who takes it.
    receiver = client_of(suzuki)
    home = text(receiver.get(reverse("accounts:home")))
    assert "あなたの番です" in home and "遠藤 美咲" in home and "公営住宅の相談" in home
    seen = text(receiver.get(first.get_absolute_url()))
    assert "部屋を移りたい" in seen and "0225-11-2222" not in seen
    pass_on = reverse("casework:referral_pass_on", args=[first.pk])
    assert receiver.post(pass_on, {}).status_code == 422  # a family cannot be refused
    named = {"pass_on-other": kato.agency.pk, "pass_on-spoken_to": "加藤", "pass_on-spoken_on": today().isoformat()}
    assert receiver.post(pass_on, named).status_code == 302
    following = Referral.objects.get(follows=first)
    assert receiver.get(consultation.get_absolute_url()).status_code == 404
    assert client_of(kato).post(reverse("casework:referral_take", args=[following.pk])).status_code == 302

    # The second does not answer: it is reminded, then it is the coordinator's turn.
    sent = second.sent_at.astimezone(TOKYO)
    days_pass(datetime.combine(working_day_after(sent.date(), 4), sent.time()))
    assert Notice.objects.of(tanaka).filter(kind=Notice.Kind.REFERRAL_REMINDER).count() == 1
    assert "催促済み" in text(sender.get(second.get_absolute_url()))
    days_pass(datetime.combine(working_day_after(today(), 2), sent.time()))
    second.refresh_from_db()
    assert second.turn == Referral.Turn.COORDINATOR
    board = text(sender.get(reverse("casework:referral_board") + "?turn=coordinator"))
    assert "市保護課" in board and "市住宅管理課" not in board
    assert sender.post(reverse("casework:referral_take_up", args=[second.pk])).status_code == 302
    assert "佐藤" in text(client_of(tanaka).get(second.get_absolute_url()))
    close = reverse("casework:referral_close", args=[second.pk])
    assert sender.post(close, {"close-words": "窓口に同行した"}).status_code == 302

    # The third has no account: it answers by a link.
    made = sender.post(reverse("casework:referral_link_make", args=[third.pk]))
    address = made.context["address"].removeprefix("https://tsunagu.example.jp")
    nobody = Client()
    assert nobody.post(address, {"name": "小林"}).status_code == 302
    assert "部屋を移りたい" in text(nobody.get(reverse("casework:link_letter")))
    said = {"answer": "taken", "telephone": "0225-99-1"}
    assert nobody.post(reverse("casework:link_letter"), said).status_code == 302
    for job in Job.objects.filter(kind="hand_over_link"):
        jobs.run(job.pk)

    # The sender sees what became of each, and whom to call.
    listed = text(sender.get(reverse("casework:referral_sent")))
    for contact in ("加藤 守", "小林", "0225-99-1"):
        assert contact in listed
    assert not Referral.objects.open().exists()
    kinds = set(Notice.objects.of(sato).values_list("kind", flat=True))
    assert {"referral_passed_on", "referral_taken", "referral_silent", "referral_coordinator"} <= kinds


def test_a_fax_that_came_back_is_recorded_with_each_of_its_boxes(client_of, consultation, sato, tanaka):
    ConsentFactory(household=consultation.household)
    named = {"record-other": tanaka.agency.pk, "record-spoken_to": "田中", "record-spoken_on": today().isoformat()}
    came = {"record-way": "fax", "record-name": "小林", "record-on": today().isoformat()}
    client = client_of(sato)
    for answer, more in {
        "taken": {},
        "together": named,
        "passed_on": named,
        "coordinator": {"record-words": "電話を"},
    }.items():
        outside = AgencyFactory()
        with acting_as(sato):
            (referral,) = referrals.hand_over(consultation, [referrals.HandOver(outside, "部屋を探す")], by=sato)
        url = reverse("casework:referral_record", args=[referral.pk])
        if more:
            assert client.post(url, came | {"record-answer": answer}).status_code == 422
        assert client.post(url, came | {"record-answer": answer} | more).status_code == 302
        referral.refresh_from_db()
        assert (referral.answer, referral.answered_as) == (answer, "fax")


def test_a_withdrawn_consent_is_said_and_shows_nothing_more(client_of, consultation, sato, suzuki):
    ConsentFactory(household=consultation.household)
    client_of(sato).post(
        reverse("casework:referral_new", args=[consultation.pk]), rows((suzuki.agency, "公営住宅の相談"))
    )
    referral, client = Referral.objects.get(), client_of(suzuki)
    client.post(reverse("casework:referral_take", args=[referral.pk]))
    with acting_as(sato):
        consents.withdraw_consent(Consent.objects.get(), today(), by=sato)
    for url in (referral.get_absolute_url(), referral.copy.get_absolute_url(), consultation.get_absolute_url()):
        assert client.get(url).status_code == 404
    for page in ("accounts:home", "casework:referral_received", "casework:referral_sent", "casework:household_list"):
        seen = text(client.get(reverse(page)))
        assert "遠藤" not in seen and "公営住宅の相談" not in seen
    assert "同意がなくなったため" in text(client.get(reverse("casework:referral_received")))


def test_without_a_sheet_what_was_told_is_kept_as_it_was_then(client_of, consultation, sato, suzuki):
    TsunaguSheet.objects.all().delete()
    consent = ConsentFactory(household=consultation.household, categories=["consultation"])
    client_of(sato).post(
        reverse("casework:referral_new", args=[consultation.pk]), rows((suzuki.agency, "公営住宅の相談"))
    )
    referral = Referral.objects.get()
    assert referral.copy.sheet is None and referral.copy.written_by == sato.agency.group
    Consultation.objects.update(narrative="あとから話したこと")
    reader = client_of(suzuki)
    seen = text(reader.get(referral.get_absolute_url()))
    assert "家賃を二か月払えていない" in seen and "あとから" not in seen and "0225-11-2222" not in seen
    for who in (sato, suzuki):  # no sheet was written: none is shown, and none is printed
        for page in ("casework:sheet_copy", "reports:sheet_copy_pdf"):
            assert client_of(who).get(reverse(page, args=[referral.copy_id])).status_code == 404
    Consent.objects.filter(pk=consent.pk).update(categories=["household"])
    seen = text(reader.get(referral.get_absolute_url()))
    assert "家賃を二か月" not in seen and "共有されていません" in seen


def test_the_page_of_what_was_handed_to_us_says_each_thing_once(client_of, consultation, sato, suzuki):
    reader, url = client_of(suzuki), reverse("casework:referral_received")
    assert "<h2" not in text(reader.get(url)).split("<main")[1]
    ConsentFactory(household=consultation.household)
    client_of(sato).post(
        reverse("casework:referral_new", args=[consultation.pk]), rows((suzuki.agency, "公営住宅の相談"))
    )
    main = text(reader.get(url)).split("<main")[1]
    assert main.count("引き継がれた世帯") == 1 and main.count(suzuki.agency.name) == 1
    assert f'href="{url}"' in text(reader.get(reverse("accounts:home"))).split("<main")[1]


def test_a_foreign_agency_learns_nothing_of_a_hand_over(client_of, consultation, sato, suzuki, tanaka):
    ConsentFactory(household=consultation.household)
    client_of(sato).post(
        reverse("casework:referral_new", args=[consultation.pk]), rows((suzuki.agency, "公営住宅の相談"))
    )
    referral, stranger = Referral.objects.get(), client_of(tanaka)
    for page in ("accounts:home", "casework:referral_received", "casework:referral_sent"):
        seen = text(stranger.get(reverse(page)))
        assert "遠藤" not in seen and "市住宅管理課" not in seen
    for name in ("detail", "take", "pass_on", "told", "take_back", "record", "link_make"):
        url = reverse(f"casework:referral_{name}", args=[referral.pk])
        assert (stranger.get(url) if name == "detail" else stranger.post(url)).status_code == 404
    found = stranger.post(reverse("casework:case_lookup"), {"q": "遠藤"})
    assert found.json() == {"results": []}
    assert "美咲" not in text(stranger.post(reverse("casework:search"), {"q": "遠藤"}, follow=True))
    assert not Notice.objects.of(tanaka).exists()
    assert stranger.get(referral.copy.get_absolute_url()).status_code == 404
    assert AuditEvent.objects.filter(by=tanaka, verb="refused").exists()


def test_each_view_and_change_leaves_an_event(client_of, consultation, sato, suzuki):
    ConsentFactory(household=consultation.household)
    client_of(sato).post(
        reverse("casework:referral_new", args=[consultation.pk]), rows((suzuki.agency, "公営住宅の相談"))
    )
    referral, client = Referral.objects.get(), client_of(suzuki)
    client.get(referral.get_absolute_url())
    client.post(reverse("casework:referral_take", args=[referral.pk]))
    told = AuditEvent.objects.filter(household_id=consultation.household_id, by__in=[sato, suzuki])
    assert {"referral_sent", "viewed", "referral_taken"} <= set(told.values_list("verb", flat=True))
    assert not AuditEvent.objects.filter(detail__icontains="公営").exists()


def test_the_directory_proposes_by_concern_and_district_with_a_star_first(client_of, consultation, sato):
    concern = consultation.main_concern
    here, there = (District.objects.create(name=name) for name in ("渡波", "蛇田"))
    Consultation.objects.update(district=here)
    topic = Topic.objects.create(name="健康")
    topic.concerns.add(concern)
    other = Topic.objects.create(name="住まい")
    other.concerns.add(Concern.objects.filter(list=concern.list).exclude(pk=concern.pk).first())
    names = ("保健所", "総合窓口", "渡波の包括", "蛇田の包括", "住宅課")
    first, star, by_area, far, foreign = (AgencyFactory(name=name) for name in names)
    DirectoryEntry.objects.create(topic=topic, number="1", agency=first, matter="からだのこと")
    DirectoryEntry.objects.create(topic=topic, number="2", agency=star, default=True)
    entry = DirectoryEntry.objects.create(topic=topic, number="3")
    AreaContact.objects.create(entry=entry, district=here, agency=by_area)
    AreaContact.objects.create(entry=entry, district=there, agency=far)
    DirectoryEntry.objects.create(topic=other, number="1", agency=foreign)
    page = client_of(sato).get(reverse("casework:referral_new", args=[consultation.pk]))
    assert [each.agency for each, *_rest in page.context["proposals"]] == [star, first, by_area]
    assert "★" in text(page)


def test_a_proposal_is_chosen_without_losing_what_was_typed(client_of, consultation, sato, suzuki, tanaka):
    url = reverse("casework:referral_new", args=[consultation.pk])
    page = client_of(sato).post(url, rows((suzuki.agency, "公営住宅の相談")) | {"add": str(tanaka.agency.pk)})
    assert page.status_code == 200 and not Referral.objects.exists()
    assert "公営住宅の相談" in text(page) and "市保護課" in text(page) and "市住宅管理課" in text(page)


def test_more_agencies_than_a_page_holds_are_refused_and_none_is_handed_the_family(client_of, consultation, sato):
    url = reverse("casework:referral_new", args=[consultation.pk])
    page = client_of(sato).post(url, rows(*((AgencyFactory(), "相談") for _each in range(11))))
    assert page.status_code == 422 and not Referral.objects.exists()


def test_the_danger_page_asks_for_the_ground_and_lists_it(client_of, consultation, sato, suzuki, abe):
    url = reverse("casework:referral_danger", args=[consultation.pk])
    sent = {"to": suzuki.agency.pk, "to-words": suzuki.agency.name, "reason": "今夜の宿"}
    assert client_of(sato).post(url, sent).status_code == 422
    assert client_of(sato).post(url, sent | {"danger": "夫が今夜帰れば殴られると言っている"}).status_code == 302
    referral = Referral.objects.get()
    lead = client_of(abe)
    for page in ("accounts:home", "casework:referral_dangers"):
        assert "遠藤 美咲" in text(lead.get(reverse(page)))
    assert lead.post(reverse("casework:referral_danger_seen", args=[referral.pk])).status_code == 302
    assert "未読" not in text(lead.get(reverse("casework:referral_dangers")))


@pytest.mark.parametrize("page", ["referral_board", "referral_sent", "referral_received", "referral_dangers"])
def test_a_list_costs_the_same_for_one_hand_over_and_for_twelve(count_queries, sato, suzuki, page):
    reader = suzuki if page == "referral_received" else sato

    def handed(number: int) -> None:
        for _each in range(number):
            consultation = ConsultationFactory()
            ConsentFactory(household=consultation.household)
            row = referrals.HandOver(suzuki.agency, "相談")
            with acting_as(sato):
                if page == "referral_dangers":
                    referrals.hand_over_in_danger(consultation, row, "今夜にも殴られる危険がある", by=sato)
                else:
                    referrals.hand_over(consultation, [row], by=sato)

    handed(2)
    with_two = count_queries(reader, f"casework:{page}")
    handed(10)
    assert count_queries(reader, f"casework:{page}") == with_two


def test_e_mails_hold_no_name_and_are_tried_again_with_the_clock(consultation, settings, mailoutbox, sato, suzuki):
    settings.EMAIL_URL, settings.SITE_URL = "smtp://mail.example.jp", "https://tsunagu.example.jp"
    suzuki.staff.email = "suzuki@example.jp"
    suzuki.staff.save()
    ConsentFactory(household=consultation.household)
    with acting_as(sato):
        referrals.hand_over(consultation, [referrals.HandOver(suzuki.agency, "公営住宅の相談")], by=sato)
    (mail,) = Job.objects.filter(kind="hand_over_mail")
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError):
        jobs.run(mail.pk)
    assert Notice.objects.of(suzuki).filter(kind=Notice.Kind.REFERRAL_SENT).exists() and not mailoutbox
    for _twice in range(2):
        turn_the_clock_of_hand_overs()
    (clock,) = Job.objects.filter(kind=CLOCK_JOB)
    jobs.run(clock.pk)
    jobs.run(mail.pk)
    (message,) = mailoutbox
    assert message.bcc == ["suzuki@example.jp"]
    assert reverse("casework:referral_detail", args=[Referral.objects.get().pk]) in message.body
    for word in ("遠藤", "美咲", "住宅", "家賃"):
        assert word not in message.body + message.subject
    assert mail.asked_at - timedelta(days=1) < clock.asked_at
