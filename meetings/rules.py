"""The rules of a kind of meeting (DOMAIN §4), said for one meeting: whose consent is missing. They are shown and forbid
nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.models import Consent, Household
from meetings.models import MeetingKind


@dataclass(frozen=True)
class Rules:
    kind: MeetingKind
    households: list[Household]  # on the agenda, each once
    consenting: frozenset[int]  # keys of those whose consent holds on the meeting's day

    @property
    def without_consent(self) -> list[Household]:
        """Households on the agenda without a consent that holds on the day."""
        return [each for each in self.households if each.pk not in self.consenting]

    @property
    def lacks_consent(self) -> bool:
        return self.kind.needs_consent and bool(self.without_consent)


def rules_of(kind: MeetingKind, household_ids: Iterable[int], on: date | None) -> Rules:
    """For households that who acts may see; `on` is the meeting's day, None today."""
    ids = set(household_ids)
    households = (
        list(Household.objects.filter(pk__in=ids).prefetch_related("members__person").order_by("pk")) if ids else []
    )
    consenting = (
        Consent.objects.in_force(on).filter(household__in=ids).values_list("household_id", flat=True) if ids else []
    )
    return Rules(kind, households, frozenset(consenting))
