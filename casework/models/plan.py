from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.calendar import today
from agencies.models import Agency
from casework.choices import PartAnswer, PlanState
from casework.models.case import Case
from casework.models.household import Household
from casework.models.walled import Walled, former


@former
class SupportPlan(Walled):
    """One version of what is done for a household (支援プラン; DOMAIN §2.6): goals, and each agency's part."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="plans")
    case = models.ForeignKey(Case, models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField(_("version"))
    made_on = models.DateField(_("made on"))
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    direction = models.TextField(_("direction of support"), blank=True)
    long_term_goal = models.TextField(_("long-term goal"), blank=True)
    short_term_goal = models.TextField(_("short-term goal"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)

    # The steps a plan may take; a test holds that every state has a row. An agreed plan is changed by a new version.
    NEXT = {
        PlanState.DRAFT: {PlanState.AGREED},
        PlanState.AGREED: {PlanState.RUNNING, PlanState.ENDED},
        PlanState.RUNNING: {PlanState.EVALUATED, PlanState.ENDED},
        PlanState.EVALUATED: {PlanState.ENDED},
        PlanState.ENDED: set(),
    }

    class Meta:
        verbose_name = _("support plan")
        verbose_name_plural = _("support plans")
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["made_on"], name="plan_made_on"),
            models.Index(fields=["household"], name="plan_of_household"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_version_once_in_a_case"),
            models.CheckConstraint(
                name="plan_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return _("Plan, version %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("casework:plan_detail", args=[self.pk])


OPEN_ANSWERS = (PartAnswer.CHANGE, PartAnswer.QUESTION)


class PartTurn(models.TextChoices):
    """Who is to say something about a part."""

    AGENCY = "agency"
    COORDINATOR = "coordinator"
    LEAD = "lead"
    NOBODY = ""


class PlanRoleQuerySet(models.QuerySet["PlanRole"]):
    def asked(self) -> PlanRoleQuerySet:
        """Parts of the newest version of a plan that is not a draft: what agencies are asked for today."""
        newer = SupportPlan.objects.filter(case=OuterRef("case"), number__gt=OuterRef("plan__number")).exclude(
            state=PlanState.DRAFT
        )
        return self.exclude(plan__state__in=[PlanState.DRAFT, PlanState.ENDED]).filter(
            ~Exists(newer), case__closed_on=None
        )

    def of(self, agency: Agency) -> PlanRoleQuerySet:
        return self.filter(agency=agency)

    def waiting_for_reply(self) -> PlanRoleQuerySet:
        """A change or an answer to a question is wanted, of the coordinator or of the lead department."""
        return self.filter(answer__in=OPEN_ANSWERS, replied_at=None, done_on=None)

    def put_up(self) -> PlanRoleQuerySet:
        """What the lead department is to decide (DOMAIN §6.6)."""
        return self.waiting_for_reply().filter(put_up_at__isnull=False)

    def under_way(self) -> PlanRoleQuerySet:
        return self.filter(answer=PartAnswer.AGREED, done_on=None)

    def for_list(self) -> PlanRoleQuerySet:
        """With what a card or a line of a table shows; the household's name needs its members."""
        return self.select_related(
            "agency",
            "plan",
            "case__household",
            "case__coordinator",
            "former",
            "answered_by__staff",
            "decided_by__agency",
        ).prefetch_related("actions", "case__household__members__person")


@former
class PlanRole(models.Model):
    """One agency's part in a plan: what it does, by when or on which sign, and what it says to that."""

    plan = models.ForeignKey(SupportPlan, models.CASCADE, related_name="roles")
    case = models.ForeignKey(Case, models.PROTECT, related_name="plan_roles")  # the plan's: the wall reads it
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="plan_roles", verbose_name=_("agency"))
    task = models.TextField(_("what it does"))
    due_on = models.DateField(_("by"), null=True, blank=True)
    sign = models.CharField(
        _("on which sign"), max_length=200, blank=True, help_text=_("e.g. when the mother leaves hospital")
    )
    order = models.PositiveSmallIntegerField(default=0)
    former = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    answer = models.CharField(_("answer"), max_length=10, choices=PartAnswer, blank=True, default=PartAnswer.WAITING)
    words = models.TextField(_("words with the answer"), blank=True)
    reply = models.TextField(_("reply"), blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    # What agencies and coordinators do not settle, the lead department decides (DOMAIN §6.6).
    put_up_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(_("decision of the lead department"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    sign_came_on = models.DateField(_("the sign came on"), null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    progress = models.TextField(_("how far it is"), blank=True)
    progress_at = models.DateTimeField(null=True, blank=True)
    done_on = models.DateField(_("finished on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    # What stood here before the last press, by whom and when: what undoing it puts back.
    before = models.JSONField(null=True, blank=True, editable=False)

    objects = PlanRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("part in a plan")
        verbose_name_plural = _("parts in plans")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["agency", "plan"], name="part_of_agency")]
        constraints = [
            models.CheckConstraint(
                name="part_answer_has_a_day",
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                violation_error_message=_("An answer needs a day."),
            ),
            models.CheckConstraint(
                name="part_change_says_what",
                condition=Q(answer__in=["", "agreed"]) | ~Q(words=""),
                violation_error_message=_("Write what should be changed, or what you want to know."),
            ),
        ]

    def __str__(self) -> str:
        return self.task

    @property
    def turn(self) -> PartTurn:
        if self.done_on or self.answer == PartAnswer.AGREED:
            return PartTurn.NOBODY
        if self.answer == PartAnswer.WAITING or self.replied_at:
            return PartTurn.AGENCY
        return PartTurn.LEAD if self.put_up_at else PartTurn.COORDINATOR

    @property
    def awaits_sign(self) -> bool:
        return bool(self.sign) and self.sign_came_on is None and self.done_on is None

    def get_absolute_url(self) -> str:
        return f"{self.case.get_absolute_url()}#part-{self.pk}"

    @property
    def overdue_days(self) -> int:
        """Days past its day, 0 where it is finished, has no day, or is in time."""
        if self.done_on or self.due_on is None:
            return 0
        return max(0, (today() - self.due_on).days)


@former
class PlanAction(models.Model):
    """A single thing to do within a part, with a due day or the sign on which it is done."""

    role = models.ForeignKey(PlanRole, models.CASCADE, related_name="actions")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    what = models.CharField(_("what"), max_length=300)
    due_on = models.DateField(_("by"), null=True, blank=True)
    sign = models.CharField(_("on which sign"), max_length=200, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("thing to do")
        verbose_name_plural = _("things to do")
        ordering = ["pk"]
