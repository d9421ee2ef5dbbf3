"""Roles: how far each reaches, and what each may do. What a coordinator may do is read on this page."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    ASSISTANT = "assistant", _("Assistant")
    LEAD = "lead", _("Lead department")
    AGENCY = "agency", _("Agency staff")
    MANAGER = "manager", _("Agency manager")
    ADVISER = "adviser", _("Adviser")
    LOCAL_DESK = "local_desk", _("Local desk")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")
    SYSTEM = "system", _("System")


class Reach(StrEnum):
    """Database roles. Each table's policies in config/access.sql say what they show to each."""

    ALL = "reach_all"
    OWN = "reach_own"
    NONE = "reach_none"
    COUNT = "reach_count"
    SYSTEM = "reach_system"


REACH = {
    Role.COORDINATOR: Reach.ALL,
    Role.ASSISTANT: Reach.ALL,
    Role.LEAD: Reach.ALL,
    Role.AGENCY: Reach.OWN,
    Role.MANAGER: Reach.OWN,
    Role.ADVISER: Reach.OWN,
    Role.LOCAL_DESK: Reach.OWN,
    Role.ADMINISTRATOR: Reach.NONE,
    Role.AUDITOR: Reach.NONE,
    Role.SYSTEM: Reach.SYSTEM,
}


class Permission(StrEnum):
    CONSULTATION_READ = "consultation_read"
    CONSULTATION_WRITE = "consultation_write"
    CONSULTATION_DECIDE = "consultation_decide"  # one-off or continuing; continuing opens the case
    HOUSEHOLD_READ = "household_read"
    HOUSEHOLD_WRITE = "household_write"
    HOUSEHOLD_MERGE = "household_merge"  # records that are one person or one household
    CONSENT_WRITE = "consent_write"
    DRAFT_KEEP = "draft_keep"  # what is typed into a long form is kept
    LOCAL_REPORT = "local_report"  # a local desk tells of somebody
    OUTREACH_READ = "outreach_read"
    OUTREACH_WRITE = "outreach_write"  # the roster of people not reached yet
    SURVEY_WRITE = "survey_write"  # the welfare commissioners' yearly survey
    SHEET_WRITE = "sheet_write"
    REFERRAL_SEND = "referral_send"
    REFERRAL_ANSWER = "referral_answer"
    REFERRAL_BOARD = "referral_board"  # all open hand-overs, by age and by whose turn it is
    REFERRAL_SETTLE = "referral_settle"  # takes one up, names the agency, closes it
    CASE_READ = "case_read"
    CASE_MANAGE = "case_manage"  # phase, coordinator, lead agency, participants, closing
    CASE_RESTRICT = "case_restrict"
    PLAN_WRITE = "plan_write"
    PART_ANSWER = "part_answer"  # an agency's own part of a plan
    ROLE_DECIDE = "role_decide"  # a part in dispute
    CONTACT_WRITE = "contact_write"
    MEETING_READ = "meeting_read"
    MEETING_WRITE = "meeting_write"
    MEETING_CALL = "meeting_call"  # kinds that only the lead department calls (支援会議)
    DIRECTORY_READ = "directory_read"
    AGENCY_EDIT = "agency_edit"
    CODES_EDIT = "codes_edit"
    FIGURES_READ = "figures_read"
    REPORT_WRITE = "report_write"  # the completion report's texts and its PDF
    RECORDS_TRANSFER = "records_transfer"  # import and export of tables
    AUDIT_READ = "audit_read"
    GALLERY_READ = "gallery_read"  # the page that shows every component


_P = Permission
_READ = {_P.CONSULTATION_READ, _P.HOUSEHOLD_READ, _P.CASE_READ, _P.MEETING_READ, _P.DIRECTORY_READ}
_WRITE = {
    _P.CONSULTATION_WRITE,
    _P.HOUSEHOLD_WRITE,
    _P.CONSENT_WRITE,
    _P.SHEET_WRITE,
    _P.REFERRAL_SEND,
    _P.PLAN_WRITE,
    _P.CONTACT_WRITE,
    _P.MEETING_WRITE,
    _P.DRAFT_KEEP,
    _P.OUTREACH_READ,
    _P.OUTREACH_WRITE,
    _P.SURVEY_WRITE,
}
_ASSISTANT = _READ | _WRITE | {_P.FIGURES_READ, _P.REFERRAL_BOARD}
_COORDINATOR = _ASSISTANT | {
    _P.CONSULTATION_DECIDE,
    _P.CASE_MANAGE,
    _P.HOUSEHOLD_MERGE,
    _P.CASE_RESTRICT,
    _P.REPORT_WRITE,
    _P.REFERRAL_ANSWER,
    _P.REFERRAL_SETTLE,
}
_AGENCY = _READ | {
    _P.CONSULTATION_WRITE,
    _P.HOUSEHOLD_WRITE,
    _P.CONSENT_WRITE,
    _P.SHEET_WRITE,
    _P.REFERRAL_SEND,
    _P.REFERRAL_ANSWER,
    _P.PART_ANSWER,
    _P.CONTACT_WRITE,
    _P.DRAFT_KEEP,
    _P.OUTREACH_READ,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(_COORDINATOR),
    Role.ASSISTANT: frozenset(_ASSISTANT),
    Role.LEAD: frozenset(
        _COORDINATOR
        | {
            _P.MEETING_CALL,
            _P.ROLE_DECIDE,
            _P.AGENCY_EDIT,
            _P.CODES_EDIT,
            _P.RECORDS_TRANSFER,
            _P.GALLERY_READ,
        }
    ),
    Role.AGENCY: frozenset(_AGENCY),
    Role.MANAGER: frozenset(_AGENCY),
    Role.ADVISER: frozenset(_READ),
    Role.LOCAL_DESK: frozenset({_P.LOCAL_REPORT, _P.SURVEY_WRITE, _P.DRAFT_KEEP, _P.DIRECTORY_READ}),
    Role.ADMINISTRATOR: frozenset({_P.DIRECTORY_READ, _P.FIGURES_READ, _P.REPORT_WRITE, _P.GALLERY_READ}),
    Role.AUDITOR: frozenset({_P.AUDIT_READ}),
    Role.SYSTEM: frozenset(Permission),
}
