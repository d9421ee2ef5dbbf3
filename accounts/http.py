"""A request as the program's middleware hands it to views, and the numbers that are sent with one."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import Membership, Staff


class Request(HttpRequest):
    """A request of somebody signed in: who acts, what else they could act as, and whether at the restricted desk."""

    user: Staff
    membership: Membership
    memberships: list[Membership]
    restricted_desk: bool
    htmx: HtmxDetails


def number_in(text: str | None) -> int | None:
    """The number that was sent: a key, a count, a year. None for anything else, and for more digits than a key has."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


def numbers_in(text: str) -> set[int]:
    """Those of several, with commas between them."""
    return {number for each in text.split(",") if (number := number_in(each)) is not None}
