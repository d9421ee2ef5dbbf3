"""People of agencies, for boxes that find them by a few letters."""

from __future__ import annotations

import unicodedata

from django.db.models import Q
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import needs
from accounts.http import Request
from accounts.models import Membership
from accounts.roles import Permission

MOST_FOUND = 30


@require_POST  # no name in an address
@needs(Permission.DIRECTORY_READ)
def staff_lookup(request: Request) -> JsonResponse:
    """Staff in force by name, kana or agency: [{value, label, detail}] for static/js/lookup.js."""
    words = unicodedata.normalize("NFKC", request.POST.get("q", "")).split()
    found = Membership.objects.in_force().filter(staff__is_active=True, staff__is_system=False)
    for word in words:
        named = Q(staff__name__icontains=word) | Q(staff__kana__icontains=word)
        found = found.filter(named | Q(agency__name__icontains=word))
    people: dict[int, dict[str, object]] = {}
    for each in found.select_related("staff", "agency").order_by("staff__kana", "staff__name", "pk")[: MOST_FOUND * 2]:
        person = people.setdefault(each.staff_id, {"value": each.staff_id, "label": each.staff.name, "detail": ""})
        person["detail"] = _(", ").join(filter(None, [str(person["detail"]), each.agency.name]))
    return JsonResponse({"results": list(people.values())[:MOST_FOUND]})
