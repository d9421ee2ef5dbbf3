"""A signed page as a scanner would send it, drawn: the invented families have no paper."""

from __future__ import annotations

import io
from math import sin

from PIL import Image, ImageDraw, ImageFont

from agencies.models import Municipality
from reports.pdf import FONTS

PAGE = (1240, 1754)  # A4 at 150 dots an inch
INK = 40


def signed_page(number: str, name: str, day: str) -> bytes:
    """A JPEG of a tsunagu sheet's consent with a signature."""
    page = Image.new("L", PAGE, 250)
    draw = ImageDraw.Draw(page)
    large, small = (ImageFont.truetype(FONTS / "BIZUDPGothic-Regular.ttf", size) for size in (44, 24))
    draw.text((90, 90), "つなぐシート", fill=INK, font=large)
    draw.text((90, 170), f"{number}　{name}", fill=INK, font=small)
    draw.rectangle((90, 230, 1150, 640), outline=INK, width=3)
    wording = Municipality.current().consent_wording
    for line in range(0, len(wording), 40):
        draw.text((120, 270 + line), wording[line : line + 40], fill=INK, font=small)
    draw.text((120, 430), day, fill=INK, font=small)
    draw.text((120, 540), "本人署名", fill=INK, font=small)
    draw.line((260, 575, 1100, 575), fill=INK, width=2)
    stroke = [(320 + step * 6, 545 + 22 * sin(step / 3) - 14 * sin(step / 1.3)) for step in range(90)]
    draw.line(stroke, fill=20, width=5, joint="curve")
    made = io.BytesIO()
    page.rotate(0.6, fillcolor=250).save(made, "JPEG", quality=60)
    return made.getvalue()
