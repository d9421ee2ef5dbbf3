"""What is kept of an uploaded file until it is taken, or for a day: in the private folder, never under an address."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from reports.models import IncomingFile
from reports.models.incoming import KEPT_FOR
from reports.transfer.looking import Seen

FOLDER = "incoming"
FILE, SEEN, WRONG = "file", "seen.json", "wrong.xlsx"


def _path(incoming: IncomingFile, part: str) -> str:
    return f"{FOLDER}/{incoming.key}/{part}"


def keep(incoming: IncomingFile, part: str, content: bytes) -> None:
    default_storage.delete(_path(incoming, part))
    default_storage.save(_path(incoming, part), ContentFile(content))


def content_of(incoming: IncomingFile, part: str = FILE) -> bytes:
    """Raises FileNotFoundError where it is no longer kept."""
    with default_storage.open(_path(incoming, part)) as file:
        return file.read()


def has(incoming: IncomingFile, part: str) -> bool:
    return default_storage.exists(_path(incoming, part))


def keep_seen(incoming: IncomingFile, seen: Seen) -> None:
    keep(incoming, SEEN, json.dumps(asdict(seen), ensure_ascii=False).encode())


def seen_of(incoming: IncomingFile) -> Seen:
    """As it was kept, by an earlier version of the program too."""
    kept = json.loads(content_of(incoming, SEEN))
    return Seen(**{name: kept[name] for name in Seen.__dataclass_fields__ if name in kept})


def drop(incoming: IncomingFile, *parts: str) -> None:
    for part in parts or (FILE, SEEN, WRONG):
        default_storage.delete(_path(incoming, part))
    if not parts:
        default_storage.delete(f"{FOLDER}/{incoming.key}")


def throw_away_old() -> int:
    """Ends what was uploaded more than a day ago, and files whose row a failed request took back. Returns how many."""
    old = list(IncomingFile.objects.expired())
    for incoming in old:
        drop(incoming)
        incoming.delete()
    if default_storage.exists(FOLDER):
        kept = {str(key) for key in IncomingFile.objects.values_list("key", flat=True)}
        for key in set(default_storage.listdir(FOLDER)[0]) - kept:
            _drop_without_row(key)
    return len(old)


def _drop_without_row(key: str) -> None:
    """Not while its upload may be under way: a row is seen by others only when its request has ended."""
    folder = f"{FOLDER}/{key}"
    parts = default_storage.listdir(folder)[1]
    before = timezone.now() - min(KEPT_FOR, timedelta(hours=1))
    if all(default_storage.get_modified_time(f"{folder}/{part}") < before for part in parts):
        for part in parts:
            default_storage.delete(f"{folder}/{part}")
        default_storage.delete(folder)
