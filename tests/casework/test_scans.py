"""The signed page comes back as a scan: told by its content, kept apart, handed out to those who may read all of it."""

import io
import os
import time
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.acting import acting_as
from accounts.models import AuditEvent
from casework import files, scans
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


def drawing(content: bytes) -> bytes:
    """A PDF with one page of this content."""
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page().obj.Contents = pikepdf.Stream(made, content)
    made.save(out)
    return out.getvalue()


def nested(levels: int) -> bytes:
    """A page that shows a form ten times, which shows a form ten times, and so on: ten to the power of `levels`."""
    made, out = pikepdf.new(), io.BytesIO()
    content, resources = b"0 0 10 10 re f", pikepdf.Dictionary()
    for _level in range(levels):
        form = pikepdf.Stream(
            made, content, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 600, 700],
            Resources=resources,
        )  # fmt: skip
        content, resources = b"/X Do " * 10, pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=made.make_indirect(form)))
    page = made.add_blank_page()
    page.obj.Contents, page.obj.Resources = pikepdf.Stream(made, content), resources
    made.save(out)
    return out.getvalue()


def noise(pages: int) -> bytes:
    """Small as a file, since its pages show one picture, and large as pictures of its pages."""
    picture = Image.frombytes("RGB", (1240, 1754), os.urandom(1240 * 1754 * 3))
    made, out = io.BytesIO(), io.BytesIO()
    picture.save(made, "PDF", quality=90)
    with pikepdf.open(made) as document:
        document.pages.extend([document.pages[0]] * (pages - 1))
        document.save(out)
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
    "a PDF of 300 pages": (pdf(300), "30ページ"),
    "a PDF that draws for half a minute": (drawing(b"0 0 m 600 700 l 0 3 l S " * 2_000_000), "大きすぎます"),
    "a PDF of forms in forms in forms": (nested(12), "大きすぎます"),
    "a PDF whose pages are noise": (noise(30), "大きすぎます"),
    "a picture that unfolds to a gigabyte": (picture("PNG", (9000, 9000)), "大きすぎます"),
    "a stamp": (picture("PNG", (90, 90)), "小さすぎて"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_scan_is_refused_with_a_sentence(name, monkeypatch):
    if "half a minute" in name or "in forms" in name:
        monkeypatch.setattr(scans, "SECONDS", 2)
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


def test_each_page_of_a_pdf_is_drawn_as_a_picture():
    mono, out = Image.new("1", (1240, 1754), 1), io.BytesIO()
    mono.paste(0, (200, 200, 1000, 400))
    mono.save(out, "PDF", resolution=150, save_all=True, append_images=[Image.new("RGB", (1754, 1240), "red")])
    scan = read(out.getvalue())
    upright, across = (Image.open(io.BytesIO(each)) for each in scan.pictures)
    assert upright.format == "JPEG"
    assert max(upright.size) == max(across.size) == 1754
    assert across.width > across.height
    assert upright.getpixel((600, 300)) < (40, 40, 40)
    assert upright.getpixel((600, 900)) > (220, 220, 220)
    assert read(picture()).pictures == []


@pytest.mark.parametrize("box", [(14_400_000, 14_400_000), (1_000_000, 1), (1, 1), (0, 0)])
def test_the_size_that_a_page_says_it_has_makes_no_picture_larger(box):
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page().obj.MediaBox = [0, 0, *box]
    made.save(out)
    [drawn] = read(out.getvalue()).pictures
    assert max(Image.open(io.BytesIO(drawn)).size) <= 1754
    assert len(drawn) < 100_000


def test_what_was_typed_into_a_form_or_stamped_on_stays_on_the_page():
    made, out = pikepdf.new(), io.BytesIO()
    page = made.add_blank_page()
    look = pikepdf.Stream(
        made, b"1 0 0 rg 0 0 100 50 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 50]
    )
    stamp, field = (
        made.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=kind, Rect=[100, low, 300, low + 100], F=4,
                AP=pikepdf.Dictionary(N=made.make_indirect(look)), **more,
            )
        )
        for kind, low, more in (
            (pikepdf.Name.Stamp, 100, {}),
            (pikepdf.Name.Widget, 400, {"FT": pikepdf.Name.Tx, "T": "name", "V": "ENDO"}),
        )
    )  # fmt: skip
    page.obj.Annots = [stamp, field]
    made.Root.AcroForm = pikepdf.Dictionary(Fields=[field], NeedAppearances=True)
    made.save(out)
    [drawn] = read(out.getvalue()).pictures
    page_drawn = Image.open(io.BytesIO(drawn)).convert("RGB")
    scale = page_drawn.height / 792
    for low in (150, 450):
        red, green, _blue = page_drawn.getpixel((round(200 * scale), round((792 - low) * scale)))
        assert red > 200 > 60 > green


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


