"""The tsunagu sheet on paper: front and back on a page each, nothing cut, nothing shown that is not shared."""

import os
import re
import time
from pathlib import Path

import pymupdf
import pytest
from django.utils import translation

from accounts.acting import acting_as
from accounts.models import AuditEvent
from agencies.models import Concern, ConcernList, Municipality
from casework.actions import sheets
from casework.actions.referrals import HandOver, hand_over
from casework.choices import Category
from casework.models import Consent, HouseholdConcern, Person, Relation, SheetAgency, TsunaguSheet
from casework.sheet_content import content_of
from reports.sheets.fitting import MARK, Continuation, fit
from reports.sheets.paper import paper
from tests.casework.genogram_families import made
from tests.factories import AgencyFactory, ConsentFactory, ConsultationFactory, MemberFactory
from tests.reports.papers import faults_of, pages_of, text_of

EVERYTHING = frozenset(Category)
ALLOWED = {
    "TBL-012",  # rows left empty to be filled by hand
    "TBL-014",  # several small tables on a page taken for one large grid
}


def warnings_of(faults: list[str]) -> set[str]:
    """The rules that a form's paper does not follow; no other fault, and no error, is among them."""
    assert not [each for each in faults if "outloud" not in each and " error(s)" not in each]
    said = "\n".join(faults)
    assert " ERROR " not in said
    return set(re.findall(r"WARNING (\S+)", said))


@pytest.fixture
def sheet(sato, suzuki):
    """遠藤 美咲's family of three, handed over to one agency."""
    consultation = ConsultationFactory(
        name="遠藤 美咲", kana="えんどう みさき", sex="female", postal_code="986-0822", address="石巻市中央2-1",
        telephone="0225-00-0000",
    )  # fmt: skip
    consultation.main_concern = Concern.objects.get(list__code="national16", number=4)
    consultation.save()
    consultation.concerns.set(Concern.objects.filter(list__code="national16", number__in=[3, 4]))
    son = MemberFactory(
        household=consultation.household,
        relation_label="長男",
        person__name="遠藤 蓮",
        person__birth_date="1996-03-02",
        person__sex="male",
        note="仕事を辞めて家にいる",
    )
    Relation.objects.create(
        household=consultation.household, of=consultation.person, to=son.person, kind=Relation.Kind.PARENT,
        written_by=sato.agency.group,
    )  # fmt: skip
    ConsentFactory(household=consultation.household, evidence=Consent.Evidence.PAPER)
    with acting_as(sato):
        made = sheets.begin(consultation, by=sato)
        hand_over(consultation, [HandOver(suzuki.agency, "家賃の滞納と転居の相談")], by=sato, sheet=made)
    made.wishes = "夕方に電話がほしい。"
    made.living_situation = "長男と二人。"
    made.special_notes = "犬がいる。"
    made.save()
    return made


def drawn(sheet: TsunaguSheet, categories=EVERYTHING, name: str = "") -> bytes:
    made = paper(content_of(sheet), categories, address="https://tsunagu.example/sheets/1/")
    if name and os.environ.get("LOOK_AT"):
        (Path(os.environ["LOOK_AT"]) / f"{name}.pdf").write_bytes(made)
    return made


def test_the_front_is_one_page_and_the_back_is_one_page(sheet):
    front, back = pages_of(drawn(sheet, name="sheet"))
    for words in (
        "遠藤美咲",
        "えんどうみさき",
        "986-0822",
        "石巻市中央2-1",
        "遠藤蓮",
        "長男",
        "◎",
        "家賃の滞納と転居の相談",
        "本人署名",
    ):
        assert words in front
    assert "保管・集約することに同意します" in front
    for words in ("世帯の生活状況", "長男と二人。", "家族関係図", "既に支援に入っている機関", "犬がいる。"):
        assert words in back


def test_a_blank_sheet_has_every_box_and_nobody_in_it(sato):
    blank = paper(None)
    if os.environ.get("LOOK_AT"):
        (Path(os.environ["LOOK_AT"]) / "blank.pdf").write_bytes(blank)
    front, back = pages_of(blank)
    assert front.count("□") == 16
    assert "大正・昭和・平成・令和" in front
    assert "特記事項" in back


def test_a_city_that_asks_by_twelve_items_prints_twelve(sheet):
    Municipality.objects.update(concern_list=ConcernList.objects.get(code="okayama12"))
    assert pages_of(paper(None))[0].count("□") == 12


def test_both_are_pdf_ua_and_without_faults(sheet, tmp_path):
    for each in (drawn(sheet), paper(None)):
        assert warnings_of(faults_of(each, tmp_path)) <= ALLOWED


def test_what_does_not_fit_goes_on_to_a_continuation_page_and_nothing_is_cut(sheet, sato):
    long = "".join(f"{number}番目の文。" for number in range(400))
    sheet.wishes, sheet.living_situation, sheet.special_notes = "あ" + long, "い" + long, "う" + long
    sheet.save()
    for number in range(14):
        member = MemberFactory(
            household=sheet.household, relation_label="孫", person__name=f"遠藤 孫{number}", note=f"備考{number}" * 60
        )
        HouseholdConcern.objects.create(
            household=sheet.household, member=member, concern=Concern.objects.first(), written_by=sato.agency.group
        )
    for number in range(12):
        agency = AgencyFactory(name=f"とても長い名前の地域包括支援センター分室{number}")
        SheetAgency.objects.create(sheet=sheet, agency=agency, support=f"支援{number}" * 20)
    sheet.consultation.address = "石巻市" + "中央" * 90
    sheet.consultation.save()
    pages = pages_of(drawn(TsunaguSheet.objects.get(), name="long"))
    assert "本人署名" in pages[0]
    assert "特記事項" in pages[1]
    assert "続紙" in pages[2]
    said = "".join(pages)
    assert MARK in said
    for each in ("399番目の文。", "遠藤孫13", "備考13", "支援11", "分室11"):
        assert each in said
    assert said.count("央") >= 90  # a line may end between the two
    assert said.count("399番目の文。") == 3


