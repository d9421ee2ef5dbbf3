"""Drafts: what is typed is kept on the server, comes back as it was typed, and becomes one record."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.acting import acting_as
from casework.actions import drafts
from casework.models import Consultation, Draft

FORM = "consultation"


@pytest.fixture
def begun(client_of, sato):
    """A client at the form, and the draft of it."""
    client = client_of(sato)
    url = client.get(reverse("casework:consultation_new")).url
    return client, Draft.objects.get(form=FORM), url


def typed(**fields: str) -> dict[str, str]:
    rows = {f"{prefix}-{name}": "0" for prefix in ("members", "involved") for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {"received_on": "R2.11.24", **rows, **fields}


def save(client, draft: Draft, version: int, **fields: str):
    sent = typed(**fields) | {"draft-version": str(version)}
    return client.post(reverse("casework:draft_save", args=[draft.pk]), sent)


def test_what_is_typed_comes_back_as_it_was_typed(begun):
    client, draft, url = begun
    rows = {
        "members-TOTAL_FORMS": "2", "members-0-name": "高橋 茂", "members-0-born": "34", "members-1-name": "なし",
        "members-1-DELETE": "on", "involved-TOTAL_FORMS": "1", "involved-0-support": "生活保護の相談",
    }  # fmt: skip
    answer = save(client, draft, 1, name="高橋 健一", born="S29.12.", narrative="立ち退きを", concerns="1", **rows)
    assert answer.json()["version"] == 2
    page = client.get(url)
    assert page.status_code == 200
    assert page.context["form"]["name"].value() == "高橋 健一"
    assert page.context["form"]["born"].value() == "S29.12."  # unfinished, and not judged
    assert page.context["form"]["concerns"].value() == ["1"]
    assert [row["name"].value() for row in page.context["members"].forms] == ["高橋 茂"]
    assert [row["support"].value() for row in page.context["involved"].forms] == ["生活保護の相談"]
    assert not page.context["form"].errors


def test_the_older_of_two_windows_is_told_and_overwrites_nothing(begun):
    client, draft, url = begun
    save(client, draft, 1, name="新しい方")
    answer = save(client, draft, 1, name="古い方")
    assert answer.status_code == 409
    assert answer.json()["url"] == url
    draft.refresh_from_db()
    assert draft.content["name"] == ["新しい方"]


def test_a_draft_has_no_number_and_is_gone_once_it_is_saved(begun):
    client, draft, url = begun
    save(client, draft, 1, name="高橋 健一")
    assert not Consultation.objects.exists()
    client.post(url, typed(name="高橋 健一"))
    assert Consultation.objects.get().number.endswith("-0001")
    assert not Draft.objects.filter(form=FORM).exists()


def test_what_comes_after_it_was_saved_makes_no_ghost(begun):
    client, draft, url = begun
    client.post(url, typed(name="高橋 健一"))
    assert save(client, draft, 1, name="高橋").status_code == 410
    assert not Draft.objects.filter(form=FORM).exists()


def test_sent_twice_is_registered_once_and_goes_to_what_was_registered(begun):
    client, _draft, url = begun
    client.post(url, typed(name="高橋 健一"))
    again = client.post(url, typed(name="高橋 健一"))
    assert again.url == Consultation.objects.get().get_absolute_url()


def test_a_wrong_form_keeps_its_draft(begun):
    client, draft, url = begun
    assert client.post(url, typed(name="高橋 健一", born="いつか")).status_code == 422
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_one_finds_ones_own_drafts_on_the_list_and_nobody_else_does(begun, client_of, kudo):
    client, draft, url = begun
    save(client, draft, 1, name="高橋 健一")
    kept = client.get(reverse("casework:consultation_list")).context["drafts"]
    assert [(each["draft"], each["title"]) for each in kept] == [(draft, "高橋 健一")]
    other = client_of(kudo)
    assert other.get(reverse("casework:consultation_list")).context["drafts"] == []
    assert save(other, draft, 2, name="別人").status_code == 410
    assert other.get(url).url == reverse("casework:consultation_list")


def test_a_draft_that_was_never_typed_in_is_no_draft(begun):
    client, _draft, _url = begun
    assert client.get(reverse("casework:consultation_list")).context["drafts"] == []


def test_forms_opened_and_left_are_tidied_up_after_a_day(sato):
    with acting_as(sato):
        left, typed_in = (drafts.start(FORM, by=sato, content=content) for content in ({}, {"name": ["高橋"]}))
        Draft.objects.update(saved_at=timezone.now() - datetime.timedelta(days=2))
        begun = drafts.start(FORM, by=sato)
        assert set(Draft.objects.all()) == {typed_in, begun}
        assert left.pk


def test_a_draft_is_thrown_away_by_a_press(begun):
    client, draft, _url = begun
    back = reverse("casework:consultation_list")
    assert client.post(reverse("casework:draft_discard", args=[draft.pk]), {"next": back}).url == back
    assert not Draft.objects.filter(form=FORM).exists()


def test_throwing_away_leads_to_no_other_site(begun):
    client, draft, _url = begun
    answer = client.post(reverse("casework:draft_discard", args=[draft.pk]), {"next": "https://example.com/"})
    assert answer.url == reverse("accounts:home")
