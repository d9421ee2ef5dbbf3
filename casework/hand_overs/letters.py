"""What a hand-over shows on the page of a one-time link."""

from __future__ import annotations

from typing import Any

from django.utils.dateparse import parse_datetime

from casework.choices import Category
from casework.sheet_content import shown


def letter_page(letter: dict[str, Any]) -> dict[str, Any]:
    """The letter's days and categories as the page reads them."""
    shared = set(Category) if letter["danger"] else {Category(each) for each in letter["categories"]}
    copy = letter.get("copy")
    return {
        "paper": shown(copy, shared) if copy else None,
        "sent_at": parse_datetime(letter["sent_at"]),
        "expires_at": parse_datetime(letter["expires_at"]),
        "shared": frozenset(shared),
        "withheld": [each.label for each in Category if each not in shared],
    }
