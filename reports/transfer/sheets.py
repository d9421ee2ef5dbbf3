"""What the workbooks that people fill in have in common: a header in bold, and every cell a text.

A cell is of the format "text", or Excel makes a day of 2020-4 and 1 of 001 as it is typed."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

FONT = {"font_name": "BIZ UDPゴシック", "font_size": 11}
STYLES: dict[str, dict[str, Any]] = {
    "cell": {"num_format": "@", "valign": "top"},
    "wrong": {"num_format": "@", "valign": "top", "bg_color": "#ffd8d4", "border": 1, "border_color": "#c00000"},
    "head": {"bold": True, "bottom": 1, "bg_color": "#ececec"},
    "needed": {"bold": True, "bottom": 1, "bg_color": "#ffe7b3"},
    "words": {"text_wrap": True, "valign": "top"},
}


class Workbook:
    """A workbook under way, its styles by name."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.styles = {name: self.book.add_format(FONT | style) for name, style in STYLES.items()}

    def sheet(
        self, title: str, header: list[str], *, needed: tuple[str, ...] = (), widths: list[int] | None = None
    ) -> Any:
        sheet = self.book.add_worksheet(title[:31])
        for place, name in enumerate(header):
            width = widths[place] if widths else max(10, 2 * len(name) + 4)
            sheet.set_column(place, place, width, self.styles["words" if widths else "cell"])
            sheet.write_string(0, place, name, self.styles["needed" if name in needed else "head"])
        sheet.freeze_panes(1, 0)
        sheet.set_paper(9)  # A4
        return sheet

    def content(self) -> bytes:
        self.book.close()
        return self.out.getvalue()
