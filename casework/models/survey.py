from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.calendar import FiscalYear, today
from agencies.models import District
from casework.choices import Sex
from casework.models.codes import AgeBand, Situation
from casework.models.walled import Walled, former


class SurveyQuerySet(models.QuerySet["Survey"]):
    def running(self) -> SurveyQuerySet:
        return self.filter(opens_on__lte=today(), closes_on__gte=today()).order_by("-fiscal_year")


class Survey(models.Model):
    """A year's survey of the welfare commissioners (簡易調査, DOMAIN §2.12), from one day to another. It holds no word
    about a family."""

    fiscal_year = models.PositiveSmallIntegerField(
        _("fiscal year"), unique=True, help_text=_("The western year: 2026.")
    )
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    words = models.TextField(_("a word to the desks"), blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly survey")
        verbose_name_plural = _("yearly surveys")
        ordering = ["-fiscal_year"]
        constraints = [
            models.CheckConstraint(
                name="survey_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                name="survey_year_is_a_year",
                condition=Q(fiscal_year__gte=1990, fiscal_year__lte=2100),
                violation_error_message=_("Write the western year, e.g. 2026."),
            ),
        ]

    def __str__(self) -> str:
        return self.year.label

    @property
    def year(self) -> FiscalYear:
        return FiscalYear(self.fiscal_year)

    @property
    def open(self) -> bool:
        return self.opens_on <= today() <= self.closes_on


class SurveyHouseholdQuerySet(models.QuerySet["SurveyHousehold"]):
    def for_list(self) -> SurveyHouseholdQuerySet:
        return self.select_related("district", "survey").prefetch_related("persons__age_band", "persons__situations")


@former
class SurveyHousehold(Walled):
    """A household as a desk answered of it in a year's survey. It is no household on record: nothing joins the two."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="households")
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    label = models.CharField(_("mark of your own"), max_length=40, blank=True)
    written_by_member = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+", editable=False)

    objects = SurveyHouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("household of a survey")
        verbose_name_plural = _("households of surveys")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["survey", "written_by", "-id"], name="survey_household_of_desk")]


@former
class SurveyPerson(models.Model):
    """Somebody of such a household: sex and age band, either unknown, and what was noticed."""

    home = models.ForeignKey(SurveyHousehold, models.CASCADE, related_name="persons")
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True)
    age_band = models.ForeignKey(
        AgeBand, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("age, about")
    )
    situations = models.ManyToManyField(Situation, blank=True, related_name="+", verbose_name=_("what was noticed"))

    class Meta:
        verbose_name = _("person of a survey")
        verbose_name_plural = _("persons of surveys")
        ordering = ["pk"]
