from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Concern, District
from casework.choices import Outcome, Sex
from casework.models.case import Case
from casework.models.codes import Method, Route
from casework.models.household import Household
from casework.models.person import Person
from casework.models.walled import Walled, former


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def undecided(self) -> ConsultationQuerySet:
        return self.filter(outcome=Outcome.UNDECIDED)

    def for_list(self) -> ConsultationQuerySet:
        return self.select_related(
            "person", "household", "route", "method", "received_at", "case", "main_concern__list",
            "main_concern__counts_as__list",
        )  # fmt: skip


@former
class Consultation(Walled):
    """A family comes, calls or is brought (相談受付): an event with a day, a route, troubles, and an outcome decided
    on a day.

    What the consultee said of themselves is kept as it was taken down that day; `person` is who they are today."""

    number = models.CharField(_("consultation number"), max_length=30, unique=True)
    received_on = models.DateField(_("received on"))
    received_at = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("receiving agency")
    )
    received_by = models.CharField(_("received by"), max_length=60, blank=True)
    received_by_staff = models.ForeignKey("accounts.Staff", models.PROTECT, null=True, editable=False, related_name="+")
    brought_by = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency that brought it")
    )
    route = models.ForeignKey(Route, models.PROTECT, null=True, blank=True, verbose_name=_("route"))
    method = models.ForeignKey(Method, models.PROTECT, null=True, blank=True, verbose_name=_("method"))

    person = models.ForeignKey(Person, models.PROTECT, related_name="consultations")
    household = models.ForeignKey(Household, models.PROTECT, related_name="consultations")
    name = models.CharField(_("name"), max_length=100)
    kana = models.CharField(_("kana"), max_length=100, blank=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True)
    sex_words = models.CharField(_("sex in their own words"), max_length=40, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, verbose_name=_("district"))

    main_concern = models.ForeignKey(
        Concern, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("main concern")
    )
    concerns = models.ManyToManyField(Concern, through="ConsultationConcern", related_name="+")
    narrative = models.TextField(_("what was said"), blank=True)
    has_sheet = models.BooleanField(_("tsunagu sheet"), default=False)

    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, default=Outcome.UNDECIDED)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    case = models.OneToOneField(Case, models.PROTECT, null=True, blank=True, related_name="consultation")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["-received_on", "-id"], name="consultation_list"),
            models.Index(fields=["household", "-received_on"], name="consultation_of_household"),
            models.Index(fields=["received_on"], name="consultation_undecided", condition=Q(outcome="undecided")),
            models.Index(fields=["written_by", "household"], name="consultation_written_by"),
        ]
        constraints = [
            models.CheckConstraint(
                name="consultation_decided_on_a_day",
                condition=Q(outcome="undecided", decided_on=None)
                | ~Q(outcome="undecided") & Q(decided_on__isnull=False),
                violation_error_message=_("A decision needs a day, and a day needs a decision."),
            ),
            models.CheckConstraint(
                name="consultation_decided_after_it_came",
                condition=Q(decided_on=None) | Q(decided_on__gte=F("received_on")),
                violation_error_message=_("It cannot be decided before it was received."),
            ),
            models.CheckConstraint(
                name="continuing_consultation_opens_a_case",
                condition=Q(outcome="continuing", case__isnull=False) | ~Q(outcome="continuing") & Q(case=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("casework:consultation_detail", args=[self.pk])


class ConsultationConcern(models.Model):
    """One of the troubles of a consultation (○; the main one, ◎, is Consultation.main_concern)."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="held_concerns")
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("concern of a consultation")
        verbose_name_plural = _("concerns of consultations")
        ordering = ["concern__list", "concern__number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "concern"], name="concern_once_in_a_consultation"),
        ]
