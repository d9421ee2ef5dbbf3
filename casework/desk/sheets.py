"""What tsunagu sheets put on the home page: those that somebody was writing on and has not saved."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import desk
from accounts.models import Membership
from accounts.roles import Permission
from casework.models import Draft, TsunaguSheet

MOST = 10


@desk.waiting_from(Permission.SHEET_WRITE)
def unsaved(membership: Membership) -> Iterator[desk.Waiting]:
    drafts = Draft.objects.filter(owner=membership.staff.group, form="sheet").exclude(content={})
    about = [key for key in drafts.values_list("about_id", flat=True)[:MOST] if key]
    for each in TsunaguSheet.objects.filter(pk__in=about).select_related("consultation"):
        yield desk.Waiting(
            _("Tsunagu sheet of %(name)s") % {"name": each.consultation.name},
            reverse("casework:sheet_edit", args=[each.pk]),
            _("Continue writing"),
            tone="hold",
            word=_("Not saved yet"),
        )
