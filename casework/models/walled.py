from typing import TypeVar

import pghistory
from django.contrib.auth.models import Group
from django.db import models

M = TypeVar("M", bound=models.Model)


class Walled(models.Model):
    """A row with personal data: who wrote it, and whether its household is restricted (docs/access.md).

    `restricted` follows the household by a trigger of config/access.sql; nothing in Python sets it."""

    written_by = models.ForeignKey(Group, models.PROTECT, related_name="+", editable=False)
    restricted = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


def former(model: type[M]) -> type[M]:
    """Keeps what a row was before each change and before its removal, with who and when, by database triggers."""
    return pghistory.track(
        pghistory.UpdateEvent("changed", row=pghistory.Old), pghistory.DeleteEvent("removed", row=pghistory.Old)
    )(model)
