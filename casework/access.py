"""Who may do what with casework's records, and what of a case a consent shows to whom. check_may_… raises
PermissionDenied, its reason fit to show; may_… answers it. What a person sees at all is the wall's (docs/access.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.access import answers, check_permission
from accounts.models import Membership
from accounts.roles import Permission, Reach
from agencies.models import Concern, ConcernList
from casework.choices import Category, Life
from casework.models import (
    Case,
    Consent,
    Consultation,
    Contact,
    Household,
    HouseholdMember,
    OutreachNote,
    PlanRole,
    Referral,
    SupportPlan,
    Survey,
    SurveyHousehold,
)

# What a consent shows (DOMAIN §9.3): every field, tab and file that is shared has one category, and this is the table.
# Templates ask it by {% shared_only shared "person.address" %}…{% endshared_only %} (casework/templatetags/sharing.py).
# A name, and that somebody is the consultee, is what a case is called by, and is no field of it.
CATEGORY_OF = {
    "person.kana": Category.CONTACT,
    "person.birth_date": Category.CONTACT,
    "person.address": Category.CONTACT,
    "person.telephone": Category.CONTACT,
    "household.members": Category.HOUSEHOLD,
    "household.relations": Category.HOUSEHOLD,
    "household.guardians": Category.HEALTH,
    "household.care": Category.HEALTH,
    "household.unborn": Category.HEALTH,
    "household.note": Category.HOUSEHOLD,
    "household.district": Category.CONTACT,
    "household.agencies": Category.PROGRESS,
    "household.tube": Category.HEALTH,
    "household.neighbours": Category.PROGRESS,
    "household.health": Category.HEALTH,
    "household.money": Category.MONEY,
    "consultation.concerns": Category.CONSULTATION,
    "consultation.narrative": Category.CONSULTATION,
    "sheet": Category.CONSULTATION,
    "sheet.living_situation": Category.HOUSEHOLD,
    "contacts": Category.PROGRESS,
    "plan": Category.PLAN,
}
# Troubles that tell of more than what was consulted about, by their number in the national list (DOMAIN §2.3).
CATEGORY_OF_CONCERN = {
    1: Category.HEALTH, 3: Category.MONEY, 4: Category.MONEY, 5: Category.MONEY, 6: Category.MONEY,
}  # fmt: skip
EVERYTHING = frozenset(Category)


def shared_categories_of(by: Membership, households: Iterable[Household]) -> dict[int, frozenset[Category]]:
    """What of each household, by its key, this membership may read: all of it with reach over the municipality, or
    where its own agency took the family in; else what the consents in force share with its agency."""
    them = list(households)
    if by.reach is not Reach.OWN:
        return {each.pk: EVERYTHING for each in them}
    keys, group = [each.pk for each in them], by.agency.group_id
    taken_in = Consultation.objects.filter(household__in=keys, written_by=group).values_list("household", flat=True)
    own = {each.pk for each in them if each.written_by_id == group}.union(taken_in)
    shared: dict[int, set[Category]] = {key: set() for key in keys}
    covering = Consent.objects.covering(by.agency).filter(household__in=keys)
    for household, categories in covering.values_list("household", "categories"):
        shared[household].update(Category(each) for each in categories)
    # What was handed over in danger to life or limb is shown whole for as long as the agency has it.
    held = Referral.objects.in_danger().filter(household__in=keys, to=by.agency_id, answer__in=Referral.HELD)
    own |= set(held.values_list("household", flat=True))
    return {key: EVERYTHING if key in own else frozenset(shared[key]) for key in keys}


def shared_categories(by: Membership, household: Household) -> frozenset[Category]:
    """The same for one household. `is_shared("plan", shared)` asks for a tab or a field."""
    return shared_categories_of(by, [household])[household.pk]


def shown_contacts(by: Membership, contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """Of these contacts, those that may be shown: where the course of support is shared, and always one's own."""
    if by.reach is not Reach.OWN:
        return contacts
    group = by.agency.group_id
    covering = Consent.objects.covering(by.agency).filter(
        household=OuterRef("household"), categories__contains=[CATEGORY_OF["contacts"]]
    )
    taken_in = Consultation.objects.filter(household=OuterRef("household"), written_by=group)
    return contacts.filter(
        Q(written_by__in=by.group_ids) | Q(household__written_by=group) | Exists(covering) | Exists(taken_in)
    )


def shown_consents(by: Membership, consents: Iterable[Consent], shared: Collection[Category]) -> list[Consent]:
    """Of a family's consents, those that a reader learns of: an agency that is shown a part learns of those that name
    it, and not to whom else the family speaks. `consents` have their agencies prefetched."""
    return [each for each in consents if shared == EVERYTHING or each.covers(by.agency)]


def is_shared(what: str, shared: Collection[Category]) -> bool:
    return CATEGORY_OF[what] in shared


def shown_members(members: Iterable[HouseholdMember], shared: Collection[Category]) -> list[HouseholdMember]:
    """A child to be born, or lost before birth, tells of health."""
    unborn = (Life.EXPECTED, Life.LOST)
    return [each for each in members if each.person.life not in unborn or is_shared("household.unborn", shared)]


