"""Cut the TTFs of this folder into what the pages load: `python reports/fonts/cut_web_fonts.py`, when a TTF changes.

Writes static/fonts/*.woff2 and static/css/fonts.css. Three slices a weight, which a browser fetches as it needs them,
and "BIZ UDPGothic Figures": the ten digits in one width (the font's own 1 is narrower and it has no tabular figures),
also as TTF for the papers. Needs fontTools and brotli.
"""

from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

PAPER = Path(__file__).resolve().parent
WEB = PAPER.parent.parent / "static"
WEIGHTS = {400: "Regular", 700: "Bold"}
OUTSIDE_LEVEL_1 = "髙﨑德瀨濵栁邉邊閒桒"  # in many names
VARIATION_SELECTORS = set(range(0xFE00, 0xFE10)) | set(range(0xE0100, 0xE01F0))
RANGES = {  # in this order: of two faces that cover a character the later one is taken
    "base": "U+0-2E7F, U+2FF0-33FF, U+A000-F8FF, U+FB00-FFFF, U+1F000-1FFFF",
    "kanji-2": "U+2E80-2FDF, U+3400-9FFF, U+F900-FAFF, U+20000-2FA1F",
}
HEAD = """/* BIZ UDPGothic (SIL Open Font License, ../fonts/OFL.txt), cut by reports/fonts/cut_web_fonts.py into
   slices that a browser fetches as it needs them: kanji-1 is JIS level 1 with its close neighbours, kanji-2 the rest.
   Municipal computers have the font itself, so the family has a name of its own here and comes after theirs.
   "Figures" has the ten digits in one width. */"""


def is_kanji(code: int) -> bool:
    return 0x2E80 <= code < 0x2FE0 or 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or code >= 0x20000


def level_1() -> set[int]:
    """The everyday kanji of JIS X 0208, rows 16 to 47."""
    cells = (bytes([0xA0 + row, 0xA0 + cell]) for row in range(16, 48) for cell in range(1, 95))
    return {ord(char) for char in b"".join(cells).decode("euc_jp", "ignore")}


def spans(wanted: set[int], kanji: set[int]) -> list[tuple[int, int]]:
    """Runs of codes; a gap of one kanji is filled, which shortens the rules by a third."""
    ordered = sorted(wanted)
    runs = [(ordered[0], ordered[0])]
    for code in ordered[1:]:
        first, last = runs[-1]
        if code - last < 60 and sum(between in kanji for between in range(last + 1, code)) <= 1:
            runs[-1] = (first, code)
        else:
            runs.append((code, code))
    return runs


def cut(source: Path, codes: Iterable[int], features: list[str]) -> TTFont:
    options = subset.Options()
    options.layout_features, options.name_IDs = features, ["*"]
    options.notdef_outline, options.hinting, options.glyph_names = True, False, False
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def even_digits(font: TTFont, style: str) -> None:
    """Give every digit the width of 0, and the font a name of its own."""
    glyph_of, widths, glyphs = font.getBestCmap(), font["hmtx"], font["glyf"]
    width = widths[glyph_of[ord("0")]][0]
    for digit in "123456789":
        name = glyph_of[ord(digit)]
        own, left = widths[name]
        shift = (width - own) // 2
        glyphs[name].coordinates.translate((shift, 0))
        glyphs[name].recalcBounds(glyphs)
        widths[name] = (width, left + shift)
    family = "BIZ UDPGothic Figures"
    names = {1: family, 3: f"{family} {style}", 4: family, 6: f"BIZUDPGothicFigures-{style}", 16: family}
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.toUnicode())


def face(family: str, weight: int, file: str, unicode_range: str) -> str:
    return (
        f'@font-face {{\n  font-family: "{family}";\n  font-weight: {weight};\n  font-display: swap;\n'
        f'  src: url("../fonts/{file}") format("woff2");\n  unicode-range: {unicode_range};\n}}'
    )


def main() -> None:
    have = set(TTFont(PAPER / "BIZUDPGothic-Regular.ttf").getBestCmap())
    kanji = {code for code in have if is_kanji(code)}
    runs = spans((level_1() | {ord(char) for char in OUTSIDE_LEVEL_1}) & kanji, kanji)
    everyday = {code for first, last in runs for code in range(first, last + 1)} & kanji
    slices = {"base": have - kanji, "kanji-2": kanji - everyday, "kanji-1": everyday}
    ranges = RANGES | {"kanji-1": ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)}
    rules = [HEAD]
    for weight, style in WEIGHTS.items():
        source = PAPER / f"BIZUDPGothic-{style}.ttf"
        for part, codes in slices.items():
            font = cut(source, codes if part == "base" else codes | VARIATION_SELECTORS, ["*"])
            font.flavor = "woff2"
            font.save(WEB / "fonts" / f"biz-udpgothic-{weight}-{part}.woff2")
            rules.append(face("BIZ UDPGothic Web", weight, f"biz-udpgothic-{weight}-{part}.woff2", ranges[part]))
        figures = cut(source, map(ord, "0123456789"), [])
        even_digits(figures, style)
        figures.save(PAPER / f"BIZUDPGothicFigures-{style}.ttf")
        figures.flavor = "woff2"
        figures.save(WEB / "fonts" / f"biz-udpgothic-figures-{weight}.woff2")
        rules.append(face("BIZ UDPGothic Figures", weight, f"biz-udpgothic-figures-{weight}.woff2", "U+30-39"))
    (WEB / "css" / "fonts.css").write_text("\n".join(rules) + "\n")


if __name__ == "__main__":
    main()
