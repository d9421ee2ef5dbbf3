"""What outreach puts on the home page: a local desk's own page, and for who reaches out whom to reach next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import audit, desk
from accounts.models import Membership, Notice
from accounts.roles import Permission, Reach
from agencies.calendar import day_of, today
from casework.actions import drafts
from casework.calling import whom_to_call
from casework.forms.outreach import REPORT
from casework.models import LocalReport, OutreachNote, Survey

MOST = 30
SHOWN = 5
AHEAD = timedelta(days=2)


@desk.panel(1, Permission.LOCAL_REPORT)
def local_desk(membership: Membership) -> desk.Panel:
    """The whole home of a local desk: the button, the survey when it is open, what it sent, whom to call."""
    reports = list(LocalReport.objects.for_list()[:SHOWN])
    if reports:
        audit.listed(reports, by=membership, page="home")
    news = Notice.objects.of(membership).unread().filter(about_type="localreport")
    mine = drafts.mine(REPORT, by=membership).exclude(content={})
    context = {
        "reports": reports,
        "news": set(news.values_list("about_id", flat=True)),
        "draft": mine.first(),
        "surveys": list(Survey.objects.running()),
        **whom_to_call(membership.agency.district),
    }
    return desk.Panel("casework/_local_desk.html", context, wide=True, alone=True, css="css/outreach.css")


@desk.waiting_from(Permission.OUTREACH_WRITE)
def untaken(membership: Membership) -> Iterator[desk.Waiting]:
    """Reports of local desks that nobody has taken up: danger now, any other today."""
    for report in LocalReport.objects.untaken().for_list()[:MOST]:
        where = f"{report.district or ''} {report.place}".strip()
        yield desk.Waiting(
            _("A local desk is worried: take it up"),
            report.get_absolute_url(),
            _("Read"),
            due=date.min if report.danger else day_of(report.created_at),  # danger stands first
            about=f"{report}　{where}".strip("　"),
            **({"tone": "late", "word": _("Danger is near")} if report.danger else {}),
        )


@desk.waiting_from(Permission.OUTREACH_READ)
def to_reach(membership: Membership) -> Iterator[desk.Waiting]:
    """Whose next contact has come: one's own and those that nobody has yet; of an agency, those it was asked for."""
    near = OutreachNote.objects.open().filter(next_contact_on__lte=today() + AHEAD)
    if membership.reach is Reach.OWN:
        near = near.filter(agency=membership.agency)
    else:
        near = near.filter(Q(staff__member=membership.staff) | Q(staff=None)).distinct()
    for note in near.for_list().order_by("next_contact_on", "pk")[:MOST]:
        yield desk.Waiting(
            _("Reach out to somebody not met yet"), note.get_absolute_url(), _("View"), due=note.next_contact_on,
            about=_about(note),
        )  # fmt: skip
    if membership.has(Permission.OUTREACH_WRITE):
        for note in OutreachNote.objects.come_back().for_list().order_by("recontact_on", "pk")[:MOST]:
            yield desk.Waiting(
                _("Ask after somebody again"), note.get_absolute_url(), _("View"), due=note.recontact_on,
                about=_about(note),
            )  # fmt: skip


def _about(note: OutreachNote) -> str:
    return f"{note}　{note.district or ''} {note.place}".strip("　 ")


@desk.families_of("localreport")
def _of_reports(keys: list[int]) -> dict[int, str]:
    return {each.pk: each.called for each in LocalReport.objects.filter(pk__in=keys)}


@desk.families_of("outreachnote")
def _of_notes(keys: list[int]) -> dict[int, str]:
    return {each.pk: each.called for each in OutreachNote.objects.filter(pk__in=keys)}
