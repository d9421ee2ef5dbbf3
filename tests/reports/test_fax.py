"""The FAX of a hand-over: a cover without a name, on which the agency answers; behind it the sheet, or what the
consultation tells, and no more of it than the consent covers."""

import os
from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from django.urls import reverse

from accounts import jobs
from accounts.acting import acting_as
from accounts.models import Job
from agencies.calendar import today
from agencies.models import Agency, Concern
from casework.actions import consents, sheets
from casework.actions.referrals import HandOver, hand_over, hand_over_in_danger
from casework.choices import Category
from casework.hand_overs.referral_access import sendable_categories
from casework.models import Consent, Consultation, InvolvedAgency, Person, Referral, Relation
from reports import faxes
from tests.factories import AgencyFactory, ConsentFactory, ConsultationFactory, MemberFactory
from tests.reports.papers import faults_of, pages_of, text_of
from tests.reports.test_sheet_paper import ALLOWED, sheet_of, warnings_of

FAMILY = ("遠藤美咲", "えんどうみさき", "石巻市中央2-1", "0225-00-0000", "遠藤蓮", "家賃を二か月払えていない")


@pytest.fixture
def outside(sato) -> Agency:
    """An agency where nobody signs in; and the office that hands over has a FAX too."""
    sato.agency.telephone, sato.agency.fax = "0225-95-1111", "0225-95-2222"
    sato.agency.save()
    return AgencyFactory(name="ひまわり不動産", telephone="0225-99-0000", fax="0225-99-0001")


@pytest.fixture
def consultation(sato) -> Consultation:
    consultation = ConsultationFactory(
        name="遠藤 美咲", kana="えんどう みさき", postal_code="986-0822", address="石巻市中央2-1",
        telephone="0225-00-0000", narrative="家賃を二か月払えていない",
    )  # fmt: skip
    consultation.concerns.set(Concern.objects.filter(list__code="national16", number__in=[1, 4, 10]))
    household = consultation.household
    son = MemberFactory(household=household, relation_label="長男", person__name="遠藤 蓮", note="家にいる")
    written = {"household": household, "written_by": sato.agency.group}
    Relation.objects.create(of=consultation.person, to=son.person, kind=Relation.Kind.PARENT, **written)
    InvolvedAgency.objects.create(agency=AgencyFactory(name="渡波包括"), support="見守り", told_on=today(), **written)
    return consultation


def sent(consultation: Consultation, to: Agency, sato, *, categories=tuple(Category), sheet=True) -> Referral:
    ConsentFactory(household=consultation.household, categories=list(categories))
    with acting_as(sato):
        made = sheets.begin(consultation, by=sato) if sheet else None
        return hand_over(consultation, [HandOver(to, "部屋を探しています")], by=sato, sheet=made)[0]


def drawn(referral: Referral, sato, name: str = "") -> bytes:
    with acting_as(sato):
        referral = Referral.objects.select_related("to", "sender", "sent_by__staff").get(pk=referral.pk)
        made = faxes.paper(referral, sendable_categories(sato, referral))
    if name and os.environ.get("LOOK_AT"):
        (Path(os.environ["LOOK_AT"]) / f"{name}.pdf").write_bytes(made)
    return made


def test_the_cover_says_who_sends_to_whom_and_takes_the_answer_and_names_no_family(consultation, outside, sato):
    cover, front, back = pages_of(drawn(sent(consultation, outside, sato), sato, "fax"))
    for words in (
        "ひまわり不動産御中", "0225-99-0001", "0225-99-0000", "0225-95-2222", "0225-95-1111", "佐藤", "取扱注意",
        "この送付状を含めて3枚", "1/3枚",
        "□引き受けます", "□他の機関と一緒に引き受けます", "□他の機関が引き受けます", "電話をください",
    ):  # fmt: skip
        assert words in cover, words
    for words in (*FAMILY, "美咲", "遠藤", "部屋を探しています"):
        assert words not in cover
    assert "つなぐシート" in front and "裏面" in back and "3/3枚" in back


