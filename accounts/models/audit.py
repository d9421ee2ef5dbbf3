from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """Who saw, changed, printed, exported what, and what was refused. Rows are only ever added; they hold ids, never
    names.

    The day and the acting person's membership are the database's answer to "who looked at this family?"."""

    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=40)
    by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, related_name="+")
    about_type = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True)
    household_id = models.BigIntegerField(null=True)  # no foreign key: the log outlives what it speaks of
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["household_id", "-id"], name="audit_of_household"),
            models.Index(fields=["by", "-id"], name="audit_of_member"),
            BrinIndex(fields=["at"], name="audit_by_time"),  # rows are added in the order of time
        ]
