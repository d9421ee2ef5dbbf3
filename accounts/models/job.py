from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STALE_AFTER = timedelta(seconds=60)
NOTICED_AFTER = timedelta(seconds=20)
MAX_ATTEMPTS = 3


class JobQuerySet(models.QuerySet["Job"]):
    def of(self, membership) -> JobQuerySet:
        return self.filter(asked_by=membership)

    def open(self) -> JobQuerySet:
        return self.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])

    def claimable(self) -> JobQuerySet:
        """Queued, or left by a worker that has given no sign of life."""
        stale = Q(state=Job.State.RUNNING, heartbeat_at__lt=timezone.now() - STALE_AFTER)
        return self.filter(Q(state=Job.State.QUEUED) | stale)


class Job(models.Model):
    """One piece of work that takes time: who asked, how far it is, the file it made. Celery only wakes it."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Working")
        DONE = "done", _("Finished")
        FAILED = "failed", _("Failed")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)  # ids and options, no names
    asked_by = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="jobs")
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=200, blank=True)
    message = models.TextField(blank=True)  # the sentence shown when it failed, or what it did
    result = models.JSONField(default=dict)
    file = models.FileField(upload_to="jobs/%Y/%m", blank=True, max_length=200)
    file_name = models.CharField(max_length=200, blank=True)  # what the person downloads it as
    expires_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["heartbeat_at"], name="job_open", condition=Q(state__in=["queued", "running"])),
            models.Index(fields=["kind", "-id"], name="job_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_finished_has_a_time",
                condition=~Q(state__in=["done", "failed"]) | Q(finished_at__isnull=False),
            ),
        ]

    @property
    def open(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def waits_long(self) -> bool:
        """Nobody has begun it, though a worker begins within seconds where one runs."""
        since = self.heartbeat_at or self.asked_at
        return self.state == self.State.QUEUED and since is not None and since < timezone.now() - NOTICED_AFTER

    @property
    def percent(self) -> int:
        if self.state == self.State.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

    def get_absolute_url(self) -> str:
        return reverse("accounts:job_detail", args=[self.key])
