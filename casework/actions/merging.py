"""Bringing records together, and taking them apart again. A merge is a link that coordinators read
(docs/matching.md): no record moves, none is rewritten, and so nobody sees more than before."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Membership
from casework import access
from casework.matching import searching
from casework.models import Consultation, Household, Merge, Person, PersonPair

R = TypeVar("R", Person, Household)


@transaction.atomic
def merge_persons(kept: Person, gone: Person, *, pair: PersonPair | None = None, by: Membership) -> Merge:
    """Two records are one person; `gone` leads to `kept` from now on. Both stay as they are.
    Raises PermissionDenied (who) or ValidationError (restricted, or brought together already)."""
    access.check_may_merge(by)
    kept, gone = _locked(kept, gone)
    _check_alike_restricted(kept, gone)
    live = Merge.objects.live().select_related("kept_person", "gone_person")
    kept = searching.kept_person(kept)
    elsewhere = live.filter(gone_person=gone).first()
    if kept == gone or (elsewhere and elsewhere.kept_person == kept):
        raise ValidationError(_("These two are one person already."))
    if elsewhere:
        raise ValidationError(
            _("%(name)s was brought together with another record. Take that back first.") % {"name": gone.name}
        )
    merge = Merge.objects.create(kept_person=kept, gone_person=gone, pair=pair, by=by)
    for household in Household.objects.filter(members__person__in=(kept, gone)).distinct():
        audit.record(audit.Verb.MERGED, household, by=by, merge=merge.pk, kept_person=kept.pk, gone_person=gone.pk)
    return merge


@transaction.atomic
def join_households(
    kept: Household, gone: Household, *, pair: PersonPair | None = None, by: Membership
) -> Merge | None:
    """Two records are one household; coordinators read both on either page. None where they were joined before.
    Raises PermissionDenied (who) or ValidationError (restricted, or joined with another already)."""
    access.check_may_merge(by)
    kept, gone = _locked(kept, gone)
    _check_alike_restricted(kept, gone)
    if gone in linked_households(kept, of_persons=False):
        return None
    live = Merge.objects.live().select_related("kept_household")
    while further := live.filter(gone_household=kept).first():
        kept = further.kept_household  # type: ignore[assignment]
    if live.filter(gone_household=gone).exists():
        raise ValidationError(
            _("Household %(number)s was joined with another one. Take that back first.") % {"number": gone.number}
        )
    merge = Merge.objects.create(kept_household=kept, gone_household=gone, pair=pair, by=by)
    for household in (kept, gone):
        audit.record(audit.Verb.MERGED, household, by=by, merge=merge.pk, kept=kept.pk, gone=gone.pk)
    return merge


def _locked(one: R, other: R) -> tuple[R, R]:
    """Both as they stand now; at the restricted desk one that is seen at the other desk only stays as it came."""
    rows = type(one)._default_manager.select_for_update(of=("self",)).order_by("pk").in_bulk((one.pk, other.pk))
    return rows.get(one.pk, one), rows.get(other.pk, other)


def _check_alike_restricted(one: Person | Household, other: Person | Household) -> None:
    if one.restricted != other.restricted:
        raise ValidationError(
            _(
                "One of the two families is restricted, the other is not. Let the lead department restrict both, or"
                " lift the restriction, before they are brought together."
            )
        )


def of_pair(pair: PersonPair) -> QuerySet[Merge]:
    """What was brought together by deciding it, the last first."""
    return Merge.objects.live().filter(pair=pair).order_by("-pk")


@transaction.atomic
def undo(merge: Merge, *, by: Membership) -> Merge:
    """The two come apart, each as it was and as it was added to since. Raises ValidationError where what was brought
    together later stands on it."""
    access.check_may_merge(by)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    later = list(later_merges(merge))
    if later:
        raise ValidationError([_("Take back first: %(what)s") % {"what": words_of(each)} for each in later])
    merge.undone_by, merge.undone_at = by, timezone.now()
    merge.save()
    for household in _households_of(merge):
        audit.record(audit.Verb.MERGE_UNDONE, household, by=by, merge=merge.pk)
    return merge


def later_merges(merge: Merge) -> QuerySet[Merge]:
    """Merges since then that one of the two had a part in, other than by the same decision."""
    persons = [key for key in (merge.kept_person_id, merge.gone_person_id) if key]
    households = [key for key in (merge.kept_household_id, merge.gone_household_id) if key]
    part = Q(kept_person__in=persons) | Q(gone_person__in=persons)
    part |= Q(kept_household__in=households) | Q(gone_household__in=households)
    found = Merge.objects.live().filter(part, pk__gt=merge.pk)
    if merge.pair_id:
        found = found.exclude(pair=merge.pair_id)
    return found.select_related("kept_person", "gone_person", "kept_household", "gone_household").order_by("-pk")


def words_of(merge: Merge) -> str:
    """遠藤 美咲 and 遠藤 みさき; or the numbers of two households."""
    if merge.gone_person and merge.kept_person:
        return _("%(gone)s and %(kept)s as one person") % {"gone": merge.gone_person, "kept": merge.kept_person}
    if merge.gone_household and merge.kept_household:
        numbers = {"gone": merge.gone_household.number, "kept": merge.kept_household.number}
        return _("households %(gone)s and %(kept)s as one") % numbers
    return ""


def _households_of(merge: Merge) -> QuerySet[Household]:
    return Household.objects.filter(
        Q(members__person__in=[key for key in (merge.kept_person_id, merge.gone_person_id) if key])
        | Q(pk__in=[key for key in (merge.kept_household_id, merge.gone_household_id) if key])
    ).distinct()


def taken_in_since(merge: Merge) -> QuerySet[Consultation]:
    """What came in to either record since they were brought together: it stays where it was written down."""
    return Consultation.objects.filter(household__in=_households_of(merge), created_at__gt=merge.at).order_by("pk")


def linked_households(household: Household, *, of_persons: bool = True) -> list[Household]:
    """Every household that was joined with this one, in whatever steps, as far as the acting person sees them.

    of_persons   also those with a record of somebody who belongs to this one."""
    found: dict[int, Household] = {household.pk: household}
    new = [household.pk]
    while new:
        links = Q(kept_household__in=new) | Q(gone_household__in=new)
        if of_persons:
            links |= Q(kept_person__memberships__household__in=new) | Q(gone_person__memberships__household__in=new)
        merges = Merge.objects.live().filter(links).values_list(
            "kept_household", "gone_household", "kept_person", "gone_person"
        )  # fmt: skip
        homes, persons = set(), set()
        for kept, gone, person, other in merges:
            homes |= {kept, gone} - {None}
            persons |= {person, other} - {None}
        near = Household.objects.filter(Q(pk__in=homes) | Q(members__person__in=persons, members__left_on=None))
        fresh = [each for each in near.distinct() if each.pk not in found]
        found |= {each.pk: each for each in fresh}
        new = [each.pk for each in fresh]
    return [each for key, each in found.items() if key != household.pk]


def plain(levels: Any) -> dict[str, str]:
    """jsonb as a cursor of our own reads it."""
    return json.loads(levels) if isinstance(levels, str) else levels
