"""Code tables: labels that a lead department edits and figures read. Nothing in the program spells a label out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class CodeTable(models.Model):
    """One label of a code table, in the table's own order. A label no longer offered stays readable on old records."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    offered = models.BooleanField(_("offered in forms"), default=True)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class ConcernList(models.Model):
    """A list of troubles to ask about: the national form's 16 items, Okayama's 12, or a city's own (DOMAIN §2.1,
    §2.3)."""

    REPORTING = "national16"  # the list on which reports count

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("list of concerns")
        verbose_name_plural = _("lists of concerns")

    def __str__(self) -> str:
        return self.name


class ConcernQuerySet(models.QuerySet["Concern"]):
    def for_list(self) -> ConcernQuerySet:
        """With what each counts as, by which it is told whether it is shared."""
        return self.select_related("list", "counts_as__list")


class Concern(models.Model):
    """One trouble of a list. A list other than the reporting one says which item of that list each of its own counts
    as."""

    list = models.ForeignKey(ConcernList, models.PROTECT, related_name="concerns", verbose_name=_("list"))
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=60)
    short_name = models.CharField(_("short name"), max_length=30, help_text=_("Shown on buttons and in narrow tables."))
    counts_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("counts as"),
        help_text=_("The item of the national list under which reports count it. Empty for the national list itself."),
    )  # fmt: skip
    offered = models.BooleanField(_("offered in forms"), default=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ["list", "number"]
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="concern_number_once_in_its_list"),
            models.UniqueConstraint(fields=["list", "name"], name="concern_name_once_in_its_list"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """An item that counts as none would be in no report."""
        if self.list_id and self.list.code != ConcernList.REPORTING and self.counts_as is None:
            raise ValidationError({"counts_as": _("Choose the item of the national list that it counts as.")})
