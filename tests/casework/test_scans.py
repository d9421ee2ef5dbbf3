"""The signed page comes back as a scan: told by its content, kept apart, handed out to those who may read all of it."""

import io

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.acting import acting_as
from accounts.models import AuditEvent
from casework import scans
from casework.actions import attachments, sheets
from casework.choices import Category
from casework.models import Attachment, TsunaguSheet
from tests.factories import ConsentFactory, ConsultationFactory, ReferralFactory


def picture(kind: str = "JPEG", size: tuple[int, int] = (800, 1100), **more) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "white").save(made, kind, **more)
    return made.getvalue()


def pdf(pages: int = 1, **more) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    for _each in range(pages):
        made.add_blank_page()
    made.save(out, **more)
    return out.getvalue()


def read(data: bytes) -> scans.Scan:
    return scans.read(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "kind"),
    [(picture("JPEG"), "image/jpeg"), (picture("PNG"), "image/png"), (pdf(2), "application/pdf")],
    ids=["JPEG", "PNG", "PDF"],
)
def test_what_a_scan_is_is_read_from_its_content(data, kind):
    scan = read(data)
    assert scan.content_type == kind
    assert scan.pages == (2 if kind == "application/pdf" else 1)


WRONG = {
    "empty": (b"", "空です"),
    "a telephone's HEIC": (b"\0\0\0\x18ftypheic" + b"\0" * 400, "HEIC"),
    "a web page": (b"<!doctype html><script>alert(1)</script>", "ウェブページ"),
    "a drawing with a script": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "ウェブページ"),
    "a program": (b"MZ" + b"\0" * 400, "PDF・JPEG・PNGではありません"),
    "a ZIP": (b"PK\x03\x04" + b"\0" * 400, "PDF・JPEG・PNGではありません"),
    "half a JPEG": (picture("JPEG")[:2000], "壊れているか"),
    "half a PNG": (picture("PNG")[:900], "壊れているか"),
    "a JPEG in name only": (b"\xff\xd8\xff" + b"<script>" * 200, "壊れているか"),
    "half a PDF": (pdf(3)[:-80], "壊れているか"),
    "a PDF with a password": (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "パスワード"),
    "a PDF with an owner's password": (pdf(encryption=pikepdf.Encryption(owner="a", user="")), "パスワード"),
    "a PDF of 31 pages": (pdf(31), "30ページ"),
    "a picture that unfolds to a gigabyte": (picture("PNG", (9000, 9000)), "大きすぎます"),
    "a stamp": (picture("PNG", (90, 90)), "小さすぎて"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_scan_is_refused_with_a_sentence(name):
    data, sentence = WRONG[name]
    with pytest.raises(ValidationError, match=sentence):
        read(data)


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(ValidationError, match="20MB"):
        read(b"%PDF-" + b"\0" * scans.MOST_BYTES)


def test_where_a_picture_was_taken_is_not_kept():
    place = Image.Exif()
    place[0x010F] = "CAMERA-OF-ENDO"
    data = picture("JPEG", exif=place)
    assert b"CAMERA-OF-ENDO" in data
    assert b"CAMERA-OF-ENDO" not in read(data).content


def test_what_is_hidden_behind_a_picture_is_gone():
    data = picture("JPEG") + b"%PDF-1.7 <script>alert(1)</script>"
    assert b"<script>" not in read(data).content


def test_a_pdf_keeps_its_pages_and_no_script_form_or_file():
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    made.pages[0].obj.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(2)"))
    made.attachments["endo.exe"] = b"MZ"
    made.docinfo["/Author"] = "ENDO"
    made.save(out)
    kept = read(out.getvalue()).content
    for each in (b"JavaScript", b"alert", b"endo.exe", b"ENDO"):
        assert each not in kept
    with pikepdf.open(io.BytesIO(kept)) as document:
        assert len(document.pages) == 1


# With the sheet ------------------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(sato):
    with acting_as(sato):
        return sheets.begin(ConsultationFactory(name="遠藤 美咲"), by=sato)


def upload(data: bytes, name: str = "遠藤美咲.jpg", kind: str = "signed") -> dict:
    return {"kind": kind, "file": SimpleUploadedFile(name, data, "image/jpeg")}


def attached(sheet, by, data=None) -> Attachment:
    with acting_as(by):
        return attachments.attach(sheet, "signed", read(data or picture()), by=by)


def test_a_signed_page_is_kept_with_the_sheet_under_a_name_of_our_own(client_of, sato, sheet):
    answer = client_of(sato).post(f"/sheets/{sheet.pk}/files/", upload(picture()))
    assert answer.status_code == 302
    kept = Attachment.objects.get()
    assert "遠藤" not in kept.file.name
    assert kept.content_type == "image/jpeg"
    page = client_of(sato).get(sheet.get_absolute_url()).content.decode()
    assert kept.get_absolute_url() in page
    assert AuditEvent.objects.filter(verb="created", about_type="attachment").exists()


def test_a_scan_that_lies_about_its_type_is_refused_on_the_page(client_of, sato, sheet):
    answer = client_of(sato).post(f"/sheets/{sheet.pk}/files/", upload(b"<html><script>alert(1)</script>"))
    assert answer.status_code == 422
    assert "ウェブページ" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_a_file_is_handed_out_with_headers_that_keep_it_from_running(client_of, sato, sheet):
    kept = attached(sheet, sato)
    answer = client_of(sato).get(kept.get_absolute_url())
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("inline")
    assert AuditEvent.objects.filter(verb="viewed", about_type="attachment").exists()


def test_a_pdf_is_handed_out_and_never_shown_in_a_page_of_ours(client_of, sato, sheet):
    answer = client_of(sato).get(attached(sheet, sato, pdf()).get_absolute_url())
    assert answer["Content-Disposition"].startswith("attachment")
    assert "%E9%81%A0%E8%97%A4" not in answer["Content-Disposition"]


def test_a_foreign_agency_does_not_find_a_scan(client_of, sato, tanaka, sheet):
    kept = attached(sheet, sato)
    assert client_of(tanaka).get(kept.get_absolute_url()).status_code == 404
    assert client_of(tanaka).get(sheet.get_absolute_url()).status_code == 404


def test_an_agency_that_is_shown_a_part_is_not_shown_the_scan(client_of, sato, suzuki, sheet):
    kept = attached(sheet, sato)
    ConsentFactory(household=sheet.household, categories=[Category.CONSULTATION, Category.HOUSEHOLD])
    ReferralFactory(consultation=sheet.consultation, to=suzuki.agency, sender=sato.agency, sent_by=sato)
    assert client_of(suzuki).get(sheet.get_absolute_url()).status_code == 200
    assert client_of(suzuki).get(kept.get_absolute_url()).status_code == 403


def test_an_agency_that_is_shown_everything_sees_the_scan(client_of, sato, suzuki, sheet):
    kept = attached(sheet, sato)
    ConsentFactory(household=sheet.household)
    ReferralFactory(consultation=sheet.consultation, to=suzuki.agency, sender=sato.agency, sent_by=sato)
    assert client_of(suzuki).get(kept.get_absolute_url()).status_code == 200


def test_a_restricted_familys_scan_is_found_by_nobody_but_those_named(client_of, sato, restrict, sheet, abe):
    kept = attached(sheet, sato)
    restrict(sheet.household, abe)
    assert client_of(sato).get(kept.get_absolute_url()).status_code == 404


def test_a_file_that_was_taken_off_is_not_shown_and_can_be_put_back(client_of, sato, sheet):
    kept = attached(sheet, sato)
    client_of(sato).post(f"{kept.get_absolute_url()}remove/")
    assert client_of(sato).get(kept.get_absolute_url()).status_code == 404
    client_of(sato).post(f"{kept.get_absolute_url()}put-back/")
    assert client_of(sato).get(kept.get_absolute_url()).status_code == 200
    assert {"removed", "changed"} <= set(AuditEvent.objects.values_list("verb", flat=True))


def test_the_same_file_is_kept_once(sato, sheet):
    attached(sheet, sato)
    with pytest.raises(ValidationError, match="同じファイル"):
        attached(sheet, sato)


def test_who_does_not_write_the_sheet_adds_nothing_to_it(sato, suzuki, sheet):
    ConsentFactory(household=sheet.household)
    ReferralFactory(consultation=sheet.consultation, to=suzuki.agency, sender=sato.agency, sent_by=sato)
    scan = read(picture())
    with acting_as(suzuki), pytest.raises(PermissionDenied):
        attachments.attach(TsunaguSheet.objects.get(), "signed", scan, by=suzuki)


def test_an_own_assessment_stands_in_place_of_the_back(sato, sheet):
    with acting_as(sato):
        attachments.attach(sheet, "assessment", read(pdf(2)), by=sato)
    assert TsunaguSheet.objects.get().own_assessment
