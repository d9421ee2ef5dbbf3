from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from casework.models.case import Case
from casework.models.consultation import Consultation
from casework.models.household import Household
from casework.models.sheet import SheetCopy, TsunaguSheet
from casework.models.walled import Walled, former


class ReferralQuerySet(models.QuerySet["Referral"]):
    def live(self) -> ReferralQuerySet:
        """All but those that were taken back before anybody read them."""
        return self.filter(taken_back_at=None)

    def waiting(self) -> ReferralQuerySet:
        """Referrals that nobody has answered, longest waiting first."""
        return self.live().filter(answer="").order_by("sent_at", "pk")

    def open(self) -> ReferralQuerySet:
        """Those about which it is still somebody's turn."""
        return self.live().exclude(turn=Referral.Turn.NOBODY)

    def settled(self) -> ReferralQuerySet:
        """Those by which an agency took the family on."""
        return self.live().filter(answer__in=Referral.TAKES)

    def in_danger(self) -> ReferralQuerySet:
        """Handed over without consent, since life or limb were in danger."""
        return self.live().exclude(danger="")


@former
class Referral(Walled):
    """A family handed over to an agency (DOMAIN §6.1-3: never refused, answered by naming who takes it).

    Whose turn it is stands in `turn`, since when in `turn_since`: an unanswered referral is always somebody's."""

    class Answer(models.TextChoices):
        WAITING = "", _("Waiting for the answer")
        TAKEN = "taken", _("Taken")
        TOGETHER = "together", _("Taken together with another agency")
        PASSED_ON = "passed_on", _("Another agency takes it")
        COORDINATOR = "coordinator", _("The coordinator is asked")
        CLOSED = "closed", _("Closed by the coordinator")

    class Turn(models.TextChoices):
        NOBODY = "", _("Nobody's turn")
        AGENCY = "agency", _("The agency it was handed to")
        COORDINATOR = "coordinator", _("The coordinator")
        SENDER = "sender", _("The sender")  # no consent covers the agency: ask for it, or bring it to a meeting

    class Way(models.TextChoices):
        PROGRAM = "program", _("In Tsunagu")
        LINK = "link", _("One-time link")
        FAX = "fax", _("FAX")
        TELEPHONE = "telephone", _("Telephone")

    TAKES = (Answer.TAKEN, Answer.TOGETHER)
    HELD = (Answer.WAITING, *TAKES, Answer.COORDINATOR)  # the family is with the agency, or still may be

    household = models.ForeignKey(Household, models.PROTECT, related_name="referrals")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="referrals")
    sheet = models.ForeignKey(TsunaguSheet, models.PROTECT, null=True, blank=True, related_name="referrals")
    # What the sheet said then; empty where there was no sheet.
    copy = models.ForeignKey(SheetCopy, models.PROTECT, null=True, blank=True, related_name="referrals")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="referrals")
    # Who learns the outcome: along a chain too, and an agency that brought a family to the coordinators by telephone.
    sender = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="referrals_sent", verbose_name=_("handed over by")
    )
    # The referral whose agency named this one: the family never falls between two.
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    to = models.ForeignKey(Agency, models.PROTECT, related_name="referrals", verbose_name=_("to"))
    reason = models.TextField(_("reason"), blank=True)
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+")
    sent_as = models.CharField(_("by which way"), max_length=10, choices=Way, default=Way.PROGRAM)
    # Handed over without consent: the danger to life or limb, as it was stated; and that the lead department read it.
    danger = models.TextField(_("danger to life or limb"), blank=True)
    danger_seen_at = models.DateTimeField(null=True, blank=True)
    danger_seen_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    told_on = models.DateField(_("told on"), null=True, blank=True)  # 一言伝える: the family is coming
    told_to = models.CharField(_("person spoken to"), max_length=60, blank=True)
    told_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)  # by anybody of the agency, first
    taken_back_at = models.DateTimeField(null=True, blank=True)

    turn = models.CharField(_("turn"), max_length=12, choices=Turn, blank=True, default=Turn.AGENCY)
    turn_since = models.DateTimeField(_("turn since"), default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    taken_up_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")

    answer = models.CharField(_("answer"), max_length=12, choices=Answer, blank=True, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    answered_as = models.CharField(_("by which way"), max_length=10, choices=Way, blank=True)
    passed_to = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("the agency that takes it")
    )
    spoken_to = models.CharField(_("person spoken to"), max_length=60, blank=True)
    spoken_on = models.DateField(_("spoken on"), null=True, blank=True)
    words = models.TextField(_("words with the answer"), blank=True)
    contact_name = models.CharField(_("the family's contact"), max_length=60, blank=True)
    contact_telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["to", "household"], name="referral_to_agency"),
            models.Index(fields=["consultation"], name="referral_of_consultation"),
            models.Index(fields=["sender", "-sent_at", "-id"], name="referral_of_sender"),
            models.Index(fields=["turn_since", "id"], name="referral_open", condition=~Q(turn="")),
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
            models.CheckConstraint(
                name="referral_waiting_is_somebodys_turn",
                condition=~Q(turn="") | ~Q(answer="") | Q(taken_back_at__isnull=False),
                violation_error_message=_("A family that waits is always somebody's turn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to}"

    def get_absolute_url(self) -> str:
        return reverse("casework:referral_detail", args=[self.pk])

    def give_turn(self, turn: str, *, at: datetime | None = None) -> None:
        """It is somebody else's turn from now on. The same turn keeps its day."""
        if turn != self.turn:
            self.turn, self.turn_since = turn, at or timezone.now()

    def answer_with(self, answer: str, *, at: datetime) -> None:
        """An answer ends the agency's turn; only "call me" makes it the coordinator's."""
        self.answer, self.answered_at = answer, at
        self.give_turn(self.Turn.COORDINATOR if answer == self.Answer.COORDINATOR else self.Turn.NOBODY, at=at)

    @property
    def open(self) -> bool:
        return self.turn != self.Turn.NOBODY and self.taken_back_at is None

    @property
    def takes(self) -> bool:
        return self.answer in self.TAKES
