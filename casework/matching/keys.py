"""What a person is found and compared by: names, addresses and telephone numbers as they are typed, folded to one form.
What is stored stays as it was typed; only these keys are folded (docs/matching.md)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import jaconv

from agencies.calendar import parse_date

NAMELESS = {"匿名", "不詳"}
_KANJI_DIGITS = {each: number for number, each in enumerate("〇一二三四五六七八九")}
_PREFECTURE = re.compile(r"^(?:北海道|東京都|京都府|大阪府|\D{2,3}県)")
_CITY = re.compile(r"^(?:\D+?郡\D+?[町村]|\D+?市(?:\D{1,3}区)?|\D{1,3}区)(?=\D)")
_NUMBER = re.compile(r"\+?\(?\d[\d()\-]{4,}\d")
_DASHES = re.compile(r"[\-‐‑–—―ー−]")


def _variants() -> dict[int, str]:
    """Each old or variant form with the form it is folded to, through others where need be (齋 → 斎 → 斉)."""
    folded: dict[str, str] = {}
    for line in Path(__file__).with_name("variants.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            _origin, form, variants = line.split("\t")
            folded |= dict.fromkeys(variants, form)
    for each in folded:
        while folded[each] in folded:
            folded[each] = folded[folded[each]]
    return str.maketrans(folded)


VARIANTS = _variants()


def folded(text: str) -> str:
    """NFKC, variant forms folded, katakana as hiragana, lower case."""
    return jaconv.kata2hira(unicodedata.normalize("NFKC", text).translate(VARIANTS)).lower()


def search_key(*texts: str) -> str:
    """Texts as searched: folded, without spaces and hyphens, in addresses without 字, 丁目, 番地 and 号."""
    plain = re.sub(r"大字|小字|(?<=\w)字(?=\w)", "", _block_numbers(folded("\n".join(filter(None, texts)))))
    return re.sub(r"[ \t\-‐‑–—―ー−()・]", "", plain)


def _block_numbers(text: str) -> str:
    """一丁目2番地3号 as 1-2-3."""
    text = re.sub(r"[〇一二三四五六七八九十]{1,3}(?=丁目|番地|番町|番)", lambda found: _counted(found[0]), text)
    return re.sub(r"(?<=\d)(?:丁目|番地の|番地|番|号|の(?=\d))", "-", text)


def _counted(kanji: str) -> str:
    tens, ten, ones = kanji.rpartition("十")
    if not ten:
        return "".join(str(_KANJI_DIGITS[each]) for each in kanji)
    return str((_KANJI_DIGITS.get(tens, 1) * 10) + _KANJI_DIGITS.get(ones, 0))


def split_words(words: str) -> tuple[list[str], list[date]]:
    """What is searched for: keys that must occur, and days of birth (S39.7.23, 1964-07-23, 19640723)."""
    keys, births = [], []
    for word in unicodedata.normalize("NFKC", words).split():
        if re.fullmatch(r"(?:19|20)\d{6}", word):
            word = f"{word[:4]}-{word[4:6]}-{word[6:]}"
        try:
            births.append(parse_date(word))
        except ValueError:
            keys.append(search_key(word))
    return [key for key in keys if key], births


def name_key(name: str) -> str:
    """遠藤 美咲: folded, with one space where the family name ends, if it was typed with one."""
    return re.sub(r"\s+", " ", re.sub(r"[・,、]", " ", folded(name))).strip()


def is_kana(text: str) -> bool:
    return bool(text) and bool(re.fullmatch(r"[ぁ-ゖー\s]+", folded(text)))


def sound_key(kana: str) -> str:
    """How a name sounds, roughly: without voicing, small kana, long vowels (やまざき as やまさき, ゆうこ as ゆこ)."""
    large = folded(kana).translate(str.maketrans("ぁぃぅぇぉっゃゅょゎゐゑをぢづ", "あいうえおつやゆよわいえおじず"))
    bare = re.sub(r"[\s\-ー・\u3099\u309a]", "", unicodedata.normalize("NFD", large))
    return re.sub(r"(?<=[おこそとのほもよろ])[うお]|(?<=[うくすつぬふむゆる])う", "", bare)


def address_key(address: str) -> str:
    """蛇田新立野 1-2-101: the place without prefecture, city, 字 and building, then the numbers in their order."""
    text = re.sub(r"\s", "", _DASHES.sub("-", _block_numbers(folded(address))))
    text = _PREFECTURE.sub("", text)
    text = _CITY.sub("", text)
    place = re.sub(r"大字|小字|字", "", re.split(r"\d", text, maxsplit=1)[0]).strip("-・,、")
    numbers = "-".join(str(int(each)) for each in re.findall(r"\d{1,6}", text)[:4])
    return f"{place} {numbers}".strip()


def telephone_keys(*texts: str) -> list[str]:
    """Every number in the texts as digits, +81 as 0."""
    found = []
    for text in texts:
        plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
        for each in _NUMBER.findall(re.sub(r"(?<=[\d)])\s+(?=[\d(])", "-", plain)):
            digits = re.sub(r"\D", "", each)
            found.append("0" + digits[2:] if each.startswith("+81") else digits)
    return list(dict.fromkeys(found))


def keys_of(
    *, name: str, kana: str, birth_date: date | None, address: str, telephone: str, mobile: str
) -> dict[str, str | list[str]]:
    """The keys of a person, by their column. A name typed in kana is its kana as well."""
    kana_only = is_kana(name)
    names = "" if kana_only else name_key(name)
    sounds = name_key(kana or (name if kana_only else ""))
    place, numbers = address_key(address), telephone_keys(telephone, mobile)
    return {
        "search_key": search_key(name, kana, address, telephone, mobile),
        "name_key": names,
        "kana_key": sounds,
        "address_key": place,
        "numbers": numbers,
        "blocks": [] if name in NAMELESS else _blocks(names, sounds, birth_date, place, numbers),
    }


def _blocks(name: str, kana: str, born: date | None, address: str, numbers: list[str]) -> list[str]:
    """By what a person is looked up among all: whoever shares none of these is not compared."""
    found = ["n" + name.replace(" ", "")] if name else []
    if kana:
        found.append("s" + sound_key(kana))
    if born:
        found.append(f"b{born}")
    place, _space, block = address.rpartition(" ")
    if place and block[:1].isdigit():
        found.append("a" + place[-6:] + " " + "-".join(block.split("-")[:2]))
    return found + ["t" + each for each in numbers]
