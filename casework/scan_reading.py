"""Reads one file that came from outside, alone in a process of its own: what it is by its content, rebuilt so that
nothing but its pages is left; of a PDF each page is drawn as a picture too. Called by casework/scans.py; standard input
is the file, standard output a line of JSON, the rebuilt file and the pictures. It imports nothing of the program, and
the system holds it to a share of memory and time."""

import io
import json
import resource
import sys

MEMORY = 1_500_000_000
MOST_PIXELS = 60_000_000  # A4 at 600 dots an inch has 35 million
MOST_PAGES = 30
LONG_SIDE = 1754  # of a page's picture, in pixels: A4 at 150 dots an inch, whatever size the page says it has
MOST_SCALE = 6.0  # of a tiny page: 432 dots an inch
MOST_DRAWN = 30_000_000  # bytes of all pictures of one file; thirty scanned pages in colour have ten million
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")


def kind_of(data: bytes) -> str:
    """The kind by the first bytes; a name or a declared type is not asked."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[4:8] == b"ftyp" and data[8:12] in HEIC:
        return "heic"
    beginning = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith((b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script")):
        return "page"
    return "unknown"


Made = tuple[dict, list[bytes]]  # what is said of the file; the file itself, and its pages as pictures


def picture(data: bytes, kind: str) -> Made:
    """Painted anew: what was hidden in or behind it (place, camera, another file) is gone."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        read = Image.open(io.BytesIO(data), formats=[kind.upper()])
        if read.width * read.height > MOST_PIXELS:
            return {"wrong": "pixels"}, []
        if min(read.size) < 200:
            return {"wrong": "small"}, []
        read.load()  # raises where it is cut off
        upright = ImageOps.exif_transpose(read)
    except (Image.DecompressionBombError, MemoryError):
        return {"wrong": "pixels"}, []
    except Exception:  # noqa: BLE001 - whatever a broken picture raises, it cannot be read
        return {"wrong": "broken"}, []
    plain = upright.convert("L" if upright.mode in ("1", "L", "LA", "I;16") else "RGB")
    out = io.BytesIO()
    if kind == "jpeg":
        plain.save(out, "JPEG", quality=88, optimize=True)
    else:
        plain.save(out, "PNG", optimize=False)
    return {"type": f"image/{kind}", "pages": 1}, [out.getvalue()]


def pdf(data: bytes) -> Made:
    """A new file with the pages only: no script, no form, no attachment, no words about who made it."""
    import pikepdf

    try:
        held = pikepdf.open(io.BytesIO(data), attempt_recovery=False)
    except pikepdf.PasswordError:
        return {"wrong": "locked"}, []
    except Exception:  # noqa: BLE001
        return {"wrong": "broken"}, []
    if held.is_encrypted:
        return {"wrong": "locked"}, []
    if not len(held.pages):
        return {"wrong": "broken"}, []
    if len(held.pages) > MOST_PAGES:
        return {"wrong": "pages"}, []
    if "/AcroForm" in held.Root and "/NeedAppearances" in held.Root.AcroForm:
        del held.Root.AcroForm.NeedAppearances  # fields as they were drawn: they would else be left out
    held.flatten_annotations("print")  # what was typed into a form, or stamped on a page, stays there
    made = pikepdf.new()
    for page in held.pages:
        for name in ("/AA", "/Annots", "/PieceInfo", "/Metadata", "/B"):
            if name in page.obj:
                del page.obj[name]
        made.pages.append(page)
    out = io.BytesIO()
    made.save(out)
    pictures = drawn(out.getvalue())
    if len(pictures) != len(made.pages):
        return {"wrong": "broken"}, []
    if sum(map(len, pictures)) > MOST_DRAWN:
        return {"wrong": "pixels"}, []
    return {"type": "application/pdf", "pages": len(pictures)}, [out.getvalue(), *pictures]


def drawn(data: bytes) -> list[bytes]:
    """Each page of a PDF as a JPEG, to be shown where no PDF may be."""
    import pypdfium2

    pictures = []
    for page in pypdfium2.PdfDocument(data):
        scale = min(LONG_SIDE / max(page.get_size()), MOST_SCALE)
        out = io.BytesIO()
        page.render(scale=scale).to_pil().convert("RGB").save(out, "JPEG", quality=80, optimize=True)
        pictures.append(out.getvalue())
        page.close()
    return pictures


def read(data: bytes) -> Made:
    kind = kind_of(data)
    if kind in ("heic", "page", "unknown"):
        return {"wrong": kind}, []
    try:
        return pdf(data) if kind == "pdf" else picture(data, kind)
    except MemoryError:
        return {"wrong": "pixels"}, []
    except Exception:  # noqa: BLE001
        return {"wrong": "broken"}, []


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes to its pipe and to no file
    told, made = read(sys.stdin.buffer.read())
    told["sizes"] = [len(each) for each in made]
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + b"".join(made))


if __name__ == "__main__":
    main()