def test_behind_it_is_the_official_sheet_as_the_consent_covers_it(consultation, outside, sato):
    referral = sent(consultation, outside, sato)
    whole = text_of(drawn(referral, sato))
    for words in (*FAMILY, "部屋を探しています", "本人署名", "渡波包括"):
        assert words in whole, words
    Consent.objects.update(categories=[Category.CONSULTATION])
    said = text_of(drawn(referral, sato, "fax-part"))
    for words in ("遠藤美咲", "家賃を二か月払えていない", "部屋を探しています"):
        assert words in said
    for words in ("えんどう", "中央2-1", "0225-00-0000", "遠藤蓮", "渡波包括"):
        assert words not in said, words
    assert said.count("共有されていません") >= 6


@pytest.mark.parametrize(("family", "more"), [("four_generations", 0), ("fifteen", 7)])
def test_a_picture_that_has_a_page_of_its_own_is_counted(outside, sato, family, more):
    sheet = sheet_of(family, sato)
    for number in range(more):  # so many that the picture lies across
        son = MemberFactory(household=sheet.household, relation_label="弟", person__name=f"三浦 弟{number}").person
        written = {"household": sheet.household, "written_by": sato.agency.group}
        Relation.objects.create(of=Person.objects.get(name="三浦 五郎"), to=son, kind=Relation.Kind.PARENT, **written)
    with acting_as(sato):
        (referral,) = hand_over(sheet.consultation, [HandOver(outside, "部屋を探しています")], by=sato, sheet=sheet)
    made = drawn(referral, sato, f"fax-{family}")
    pages = pages_of(made)
    assert f"この送付状を含めて{len(pages)}枚" in pages[0] and "男性" in pages[-1]
    with pymupdf.open(stream=made) as document:
        assert (document[-1].rect.width > document[-1].rect.height) is bool(more)


def test_without_a_sheet_it_tells_what_was_consulted_about_by_category(consultation, outside, sato):
    referral = sent(consultation, outside, sato, sheet=False)
    cover, told = pages_of(drawn(referral, sato, "fax-told"))
    for words in (*FAMILY, "部屋を探しています", "渡波包括", "986-0822", "長男"):
        assert words in told, words
    assert "遠藤" not in cover and "共有されていません" not in told
    Consent.objects.update(categories=[Category.CONSULTATION])
    cover, told = pages_of(drawn(referral, sato, "fax-told-part"))
    for words in ("遠藤美咲", "家賃を二か月払えていない", "部屋を探しています", "2/2枚"):
        assert words in told
    for words in ("えんどう", "中央2-1", "0225-00-0000", "遠藤蓮", "渡波包括"):
        assert words not in told, words
    assert told.count("共有されていません") == 3  # contact, family, agencies


def test_troubles_of_health_and_money_stay_at_home_where_these_are_not_covered(consultation, outside, sato):
    referral = sent(consultation, outside, sato, categories=[Category.CONSULTATION], sheet=False)
    health, money, other = (Concern.objects.get(list__code="national16", number=each) for each in (1, 4, 10))
    said = text_of(drawn(referral, sato))
    assert f"○{other.name}" in said
    assert f"○{health.name}" not in said and f"○{money.name}" not in said
    assert "共有されている機関にだけ" in said


def test_what_is_asked_goes_along_where_the_sheet_may_not_say_it(consultation, outside, sato):
    referral = sent(consultation, outside, sato, categories=[Category.CONTACT])
    cover, asked, front, back = pages_of(drawn(referral, sato, "fax-asked"))
    assert "部屋を探しています" in asked and "遠藤美咲" in asked
    assert "部屋を探しています" not in front + back + cover
    assert "この送付状を含めて4枚" in cover


