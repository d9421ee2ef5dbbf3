"""Who may do what with hand-overs. check_may_… raises PermissionDenied, its reason fit to show; may_… answers it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.access import answers, check_permission
from accounts.models import Membership
from accounts.models.membership import MembershipQuerySet
from accounts.roles import PERMISSIONS, Permission, Reach, Role
from agencies.models import Agency
from casework import access
from casework.choices import Category
from casework.models import Consent, Consultation, Household, Referral


def check_may_hand_over(by: Membership, consultation: Consultation) -> None:
    """Whoever took the family in, has taken it on, or reaches over the municipality."""
    check_permission(by, Permission.REFERRAL_SEND)
    if by.reach is not Reach.OWN or consultation.written_by_id in by.group_ids:
        return
    if not Referral.objects.settled().filter(consultation=consultation, to=by.agency_id).exists():
        raise PermissionDenied(
            _("Take the family on first, then hand it further; or name the agency that takes it with your answer.")
        )


def check_may_answer_referral(by: Membership, referral: Referral) -> None:
    """The agency itself. For one where nobody signs in, who handed over or a coordinator takes down what it said by
    FAX or telephone."""
    if by.role == Role.SYSTEM:  # carries out what an agency said by its one-time link
        return
    if referral.to_id == by.agency_id:
        check_permission(by, Permission.REFERRAL_ANSWER)
        return
    sent_it = referral.sender_id == by.agency_id and by.has(Permission.REFERRAL_SEND)
    if not (sent_it or by.has(Permission.REFERRAL_SETTLE)):
        raise PermissionDenied(_("Only the agency that a family was handed to answers."))
    if signs_in(referral.to):
        raise PermissionDenied(_("This agency signs in and answers itself. Ask it by telephone if it is urgent."))


def signs_in(agency: Agency) -> bool:
    """Whether somebody of the agency reads what is handed to it here."""
    return answering().filter(agency=agency).exists()


def answering() -> MembershipQuerySet:
    """Those who answer here what is handed to their agency."""
    roles = [role for role in Role if Permission.REFERRAL_ANSWER in PERMISSIONS[role] and role != Role.SYSTEM]
    return Membership.objects.in_force().filter(staff__is_active=True, role__in=roles)


def check_may_name_contacts(by: Membership, agency: Agency) -> None:
    """The agency's manager, or who may edit agencies."""
    if by.role == Role.MANAGER and by.agency_id == agency.pk:
        return
    check_permission(by, Permission.AGENCY_EDIT)


def check_may_settle_referral(by: Membership, referral: Referral) -> None:
    check_permission(by, Permission.REFERRAL_SETTLE)


def check_may_follow_referral(by: Membership, referral: Referral) -> None:
    """Tells the agency that the family is coming, makes links, prints the FAX, takes back: who handed over, or the
    coordinators."""
    if referral.sender_id == by.agency_id or referral.written_by_id in by.group_ids:
        check_permission(by, Permission.REFERRAL_SEND)
    else:
        check_permission(by, Permission.REFERRAL_SETTLE)


def covered_categories(referral: Referral) -> frozenset[Category]:
    """What may go to this agency; all of it in a danger that was stated."""
    if referral.danger:
        return access.EVERYTHING
    consents = Consent.objects.covering(referral.to).filter(household=referral.household_id)
    return frozenset(Category(each) for consent in consents for each in consent.categories)


def sendable_categories(by: Membership, referral: Referral) -> frozenset[Category]:
    """What of it `by` may send: an agency that a part is shared with does not read the rest off what it sends on."""
    household = Household.objects.filter(pk=referral.household_id).first()
    shared = access.shared_categories(by, household) if household else frozenset()
    return covered_categories(referral) & shared


def check_may_make_link(by: Membership, referral: Referral) -> None:
    """Who follows the hand-over and sees as much as the link shows: whoever makes one could open it."""
    check_may_follow_referral(by, referral)
    if sendable_categories(by, referral) != covered_categories(referral):
        raise PermissionDenied(
            _("More of the family is shared with that agency than with yours. Ask the coordinator to send the link.")
        )


def check_may_read_dangers(by: Membership) -> None:
    check_permission(by, Permission.REFERRAL_SETTLE)


def check_may_answer_here(by: Membership) -> None:
    """Answers what is handed to its own agency."""
    check_permission(by, Permission.REFERRAL_ANSWER)


may_answer_here = answers(check_may_answer_here)
may_hand_over = answers(check_may_hand_over)
may_answer_referral = answers(check_may_answer_referral)
may_settle_referral = answers(check_may_settle_referral)
may_follow_referral = answers(check_may_follow_referral)
may_make_link = answers(check_may_make_link)
may_read_dangers = answers(check_may_read_dangers)
