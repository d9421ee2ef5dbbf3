from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from casework.models.case import Case
from casework.models.codes import Method
from casework.models.consultation import Consultation
from casework.models.household import Household
from casework.models.walled import Walled, former


class ContactQuerySet(models.QuerySet["Contact"]):
    def for_list(self) -> ContactQuerySet:
        return self.select_related("agency", "method", "household", "case", "consultation").prefetch_related("staff")


@former
class Contact(Walled):
    """One dated touch with an agency, or with the household (連絡調整・支援経過; DOMAIN §2.8). Staff are several:
    visits are by two."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="contacts")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="contacts")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="contacts")
    occurred_on = models.DateField(_("date"))
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency"),
        help_text=_("Empty: with the consultee or the family."),
    )  # fmt: skip
    method = models.ForeignKey(Method, models.PROTECT, null=True, blank=True, verbose_name=_("method"))
    content = models.TextField(_("content"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-occurred_on", "-pk"]
        indexes = [
            models.Index(fields=["-occurred_on", "-id"], name="contact_list"),  # the year's tally and the list
            models.Index(fields=["case", "-occurred_on", "-id"], name="contact_of_case"),
            models.Index(fields=["household", "-occurred_on", "-id"], name="contact_of_household"),
            models.Index(fields=["occurred_on"], name="contact_without_method", condition=Q(method=None)),
            models.Index(fields=["written_by"], name="contact_written_by"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("casework:contact_edit", args=[self.pk])


class ContactStaff(models.Model):
    """Who was there, as written; linked where exactly one staff member has that name."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="staff")
    name = models.CharField(max_length=60)
    member = models.ForeignKey("accounts.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("staff of a contact")
        verbose_name_plural = _("staff of contacts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
