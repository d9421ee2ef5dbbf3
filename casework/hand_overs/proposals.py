"""Where a family could be handed to, as the directory says: by its troubles and its district, ★ where it is unclear."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from agencies.models import Agency, Concern, DirectoryEntry, District
from agencies.models.directory import DirectoryEntryQuerySet
from casework.models import Consultation

MOST = 12


@dataclass(frozen=True)
class Proposal:
    """default: ★, the place to ask when in doubt. matters: for which troubles the directory names it."""

    agency: Agency
    matters: tuple[str, ...]
    default: bool


def proposals_for(consultation: Consultation) -> list[Proposal]:
    """Those for the main concern first, then ★, then the first of each topic before its second: no trouble falls
    off the end. Without a concern, ★ of each topic.

    The same number of queries for one concern as for ten."""
    entries = _entries_for(consultation)
    areas = _areas_of(consultation.district or consultation.household.district)
    main = _topics_of(consultation.main_concern)
    found: dict[Agency, tuple[bool, bool, int, list[str]]] = {}
    of_topic: Counter[int] = Counter()
    for entry in entries:
        agency = _agency_for(entry, areas)
        if agency is None or agency.closed_on:
            continue
        of_topic[entry.topic_id] += 1
        pressing, star, place, matters = found.get(agency, (False, False, MOST, []))
        words = f"{entry.topic}　{entry.matter}".strip()
        matters = [*matters, words] if words not in matters else matters
        place = min(place, of_topic[entry.topic_id])
        found[agency] = (pressing or entry.topic_id in main, star or entry.default, place, matters)
    order = sorted(found.items(), key=lambda item: (not item[1][0], not item[1][1], item[1][2]))
    return [Proposal(agency, tuple(matters), star) for agency, (_pressing, star, _place, matters) in order[:MOST]]


def topics_without_district(consultation: Consultation) -> list[str]:
    """Topics for which the directory has a place in each district, where the family's district is not known."""
    if consultation.district or consultation.household.district:
        return []
    entries = _entries_for(consultation).filter(agency=None)
    return list(dict.fromkeys(str(each.topic) for each in entries if each.by_area.all()))


def _entries_for(consultation: Consultation) -> DirectoryEntryQuerySet:
    concerns = list(consultation.concerns.all())
    if consultation.main_concern and consultation.main_concern not in concerns:
        concerns.append(consultation.main_concern)
    entries = DirectoryEntry.objects.for_list()
    return entries.about(*concerns) if concerns else entries.filter(default=True)


def _topics_of(concern: Concern | None) -> set[int]:
    if concern is None:
        return set()
    return set(DirectoryEntry.objects.about(concern).values_list("topic", flat=True))


def _areas_of(district: District | None) -> list[int]:
    """Keys of the family's district and of those that it lies in, the nearest first."""
    if district is None:
        return []
    lies_in = dict(District.objects.above(district).values_list("pk", "parent"))
    found = [district.pk]
    while (parent := lies_in.get(found[-1])) and parent not in found:
        found.append(parent)
    return found


def _agency_for(entry: DirectoryEntry, areas: list[int]) -> Agency | None:
    """The entry's own agency; where it depends on the area, that of the nearest one."""
    if entry.agency:
        return entry.agency
    near = [each for each in entry.by_area.all() if each.district_id in areas]
    return min(near, key=lambda each: areas.index(each.district_id)).agency if near else None
