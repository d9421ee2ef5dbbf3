"""Two records that may be one person, or one household, and what was decided about them (docs/matching.md)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from casework.models.household import Household
from casework.models.person import Person
from casework.models.walled import former


class MatchWeight(models.Model):
    """How much an agreement counts for two records being one, or against it (casework/matching/weights.tsv)."""

    kind = models.CharField(max_length=10)
    field = models.CharField(max_length=20)
    level = models.CharField(max_length=20)
    weight = models.DecimalField(max_digits=5, decimal_places=1)

    class Meta:
        verbose_name = _("weight of an agreement")
        verbose_name_plural = _("weights of agreements")
        ordering = ["kind", "field", "-weight"]
        constraints = [models.UniqueConstraint(fields=["kind", "field", "level"], name="weight_once_for_a_level")]

    def __str__(self) -> str:
        return f"{self.kind} {self.field} {self.level} {self.weight}"


class PairQuerySet(models.QuerySet["PersonPair"]):
    def waiting(self) -> PairQuerySet:
        """Nobody has decided about these: the likeliest first, among equals the longest waiting."""
        return self.filter(state=PersonPair.State.NEW).order_by("-score", "pk")


@former
class PersonPair(models.Model):
    """Two persons on record, the earlier first. Rows are found by a function of config/matching.sql; coordinators
    read and decide them, no agency does. `told` is the agency that learned, without a word about whom, that another
    one supports somebody of the household that it took in."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Perhaps the same person")
        HOUSEHOLD = "household", _("Perhaps the same household")

    class State(models.TextChoices):
        NEW = "new", _("To be decided")
        SAME = "same", _("The same person")
        HOUSEHOLD = "household", _("The same household")
        DIFFERENT = "different", _("Nothing in common")

    one = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=1, default=Decimal(0))
    levels = models.JSONField(default=dict)  # how each field agrees; no word of what it holds
    state = models.CharField(_("decided"), max_length=10, choices=State, default=State.NEW)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    told = models.ForeignKey(Group, models.PROTECT, null=True, editable=False, related_name="+")
    told_household = models.ForeignKey(Household, models.PROTECT, null=True, editable=False, related_name="+")
    told_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, editable=False, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = _("possible pair")
        verbose_name_plural = _("possible pairs")
        ordering = ["-score", "pk"]
        indexes = [
            models.Index(fields=["-score", "id"], name="pair_waiting", condition=Q(state="new")),
            models.Index(fields=["other"], name="pair_other"),
            models.Index(fields=["told_household"], name="pair_told"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="pair_once"),
            models.CheckConstraint(name="pair_in_order", condition=Q(one__lt=F("other"))),
            models.CheckConstraint(
                name="pair_decided_by_somebody",
                condition=Q(state="new", decided_at=None) | ~Q(state="new") & Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("casework:pair_detail", args=[self.pk])

    @property
    def found_on(self) -> date:
        return localdate(self.found_at)

    @property
    def decided_on(self) -> date | None:
        return localdate(self.decided_at) if self.decided_at else None
