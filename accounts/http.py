"""A request as the program's middleware hands it to views."""

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
