from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Concern, District
from casework.matching.keys import NAMELESS
from casework.models.person import Person
from casework.models.walled import Walled, former


class HouseholdQuerySet(models.QuerySet["Household"]):
    def found_by(self, words: str) -> HouseholdQuerySet:
        """Households with a member whom the words find, or with this very number."""
        persons = Person.objects.found_by(words)
        members = HouseholdMember.objects.filter(household=OuterRef("pk"), person__in=persons)
        return self.filter(Q(Exists(members)) | Q(number=words.strip()))


@former
class Household(Walled):
    """A household (世帯): what is assessed and supported, not the single person (DOMAIN §6.8). Its members change
    over time."""

    number = models.CharField(_("household number"), max_length=30, unique=True)
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, verbose_name=_("district"))
    note = models.TextField(_("note"), blank=True)
    persons = models.ManyToManyField(Person, through="HouseholdMember", related_name="households")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        ordering = ["-pk"]

    def __str__(self) -> str:
        head = next((each for each in self.members.all() if each.relation_label == HouseholdMember.CONSULTEE), None)
        head = head or next(iter(self.members.all()), None)
        if head is None:
            return self.number
        if head.person.name in NAMELESS:
            return str(_("Household of somebody without a name"))
        return _("Household of %(name)s") % {"name": head.person.name}

    def get_absolute_url(self) -> str:
        return reverse("casework:household_detail", args=[self.pk])


@former
class HouseholdMember(Walled):
    """A person's time in a household. 続柄 is the relation to the consultee, 本人 for the consultee."""

    CONSULTEE = "本人"

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    relation_label = models.CharField(_("relation"), max_length=30, blank=True)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    lives_together = models.BooleanField(_("lives together"), default=True)
    key_person = models.BooleanField(_("key person"), default=False)
    note = models.TextField(_("note"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    # Whether this member's own concerns were recorded. Where not, those of the person's consultations are theirs.
    concerns_stated = models.BooleanField(default=False)
    concerns = models.ManyToManyField(Concern, through="HouseholdConcern", related_name="+")

    class Meta:
        verbose_name = _("member of a household")
        verbose_name_plural = _("members of households")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "person"], condition=Q(left_on=None), name="member_once_in_a_household"
            ),
            models.CheckConstraint(
                name="member_leaves_after_joining",
                condition=Q(joined_on=None) | Q(left_on=None) | Q(left_on__gte=models.F("joined_on")),
                violation_error_message=_("The day of leaving is before the day of joining."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.relation_label}）"


def members_now(path: str = "members") -> Prefetch:
    """Prefetches who belongs to a household now, by name: what it is called by in a list."""
    return Prefetch(path, HouseholdMember.objects.filter(left_on=None).select_related("person"))


@former
class HouseholdConcern(Walled):
    """A trouble of one member, or of the household as a whole (member empty)."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="concerns")
    member = models.ForeignKey(
        HouseholdMember, models.CASCADE, null=True, blank=True, related_name="held_concerns", db_column="member_id"
    )
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("concern of a household")
        verbose_name_plural = _("concerns of households")
        ordering = ["concern__list", "concern__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "member", "concern"], nulls_distinct=False, name="concern_once_for_a_member"
            ),
        ]


@former
class Relation(Walled):
    """How two people of a household stand to each other; the genogram is drawn from these (DOMAIN §7)."""

    class Kind(models.TextChoices):
        """What `of` is to `to`. TIE says nothing but how the two get on."""

        PARENT = "parent", _("Parent of")
        ADOPTIVE = "adoptive", _("Adoptive parent of")
        FOSTER = "foster", _("Foster parent of")
        STEP = "step", _("Step-parent of")
        SPOUSE = "spouse", _("Married to")
        PARTNER = "partner", _("Partner of")
        SIBLING = "sibling", _("Brother or sister of")
        GUARDIAN = "guardian", _("Guardian of")
        CURATOR = "curator", _("Curator of")
        ASSISTANT = "assistant", _("Assistant of")
        VOLUNTARY = "voluntary", _("Guardian by contract of")
        MINOR = "minor", _("Guardian of the child")
        CARER = "carer", _("Carer of")
        TIE = "tie", _("Stands to")

    class State(models.TextChoices):
        """Of partners: a separation keeps the marriage. ENDED is for an end whose day is not known; with `until` it
        goes without saying."""

        LASTING = "", _("Lasting")
        SEPARATED = "separated", _("Separated")
        ENDED = "ended", _("Ended")

    class Quality(models.TextChoices):
        ORDINARY = "", _("Ordinary")
        CLOSE = "close", _("Close")
        DEPENDENT = "dependent", _("Dependent")
        DISTANT = "distant", _("Distant")
        CONFLICT = "conflict", _("In conflict")
        VIOLENCE = "violence", _("Violence")
        CUT_OFF = "cut_off", _("Cut off")

    PARENTS = (Kind.PARENT, Kind.ADOPTIVE, Kind.FOSTER, Kind.STEP)
    PARTNERS = (Kind.SPOUSE, Kind.PARTNER)
    GUARDIANS = (Kind.GUARDIAN, Kind.CURATOR, Kind.ASSISTANT, Kind.VOLUNTARY, Kind.MINOR)

    household = models.ForeignKey(Household, models.PROTECT, related_name="relations")
    of = models.ForeignKey(Person, models.PROTECT, related_name="relations_from")
    to = models.ForeignKey(Person, models.PROTECT, related_name="relations_to")
    kind = models.CharField(_("relation"), max_length=10, choices=Kind)
    state = models.CharField(_("lasting or not"), max_length=10, choices=State, blank=True)
    quality = models.CharField(_("how they get on"), max_length=10, choices=Quality, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    separated_on = models.DateField(_("separated on"), null=True, blank=True)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="relation_is_between_two",
                condition=~Q(of=models.F("to")),
                violation_error_message=_("A relation is between two people."),
            ),
            models.CheckConstraint(
                name="relation_ends_after_it_began",
                condition=Q(since=None) | Q(until=None) | Q(until__gte=models.F("since")),
                violation_error_message=_("It cannot end before it began."),
            ),
            models.CheckConstraint(
                name="only_partners_are_separated",
                condition=~Q(state="separated") | Q(kind__in=["spouse", "partner"]),
                violation_error_message=_("Only a couple can be separated."),
            ),
            models.CheckConstraint(
                name="how_two_stand_is_said",
                condition=~Q(kind="tie") | ~Q(quality=""),
                violation_error_message=_("Say how the two get on."),
            ),
            models.CheckConstraint(
                name="couple_separates_after_it_began",
                condition=Q(separated_on=None)
                | Q(kind__in=["spouse", "partner"]) & (Q(since=None) | Q(separated_on__gte=models.F("since"))),
                violation_error_message=_("It cannot end before it began."),
            ),
        ]

    def over_on(self, day: date) -> bool:
        """Ended by that day, or on a day that is not known."""
        return self.state == self.State.ENDED or (self.until is not None and self.until <= day)


@former
class InvolvedAgency(Walled):
    """An agency that is with a household already, as far as told (すでに関わっている機関). It grants no sight."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="involved_agencies")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("agency"))
    support = models.CharField(_("what it does"), max_length=200, blank=True)
    told_on = models.DateField(_("told on"))
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("agency involved with a household")
        verbose_name_plural = _("agencies involved with households")
        ordering = ["told_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "agency"], condition=Q(ended_on=None), name="agency_involved_once_in_a_household"
            ),
        ]
