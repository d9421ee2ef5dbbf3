from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AgencyGroup(models.Model):
    """A group of the contact table (分類), e.g. 行政機関・相談窓口. The order is the printed table's."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("group of agencies")
        verbose_name_plural = _("groups of agencies")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class AgencyType(models.Model):
    """A row of the contact table (種別) within its group. A type without a contact is still a row."""

    group = models.ForeignKey(AgencyGroup, models.PROTECT, related_name="types", verbose_name=_("group"))
    name = models.CharField(_("name"), max_length=60)
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("type of agency")
        verbose_name_plural = _("types of agency")
        ordering = ["group__order", "group", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="agency_type_once_in_its_group")]

    def __str__(self) -> str:
        return self.name


class AgencyQuerySet(models.QuerySet):
    def for_list(self) -> "AgencyQuerySet":
        return self.select_related("type__group", "district")

    def in_use(self, *held: int | None) -> "AgencyQuerySet":
        """Those that can be named: not closed, or named (by key) in the record already."""
        return self.filter(Q(closed_on=None) | Q(pk__in=[key for key in held if key]))


class Agency(models.Model):
    """A place that helps (相談機関): a city section, a centre, a clinic, an NPO, neighbours. What it may see hangs on
    its group."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=100)
    type = models.ForeignKey(
        AgencyType, models.PROTECT, null=True, blank=True, related_name="agencies", verbose_name=_("type"),
        help_text=_("Empty: not counted in the contact table (the coordinators' own office)."),
    )  # fmt: skip
    district = models.ForeignKey("agencies.District", models.PROTECT, null=True, blank=True, verbose_name=_("district"))
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    extension = models.CharField(_("extension"), max_length=60, blank=True)
    fax = models.CharField(_("FAX"), max_length=60, blank=True)
    hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    group = models.OneToOneField(Group, models.PROTECT, editable=False, related_name="agency")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["type__group__order", "type__order", "code"]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs) -> None:
        if self.group_id is None:
            self.group = Group.objects.create(name=f"agency {self.code}")
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("agencies:agency_detail", args=[self.pk])
