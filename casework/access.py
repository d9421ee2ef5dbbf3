"""Who may do what with casework's records, and what of a case a consent shows to whom. check_may_… raises PermissionDenied,
its reason fit to show; may_… answers it. What a person sees at all is the wall's (docs/access.md)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.access import answers, check_permission
from accounts.models import Membership
from accounts.roles import Permission, Reach
from casework.choices import Category
from casework.models import Case, Consent, Consultation, Contact, Household, PlanRole, SupportPlan

# Every field, tab and file that is shared has one category (DOMAIN §9.3).
CATEGORY_OF = {
    "person.birth_date": Category.CONTACT,
    "person.address": Category.CONTACT,
    "person.telephone": Category.CONTACT,
    "household.members": Category.HOUSEHOLD,
    "household.relations": Category.HOUSEHOLD,
    "household.concerns": Category.CONSULTATION,
    "household.health": Category.HEALTH,
    "household.money": Category.MONEY,
    "consultation.narrative": Category.CONSULTATION,
    "sheet": Category.CONSULTATION,
    "contacts": Category.PROGRESS,
    "plan": Category.PLAN,
}
EVERYTHING = frozenset(Category)


def shared_categories(by: Membership, household: Household) -> frozenset[Category]:
    """What of a household this membership may read: all of it with reach over the municipality, or where its own agency took
    the family in; else what the consents in force share with its agency."""
    if by.reach is not Reach.OWN:
        return EVERYTHING
    if household.written_by_id == by.agency.group_id or Consultation.objects.filter(
        household=household, written_by=by.agency.group_id
    ).exists():  # fmt: skip
        return EVERYTHING
    consents = Consent.objects.covering(by.agency).filter(household=household)
    return frozenset(Category(each) for consent in consents for each in consent.categories)


def withheld_categories(by: Membership, household: Household) -> list[Category]:
    """The others, in their order: said to be withheld wherever they would stand."""
    shared = shared_categories(by, household)
    return [each for each in Category if each not in shared]


def check_may_take_in(by: Membership) -> None:
    check_permission(by, Permission.CONSULTATION_WRITE)


def check_may_edit_consultation(by: Membership, consultation: Consultation) -> None:
    """Who took it in, or has reach over the municipality."""
    check_permission(by, Permission.CONSULTATION_WRITE)
    if by.reach is Reach.OWN and consultation.written_by_id not in by.group_ids and not consultation.restricted:
        raise PermissionDenied(_("This consultation was taken in by another agency. Ask them, or the coordinator."))


def check_may_decide(by: Membership) -> None:
    check_permission(by, Permission.CONSULTATION_DECIDE)


def check_may_edit_household(by: Membership) -> None:
    check_permission(by, Permission.HOUSEHOLD_WRITE)


def check_may_take_consent(by: Membership) -> None:
    check_permission(by, Permission.CONSENT_WRITE)


def check_may_manage_case(by: Membership, case: Case) -> None:
    check_permission(by, Permission.CASE_MANAGE)


def check_may_restrict(by: Membership) -> None:
    check_permission(by, Permission.CASE_RESTRICT)


def check_may_write_plan(by: Membership, plan_or_case: SupportPlan | Case) -> None:
    check_permission(by, Permission.PLAN_WRITE)


def check_may_answer_part(by: Membership, part: PlanRole) -> None:
    """The agency itself; for one where nobody signs in (neighbours, an employer), whoever writes plans takes down what
    it said."""
    if part.agency_id == by.agency_id:
        check_permission(by, Permission.PART_ANSWER)
        return
    if not by.has(Permission.PLAN_WRITE):
        raise PermissionDenied(_("Only the agency whose part this is may answer."))
    if Membership.objects.in_force().filter(agency=part.agency_id, staff__is_active=True).exists():
        raise PermissionDenied(_("This agency signs in and answers itself. Ask it by telephone if it is urgent."))


def check_may_give_sign(by: Membership, part: PlanRole) -> None:
    """The agency, or who writes the plan: whoever hears first that the sign has come."""
    if part.agency_id == by.agency_id:
        check_permission(by, Permission.PART_ANSWER)
    else:
        check_permission(by, Permission.PLAN_WRITE)


def check_may_decide_role(by: Membership) -> None:
    check_permission(by, Permission.ROLE_DECIDE)


def check_may_write_contact(by: Membership) -> None:
    check_permission(by, Permission.CONTACT_WRITE)


def check_may_edit_contact(by: Membership, contact: Contact) -> None:
    check_permission(by, Permission.CONTACT_WRITE)
    if by.reach is Reach.OWN and contact.written_by_id not in by.group_ids:
        raise PermissionDenied(_("This contact was recorded by somebody else."))


may_take_in = answers(check_may_take_in)
may_edit_consultation = answers(check_may_edit_consultation)
may_decide = answers(check_may_decide)
may_edit_household = answers(check_may_edit_household)
may_take_consent = answers(check_may_take_consent)
may_manage_case = answers(check_may_manage_case)
may_restrict = answers(check_may_restrict)
may_write_plan = answers(check_may_write_plan)
may_answer_part = answers(check_may_answer_part)
may_give_sign = answers(check_may_give_sign)
may_decide_role = answers(check_may_decide_role)
may_write_contact = answers(check_may_write_contact)
may_edit_contact = answers(check_may_edit_contact)
