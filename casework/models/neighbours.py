from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from agencies.calendar import today
from agencies.models import Agency
from casework.models.household import Household
from casework.models.walled import Walled, former

RENEW_AFTER = timedelta(days=365)


class EmergencyTubeQuerySet(models.QuerySet["EmergencyTube"]):
    def kept(self) -> EmergencyTubeQuerySet:
        """Those that the households have, with the day on which their content was last looked at."""
        return self.filter(ended_on=None).annotate(looked_at=Coalesce("renewed_on", "handed_on"))

    def stale(self) -> EmergencyTubeQuerySet:
        """Those whose content nobody has renewed for a year."""
        before = today() - RENEW_AFTER
        return self.kept().filter(Q(renewed_on__lt=before) | Q(renewed_on=None, handed_on__lt=before))


@former
class EmergencyTube(Walled):
    """An emergency tube (いのちのバトン): a sheet for the ambulance, kept in the home with the person's consent."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="tubes")
    handed_on = models.DateField(_("handed over on"), default=today)
    consent_on = models.DateField(_("consent of"), null=True, blank=True)
    kept_at = models.CharField(_("where it is kept"), max_length=100, blank=True)
    renewed_on = models.DateField(_("renewed on"), null=True, blank=True)
    ended_on = models.DateField(_("given back on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EmergencyTubeQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency tube")
        verbose_name_plural = _("emergency tubes")
        ordering = ["-handed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="tube_days_in_order",
                condition=(Q(renewed_on=None) | Q(renewed_on__gte=F("handed_on")))
                & (Q(ended_on=None) | Q(ended_on__gte=F("handed_on"))),
                violation_error_message=_("The tube was handed over after that day."),
            ),
        ]

    @property
    def last_looked_at(self) -> date:
        return self.renewed_on or self.handed_on

    @property
    def stale(self) -> bool:
        return self.ended_on is None and self.last_looked_at < today() - RENEW_AFTER


@former
class NeighbourTeam(Walled):
    """A neighbour team (ケアネット): who looks after a household, and whom they call when something changes."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="neighbour_teams")
    name = models.CharField(_("name of the team"), max_length=60, blank=True)
    began_on = models.DateField(_("since"), default=today)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    calls = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("whom they call on a change")
    )
    calls_words = models.CharField(_("who there, or another number"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("neighbour team")
        verbose_name_plural = _("neighbour teams")
        ordering = ["-began_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="team_ends_after_it_began",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
                violation_error_message=_("It cannot end before it began."),
            ),
        ]


@former
class NeighbourTeamMember(models.Model):
    """Somebody of a neighbour team, for as long as they take part."""

    team = models.ForeignKey(NeighbourTeam, models.CASCADE, related_name="members")
    name = models.CharField(_("name"), max_length=60)
    role = models.CharField(_("role"), max_length=60, blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of a neighbour team")
        verbose_name_plural = _("members of neighbour teams")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="team_member_until_after_since",
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("It cannot end before it began."),
            ),
        ]
