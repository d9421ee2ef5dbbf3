"""Records brought together: a link, and nothing else (docs/decisions/0008). Every record stays where it is, as it was
written, seen by those who saw it; coordinators read the two as one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.models.household import Household
from casework.models.pair import PersonPair
from casework.models.person import Person
from casework.models.walled import former


class MergeQuerySet(models.QuerySet["Merge"]):
    def live(self) -> MergeQuerySet:
        return self.filter(undone_at=None)


@former
class Merge(models.Model):
    """Two persons are one, or two households one: `kept` is the record that goes on, `gone` the one that leads to it.
    Undone, the row stays with its day."""

    kept_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="merges")
    gone_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="merged_into")
    kept_household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="merges")
    gone_household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="merged_into")
    pair = models.ForeignKey(PersonPair, models.PROTECT, null=True, related_name="merges")
    by = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="merge_of_persons_or_of_households",
                condition=Q(
                    kept_person__isnull=False, gone_person__isnull=False, kept_household=None, gone_household=None
                )
                | Q(kept_person=None, gone_person=None, kept_household__isnull=False, gone_household__isnull=False),
            ),
            models.CheckConstraint(
                name="merge_is_of_two",
                condition=(Q(kept_person=None) | ~Q(kept_person=F("gone_person")))
                & (Q(kept_household=None) | ~Q(kept_household=F("gone_household"))),
            ),
            models.UniqueConstraint(fields=["gone_person"], condition=Q(undone_at=None), name="person_merged_into_one"),
            models.UniqueConstraint(
                fields=["gone_household"], condition=Q(undone_at=None), name="household_merged_into_one"
            ),
        ]
