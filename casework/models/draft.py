from django.contrib.auth.models import Group
from django.db import models


class Draft(models.Model):
    """A long form as far as it was typed, seen by its writer's group of one only. It has no number."""

    owner = models.ForeignKey(Group, models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)  # which form: consultation, plan …
    about_id = models.BigIntegerField(null=True)  # the record it changes; empty for a new one
    content = models.JSONField(default=dict)  # the fields as the browser sent them
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-saved_at"]
        indexes = [models.Index(fields=["owner", "form"], name="draft_of_writer")]
