"""Where coordinators are consulted by agencies only (a setting): the agency that brought a consultation by telephone
is recorded as its sender and answered like one. It sees that hand-over and its outcome, and nothing else."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Membership
from accounts.roles import Reach
from agencies.models import Municipality
from casework.actions import answers
from casework.models import Consultation, Referral


def check_brought(consultation: Consultation, *, by: Membership) -> None:
    """Raises ValidationError where the agency has to be named and is not."""
    if by.reach is Reach.ALL and consultation.brought_by is None and Municipality.current().consulted_by_agencies_only:
        raise ValidationError(
            {"brought_by": _("The coordinators are consulted by agencies only: name the agency that brought it.")}
        )


def note_brought(consultation: Consultation, *, by: Membership) -> Referral | None:
    """A hand-over from the agency that brought it to the office that took it in. Called by `take_in`."""
    agency = consultation.brought_by
    if by.reach is not Reach.ALL or agency is None or not Municipality.current().consulted_by_agencies_only:
        return None
    if agency.pk == by.agency_id or consultation.restricted:
        return None
    now = timezone.now()
    with translation.override("ja"):  # kept, and read by others
        reason = _("Consultation %(number)s, brought to the coordinators.") % {"number": consultation.number}
    referral = Referral.objects.create(
        household_id=consultation.household_id, consultation=consultation, to=by.agency, sender=agency, reason=reason,
        sent_at=now, sent_by=by, sent_as=Referral.Way.TELEPHONE, turn_since=now, written_by=by.agency.group,
    )  # fmt: skip
    audit.record(audit.Verb.REFERRAL_SENT, referral, by=by, to=referral.to_id, brought_by=agency.pk)
    return referral


def answer_brought(consultation: Consultation, *, by: Membership) -> None:
    """With the decision the agency learns what becomes of what it brought, and whom to call. Called by `decide`."""
    waiting = Referral.objects.waiting().filter(consultation=consultation, to=by.agency, sent_as=Referral.Way.TELEPHONE)
    for referral in waiting:
        with translation.override("ja"):
            words = _("Decided: %(outcome)s") % {"outcome": consultation.get_outcome_display()}
        answers.take(referral, words=words, by=by)
