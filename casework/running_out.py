"""Consents that run out, for who may renew them: on the home page and in a list of their own."""

from __future__ import annotations

from accounts.models import Membership
from casework import access
from casework.models import Consent, Household


def running_out_for(by: Membership) -> list[tuple[Consent, Household]]:
    """Those whose last day comes within two weeks, the soonest first, with their families; one that was renewed
    already, as far as it went, is not among them. The same number of queries for one and for fifty."""
    found = Consent.objects.expiring().order_by("valid_until", "pk").select_related("given_by")
    ending = list(found.prefetch_related("agencies", "given_for"))
    keys = {each.household_id for each in ending}
    others = Consent.objects.in_force().filter(household__in=keys).prefetch_related("agencies", "given_for")
    lasting: dict[int, list[Consent]] = {}
    for each in others:
        lasting.setdefault(each.household_id, []).append(each)
    families = {each.pk: each for each in Household.objects.filter(pk__in=keys).prefetch_related("members__person")}
    shared = access.shared_categories_of(by, families.values())
    return [
        (each, families[each.household_id])
        for each in ending
        if shared.get(each.household_id) == access.EVERYTHING
        and not any(each.goes_on_in(other) for other in lasting[each.household_id])
    ]
