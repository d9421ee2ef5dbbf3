from casework.models.attachment import Attachment
from casework.models.case import Case, Grant, Participant
from casework.models.codes import AgeBand, Method, Route, Situation
from casework.models.consent import Consent
from casework.models.consultation import Consultation, ConsultationConcern
from casework.models.contact import Contact, ContactStaff
from casework.models.counter import NumberCounter
from casework.models.draft import Draft
from casework.models.household import Household, HouseholdConcern, HouseholdMember, InvolvedAgency, Relation
from casework.models.merge import Merge
from casework.models.neighbours import EmergencyTube, NeighbourTeam, NeighbourTeamMember
from casework.models.outreach import LocalReport, OutreachAttempt, OutreachNote, OutreachStaff
from casework.models.pair import MatchWeight, PersonPair
from casework.models.person import Person
from casework.models.plan import PlanAction, PlanRole, SupportPlan
from casework.models.referral import Referral
from casework.models.referral_link import ReferralLink
from casework.models.restriction import Named
from casework.models.sheet import SheetAgency, SheetCopy, TsunaguSheet
from casework.models.survey import Survey, SurveyHousehold, SurveyPerson

__all__ = [
    "AgeBand",
    "Attachment",
    "Case",
    "Consent",
    "Consultation",
    "ConsultationConcern",
    "Contact",
    "ContactStaff",
    "Draft",
    "EmergencyTube",
    "Grant",
    "Household",
    "HouseholdConcern",
    "HouseholdMember",
    "InvolvedAgency",
    "LocalReport",
    "MatchWeight",
    "Merge",
    "Method",
    "Named",
    "NeighbourTeam",
    "NeighbourTeamMember",
    "NumberCounter",
    "OutreachAttempt",
    "OutreachNote",
    "OutreachStaff",
    "Participant",
    "Person",
    "PersonPair",
    "PlanAction",
    "PlanRole",
    "Referral",
    "ReferralLink",
    "Relation",
    "Route",
    "SheetAgency",
    "SheetCopy",
    "Situation",
    "SupportPlan",
    "Survey",
    "SurveyHousehold",
    "SurveyPerson",
    "TsunaguSheet",
]
