from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.models.referral import Referral
from casework.models.walled import former


@former
class ReferralLink(models.Model):
    """A link for an agency without an account: opened once, by a person, for what was handed over and nothing else.

    Only the hash of its token is kept: who reads this table opens nothing by it. What the agency says there stands in
    `said` until a job has carried it out (casework/actions/links.py)."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("open until"))
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.CharField(_("opened by"), max_length=60, blank=True)
    browser = models.CharField(max_length=30, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    said = models.JSONField(null=True, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("one-time link")
        verbose_name_plural = _("one-time links")
        ordering = ["-pk"]

    @property
    def usable(self) -> bool:
        return self.revoked_at is None and self.said_at is None and self.expires_at > timezone.now()