def test_what_was_told_after_the_hand_over_is_not_sent(consultation, outside, sato):
    referral = sent(consultation, outside, sato, sheet=False)
    Consultation.objects.update(narrative="あとから話したこと")
    assert "あとから" not in text_of(drawn(referral, sato))


def test_in_danger_all_of_it_is_sent_and_the_cover_does_not_speak_of_consent(consultation, outside, sato):
    with acting_as(sato):
        row = HandOver(outside, "今夜の部屋")
        referral = hand_over_in_danger(consultation, row, "今夜にも殴られる危険がある", by=sato)
    cover, told = pages_of(drawn(referral, sato))
    assert "同意を待たずに" in cover and "同意のある範囲" not in cover
    assert "石巻市中央2-1" in told and "遠藤蓮" in told


def test_nothing_is_printed_once_the_consent_is_withdrawn(client_of, consultation, outside, sato):
    referral = sent(consultation, outside, sato)
    url = reverse("reports:fax_cover", args=[referral.pk])
    assert client_of(sato).post(url).status_code == 302
    (job,) = Job.objects.filter(kind=faxes.FAX_JOB)
    with acting_as(sato):
        consents.withdraw_consent(Consent.objects.get(), today(), by=sato)
    jobs.run(job.pk)  # it was asked for before
    job.refresh_from_db()
    assert job.state == Job.State.FAILED and not job.file and "同意" in job.message
    client_of(sato).post(url)
    assert Job.objects.filter(kind=faxes.FAX_JOB).count() == 1


def test_the_job_leaves_a_file_for_who_asked(client_of, consultation, outside, sato):
    referral = sent(consultation, outside, sato)
    client_of(sato).post(reverse("reports:fax_cover", args=[referral.pk]))
    (job,) = Job.objects.filter(kind=faxes.FAX_JOB)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE and len(pages_of(job.file.read())) == 3


def test_its_file_is_handed_out_only_as_long_as_all_of_it_may_be_sent(client_of, consultation, outside, sato):
    referral = sent(consultation, outside, sato)
    client_of(sato).post(reverse("reports:fax_cover", args=[referral.pk]))
    (job,) = Job.objects.filter(kind=faxes.FAX_JOB)
    jobs.run(job.pk)
    url = reverse("accounts:job_file", args=[job.key])
    answer = client_of(sato).get(url)
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    Consent.objects.update(categories=[Category.CONTACT])
    assert client_of(sato).get(url).status_code == 404
    Consent.objects.update(withdrawn_on=today())
    assert client_of(sato).get(url).status_code == 404


def colours_of(content: bytes) -> set[float]:
    """How light each colour of a paper is, from 0 (black) to 1 (white)."""
    found: set[float] = set()
    with pikepdf.open(BytesIO(content)) as document:
        drawings = [each for each in document.objects if isinstance(each, pikepdf.Stream)]
        for stream in [*document.pages, *(each for each in drawings if each.get("/Subtype") == "/Form")]:
            for operands, operator in pikepdf.parse_content_stream(stream):
                if str(operator) in ("g", "G", "rg", "RG", "sc", "SC", "scn", "SCN"):
                    values = [float(each) for each in operands if not isinstance(each, pikepdf.Name)]
                    found.add(sum(values) / len(values))
    return found


@pytest.mark.parametrize("sheet", [True, False])
def test_it_is_black_on_white_a4_and_without_faults(consultation, outside, sato, tmp_path, sheet):
    made = drawn(sent(consultation, outside, sato, sheet=sheet), sato)
    assert all(each < 0.35 or each == 1 for each in colours_of(made))
    with pymupdf.open(stream=made) as document:
        for page in document:
            assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
            words = [pymupdf.Rect(each[:4]) for each in page.get_text("words")]
            assert all(each in page.mediabox + (18, 18, -18, -18) for each in words)  # a FAX machine keeps 6 mm
    assert warnings_of(faults_of(made, tmp_path)) <= ALLOWED
