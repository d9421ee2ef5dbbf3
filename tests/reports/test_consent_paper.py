"""同意書: what was agreed, or what is to be, on a page of A4 that is signed by hand."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from agencies.models import Municipality
from casework.models import Consent
from reports.consents import blank, paper, recorded
from tests.factories import AgencyFactory, ConsentFactory, ConsultationFactory, MemberFactory
from tests.reports.papers import faults_of, fonts_of, pages_of, text_of
from tests.reports.test_sheet_paper import ALLOWED, warnings_of

SEVEN = ["住所・連絡先", "世帯・家族", "健康・障害", "収入・債務", "相談内容", "支援経過", "支援計画"]


@pytest.fixture
def consent(sato, suzuki):
    """遠藤 美咲 agreed for a son at school: two kinds of information, one agency."""
    consultation = ConsultationFactory(name="遠藤 美咲")
    son = MemberFactory(household=consultation.household, person__name="遠藤 翼", relation_label="長男").person
    consent = ConsentFactory(
        household=consultation.household, given_as="guardian", reason="未成年のため", agencies_concerned=False,
        categories=["household", "consultation"], purpose="学校と一緒に考えるため",
        wording="わたしは、これに同意します。", valid_from="2020-06-01", valid_until="2021-03-31", evidence="telephone",
    )  # fmt: skip
    consent.given_for.set([son])
    consent.agencies.set([suzuki.agency])
    return Consent.objects.get()


def looked_at(content: bytes, name: str) -> bytes:
    if os.environ.get("LOOK_AT"):
        (Path(os.environ["LOOK_AT"]) / f"{name}.pdf").write_bytes(content)
    return content


def typed(household, **more) -> dict:
    return {"given_by": household.members.first().person_id, "given_as": "self", "valid_from": "R2.6.1"} | more


def test_a_recorded_consent_stands_on_one_page_with_a_line_to_sign(consent):
    (page,) = pages_of(looked_at(paper(recorded(consent), address="https://tsunagu.example/consents/1/"), "recorded"))
    for words in (
        "わたしは、これに同意します。", "学校と一緒に考えるため", "■世帯・家族", "■相談内容", "□健康・障害",
        "■次の機関だけ", "市住宅管理課", "□支援にかかわる関係機関すべて", "令和2年6月1日から", "■令和3年3月31日まで",
        "■お子さん", "遠藤翼", "未成年のため", "署名", "場所", "遠藤美咲", "電話で口頭",
    ):  # fmt: skip
        assert words in page, words


def test_a_blank_one_has_every_box_and_nobody_in_it(sato):
    (page,) = pages_of(looked_at(paper(blank()), "blank"))
    assert "■" not in page and page.count("□") == 7 + 2 + 2 + 3
    for words in (*SEVEN, Municipality.current().consent_wording[:20], "署名した日から"):
        assert words in page


def test_what_is_typed_is_printed_to_be_signed_and_nothing_is_recorded(client_of, sato, suzuki):
    household = ConsultationFactory(name="遠藤 美咲").household
    sent = typed(household, categories=["health"], agencies_concerned="named", agencies=[suzuki.agency.pk])
    answer = client_of(sato).post(reverse("reports:consent_draft", args=[household.pk]), sent)
    assert answer["Content-Type"] == "application/pdf" and "%E9%81%A0" not in answer["Content-Disposition"]
    said = text_of(looked_at(answer.content, "typed"))
    for words in ("遠藤美咲", "■健康・障害", "□相談内容", "市住宅管理課", "■取り消すまで", "■署名する方ご本人"):
        assert words in said, words
    assert not Consent.objects.exists()
    assert AuditEvent.objects.filter(verb="printed", about_type="household", about_id=household.pk).exists()


def test_for_a_child_the_paper_names_the_child_and_why_and_no_tick_that_is_out_of_sight(client_of, sato):
    household = ConsultationFactory(name="遠藤 美咲").household
    child = MemberFactory(household=household, person__name="遠藤 翼", relation_label="長男").person
    url = reverse("reports:consent_draft", args=[household.pk])
    sent = typed(household, given_for=[child.pk], reason="未成年のため")
    said = text_of(client_of(sato).post(url, sent | {"given_as": "guardian"}).content)
    assert "■お子さん" in said and "遠藤翼" in said and "未成年のため" in said
    said = text_of(client_of(sato).post(url, sent).content)
    assert "遠藤翼" not in said and "未成年のため" not in said


def test_what_is_not_typed_yet_or_wrong_is_left_to_be_written_by_hand(client_of, sato):
    household = ConsultationFactory(name="遠藤 美咲").household
    MemberFactory(household=household, person__name="遠藤 誠", relation_label="夫")
    answer = client_of(sato).post(reverse("reports:consent_draft", args=[household.pk]), {"valid_until": "あした"})
    said = text_of(answer.content)
    assert answer.status_code == 200 and "■" not in said and "遠藤" not in said


def test_sixty_agencies_go_on_to_a_second_page_with_the_signature_whole(consent):
    consent.agencies.set([AgencyFactory(name=f"とても長い名前の地域包括支援センター分室{each}") for each in range(60)])
    pages = pages_of(looked_at(paper(recorded(Consent.objects.get())), "long"))
    said = "".join(pages)
    assert len(pages) == 2 and all(f"分室{each}" in said for each in (0, 59))
    assert "日付" in pages[-1] and "署名" in pages[-1] and "説明した職員" in pages[-1]


@pytest.mark.parametrize("lines", range(4, 20, 3))
def test_date_and_signature_stay_on_one_page(consent, lines):
    consent.wording = "\n".join(["同意します。"] * lines)
    signed = [page for page in pages_of(paper(recorded(consent))) if "日付年" in page or "説明した職員" in page]
    assert len(signed) == 1 and "署名" in signed[0] and "場所" in signed[0]


def test_a_withdrawn_one_says_so(consent):
    consent.withdrawn_on = consent.valid_until
    assert "令和3年3月31日に取り消されました" in text_of(paper(recorded(consent)))


def test_all_are_pdf_ua_and_without_faults(consent, tmp_path):
    for each in (paper(blank()), paper(recorded(consent), address="https://tsunagu.example/consents/1/")):
        assert warnings_of(faults_of(each, tmp_path)) <= ALLOWED
        assert all(fonts_of(each).values())
        assert not [name for name in fonts_of(each) if "BIZ" not in name]


def test_printing_a_recorded_one_is_written_in_the_audit_log(client_of, sato, consent):
    answer = client_of(sato).get(reverse("reports:consent_pdf", args=[consent.pk]))
    assert answer.status_code == 200 and "遠藤美咲" in text_of(answer.content)
    assert AuditEvent.objects.filter(verb="printed", about_type="consent", about_id=consent.pk).exists()


def test_it_is_reached_from_the_form_and_from_the_page_of_a_consent(client_of, sato, consent):
    form = client_of(sato).get(reverse("casework:consent_new", args=[consent.household_id])).content.decode()
    assert f'formaction="{reverse("reports:consent_draft", args=[consent.household_id])}"' in form
    assert reverse("reports:consent_blank") in form
    page = client_of(sato).get(consent.get_absolute_url()).content.decode()
    assert reverse("reports:consent_pdf", args=[consent.pk]) in page


def test_who_does_not_know_the_whole_family_prints_nothing_of_it(client_of, suzuki, tanaka, consent):
    for stranger in (suzuki, tanaka):
        assert client_of(stranger).get(reverse("reports:consent_pdf", args=[consent.pk])).status_code == 404
        url = reverse("reports:consent_draft", args=[consent.household_id])
        assert client_of(stranger).post(url, typed(consent.household)).status_code == 404
