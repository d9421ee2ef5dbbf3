"""Taking a file in: a dry run first, then all rows or only the right ones, in one transaction and one audit event."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.models import Membership
from reports.ledgers.ledger import Ledger, Preview
from reports.ledgers.reading import read


class ChangedSince(Exception):
    """Records changed after somebody looked at the preview: the file would do something else now."""


def preview(ledger: Ledger, content: bytes) -> Preview:
    """What the file would do. Raises Unreadable."""
    return ledger.preview(read(content))


@transaction.atomic
def take(
    ledger: Ledger, content: bytes, *, by: Membership, right_ones_only: bool = False, seen_as: str = ""
) -> Preview:
    """Writes the file's rows where every row is right, or only the right ones where that was chosen; else nothing.

    seen_as  the digest of the preview that the person looked at: what is taken is what was seen.
    Returns  what was done. Raises Unreadable, ChangedSince."""
    seen = preview(ledger, content)
    if seen_as and seen.digest != seen_as:
        raise ChangedSince
    if seen.wrong and not right_ones_only:
        return seen
    ledger.write(seen.new, seen.changed)
    detail: dict[str, Any] = {"table": ledger.name, "sha256": hashlib.sha256(content).hexdigest()} | seen.counts
    audit.record(audit.Verb.IMPORTED, by=by, **detail)
    return seen
