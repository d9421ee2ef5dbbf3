"""A ledger's file on its way in: uploaded and looked through, not yet taken."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Membership

KEPT_FOR = timedelta(days=1)


def a_day_from_now() -> datetime:
    return timezone.now() + KEPT_FOR


class IncomingFileQuerySet(models.QuerySet["IncomingFile"]):
    def of(self, membership: Membership) -> IncomingFileQuerySet:
        """What this membership uploaded. Nobody else opens it: what a preview shows is what its uploader may see."""
        return self.filter(uploaded_by=membership, expires_at__gt=timezone.now())

    def to_do(self) -> IncomingFileQuerySet:
        """Files not taken yet, and those of which wrong rows were left out."""
        return self.exclude(state=IncomingFile.State.TAKEN, counts__wrong=0)

    def expired(self) -> IncomingFileQuerySet:
        return self.filter(expires_at__lte=timezone.now())


class IncomingFile(models.Model):
    """A file that somebody uploaded to take its rows in. The file and what it would do are kept in the private folder
    (reports/transfer/keeping.py); this row holds no word of them, and goes with them after a day."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being read")
        CHECKED = "checked", _("Not taken in yet")
        UNREADABLE = "unreadable", _("Cannot be read")
        TAKEN = "taken", pgettext_lazy("of a file", "Taken in")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    table = models.CharField(max_length=30)  # as on the command line
    name = models.CharField(max_length=200)  # what the person calls the file
    uploaded_by = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=a_day_from_now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    digest = models.CharField(max_length=64, blank=True)  # of the preview that is shown: what is taken is what was seen
    counts = models.JSONField(default=dict)  # new, changed, same, wrong
    job = models.ForeignKey("accounts.Job", models.SET_NULL, null=True, related_name="+")  # where it is a large file
    taken_at = models.DateTimeField(null=True)

    objects = IncomingFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="incoming_taken_has_a_time",
                condition=Q(state="taken", taken_at__isnull=False) | ~Q(state="taken") & Q(taken_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:transfer_file", args=[self.key])

    @property
    def state_tone(self) -> str:
        tones = {self.State.WAITING: "hold", self.State.CHECKED: "wait", self.State.UNREADABLE: "late"}
        return tones.get(self.State(self.state), "done")
