"""Consent to share: taken, and withdrawn (DOMAIN §9.3). Both bite on the next request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Membership
from agencies.models import Agency
from casework import access
from casework.actions.case_course import show_to_takers
from casework.actions.grants import end_uncovered, settle_part_grants
from casework.actions.referrals import settle_turns
from casework.models import Case, Consent, Household, Person


@transaction.atomic
def take_consent(
    consent: Consent, agencies: Iterable[Agency], *, by: Membership, given_for: Iterable[Person] = ()
) -> Consent:
    """Records a consent; agencies with a part in a plan that it covers see the case from now on, and hand-overs that
    waited for it go to their agencies."""
    access.check_may_take_consent(by, consent.household)
    consent.written_by = by.agency.group
    consent.save()
    consent.agencies.set(agencies)
    consent.given_for.set(given_for)
    _settle(consent.household, by)
    audit.record(audit.Verb.CONSENT_GIVEN, consent, by=by, categories=consent.categories)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, on: date, *, by: Membership) -> Consent:
    """The family takes its consent back. What was shared before stays known; nothing more is shown."""
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    access.check_may_take_consent(by, consent.household)
    if consent.withdrawn_on:
        raise ValidationError(_("This consent was withdrawn already."))
    if on < consent.valid_from:
        raise ValidationError({"withdrawn_on": _("It cannot be withdrawn before it was given.")})
    consent.withdrawn_on = on
    consent.save()
    _settle(consent.household, by)
    audit.record(audit.Verb.CONSENT_WITHDRAWN, consent, by=by)
    return consent


def _settle(household: Household, by: Membership) -> None:
    end_uncovered(household, by=by)
    for case in Case.objects.filter(household=household, closed_on=None):
        settle_part_grants(case, by=by)
        show_to_takers(case, by=by)
    settle_turns(household, by=by)
