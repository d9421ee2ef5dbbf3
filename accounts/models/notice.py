from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Reach


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, membership) -> NoticeQuerySet:
        """Those of the membership, and those of its agency, which tell of records: not for who reads none."""
        own = Q(to=membership)
        return self.filter(own if membership.reach is Reach.NONE else own | Q(agency=membership.agency, to=None))

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)


class Notice(models.Model):
    """Something that happened and awaits a person or an agency. Holds ids and a kind, no word about a
    family."""

    class Kind(models.TextChoices):
        REFERRAL_SENT = "referral_sent", _("A family was referred to you")
        REFERRAL_TAKEN = "referral_taken", _("The agency took the family on")
        REFERRAL_PASSED_ON = "referral_passed_on", _("Another agency takes the family")
        REFERRAL_TOGETHER = "referral_together", _("The agency takes the family on together with another")
        REFERRAL_COORDINATOR = "referral_coordinator", _("You are asked to find who takes a family")
        REFERRAL_ASKED = "referral_asked", _("The agency asked the coordinator about a family that you handed over")
        REFERRAL_REMINDER = "referral_reminder", _("A family that was handed to you still waits for your answer")
        REFERRAL_TELEPHONE = "referral_telephone", _("No answer, and nobody there signs in: telephone them")
        REFERRAL_SILENT = "referral_silent", _("An agency has not answered: it is the coordinator's turn now")
        REFERRAL_CLOSED = "referral_closed", _("The coordinator closed a hand-over")
        REFERRAL_TAKEN_UP = "referral_taken_up", _("A coordinator took up a hand-over")
        REFERRAL_DANGER = "referral_danger", _("A family was handed over without consent, in danger to life or limb")
        CONSENT_NEEDED = "consent_needed", _("A hand-over waits for the family's consent")
        PART_ASKED = "part_asked", _("You are asked for a part in a plan")
        PART_AGREED = "part_agreed", _("An agency agreed to its part")
        PART_CHANGE = "part_change", _("An agency wants its part changed")
        PART_QUESTION = "part_question", _("An agency has a question about its part")
        PART_ANSWERED = "part_answered", _("Your question about your part was answered")
        PART_DONE = "part_done", _("An agency finished its part")
        PART_PROGRESS = "part_progress", _("An agency wrote how far its part is")
        PART_PUT_UP = "part_put_up", _("You are asked to decide about a part in a plan")
        PART_DECIDED = "part_decided", _("The lead department decided about a part")
        PART_SIGN = "part_sign", _("The sign for your part has come")
        PART_GONE = "part_gone", _("A new version of the plan asks nothing of you")
        CONSULTATION_SENT = "consultation_sent", _("An agency took in a consultation")
        CASE_OPENED = "case_opened", _("A case was opened")
        CASE_RESTRICTED = "case_restricted", _("You were named on a restricted case")
        LOCAL_REPORT = "local_report", _("A local desk worries about somebody")
        LOCAL_REPORT_STAGE = "local_report_stage", _("What you told us was taken up")
        OUTREACH_ASKED = "outreach_asked", _("You are asked to go and see somebody")
        PAIR_FOUND = "pair_found", _("Another agency may know somebody of a household that was taken in")
        JOB_FAILED = "job_failed", _("A piece of work failed")

    kind = models.CharField(max_length=30, choices=Kind)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    to = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, related_name="notices")
    about_type = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["agency", "-id"], name="notice_unread_of_agency", condition=Q(read_at=None)),
            models.Index(fields=["to", "-id"], name="notice_unread_of_member", condition=Q(read_at=None)),
        ]
