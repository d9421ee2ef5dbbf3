from __future__ import annotations

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.calendar import today
from agencies.models import Agency
from casework.choices import Category
from casework.models.household import Household
from casework.models.person import Person
from casework.models.walled import Walled, former


def all_categories() -> list[str]:
    return list(Category.values)


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self, on: date | None = None) -> ConsentQuerySet:
        """Those that hold today, or held on a day (a meeting's)."""
        day = on or today()
        not_withdrawn = Q(withdrawn_on=None) if on is None else Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)
        return self.filter(not_withdrawn, Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)

    def expiring(self, within: timedelta = timedelta(days=14)) -> ConsentQuerySet:
        """Those in force whose last day comes within two weeks."""
        return self.in_force().filter(valid_until__lte=today() + within)

    def covering(self, agency: Agency) -> ConsentQuerySet:
        return self.in_force().filter(Q(agencies_concerned=True) | Q(agencies=agency)).distinct()


@former
class Consent(Walled):
    """Agreement to share: who gave it, for whom, what, with whom, from when until when, by which evidence (DOMAIN
    §9.3)."""

    class GivenAs(models.TextChoices):
        SELF = "self", _("For themselves")
        GUARDIAN = "guardian", _("As guardian of a child")
        ABSENT = "absent", _("For an absent member")

    class Evidence(models.TextChoices):
        PAPER = "paper", _("Signature on paper")
        IN_PERSON = "in_person", _("Said in person")
        TELEPHONE = "telephone", _("Said on the telephone")

    household = models.ForeignKey(Household, models.PROTECT, related_name="consents")
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("given by"))
    # For whom, where somebody else than who gave it: children, absent members. Empty: for themselves and the household.
    given_for = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name=_("for whom"))
    given_as = models.CharField(_("given"), max_length=10, choices=GivenAs, default=GivenAs.SELF)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    categories = ArrayField(
        models.CharField(max_length=15, choices=Category), default=all_categories, verbose_name=_("what is shared")
    )
    agencies_concerned = models.BooleanField(_("with all agencies concerned"), default=True)
    agencies = models.ManyToManyField(Agency, blank=True, related_name="+", verbose_name=_("with these agencies"))
    valid_from = models.DateField(_("from"), default=today)
    valid_until = models.DateField(_("until"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=10, choices=Evidence, default=Evidence.PAPER)
    wording = models.TextField(_("the wording that was shown"), blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    # The consultation whose 同意日 this is; such a consent covers everything and everybody concerned (docs/formats.md).
    consultation = models.ForeignKey(
        "casework.Consultation", models.PROTECT, null=True, blank=True, editable=False, related_name="consents"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["household"], name="consent_of_household")]
        constraints = [
            models.CheckConstraint(
                name="consent_ends_after_it_begins",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                name="consent_for_somebody_else_has_a_reason",
                condition=Q(given_as="self") | ~Q(reason=""),
                violation_error_message=_("Write why it was given for somebody else."),
            ),
            models.CheckConstraint(
                name="consent_shares_something",
                condition=~Q(categories=[]),
                violation_error_message=_("Choose at least one kind of information."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("casework:consent_detail", args=[self.pk])

    @property
    def in_force(self) -> bool:
        """Today, of a row that was read already; `objects.in_force()` asks the database."""
        over = self.valid_until is not None and self.valid_until < today()
        return self.withdrawn_on is None and not over and self.valid_from <= today()

    def covers(self, agency: Agency) -> bool:
        return self.agencies_concerned or agency in self.agencies.all()

    @property
    def meant(self) -> set[int]:
        """The keys of the persons whose own consent it is: who gave it, or those for whom it was given."""
        if self.given_as == self.GivenAs.SELF:
            return {self.given_by_id}
        return {each.pk for each in self.given_for.all()}

    def goes_on_in(self, other: Consent) -> bool:
        """Whether another of the household, which lasts longer, is the same persons' for all that this one covers."""
        lasts = other.valid_until is None or (self.valid_until is not None and other.valid_until > self.valid_until)
        covers = other.agencies_concerned or (
            not self.agencies_concerned and set(self.agencies.all()) <= set(other.agencies.all())
        )
        return lasts and covers and self.meant <= other.meant and set(self.categories) <= set(other.categories)

    @property
    def categories_text(self) -> str:
        return gettext(", ").join(str(Category(each).label) for each in self.categories)
