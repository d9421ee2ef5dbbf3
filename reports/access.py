"""Who may do what with figures and reports. check_may_… raises PermissionDenied with a sentence; may_… answers it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.access import answers, check_permission
from accounts.models import Membership
from accounts.roles import Permission

# A figure is opened by who may read the kind of record that it counts.
READING = {
    "consultation": Permission.CONSULTATION_READ,
    "household": Permission.HOUSEHOLD_READ,
    "case": Permission.CASE_READ,
    "supportplan": Permission.CASE_READ,
    "contact": Permission.CASE_READ,
    "meeting": Permission.MEETING_READ,
    "surveyhousehold": Permission.OUTREACH_READ,
    "surveyperson": Permission.OUTREACH_READ,
}


def check_may_read_figures(by: Membership) -> None:
    check_permission(by, Permission.FIGURES_READ)


def check_may_write_report(by: Membership) -> None:
    check_permission(by, Permission.REPORT_WRITE)


def check_may_transfer(by: Membership) -> None:
    """Tables in and out. Under reach_all: what is restricted neither comes out nor is changed by a file."""
    check_permission(by, Permission.RECORDS_TRANSFER)


def check_may_open_records(by: Membership, kind: str = "consultation") -> None:
    """The records behind a figure, under the reader's own reach; administrators count without opening."""
    check_may_read_figures(by)
    if not by.has(READING[kind]):
        raise PermissionDenied(_("Your role sees the figures, but not the records behind them."))


may_transfer = answers(check_may_transfer)
may_write_report = answers(check_may_write_report)
may_open_records = answers(check_may_open_records)
