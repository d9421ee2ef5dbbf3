"""What tests ask of a PDF: its words, its fonts, its faults, and how its cells were set."""

from __future__ import annotations

import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
from django.template.loader import render_to_string
from django.utils import translation

from reports import pdf


def pages_of(content: bytes) -> list[str]:
    """The words of each page from top to bottom, without blanks and line ends."""
    with pymupdf.open(stream=content) as document:
        return ["".join(page.get_text(sort=True).split()) for page in document]


def text_of(content: bytes) -> str:
    return "".join(pages_of(content))


def fonts_of(content: bytes) -> dict[str, bool]:
    """The fonts that a paper uses, without the marks of their subsets, and whether each is inside."""
    found = {}
    with pikepdf.open(BytesIO(content)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                inside = any(key in each for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                found[str(each["/FontName"]).lstrip("/").split("+")[-1]] = inside
    return found


def faults_of(content: bytes, folder: Path) -> list[str]:
    """What outloud (PDF/UA-1 and reading by a screen reader) and qpdf find wrong; nothing is right."""
    file = folder / "checked.pdf"
    file.write_bytes(content)
    outloud = Path(sys.executable).with_name("outloud")
    said = subprocess.run([outloud, file], capture_output=True, text=True)
    found = [] if said.returncode == 0 and "PASS" in said.stdout else [said.stdout + said.stderr]
    if shutil.which("qpdf"):
        checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
        found += [] if checked.returncode == 0 else [checked.stdout + checked.stderr]
    with pikepdf.open(file) as document:
        return found + document.check_pdf_syntax()


def cells_of(template: str, context: dict[str, Any]) -> list[tuple[str, int, float]]:
    """Each cell of a paper's tables as it was set: its words, its lines, and its right edge in millimetres."""
    with translation.override("ja"):
        html = render_to_string(template, context)
    document = pdf._weasyprint().HTML(string=html).render()
    found = []
    for page in document.pages:
        for box in page._page_box.descendants():
            if type(box).__name__ == "TableCellBox":
                lines = [each for each in box.descendants() if type(each).__name__ == "LineBox"]
                words = "".join(each.text for each in box.descendants() if type(each).__name__ == "TextBox")
                found.append((words, len(lines), (box.position_x + box.margin_width()) * 25.4 / 96))
    return found