def test_the_pages_of_a_pdf_are_shown_beside_the_sheet_by_the_same_rules(client_of, sato, tanaka, suzuki, sheet):
    kept = attached(sheet, sato, pdf(3))
    page = client_of(sato).get(sheet.get_absolute_url()).content.decode()
    for number in (1, 2, 3):
        address = f"{kept.get_absolute_url()}?page={number}"
        assert f'src="{address}"' in page
        answer = client_of(sato).get(address)
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Content-Disposition"].startswith("inline")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "no-store" in answer["Cache-Control"]
        assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).format == "JPEG"
        assert AuditEvent.objects.filter(verb="viewed", about_type="attachment", detail__page=number).exists()
        assert client_of(tanaka).get(address).status_code == 404
    for wrong in ("4", "-1", "x", "", "99999999999999999999", "1/../1"):
        assert client_of(sato).get(kept.get_absolute_url(), {"page": wrong}).status_code == 404
    ConsentFactory(household=sheet.household, categories=[Category.CONSULTATION, Category.HOUSEHOLD])
    ReferralFactory(consultation=sheet.consultation, to=suzuki.agency, sender=sato.agency, sent_by=sato)
    assert client_of(suzuki).get(f"{kept.get_absolute_url()}?page=1").status_code == 403
    assert "?page=" not in client_of(suzuki).get(sheet.get_absolute_url()).content.decode()
    client_of(sato).post(f"{kept.get_absolute_url()}remove/")
    assert client_of(sato).get(f"{kept.get_absolute_url()}?page=1").status_code == 404


def test_a_pdf_that_was_kept_before_its_pages_were_drawn_can_be_saved(client_of, sato, sheet):
    kept = attached(sheet, sato, pdf(2))
    Attachment.objects.update(pictures=0)
    page = client_of(sato).get(sheet.get_absolute_url()).content.decode()
    assert "?page=" not in page
    assert f'href="{kept.get_absolute_url()}"' in page


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


# Off the disk --------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def disk(settings, tmp_path):
    """A private folder of its own, since the sweep reads all of it."""
    storages = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}}
    settings.STORAGES = storages
    return tmp_path / "attachments"


def off(sheet, by, days: int, data: bytes | None = None) -> Attachment:
    """A file that was taken off so many days ago."""
    kept = attached(sheet, by, data)
    with acting_as(by):
        attachments.take_off(kept, by=by)
    Attachment.objects.filter(pk=kept.pk).update(removed_at=timezone.now() - timedelta(days=days))
    return Attachment.objects.get(pk=kept.pk)


def left(disk, name: str, hours: float) -> Path:
    """A file on the disk that no row names, so many hours old."""
    disk.mkdir(exist_ok=True)
    file = disk / name
    file.write_bytes(b"x")
    then = time.time() - hours * 3600
    os.utime(file, (then, then))
    return file


def test_a_file_that_was_taken_off_long_ago_is_erased_with_its_pages(disk, sato, sheet):
    gone = off(sheet, sato, 31, pdf(2))
    assert len(list(disk.iterdir())) == 3
    assert files.sweep() == 1
    assert list(disk.iterdir()) == []
    gone.refresh_from_db()
    assert gone.erased_at and gone.removed_at
    [event] = AuditEvent.objects.filter(verb="erased")
    assert (event.about_id, event.household_id) == (gone.pk, sheet.household_id)
    assert files.sweep() == 0 and AuditEvent.objects.filter(verb="erased").count() == 1


def test_what_can_be_put_back_and_what_stands_with_the_sheet_stays(disk, client_of, sato, sheet):
    kept, taken_off = attached(sheet, sato), off(sheet, sato, 29, pdf(1))
    for file in disk.iterdir():
        os.utime(file, (0, 0))  # old on the disk, and yet somebody's
    assert files.sweep() == 0
    client_of(sato).post(f"{taken_off.get_absolute_url()}put-back/")
    for each in (kept.get_absolute_url(), taken_off.get_absolute_url(), f"{taken_off.get_absolute_url()}?page=1"):
        assert client_of(sato).get(each).status_code == 200


def test_what_is_erased_is_not_put_back_and_not_offered(client_of, sato, sheet):
    gone = off(sheet, sato, 31)
    before = client_of(sato).get(sheet.get_absolute_url()).content.decode()
    assert f"{gone.get_absolute_url()}put-back/" in before
    files.sweep()
    assert f"{gone.get_absolute_url()}put-back/" not in client_of(sato).get(sheet.get_absolute_url()).content.decode()
    page = client_of(sato).post(f"{gone.get_absolute_url()}put-back/", follow=True).content.decode()
    assert "残っていません" in page
    gone.refresh_from_db()
    assert gone.removed_at


def test_a_file_without_a_row_goes_after_a_day(disk, sato, sheet):
    kept = attached(sheet, sato)
    old, page, new = left(disk, "aa.pdf", 25), left(disk, "aa.1.jpg", 25), left(disk, "bb.jpg", 23)
    assert files.sweep() == 1
    assert not old.exists() and not page.exists() and new.exists()
    assert (disk.parent / kept.file.name).exists()
    assert AuditEvent.objects.get(verb="erased").detail["files"] == ["aa"]


def test_the_files_of_another_database_are_left_alone(disk, caplog):
    stray = [left(disk, f"{number}.jpg", 48) for number in range(30)]
    assert files.sweep() == 0
    assert all(each.exists() for each in stray)
    assert "no row in this database" in caplog.text


def test_a_sweep_that_stopped_half_way_is_finished_by_the_next(disk, sato, sheet, monkeypatch):
    off(sheet, sato, 31, pdf(1))
    monkeypatch.setattr(files, "delete", lambda names: None)
    files.sweep()
    assert len(list(disk.iterdir())) == 2
    monkeypatch.undo()
    files.sweep()
    assert list(disk.iterdir()) == []


def test_an_upload_whose_row_is_refused_leaves_no_file(disk, sato, sheet, monkeypatch):
    monkeypatch.setattr(Attachment, "save", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        attached(sheet, sato, pdf(2))
    assert list(disk.iterdir()) == []
