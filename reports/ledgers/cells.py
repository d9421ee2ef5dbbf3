"""Cells of a ledger: how each kind is read and written (docs/formats.md).

A widget's clean raises ValueError with a sentence; of an empty cell it never does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from import_export.widgets import Widget

from agencies.calendar import parse_date

# What a spreadsheet takes for a formula, in full width too.
SIGNS = re.escape("=+-@\t\r＝＋－＠")
CONTROL_SIGNS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula. One that already looks guarded gets one more '."""
    return f"'{text}" if re.match(f"'*[{SIGNS}]", text) else text


def unguarded(text: str) -> str:
    return text[1:] if re.match(f"'+[{SIGNS}]", text) else text


def joined(values: Iterable[str]) -> str:
    """Several values in one cell; a separator inside a value is escaped."""
    return ";".join(re.sub(r"([;；\\])", r"\\\1", value) for value in values)


def split(text: str) -> list[str]:
    r"""The values of a cell, without empty ones. A \ before ; ； or \ escapes it; else it stands for itself."""
    values, value, signs = [], "", iter(text)
    for sign in signs:
        if sign == "\\":
            following = next(signs, "")
            value += following if following and following in ";；\\" else sign + following
        elif sign in ";；":
            values.append(value)
            value = ""
        else:
            value += sign
    return [each.strip() for each in [*values, value] if each.strip()]


def divided(text: str) -> tuple[str, str, str]:
    """What stands before the first colon, the colon, and what stands after it; later colons divide nothing."""
    before, colon, after = text.partition(":")
    return before.strip(), colon, after.strip()


class Text(Widget):
    """Text as typed, without the spaces around it."""

    def __init__(self, length: int = 0) -> None:
        super().__init__()
        self.length = length

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = plain(value)
        if self.length and len(text) > self.length:
            raise ValueError(_("This is too long: at most %(count)s characters.") % {"count": self.length})
        if CONTROL_SIGNS.search(text):
            raise ValueError(_("This has a character that cannot be stored. Type it again."))
        return text

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return with_plain_line_ends(value or "")


def plain(value: Any) -> str:
    """A cell as text: Excel gives numbers and days as such."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unguarded(with_plain_line_ends(str(value)).strip())


def with_plain_line_ends(text: str) -> str:
    """Browsers, CSV and Excel each end a line within a cell in their own way; that is no change of the text."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class Day(Widget):
    """A day, as a date cell or typed in either calendar."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        text = plain(value)
        return _read_day(text) if text else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


@lru_cache(maxsize=4096)
def _read_day(text: str) -> date:
    return parse_date(text)


class Several(Text):
    """Several texts, kept in their order, each once."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> tuple[str, ...]:  # type: ignore[override]
        values = tuple(dict.fromkeys(split(plain(value))))
        for each in values:
            super().clean(each)
        return values

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return joined(with_plain_line_ends(each) for each in value or ())


class Words(Widget):
    """One of some words, each with its value."""

    def __init__(self, words: dict[str, Any]) -> None:
        super().__init__()
        self.words = words

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = unicodedata.normalize("NFKC", plain(value))
        if text not in self.words:
            offered = _(", ").join(word for word in self.words if word)
            raise ValueError(
                _("“%(text)s” is not known here. Write one of: %(offered)s.") % {"text": text, "offered": offered}
            )
        return self.words[text]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return next((word for word, each in self.words.items() if each == value), "")


class Age(Text):
    """68 or 50代."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = unicodedata.normalize("NFKC", plain(value)).removesuffix("歳").removesuffix("才")
        if text and not re.fullmatch("[0-9]{1,3}代?", text):
            raise ValueError(_("Write an age (68) or a decade (50代)."))
        return text


class Sex(Text):
    """女性, 男性, 不明 or the person's own words."""

    def __init__(self) -> None:
        super().__init__(length=40)