def test_what_is_not_shared_is_said_to_be_withheld_and_is_nowhere_in_the_file(sheet):
    with translation.override("en"):  # papers are Japanese
        made = drawn(sheet, frozenset({Category.CONSULTATION}), name="withheld")
    said = text_of(made)
    assert "共有されていません（住所・連絡先）" in said
    for words in ("中央2-1", "遠藤蓮", "0225-00-0000", "長男と二人", "えんどう"):
        assert words not in said
    assert said.count("共有されていません") >= 6
    assert len(pages_of(made)) == 2


def test_the_code_holds_an_address_and_no_name(sheet):
    assert "遠藤" not in sheet.get_absolute_url()


def sheet_of(name: str, by) -> TsunaguSheet:
    """A sheet of a family from the gallery."""
    family = made(name)
    consultation = ConsultationFactory(consultee=family.members.get(relation_label="本人"))
    ConsentFactory(household=family)
    with acting_as(by):
        return sheets.begin(consultation, by=by)


@pytest.mark.parametrize("name", ["three_generations", "8050", "adoption", "remarriage", "fifteen"])
def test_a_familys_picture_can_be_read_in_its_box_on_the_back(name, sato):
    content = drawn(sheet_of(name, sato), name=f"genogram-{name}")
    pages = pages_of(content)
    assert "続紙" not in pages[1].split("家族関係図")[1].split("既に支援")[0]
    assert "男性" in pages[1] and "特記事項" in pages[1]
    with pymupdf.open(stream=content) as document:
        box = document[1].search_for("家族関係図")[0], document[1].search_for("既に支援に入っている")[0]
        spans = [
            span
            for block in document[1].get_text("dict", clip=(0, box[0].y1, 600, box[1].y0))["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
        ]
    assert min(each["size"] for each in spans) >= 6
    assert all(each["bbox"][0] >= 15 * 72 / 25.4 and each["bbox"][2] <= 197 * 72 / 25.4 for each in spans)


def test_a_picture_that_would_be_too_small_goes_on_to_a_page_of_its_own(sato, tmp_path):
    content = drawn(sheet_of("four_generations", sato), name="genogram-own-page")
    back, own = pages_of(content)[1:3]
    assert len(pages_of(content)) == 3
    assert MARK in back.split("家族関係図")[1].split("既に支援")[0] and "男性" not in back
    assert "続紙" in own and "男性" in own and "後藤すゑ" in own
    same_on_each = {"PAG-001"}  # the number of the sheet, at the foot of three pages
    assert warnings_of(faults_of(content, tmp_path)) <= ALLOWED | same_on_each


def test_a_wide_picture_lies_across_its_page(sato):
    sheet = sheet_of("fifteen", sato)
    for number in range(7):
        member = MemberFactory(household=sheet.household, relation_label="弟", person__name=f"三浦 弟{number}")
        Relation.objects.create(
            household=sheet.household, of=Person.objects.get(name="三浦 五郎"), to=member.person,
            kind=Relation.Kind.PARENT, written_by=sato.agency.group,
        )  # fmt: skip
    with pymupdf.open(stream=drawn(TsunaguSheet.objects.get(), name="genogram-across")) as document:
        [page] = [each for each in document if each.rect.width > each.rect.height]
        assert "三浦弟6" in page.get_text().replace(" ", "")
        assert document[1].rect.height > document[1].rect.width


def test_a_sheet_is_drawn_in_under_a_second(sheet):
    drawn(sheet)  # the library is loaded
    began = time.perf_counter()
    drawn(sheet)
    assert time.perf_counter() - began < 3  # of a busy machine; alone it is a third of a second


def test_printing_is_written_in_the_audit_log(client_of, sato, sheet):
    answer = client_of(sato).get(f"/reports/sheets/{sheet.pk}/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert AuditEvent.objects.filter(verb="printed", about_type="tsunagusheet", about_id=sheet.pk).exists()


@pytest.mark.parametrize("lines", [1, 2, 5])
def test_the_part_that_fits_and_the_rest_are_the_whole_text(lines):
    text = "一二三四五六七八九十" * 12
    shown, rest = fit(text, 20, lines)
    assert shown.removesuffix(MARK) + rest == text


def test_a_text_that_fits_leaves_nothing_over():
    box = Continuation()
    assert box.box("特記事項", "短い", mm=100, points=9, lines=1) == "短い"
    assert box.parts == {}


def test_an_agency_prints_no_more_than_is_shared_with_it(client_of, sato, suzuki, sheet):
    sheet.household.consents.update(categories=["consultation"])
    copy = sheet.copies.get()
    for url in (f"/reports/sheets/{sheet.pk}/", f"/reports/sheets/copies/{copy.pk}/"):
        said = text_of(client_of(suzuki).get(url).content)
        assert "家賃の滞納と転居の相談" in said
        for words in ("中央2-1", "遠藤蓮", "0225-00-0000"):
            assert words not in said
        assert "中央2-1" in text_of(client_of(sato).get(url).content)
