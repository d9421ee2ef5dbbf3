from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from agencies.models.codes import Concern
from agencies.models.district import District


class Topic(models.Model):
    """A field of the agency directory (相談項目), and the concerns it answers."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    concerns = models.ManyToManyField(Concern, blank=True, related_name="topics", verbose_name=_("concerns"))

    class Meta:
        verbose_name = _("topic of the directory")
        verbose_name_plural = _("topics of the directory")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class DirectoryEntryQuerySet(models.QuerySet["DirectoryEntry"]):
    def for_list(self) -> DirectoryEntryQuerySet:
        areas = AreaContact.objects.select_related("district", "agency")
        return self.select_related("topic", "agency__district").prefetch_related(models.Prefetch("by_area", areas))

    def about(self, *concerns: Concern) -> DirectoryEntryQuerySet:
        """Entries of the topics that answer one of the concerns, whichever of the two lists a topic names it from."""
        keys = {each.pk for each in concerns} | {each.counts_as_id for each in concerns if each.counts_as_id}
        same = Concern.objects.filter(Q(pk__in=keys) | Q(counts_as__in=[each.pk for each in concerns]))
        return self.filter(topic__in=Topic.objects.filter(concerns__in=same))

    def serving(self, district: District) -> DirectoryEntryQuerySet:
        """Entries for somebody of the district: by its area, or with an agency of no district or of this one."""
        around = District.objects.around(district)
        return self.filter(
            Q(agency__isnull=False, agency__district=None)
            | Q(agency__district__in=around)
            | Q(Exists(AreaContact.objects.filter(entry=OuterRef("pk"), district__in=around)))
        )


class DirectoryEntry(models.Model):
    """A line of the agency directory (相談機関一覧, DOMAIN §2.4): for this trouble, ask here. ★ marks where to ask
    when in doubt."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="entries", verbose_name=_("topic"))
    number = models.CharField(_("No."), max_length=10)
    number_order = models.PositiveIntegerField(editable=False, default=0)
    default = models.BooleanField(_("★ where to ask when in doubt"), default=False)
    matter = models.CharField(_("what it is asked about"), max_length=300, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="directory_entries", verbose_name=_("agency"),
        help_text=_("Empty: it depends on the area."),
    )  # fmt: skip
    main_contact = models.CharField(_("main contact"), max_length=60, blank=True)
    deputy_contact = models.CharField(_("deputy contact"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = DirectoryEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("directory entry")
        verbose_name_plural = _("directory entries")
        ordering = ["topic__order", "topic", "number_order", "number"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="directory_number_once_in_its_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.number}"

    def save(self, **kwargs) -> None:
        digits = "".join(ch for ch in self.number if ch.isdecimal())
        self.number_order = int(digits[:9]) if digits else 0
        super().save(**kwargs)


class AreaContact(models.Model):
    """Which agency answers a directory entry in one district (圏域別)."""

    entry = models.ForeignKey(DirectoryEntry, models.CASCADE, related_name="by_area", verbose_name=_("entry"))
    district = models.ForeignKey(District, models.PROTECT, verbose_name=_("district"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="area_contacts", verbose_name=_("agency"))

    class Meta:
        verbose_name = _("contact by area")
        verbose_name_plural = _("contacts by area")
        ordering = ["district__order", "district"]
        constraints = [models.UniqueConstraint(fields=["entry", "district"], name="area_contact_one_for_a_district")]

    def __str__(self) -> str:
        return f"{self.district}: {self.agency}"
