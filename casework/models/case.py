from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase

from agencies.calendar import today
from agencies.models import Agency
from casework.choices import Phase
from casework.models.household import Household
from casework.models.walled import Walled, former


class CaseQuerySet(models.QuerySet["Case"]):
    def running(self) -> CaseQuerySet:
        return self.filter(closed_on=None)

    def for_list(self) -> CaseQuerySet:
        return self.select_related("household", "coordinator", "lead_agency", "consultation__person")


@former
class Case(Walled):
    """What is done for a household from the day 継続 was decided until it is closed. It carries its consultation's
    number."""

    number = models.CharField(_("case number"), max_length=30, unique=True)
    household = models.ForeignKey(Household, models.PROTECT, related_name="cases")
    opened_on = models.DateField(_("opened on"))
    phase = models.CharField(_("phase"), max_length=15, choices=Phase, default=Phase.FIRST)
    phase_since = models.DateField(_("phase since"), null=True, blank=True)
    coordinator = models.ForeignKey(
        "accounts.Staff", models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("coordinator")
    )
    lead_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead agency")
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closing_reason = models.CharField(_("reason for closing"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_on", "-pk"]
        indexes = [
            models.Index(fields=["-opened_on", "-id"], name="case_list"),
            models.Index(fields=["household"], name="case_of_household"),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_closed_after_it_opened",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                violation_error_message=_("It cannot be closed before it was opened."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("casework:case_detail", args=[self.pk])

    @property
    def hanging_on(self) -> list[str]:
        """What there is in the case since it was opened, by kind: plans, contacts, agencies that take part or saw it,
        and whatever else names it. Empty, the case can be taken back."""
        found = []
        for link in self._meta.related_objects:
            model = link.related_model
            if link.one_to_one or hasattr(model, "pgh_label"):  # its consultation; former versions of rows
                continue
            rows = model._default_manager.filter(**{link.field.name: self})
            if model._meta.model_name in ("contact", "referral"):  # those from before belong to the consultation
                rows = rows.filter(created_at__gt=self.created_at)
            if rows.exists():
                found.append(str(model._meta.verbose_name_plural))
        return found + ([str(_("closing"))] if self.closed_on else [])


class Participant(models.Model):
    """An agency's time in a case, and what it is there for."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="participants")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="participations", verbose_name=_("agency"))
    role = models.CharField(_("role"), max_length=200, blank=True)
    joined_on = models.DateField(_("from"))
    left_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["joined_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency"], condition=Q(left_on=None), name="participant_once_in_a_case"
            ),
        ]


class GrantQuerySet(models.QuerySet["Grant"]):
    def live(self) -> GrantQuerySet:
        day = today()
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), ended_at=None, valid_from__lte=day)


class Grant(GroupObjectPermissionBase):
    """Who sees a case, why, from when until when (docs/access.md). Rows are written by functions of config/access.sql
    that check the reason; ended ones are kept."""

    class Reason(models.TextChoices):
        REFERRAL = "referral", _("Took the family on")
        PART = "part", _("Has a part in the plan")

    content_object = models.ForeignKey(Case, models.PROTECT, related_name="grants")
    reason = models.CharField(max_length=20, choices=Reason)
    source_id = models.BigIntegerField(null=True)  # the referral or plan part that gave the right
    valid_from = models.DateField(default=today)
    valid_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = GrantQuerySet.as_manager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["group", "content_object"], include=["valid_from", "valid_until"], name="grant_sight",
                condition=Q(ended_at=None),
            ),
            models.Index(fields=["content_object"], name="grant_of_case"),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["group", "content_object", "reason"], condition=Q(ended_at=None), name="grant_once_for_a_reason"
            ),
        ]

    @property
    def is_live(self) -> bool:
        """The same rule as the database's view `sight`."""
        day = today()
        return (
            self.ended_at is None and self.valid_from <= day and (self.valid_until is None or self.valid_until >= day)
        )
