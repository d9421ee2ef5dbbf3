"""What every page shows: who acts, the day, the menu. An app above this one is known by the names of its pages only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.http import Request
from accounts.models import Membership, Notice
from accounts.roles import Permission
from agencies.calendar import today


@dataclass
class MenuItem:
    label: str | Promise
    url: str
    current: bool = False
    count: int = 0


@dataclass
class MenuGroup:
    """Pages that belong together. What is used most stands first and needs no name, nor does a page by itself."""

    name: str | Promise
    items: list[MenuItem]


# By group: label, page, who has it (None: everybody), the beginnings of the page names that light it up.
MENU: list[tuple[str | Promise, list[tuple[str | Promise, str, Permission | None, tuple[str, ...]]]]] = [
    ("", [
        (_("Home"), "accounts:home", None, ("accounts:home", "accounts:notice")),
        (_("Somebody I am worried about"), "casework:local_report_new", Permission.LOCAL_REPORT,
            ("casework:local_report_new", "casework:local_report_draft")),
        (_("What we sent"), "casework:local_report_list", Permission.LOCAL_REPORT,
            ("casework:local_report_list", "casework:local_report_detail")),
        (_("Consultations"), "casework:consultation_list", Permission.CONSULTATION_READ,
            ("casework:consultation", "casework:sheet")),
        (_("Households"), "casework:household_list", Permission.HOUSEHOLD_READ,
            ("casework:household", "casework:consent")),
        (_("Cases"), "casework:case_list", Permission.CASE_READ, ("casework:case", "casework:plan")),
        (_("Contacts"), "casework:contact_list", Permission.CONTACT_WRITE, ("casework:contact",)),
        (_("Hand-overs"), "casework:referral_board", Permission.REFERRAL_BOARD,
            ("casework:referral_board", "casework:referral_dangers", "casework:referral_detail")),
        (_("Handed over to us"), "casework:referral_received", Permission.REFERRAL_ANSWER,
            ("casework:referral_received", "casework:referral_sent")),
        (_("Meetings"), "meetings:meeting_list", Permission.MEETING_READ, ("meetings:",)),
    ]),
    (_("Looking out"), [
        (_("Not reached yet"), "casework:outreach_list", Permission.OUTREACH_READ,
            ("casework:outreach", "casework:local_report_take", "casework:local_report_detail", "casework:tube")),
        (_("Yearly survey"), "casework:survey_current", Permission.SURVEY_WRITE, ("casework:survey",)),
    ]),
    (_("Where to turn"), [
        (_("Directory"), "agencies:directory", Permission.DIRECTORY_READ, ("agencies:directory",)),
        (_("Agencies"), "agencies:agency_list", Permission.DIRECTORY_READ, ("agencies:agency",)),
    ]),
    (_("The year in figures"), [
        (_("Figures"), "reports:figures", Permission.FIGURES_READ, ("reports:figure", "reports:survey")),
        (_("Completion reports"), "reports:annual_list", Permission.REPORT_WRITE, ("reports:annual",)),
    ]),
    (_("Keeping the records"), [
        (_("Possible pairs"), "casework:pair_list", Permission.HOUSEHOLD_MERGE, ("casework:pair",)),
        (_("Restricted families"), "casework:restricted_list", Permission.CASE_MANAGE, ("casework:restricted",)),
        (_("Import and export"), "reports:transfer", Permission.RECORDS_TRANSFER, ("reports:transfer",)),
        (_("Code tables"), "admin:index", Permission.CODES_EDIT, ("admin:",)),
        (_("Audit log"), "accounts:audit_log", Permission.AUDIT_READ, ("accounts:audit",)),
    ]),
]  # fmt: skip


def menu_of(membership: Membership, current: str) -> list[MenuGroup]:
    groups = [
        MenuGroup(
            name,
            [
                MenuItem(label, reverse(page), current.startswith(lit))
                for label, page, permission, lit in entries
                if permission is None or membership.has(permission)
            ],
        )
        for name, entries in MENU
    ]
    return [group for group in groups if group.items]


def navigation(request: Request) -> dict[str, Any]:
    membership = getattr(request, "membership", None)
    if membership is None:
        return {}
    match = request.resolver_match
    menu = menu_of(membership, match.view_name if match else "")
    menu[0].items[0].count = Notice.objects.of(membership).unread().count()
    return {
        "membership": membership,
        "memberships": request.memberships,
        "restricted_desk": request.restricted_desk,
        "menu": menu,
        "may_search": membership.has(Permission.HOUSEHOLD_READ),
        "today": today(),
    }
