"""A file from outside: told by its content what it is, and rebuilt; or a sentence that says how to mend it."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 20 * 1024 * 1024
READER = Path(__file__).with_name("scan_reading.py")
SECONDS = 30  # of a processor; thirty pages at 600 dots an inch take 20
WRONG = {
    "large": _("The file is larger than 20 MB. Scan it in black and white or grey, at 200 to 300 dpi."),
    "empty": _("The file is empty. Scan the page again."),
    "heic": _(
        "This is a HEIC picture, as some telephones take them, and cannot be kept. In the telephone's camera settings"
        " choose the compatible format (JPEG) and take it again, or scan it as a PDF."
    ),
    "page": _("This is a web page or a drawing, not a scan, whatever its name says. Send a PDF, JPEG or PNG."),
    "unknown": _("This is not a PDF, JPEG or PNG, whatever its name says. Scan the page as one of these."),
    "locked": _("This PDF is locked with a password. Save it without one, then send it again."),
    "broken": _("The file is damaged or was cut off on its way. Open it to see whether it is whole, or scan it again."),
    "pixels": _("This file unfolds to more than can be kept. Scan the page at 200 to 300 dpi."),
    "small": _("This picture is too small to be read. Scan the page at 200 to 300 dpi."),
    "pages": _("This PDF has more than 30 pages. Send only the pages that belong to the sheet."),
}


@dataclass(frozen=True)
class Scan:
    content: bytes
    content_type: str
    pages: int
    pictures: Sequence[bytes] = ()  # of a PDF's pages, as JPEG

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def read(file: IO[bytes]) -> Scan:
    """The file as it is kept. Raises ValidationError with what is wrong, and how to mend it."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValidationError({"file": WRONG["large"]})
    if not data:
        raise ValidationError({"file": WRONG["empty"]})
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(READER), str(SECONDS)],
            input=data, capture_output=True, timeout=SECONDS + 10, check=True, env={},
        )  # fmt: skip
        line, _end, rest = done.stdout.partition(b"\n")
        told = json.loads(line)
    except (subprocess.SubprocessError, ValueError):  # it needed more than its share
        raise ValidationError({"file": WRONG["pixels"]}) from None
    if "wrong" in told:
        raise ValidationError({"file": WRONG[told["wrong"]]})
    ends = list(accumulate(told["sizes"], initial=0))
    content, *pictures = (rest[one:two] for one, two in pairwise(ends))
    return Scan(content, told["type"], told["pages"], pictures)
