from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.calendar import today
from agencies.models import Agency, District
from casework.choices import AttemptResult, Knows, OutreachState, ReportStage, Sex, Since
from casework.models.codes import AgeBand, Method, Situation
from casework.models.consultation import Consultation
from casework.models.household import Household
from casework.models.walled import Walled, former


class Sighting(Walled):
    """What was seen of somebody: their name may be missing, their age is a guess, where they live may be a landmark."""

    name = models.CharField(_("name"), max_length=100, blank=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, blank=True)
    age_band = models.ForeignKey(
        AgeBand, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("age, about")
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    place = models.CharField(_("where"), max_length=200, blank=True)
    situations = models.ManyToManyField(Situation, blank=True, related_name="+", verbose_name=_("what was seen"))
    words = models.TextField(_("in words"), blank=True)
    since = models.CharField(_("since when"), max_length=10, choices=Since, blank=True)
    knows = models.CharField(_("does the person know"), max_length=10, choices=Knows, blank=True)
    danger = models.BooleanField(_("danger is near"), default=False)

    class Meta:
        abstract = True

    @property
    def called(self) -> str:
        """What somebody without a name is called by: the place where they were seen."""
        return self.name or str(_("Somebody without a name"))


class OutreachNoteQuerySet(models.QuerySet["OutreachNote"]):
    def open(self) -> OutreachNoteQuerySet:
        return self.filter(closed_on=None)

    def late(self) -> OutreachNoteQuerySet:
        return self.open().filter(next_contact_on__lt=today())

    def come_back(self) -> OutreachNoteQuerySet:
        """Closed ones that were to be asked after again on a day that has come."""
        return self.filter(closed_on__isnull=False, recontact_on__lte=today())

    def for_list(self) -> OutreachNoteQuerySet:
        return self.select_related("district", "agency", "age_band").prefetch_related("staff")


@former
class OutreachNote(Sighting):
    """Somebody who was not reached yet (まだ会えていない方): always with a day of the next contact, until they are
    linked to a consultation or it is ended with a reason.

    agency   which was asked to go there; it sees the note as long as it is open. Empty: the coordinators' own office.
    told_by  who told of the person, where that may be said."""

    household = models.ForeignKey(Household, models.PROTECT, null=True, editable=False, related_name="outreach_notes")
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, editable=False, related_name="outreach_notes"
    )
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    told_by = models.CharField(_("who told us"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=OutreachState, default=OutreachState.NEW)
    next_contact_on = models.DateField(_("next contact"))
    next_method = models.ForeignKey(
        Method, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by what")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency that goes there")
    )
    agency_reason = models.CharField(_("why this agency is asked"), max_length=200, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closing_reason = models.CharField(_("reason for ending"), max_length=200, blank=True)
    recontact_on = models.DateField(_("ask after them again on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OutreachNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("somebody not reached yet")
        verbose_name_plural = _("people not reached yet")
        ordering = ["next_contact_on", "pk"]
        indexes = [
            models.Index(
                fields=["next_contact_on", "id"], name="outreach_by_next_contact", condition=Q(closed_on=None)
            ),
            models.Index(fields=["-closed_on", "-id"], name="outreach_closed", condition=Q(closed_on__isnull=False)),
            models.Index(fields=["household"], name="outreach_of_household", condition=Q(household__isnull=False)),
            models.Index(fields=["agency"], name="outreach_of_agency", condition=Q(closed_on=None)),
        ]
        constraints = [
            models.CheckConstraint(
                name="outreach_closed_on_a_day",
                condition=Q(state__in=["linked", "ended"], closed_on__isnull=False)
                | ~Q(state__in=["linked", "ended"]) & Q(closed_on=None),
            ),
            models.CheckConstraint(
                name="outreach_linked_has_a_consultation",
                condition=Q(state="linked", consultation__isnull=False, household__isnull=False)
                | ~Q(state="linked") & Q(consultation=None, household=None),
            ),
            models.CheckConstraint(
                name="outreach_ended_with_a_reason",
                condition=~Q(state="ended") | ~Q(closing_reason=""),
                violation_error_message=_("Write why it ends."),
            ),
            models.CheckConstraint(
                name="outreach_agency_with_a_reason",
                condition=Q(agency=None) | ~Q(agency_reason=""),
                violation_error_message=_("Write why this agency is asked."),
            ),
        ]

    def __str__(self) -> str:
        return self.called

    def get_absolute_url(self) -> str:
        return reverse("casework:outreach_detail", args=[self.pk])

    @property
    def open(self) -> bool:
        return self.closed_on is None

    @property
    def state_tone(self) -> str:
        return {"new": "wait", "not_met": "hold", "met": "done", "linked": "done"}.get(self.state, "plain")

    @property
    def overdue_days(self) -> int:
        return max(0, (today() - self.next_contact_on).days) if self.open else 0


class OutreachStaff(models.Model):
    """Who goes there, as written; linked where exactly one staff member has that name. Visits are by two."""

    note = models.ForeignKey(OutreachNote, models.CASCADE, related_name="staff")
    name = models.CharField(max_length=60)
    member = models.ForeignKey("accounts.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("who reaches out")
        verbose_name_plural = _("who reach out")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


@former
class OutreachAttempt(models.Model):
    """One try to reach somebody: on a day, by a method, by whom, and what happened."""

    note = models.ForeignKey(OutreachNote, models.CASCADE, related_name="attempts")
    occurred_on = models.DateField(_("date"), default=today)
    method = models.ForeignKey(Method, models.PROTECT, related_name="+", verbose_name=_("method"))
    names = models.CharField(_("by whom"), max_length=200)
    result = models.CharField(_("what happened"), max_length=12, choices=AttemptResult)
    words = models.TextField(_("in words"), blank=True)
    recorded_by = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("attempt to reach somebody")
        verbose_name_plural = _("attempts to reach somebody")
        ordering = ["-occurred_on", "-pk"]


class LocalReportQuerySet(models.QuerySet["LocalReport"]):
    def untaken(self) -> LocalReportQuerySet:
        """Reports that nobody has taken up, danger first, then the oldest."""
        return self.filter(stage=ReportStage.SENT).order_by("-danger", "pk")

    def for_list(self) -> LocalReportQuerySet:
        return self.select_related("district", "age_band", "sent_by__agency", "sent_by__staff")


@former
class LocalReport(Sighting):
    """気がかりな人: what a local desk told of somebody. It stays as it was sent.

    The desk sees what it wrote and how far it was taken up (`stage`), nothing of what follows. Of a family that is
    restricted the stage stands still by a trigger: it tells nothing of that (config/access.sql)."""

    sent_by = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+", editable=False)
    may_be_named = models.BooleanField(_("may we say who told us"), default=False)
    note = models.ForeignKey(OutreachNote, models.PROTECT, null=True, editable=False, related_name="reports")
    stage = models.CharField(_("taken up"), max_length=10, choices=ReportStage, default=ReportStage.SENT)
    stage_on = models.DateField(_("since"), default=today, editable=False)

    objects = LocalReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a local desk")
        verbose_name_plural = _("reports of local desks")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["written_by", "-id"], name="local_report_of_desk"),
            models.Index(fields=["-danger", "id"], name="local_report_untaken", condition=Q(stage="sent")),
        ]
        constraints = [
            models.CheckConstraint(
                name="local_report_taken_up_has_a_note",
                condition=Q(stage="sent", note=None) | ~Q(stage="sent") & Q(note__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.called

    def get_absolute_url(self) -> str:
        return reverse("casework:local_report_detail", args=[self.pk])

    @property
    def stage_tone(self) -> str:
        return {"sent": "hold", "received": "info", "visit": "wait", "connected": "done"}[self.stage]
