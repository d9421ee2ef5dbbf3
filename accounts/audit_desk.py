"""What an auditor's home page shows: what one would look at first, counted over the last days."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from accounts import desk
from accounts.audit import Verb
from accounts.models import AuditEvent, Membership
from accounts.roles import Permission
from agencies.calendar import begin_of, today

DAYS = 7
LOOKED_AT = (
    (Verb.REFUSED, _("Refused")),
    (Verb.SIGN_IN_FAILED, _("Sign-ins that failed")),
    (Verb.EXPORTED, _("Exports")),
    (Verb.HANDED_OVER_IN_DANGER, _("Handed over in danger, without consent")),
    (Verb.RESTRICTED, _("Families restricted")),
    (Verb.SEARCHED, _("Searches")),
)


@desk.panel(10, Permission.AUDIT_READ)
def last_days(membership: Membership) -> desk.Panel:
    since = today() - timedelta(days=DAYS - 1)
    found = AuditEvent.objects.filter(at__gte=begin_of(since), verb__in=[verb for verb, _label in LOOKED_AT])
    counts = dict(found.order_by().values_list("verb").annotate(count=Count("pk")))
    rows = [(verb, label, counts.get(verb, 0)) for verb, label in LOOKED_AT]
    return desk.Panel("accounts/_audit_desk.html", {"rows": rows, "days": DAYS, "since": since}, wide=True)
