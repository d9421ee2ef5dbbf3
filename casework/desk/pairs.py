"""What the home page says of records that may be one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import desk
from accounts.models import Membership
from accounts.roles import Permission
from casework.models import PersonPair

LOOK_WITHIN = 7  # days after which a pair that nobody looked at is late


@desk.waiting_from(Permission.HOUSEHOLD_MERGE)
def pairs_waiting(membership: Membership) -> Iterator[desk.Waiting]:
    """One line for all of them, with the day of the one that waits longest."""
    found = list(PersonPair.objects.waiting().order_by("found_at").values_list("found_at", flat=True))
    if found:
        yield desk.Waiting(
            _("Possible pairs: %(count)s. Two desks may know one family.") % {"count": len(found)},
            reverse("casework:pair_list"),
            _("View"),
            due=PersonPair(found_at=found[0]).found_on + timedelta(days=LOOK_WITHIN),
        )
