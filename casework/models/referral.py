from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from casework.models.case import Case
from casework.models.consultation import Consultation
from casework.models.household import Household
from casework.models.sheet import TsunaguSheet
from casework.models.walled import Walled, former


class ReferralQuerySet(models.QuerySet["Referral"]):
    def waiting(self) -> ReferralQuerySet:
        """Referrals that nobody has answered, longest waiting first."""
        return self.filter(answer="").order_by("sent_at", "pk")


@former
class Referral(Walled):
    """A family handed over to an agency (DOMAIN §6.1-3: never refused, answered by naming who takes it)."""

    class Answer(models.TextChoices):
        WAITING = "", _("Waiting for the answer")
        TAKEN = "taken", _("Taken")
        PASSED_ON = "passed_on", _("Another agency takes it")
        COORDINATOR = "coordinator", _("The coordinator is asked")

    household = models.ForeignKey(Household, models.PROTECT, related_name="referrals")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="referrals")
    sheet = models.ForeignKey(TsunaguSheet, models.PROTECT, null=True, blank=True, related_name="referrals")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="referrals")
    to = models.ForeignKey(Agency, models.PROTECT, related_name="referrals", verbose_name=_("to"))
    reason = models.TextField(_("reason"), blank=True)
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=12, choices=Answer, blank=True, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    passed_to = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("the agency that takes it")
    )
    words = models.TextField(_("words with the answer"), blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["to", "household"], name="referral_to_agency"),
            models.Index(fields=["consultation"], name="referral_of_consultation"),
        ]
        constraints = [
            models.CheckConstraint(
                name="referral_answer_has_a_day",
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                violation_error_message=_("An answer needs a day."),
            ),
            models.CheckConstraint(
                name="referral_passed_on_names_who",
                condition=~Q(answer="passed_on") | Q(passed_to__isnull=False),
                violation_error_message=_("Name the agency that takes the family on."),
            ),
        ]

    def answer_with(self, answer: str, *, at) -> None:
        self.answer, self.answered_at = answer, at
