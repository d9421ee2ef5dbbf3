"""What the lead department's home page says on a new installation: where to begin. It goes once there are agencies."""

from __future__ import annotations

from accounts import desk
from accounts.models import Membership
from accounts.roles import Permission
from agencies.models import Agency


@desk.panel(1, Permission.AGENCY_EDIT)
def first_steps(membership: Membership) -> desk.Panel | None:
    if Agency.objects.exclude(type=None).exists():
        return None
    return desk.Panel("accounts/_first_steps.html", wide=True)
