"""Whom somebody calls who cannot wait: the coordinators, and the directory's ★."""

from __future__ import annotations

from typing import Any

from agencies.models import Agency, DirectoryEntry, District
from casework.actions.consultations import coordinators_offices

STARRED = 3


def whom_to_call(district: District | None) -> dict[str, Any]:
    """`offices` of the coordinators, and `starred` entries with a telephone: for the district, or the whole
    municipality. An agency is named once."""
    entries = DirectoryEntry.objects.filter(default=True).exclude(agency=None).exclude(agency__telephone="")
    if district:
        entries = entries.serving(district)
    starred: dict[Agency, DirectoryEntry] = {}
    for entry in entries.for_list():
        if entry.agency:
            starred.setdefault(entry.agency, entry)
    offices = [each for each in coordinators_offices() if each.telephone]
    return {"offices": offices, "starred": list(starred.values())[:STARRED]}
