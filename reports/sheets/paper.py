"""The sheet as a PDF: front on one page, back on one page; what does not fit goes on to a continuation page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import segno
from django.utils import translation

from agencies.calendar import era_of
from agencies.models import Municipality
from casework.choices import Category, Sex
from casework.models import SheetCopy
from casework.sheet_content import blank, shown
from reports import pdf
from reports.measuring import MM, width_of
from reports.sheets.fitting import MARK, Continuation
from reports.sheets.genogram import placed

VERSION = "ver.2018.10.1"
SIZE = 9.5  # points of what is filled in
ROWS = {"members": (3, 5), "referrals": (3, 3), "agencies": (4, 6)}  # printed at least, and at most
ERAS = ("大正", "昭和", "平成", "令和")
BOX = 37  # millimetres of a trouble's box that hold its name
ACROSS = 4  # boxes of troubles in a line
WISHES, LIVING, NOTES = 6, 9, 7  # lines of the large boxes


@dataclass
class Printed:
    """One sheet, ready for the template."""

    paper: dict[str, Any]
    rest: Continuation = field(default_factory=Continuation)

    def __post_init__(self) -> None:
        paper, box = self.paper, self.rest.box
        self.address = box("住所", (paper["address"] or {}).get("text", ""), mm=128, points=SIZE, lines=2)
        self.name = box("氏名", paper["name"], mm=70, points=14, lines=1)
        self.kana = box("ふりがな", paper["kana"], mm=72, points=8.5, lines=1)
        telephone = paper["telephone"] or {}
        consent = paper["consent"]
        told = "　".join(filter(None, [consent["by"], consent["how"], consent["for"]]))
        self.consent_by = box("同意の記録", told, mm=125, points=8, lines=2)
        room = BOX * MM / 8  # of a box of the troubles, in em of its usual size
        paper["concerns"] = [each | {"tight": width_of(each["name"]) > room} for each in paper["concerns"]]
        self.home = box("電話（自宅）", telephone.get("home", ""), mm=66, points=SIZE, lines=1)
        self.mobile = box("電話（携帯）", telephone.get("mobile", ""), mm=66, points=SIZE, lines=1)
        self.members = self._rows("members", "世帯構成", self._others(), self._member)
        self.referrals = self._rows("referrals", "紹介先", paper["referrals"], self._referral)
        self.agencies = self._rows("agencies", "既に支援に入っている機関", paper["agencies"], self._agency)
        more = len(self.members) + len(self.referrals) - 6
        rows = -(-len(paper["concerns"]) // ACROSS)
        self.wishes_lines = max(2, WISHES - 2 * more - max(0, rows - 4))
        self.wishes = box("ご相談されたいことや、配慮を希望されること", paper["wishes"], mm=178, points=SIZE,
                          lines=self.wishes_lines)  # fmt: skip
        self.living = box("世帯の生活状況", paper["living_situation"], mm=178, points=SIZE, lines=LIVING)
        self.genogram = placed(paper["genogram"])
        self.notes_lines = max(2, NOTES - 2 * (len(self.agencies) - 4))
        self.notes = box("特記事項", paper["special_notes"], mm=178, points=SIZE, lines=self.notes_lines)

    def _rows(self, name: str, heading: str, told: list[Any], made: Any) -> list[dict[str, str]]:
        least, most = ROWS[name]
        rows = [made(each) for each in told[:most]]
        for each in told[most:]:
            self.rest.parts.setdefault(heading, []).append("　".join(filter(None, self._plain(each))))
        return rows + [{} for _ in range(least - len(rows))]

    @staticmethod
    def _plain(row: dict[str, Any]) -> list[str]:
        if "to" in row:
            return [row["to"], row["reason"]]
        if "support" in row:
            return [row["name"], row["support"]]
        return [row["name"], f"{row['age']}歳" if row["age"].isdecimal() else row["age"], row["relation"], note_of(row)]

    def _others(self) -> list[dict[str, Any]]:
        """The consultee stands above already."""
        return [each for each in self.paper["members"] if not each["consultee"]]

    def _member(self, row: dict[str, Any]) -> dict[str, str]:
        box = self.rest.box
        return {
            "name": box("世帯構成", row["name"], mm=43, points=SIZE, lines=1, of=row["name"]),
            "age": row["age"],
            "relation": box("世帯構成", row["relation"], mm=20, points=SIZE, lines=1, of=row["name"]),
            "note": box("世帯構成", note_of(row), mm=87, points=8, lines=2, of=row["name"]),
        }

    def _referral(self, row: dict[str, str]) -> dict[str, str]:
        box = self.rest.box
        return {
            "name": box("紹介先", row["to"], mm=52, points=8, lines=2, of=row["to"]),
            "text": box("紹介先", row["reason"], mm=118, points=8, lines=2, of=row["to"]),
        }

    def _agency(self, row: dict[str, str]) -> dict[str, str]:
        box = self.rest.box
        return {
            "name": box("既に支援に入っている機関", row["name"], mm=52, points=8, lines=2, of=row["name"]),
            "text": box("既に支援に入っている機関", row["support"], mm=118, points=8, lines=2, of=row["name"]),
        }

    @property
    def concern_rows(self) -> list[list[dict[str, Any]]]:
        boxes = list(self.paper["concerns"])
        boxes += [{} for _ in range(-len(boxes) % ACROSS)]
        return [boxes[at : at + ACROSS] for at in range(0, len(boxes), ACROSS)]

    @property
    def household_size(self) -> str:
        return str(len(self.paper["members"])) if self.paper["members"] else ""

    @property
    def era(self) -> str:
        """The one of the printed eras that is ringed."""
        day = (self.paper["born"] or {}).get("on")
        known = era_of(day) if day else None
        return known.name if known else ""

    @property
    def sexes(self) -> dict[str, Any]:
        """男性・女性 to ring, or the person's own words."""
        told = self.paper["sex"]
        known = {str(Sex.MALE.label): "male", str(Sex.FEMALE.label): "female"}
        return {"male": known.get(told) == "male", "female": known.get(told) == "female",
                "words": "" if told in known else told}  # fmt: skip


def note_of(member: dict[str, Any]) -> str:
    """備考: what is written of a member, and what troubles them."""
    concerns = "・".join(each["name"] for each in member["concerns"])
    return "　".join(filter(None, ["別居" if member["apart"] else "", member["note"], concerns]))


def paper(
    content: SheetCopy | dict[str, Any] | None,
    categories: Collection[Category] = frozenset(Category),
    *,
    address: str = "",
) -> bytes:
    """The sheet, a version of it, or (None) a blank one.

    categories  what of it the reader may see; the rest is said to be withheld.
    address     of the record in the program, for the code; it holds no name."""
    with translation.override("ja"):  # what is withheld is named in words
        filled = shown(content, categories) if content is not None else blank()
    number = f"　第{content.number}版" if isinstance(content, SheetCopy) else ""
    code = segno.make(address, error="m").svg_data_uri(border=0, omitsize=True) if address else ""
    return pdf.render("pdf/sheet.html", sides(filled) | {"copy_number": number, "code": code})


def sides(filled: dict[str, Any]) -> dict[str, Any]:
    """What pdf/_sheet_sides.html needs for a sheet that is cut to what its reader may see."""
    return {
        "sheet": Printed(filled),
        "paper": filled,
        "form_version": VERSION,
        "eras": ERAS,
        "goes_on": MARK,
        "municipality": Municipality.current().name,
    }
