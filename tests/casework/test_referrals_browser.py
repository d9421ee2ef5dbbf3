"""Handing over in a browser: by keyboard and on a telephone, each page looked at by axe."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts import jobs
from accounts.models import Job
from casework.models import Referral, TsunaguSheet
from tests.factories import AgencyFactory, ConsentFactory, ConsultationFactory, MembershipFactory


@pytest.fixture
def consultation(sato):
    consultation = ConsultationFactory(name="遠藤 美咲")
    ConsentFactory(household=consultation.household)
    TsunaguSheet.objects.create(
        household=consultation.household, consultation=consultation, received_on=consultation.received_on,
        agency=sato.agency, wishes="部屋を移りたい", written_by=sato.agency.group,
    )  # fmt: skip
    return consultation


def choose(page, box, words: str) -> None:
    page.wait_for_load_state()  # the look-up listens once the page has its scripts
    box.fill(words)
    page.get_by_role("option", name=words).first.click()


def test_a_family_goes_to_three_agencies_and_each_answers(
    browser_page, check_page, consultation, sato, suzuki, tanaka, settings, live_server
):
    settings.OUTSIDE_URL = live_server.url
    AgencyFactory(name="ひまわり不動産")
    kato = MembershipFactory(staff__name="加藤 守", agency__name="市障害福祉課")

    sender = browser_page(sato)
    sender.goto(consultation.get_absolute_url())
    sender.get_by_role("link", name="引き継ぐ", exact=True).click()
    names = (suzuki.agency.name, tanaka.agency.name, "ひまわり不動産")
    asked = list(zip(names, ("公営住宅の相談", "生活費の相談", "部屋を探す"), strict=True))
    for number, (agency, reason) in enumerate(asked):
        if number:
            sender.get_by_role("button", name="＋ 機関").click()
        choose(sender, sender.locator(f"[name=to-{number}-to-words]"), agency)
        sender.locator(f"[name=to-{number}-reason]").fill(reason)
    check_page(sender)
    sender.get_by_role("button", name="引き継ぐ", exact=True).click()
    expect(sender.get_by_text("返事はここに届きます")).to_be_visible()
    check_page(sender)
    first, second, third = Referral.objects.order_by("pk")

    # One names another, on a telephone.
    receiver = browser_page(suzuki, width=390, touch=True)
    receiver.goto(reverse("accounts:home"))
    check_page(receiver)
    receiver.get_by_role("link", name="うちではありません").click()
    choose(receiver, receiver.locator("[name=pass_on-other-words]"), kato.agency.name)
    receiver.locator("[name=pass_on-spoken_to]").fill("加藤")
    check_page(receiver)
    receiver.locator("#not-ours").get_by_role("button", name="この機関が引き受けます").click()
    expect(receiver.get_by_text("挙げていただいた機関へ引き継ぎました")).to_be_visible()

    # One takes the family with one press of the keyboard.
    other = browser_page(tanaka)
    other.goto(second.get_absolute_url())
    check_page(other)
    other.get_by_role("button", name="引き受けます", exact=True).first.focus()
    other.keyboard.press("Enter")
    expect(other.get_by_text("いまのご家族の窓口")).to_be_visible()
    check_page(other)

    # One has no account: a link, opened by somebody who is not signed in.
    sender.goto(third.get_absolute_url())
    sender.get_by_role("button", name="一回限りのリンクを作る").click()
    address = sender.locator("#address").input_value()
    check_page(sender)
    outside = browser_page(None, width=390, touch=True)
    outside.goto(address)
    check_page(outside)
    outside.get_by_label("お名前").fill("小林")
    outside.get_by_role("button", name="開く").click()
    expect(outside.get_by_text("部屋を移りたい")).to_be_visible()
    assert "/from/" in outside.url and address not in outside.url
    check_page(outside)
    outside.get_by_label("引き受けます", exact=True).check()
    outside.get_by_role("button", name="返事を送る").click()
    expect(outside.get_by_text("お返事は引き継ぎ元に届きました")).to_be_visible()
    for job in Job.objects.filter(kind="hand_over_link"):
        jobs.run(job.pk)
    outside.goto(address)
    expect(outside.get_by_role("heading", level=1)).to_have_text("お返事はすでにいただいています")

    sender.goto(reverse("casework:referral_sent"))
    expect(sender.get_by_text("小林")).to_be_visible()
    check_page(sender)
    for page in ("casework:referral_board", "casework:referral_received", "casework:consent_expiring"):
        sender.goto(reverse(page))
        check_page(sender)


def test_what_is_not_covered_is_said_beside_the_agency_with_what_can_be_done(
    browser_page, check_page, consultation, sato, suzuki
):
    consultation.household.consents.update(withdrawn_on=consultation.received_on)
    page = browser_page(sato)
    page.goto(reverse("casework:referral_new", args=[consultation.pk]))
    choose(page, page.locator("[name=to-0-to-words]"), suzuki.agency.name)
    page.locator("[name=to-0-reason]").fill("公営住宅の相談")
    page.get_by_role("button", name="引き継ぐ", exact=True).click()
    expect(page.get_by_role("link", name="支援会議にかける")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="理由を書いて、同意なしで引き継ぐ").click()
    page.get_by_role("button", name="同意なしで引き継ぐ").click()
    expect(page.get_by_text("誰にどんな危険があるのか")).to_have_count(2)  # above, and beside the box
    check_page(page)
    assert not Referral.objects.exists()
