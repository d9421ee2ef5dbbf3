from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from casework.models.consultation import Consultation
from casework.models.household import Household
from casework.models.walled import Walled, former


@former
class TsunaguSheet(Walled):
    """The sheet that goes along with the family (つなぐシート, ver. 2018.10.1; DOMAIN §2.1 front, §2.2 back).

    Who came, the household and the concerns are the consultation's and the household's own records."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="sheets")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="sheets")
    received_on = models.DateField(_("received on"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("receiving agency"))
    received_by = models.CharField(_("received by"), max_length=60, blank=True)
    wishes = models.TextField(_("what they want to talk about, and what to be careful of"), blank=True)
    living_situation = models.TextField(_("how the household lives"), blank=True)
    special_notes = models.TextField(_("special notes"), blank=True)
    own_assessment = models.BooleanField(
        _("the agency's own assessment is attached in place of the back"), default=False
    )
    # What the family was shown to agree to; the lead department may write another for sheets that come after.
    consent_wording = models.TextField(_("wording of the consent"), blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("tsunagu sheet")
        verbose_name_plural = _("tsunagu sheets")
        ordering = ["-received_on", "-pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.consultation.number}"

    def get_absolute_url(self) -> str:
        return reverse("casework:sheet_detail", args=[self.pk])


class SheetAgency(models.Model):
    """An agency already supporting the household (既に支援に入っている機関), as far as known."""

    sheet = models.ForeignKey(TsunaguSheet, models.CASCADE, related_name="agencies_involved")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("agency"))
    support = models.CharField(_("what it does"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("agency already involved")
        verbose_name_plural = _("agencies already involved")
        ordering = ["pk"]


class SheetCopy(Walled):
    """What a sheet said when it was handed over, kept as it was then; without one (sheet empty), what the consultation
    told. It is never changed; a trigger of config/access.sql holds it.

    `content` is what casework.sheet_content made, section by section."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    sheet = models.ForeignKey(TsunaguSheet, models.PROTECT, null=True, related_name="copies")
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(encoder=DjangoJSONEncoder)
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("version of a tsunagu sheet")
        verbose_name_plural = _("versions of tsunagu sheets")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="sheet_version_once")]

    def __str__(self) -> str:
        return gettext("Version %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("casework:sheet_copy", args=[self.pk])

    def save(self, **kwargs: Any) -> None:
        if self.pk:
            raise ValidationError(gettext("What was handed over is kept as it was."))
        super().save(**kwargs)
