from casework.models.case import Case, Grant, Participant
from casework.models.codes import Method, Route
from casework.models.consent import Consent
from casework.models.consultation import Consultation, ConsultationConcern
from casework.models.contact import Contact, ContactStaff
from casework.models.counter import NumberCounter
from casework.models.draft import Draft
from casework.models.household import Household, HouseholdConcern, HouseholdMember, InvolvedAgency, Relation
from casework.models.person import Person
from casework.models.plan import PlanAction, PlanRole, SupportPlan
from casework.models.referral import Referral
from casework.models.referral_link import ReferralLink
from casework.models.sheet import SheetAgency, TsunaguSheet

__all__ = [
    "Case",
    "Consent",
    "Consultation",
    "ConsultationConcern",
    "Contact",
    "ContactStaff",
    "Draft",
    "Grant",
    "Household",
    "HouseholdConcern",
    "HouseholdMember",
    "InvolvedAgency",
    "Method",
    "NumberCounter",
    "Participant",
    "Person",
    "PlanAction",
    "PlanRole",
    "Referral",
    "ReferralLink",
    "Relation",
    "Route",
    "SheetAgency",
    "SupportPlan",
    "TsunaguSheet",
]
