"""Whose own consent is missing. A consent counts for the household, so nothing is refused by this (DOMAIN §9.3); but
whoever shares the family with an agency knows which of its members have not agreed to that themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agencies.models import Agency
from casework.models import Consent, HouseholdMember


@dataclass(frozen=True)
class Lacking:
    """A member, and the agencies that their own consents name; where there are none, they have no consent."""

    member: HouseholdMember
    named: tuple[Agency, ...]


def lacking_own(
    members: Iterable[HouseholdMember], consents: Iterable[Consent], agency: Agency | None = None
) -> list[Lacking]:
    """The living members without a consent of their own that covers this agency; without an agency, all whom the
    household's consents name. One that a guardian or somebody else gave for a member is that member's own. Those who
    live together come first; who has no name cannot be asked.

    members   with their persons.
    consents  of the household, with `agencies` and `given_for` prefetched; those that are over do not count."""
    holding = [each for each in consents if each.in_force]
    found = []
    for member in members:
        if member.left_on or member.person.life or member.person.nameless:
            continue
        own = [each for each in holding if member.person_id in each.meant]
        if not own or not _covered(own, holding, agency):
            found.append(Lacking(member, tuple(_named(own))))
    return sorted(found, key=lambda each: not each.member.lives_together)


def _named(consents: list[Consent]) -> list[Agency]:
    return list(dict.fromkeys(one for each in consents for one in each.agencies.all()))


def _covered(own: list[Consent], holding: list[Consent], agency: Agency | None) -> bool:
    if agency is not None:
        return any(each.covers(agency) for each in own)
    if any(each.agencies_concerned for each in own):
        return True
    if any(each.agencies_concerned for each in holding):
        return False
    return set(_named(holding)) <= set(_named(own))
