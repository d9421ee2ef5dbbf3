from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.calendar import today
from casework.models.household import Household


class Named(models.Model):
    """Somebody who may open a restricted household and every case of it, named one by one (docs/access.md).

    Written by `restrict_household` of config/access.sql alone; whose naming has ended is kept."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="named")
    staff = models.ForeignKey("accounts.Staff", models.PROTECT, related_name="+", verbose_name=_("who may open it"))
    named_on = models.DateField(default=today)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("person named on a restricted household")
        verbose_name_plural = _("people named on restricted households")
        ordering = ["named_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "staff"], condition=Q(ended_at=None), name="named_once_on_a_household"
            ),
        ]