def shared_concerns(concerns: Iterable[Concern], shared: Collection[Category]) -> list[Concern]:
    """Those of the troubles that these categories show. `concerns` have their list and what they count as selected."""
    if not is_shared("consultation.concerns", shared):
        return []
    return [each for each in concerns if category_of_concern(each) in (None, *shared)]


def category_of_concern(concern: Concern) -> Category | None:
    counted = concern.counts_as or concern
    return CATEGORY_OF_CONCERN.get(counted.number) if counted.list.code == ConcernList.REPORTING else None


def check_may_take_in(by: Membership) -> None:
    check_permission(by, Permission.CONSULTATION_WRITE)


def check_may_take_in_known(by: Membership, household: Household) -> None:
    """A consultation shows its agency all of the family: no way to more than a consent shows of one that came in
    elsewhere."""
    check_may_take_in(by)
    _check_knows_family(by, household)


def check_may_edit_consultation(by: Membership, consultation: Consultation) -> None:
    """Who took it in, or has reach over the municipality."""
    check_permission(by, Permission.CONSULTATION_WRITE)
    if by.reach is Reach.OWN and consultation.written_by_id not in by.group_ids:
        raise PermissionDenied(_("This consultation was taken in by another agency. Ask them, or the coordinator."))


def check_may_write_sheet(by: Membership, consultation: Consultation) -> None:
    """Whoever may mend the consultation: the sheet is its paper."""
    check_permission(by, Permission.SHEET_WRITE)
    check_may_edit_consultation(by, consultation)


# What a scanned page may say, at the least: it is a picture, and no part of it can be held back.
OF_SCAN = frozenset(
    {Category.CONTACT, Category.HOUSEHOLD, Category.HEALTH, Category.MONEY, Category.CONSULTATION, Category.PROGRESS}
)


def check_may_read_scans(by: Membership, household: Household) -> None:
    check_permission(by, Permission.CONSULTATION_READ)
    if not shared_categories(by, household) >= OF_SCAN:
        raise PermissionDenied(_("Not everything on this page is shared with your agency. Ask the coordinator."))


def check_may_decide(by: Membership) -> None:
    check_permission(by, Permission.CONSULTATION_DECIDE)


def check_may_edit_household(by: Membership, household: Household) -> None:
    check_permission(by, Permission.HOUSEHOLD_WRITE)
    _check_knows_family(by, household)


def check_may_merge(by: Membership) -> None:
    """Who decides that records are one person or one household."""
    check_permission(by, Permission.HOUSEHOLD_MERGE)


def check_may_take_consent(by: Membership, household: Household) -> None:
    """An agency that a consent shows a part of the family to does not widen that consent itself."""
    check_permission(by, Permission.CONSENT_WRITE)
    _check_knows_family(by, household)


def _check_knows_family(by: Membership, household: Household) -> None:
    if by.reach is Reach.OWN and shared_categories(by, household) != EVERYTHING:
        raise PermissionDenied(
            _("The family came in elsewhere. Tell the coordinator what is new, and they write it here.")
        )


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


def check_may_tell(by: Membership) -> None:
    """気がかりな人がいる: a local desk."""
    check_permission(by, Permission.LOCAL_REPORT)


def check_may_keep_roster(by: Membership) -> None:
    check_permission(by, Permission.OUTREACH_WRITE)


def check_may_reach_out(by: Membership, note: OutreachNote) -> None:
    """Who keeps the roster, or the agency that was asked to go there; of a note that is open."""
    check_permission(by, Permission.OUTREACH_READ)
    if not note.open:
        raise PermissionDenied(_("This one is closed. Put it back on the roster first."))
    if not by.has(Permission.OUTREACH_WRITE) and note.agency_id != by.agency_id:
        raise PermissionDenied(_("Another agency goes there now."))


def check_may_answer_survey(by: Membership, survey: Survey) -> None:
    """As long as it is open; coordinators type in also what came late on paper."""
    check_permission(by, Permission.SURVEY_WRITE)
    if not survey.open and not by.has(Permission.OUTREACH_WRITE):
        raise PermissionDenied(_("This survey is closed. Tell the coordinators if something is missing."))


def check_may_change_answer(by: Membership, home: SurveyHousehold) -> None:
    check_may_answer_survey(by, home.survey)


may_take_in = answers(check_may_take_in)
may_edit_consultation = answers(check_may_edit_consultation)
may_write_sheet = answers(check_may_write_sheet)
may_read_scans = answers(check_may_read_scans)
may_decide = answers(check_may_decide)
may_edit_household = answers(check_may_edit_household)
may_merge = answers(check_may_merge)
may_take_consent = answers(check_may_take_consent)
may_manage_case = answers(check_may_manage_case)
may_restrict = answers(check_may_restrict)
may_write_plan = answers(check_may_write_plan)
may_answer_part = answers(check_may_answer_part)
may_give_sign = answers(check_may_give_sign)
may_write_contact = answers(check_may_write_contact)
may_edit_contact = answers(check_may_edit_contact)
may_keep_roster = answers(check_may_keep_roster)
may_reach_out = answers(check_may_reach_out)
may_answer_survey = answers(check_may_answer_survey)
