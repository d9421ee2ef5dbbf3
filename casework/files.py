"""Files of sheets that nobody may see any more go from the disk: those taken off long ago, and those without a row."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.utils import timezone

from accounts import audit
from accounts.acting import acting_as_system
from accounts.models import Membership
from casework.models import Attachment
from casework.models.attachment import FOLDER

GRACE = timedelta(days=1)  # a row is seen by others only when its request has ended
MOST_STRAY = 20  # or a tenth: more of them speak for a database that is not the one of these files
log = logging.getLogger(__name__)


def sweep() -> int:
    """One turn of the sweep. Returns how many files went, a PDF with the pictures of its pages as one.

    First the row says that it is erased, then the file goes: what a crash leaves half done, the next turn finishes."""
    with acting_as_system() as system:
        _mark_erased(system)
    with acting_as_system() as system:
        there = _on_disk()
        rows = {_stem(name): erased_at for name, erased_at in Attachment.objects.values_list("file", "erased_at")}
        gone = [stem for stem in there if rows.get(stem)]
        stray = _without_a_row(there, set(rows))
        if stray:
            audit.record(audit.Verb.ERASED, by=system, files=stray)
    delete([*gone, *stray])
    return len(gone) + len(stray)


def delete(names: Iterable[str]) -> None:
    """Files, each with the pictures of its pages."""
    there = _on_disk()
    for stem in {_stem(each) for each in names}:
        for name in there.get(stem, []):
            default_storage.delete(name)


def _mark_erased(system: Membership) -> None:
    for each in Attachment.objects.to_erase().select_for_update(of=("self",)):
        each.erased_at = timezone.now()
        each.save(update_fields=["erased_at"])
        audit.record(audit.Verb.ERASED, each, by=system, sha256=each.sha256)


def _without_a_row(there: dict[str, list[str]], known: set[str]) -> list[str]:
    before = timezone.now() - GRACE
    stray = sorted(
        stem
        for stem, names in there.items()
        if stem not in known and all(default_storage.get_modified_time(each) < before for each in names)
    )
    if len(stray) > max(MOST_STRAY, len(there) // 10):
        log.error("%s of %s kept files have no row in this database. None is erased: is it theirs?",
                  len(stray), len(there))  # fmt: skip
        return []
    return stray


def _on_disk() -> dict[str, list[str]]:
    """Everything that is kept, by the name that a file and the pictures of its pages begin with."""
    found: dict[str, list[str]] = {}
    if default_storage.exists(FOLDER):
        for name in default_storage.listdir(FOLDER)[1]:
            found.setdefault(_stem(name), []).append(f"{FOLDER}/{name}")
    return found


def _stem(name: str) -> str:
    return PurePath(name).name.partition(".")[0]
