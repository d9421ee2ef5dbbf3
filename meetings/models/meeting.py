from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Staff
from agencies.calendar import Period
from agencies.models import Agency
from casework.models import Consultation, Household
from casework.models.walled import former
from meetings.models.codes import MeetingForm, MeetingHost, MeetingKind


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def for_list(self) -> MeetingQuerySet:
        return self.select_related("kind", "host", "form").with_papers()

    def with_papers(self) -> MeetingQuerySet:
        """secret: are the papers bound by secrecy (None: there are none); readable: does who acts see them."""
        secret = models.Func(F("pk"), function="meeting_secret", output_field=models.BooleanField(null=True))
        return self.annotate(secret=secret, readable=Exists(Minutes.objects.filter(meeting=OuterRef("pk"))))

    def attended_by(self, membership: Membership) -> MeetingQuerySet:
        """Those that the person attends by name, or as one of an agency that does; by name only where a family on the
        agenda is restricted. The same rule as that of the wall (of_meeting in config/access.sql)."""
        lines = Attendance.objects.filter(meeting=OuterRef("pk"))
        restricted = RawSQL(
            "exists (select from restricted_meeting r where r.meeting_id = meetings_meeting.id)",
            [],
            output_field=models.BooleanField(),
        )
        return self.alias(about_restricted=restricted).filter(
            Q(Exists(lines.filter(staff=membership.staff)))
            | Q(Exists(lines.filter(agency=membership.agency, staff=None)), about_restricted=False)
        )

    def within(self, period: Period) -> MeetingQuerySet:
        return self.filter(held_on__gte=period.first, held_on__lte=period.last)


class Meeting(models.Model):
    """A meeting: its day, kind, name, host and form are no paper, and hold no word about a family (docs/access.md)."""

    held_on = models.DateField(_("date"))
    date_text = models.CharField(
        _("date as written"), max_length=60, blank=True, help_text=_("Shown instead of the date where it is a span.")
    )
    begins_at = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    kind = models.ForeignKey(MeetingKind, models.PROTECT, related_name="meetings", verbose_name=_("kind"))
    name = models.CharField(
        _("name"), max_length=200, help_text=_("Everybody sees it in the list: no name of a family here.")
    )
    host = models.ForeignKey(MeetingHost, models.PROTECT, verbose_name=_("host"))
    form = models.ForeignKey(MeetingForm, models.PROTECT, null=True, blank=True, verbose_name=_("form"))
    written_by = models.ForeignKey(Group, models.PROTECT, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    secret: bool | None  # by with_papers()
    readable: bool

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["-held_on", "-id"], name="meeting_list")]
        constraints = [models.UniqueConstraint(fields=["held_on", "kind", "name"], name="meeting_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting_detail", args=[self.pk])

    def acknowledged_by(self, staff: Staff) -> Attendance | None:
        """The person's own line, where they acknowledged the secrecy notice."""
        return self.attendance.filter(staff=staff, acknowledged_at__isnull=False).first()


class Attendance(models.Model):
    """An agency, or one of its staff by name, at a meeting. Of a secret one, secrecy is explained at the call and again
    at the opening (DOMAIN §4): when each was acknowledged, and the wording. The first opens the papers, and is the
    person's own; the second is taken down by who writes them."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("agency"))
    staff = models.ForeignKey(
        "accounts.Staff", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("staff member")
    )
    acknowledged_at = models.DateTimeField(null=True, editable=False)
    acknowledged_notice = models.TextField(blank=True, editable=False)
    opening_at = models.DateTimeField(null=True, editable=False)
    opening_notice = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "agency", "staff"], nulls_distinct=False, name="attendance_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}　{self.staff}" if self.staff else str(self.agency)


@former
class Minutes(models.Model):
    """What was said and decided at a meeting (内容, 決定事項). Of a secret meeting only members who acknowledged read
    it."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes")
    content = models.TextField(_("content"), blank=True)
    decisions = models.TextField(_("decisions"), blank=True)
    secret = models.BooleanField(default=False, editable=False)  # as the kind said then; the wall reads it
    about_cases = models.BooleanField(default=True, editable=False)  # minutes about no case are open to all staff

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")


@former
class AgendaCase(models.Model):
    """A consultation or case on a meeting's agenda."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="agenda")
    household = models.ForeignKey(Household, models.PROTECT, related_name="agenda")
    secret = models.BooleanField(default=False, editable=False)
    restricted = models.BooleanField(default=False, editable=False)  # follows the household, as Walled rows do

    class Meta:
        verbose_name = _("case on the agenda")
        verbose_name_plural = _("cases on the agenda")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "consultation"], name="agenda_case_once")]

    def __str__(self) -> str:
        return str(self.consultation)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def open(self) -> DecisionQuerySet:
        return self.filter(done_on=None)


@former
class Decision(models.Model):
    """Who does what by when, as a meeting decided."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decided")
    what = models.CharField(_("what"), max_length=300)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who"))
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    secret = models.BooleanField(default=False, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        indexes = [models.Index(fields=["due_on"], name="decision_open", condition=Q(done_on=None))]

    def __str__(self) -> str:
        return f"{self.what}（{self.agency}）" if self.agency else self.what
