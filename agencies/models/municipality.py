from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models.codes import ConcernList

# The sentence of the tsunagu sheet (DOMAIN §2.1); the lead department may write its own.
CONSENT_WORDING = (
    "円滑な相談支援につなぐため、私の相談内容を必要となる関係機関（者）と情報共有し、保管・集約することに同意します。"
)
CONSENT_PURPOSE = "円滑な相談支援につなぐため"


def default_age_bands() -> list[int]:
    return [40, 65]


class Municipality(models.Model):
    """The municipality's own settings: one row, made when the program is installed."""

    name = models.CharField(_("name"), max_length=60, blank=True)
    programme = models.CharField(
        _("programme"), max_length=120, default="多機関の協働による相談支援包括化推進業務",
        help_text=_("Printed on the completion report."),
    )  # fmt: skip
    corporation = models.CharField(_("corporation"), max_length=120, blank=True)
    representative = models.CharField(_("representative"), max_length=120, blank=True)
    concern_list = models.ForeignKey(
        ConcernList, models.PROTECT, null=True, verbose_name=_("list of concerns used at intake")
    )
    age_bands = ArrayField(
        models.PositiveSmallIntegerField(), default=default_age_bands, verbose_name=_("age bands"),
        help_text=_("The ages at which a new band begins, e.g. 40, 65."),
    )  # fmt: skip
    coordinators_hold_cases = models.BooleanField(_("coordinators hold cases themselves"), default=False)
    consulted_by_agencies_only = models.BooleanField(_("coordinators are consulted by agencies only"), default=False)
    referral_answer_days = models.PositiveSmallIntegerField(_("working days to answer a referral"), default=3)
    referral_reminded_days = models.PositiveSmallIntegerField(
        _("working days after the reminder until a referral is the coordinator's"), default=1
    )
    referral_link_days = models.PositiveSmallIntegerField(_("days for which a one-time link is open"), default=7)
    consent_wording = models.TextField(
        _("wording of the consent"), default=CONSENT_WORDING,
        help_text=_("Shown and printed where a consent is asked for. Each consent keeps the wording that was shown."),
    )  # fmt: skip
    consent_purpose = models.CharField(_("purpose of sharing"), max_length=200, default=CONSENT_PURPOSE)
    former_participant_days = models.PositiveSmallIntegerField(
        _("days for which a former participant still reads a case"), default=30
    )

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipality")
        constraints = [models.CheckConstraint(name="one_municipality", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return self.name or str(_("Municipality"))

    def clean(self) -> None:
        if self.age_bands != sorted(set(self.age_bands)) or not self.age_bands:
            raise ValidationError({"age_bands": _("Write the ages in rising order, each once, e.g. 40, 65.")})

    def save(self, **kwargs) -> None:
        self.pk = 1
        super().save(**kwargs)

    @classmethod
    def current(cls) -> "Municipality":
        return cls.objects.select_related("concern_list").get(pk=1)
