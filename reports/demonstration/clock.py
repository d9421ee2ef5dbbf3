"""While a day of the demonstration is told, now is that day, for our actions as for the audit log.

The database's own clock cannot be moved: the days of grants, which its functions set, are put right afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, django.utils.timezone.now() is this moment, and today() its day."""
    with patch("django.utils.timezone.now", return_value=moment):
        yield
