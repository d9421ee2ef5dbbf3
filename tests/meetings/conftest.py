"""A meeting's cast: who calls, who is a member, who is not; and what the form of a meeting sends."""

from collections.abc import Callable

import pytest

from accounts.models import Membership
from agencies.models import Agency
from casework.models import Consultation
from meetings.models import AgendaCase, Attendance, Decision, Meeting, MeetingHost, MeetingKind
from tests.factories import MeetingFactory, MinutesFactory

CASE_MEETING, SECRET_MEETING, CALLED_BY_LEAD, NETWORK = "ケース会議", "複合課題ケース検討会", "支援会議", "推進会議"


def kind(name: str) -> MeetingKind:
    return MeetingKind.objects.get(name=name)


@pytest.fixture
def held() -> Callable[..., Meeting]:
    """held("支援会議", sato, suzuki.agency, about=case.consultation): a meeting with its papers. People attend by name,
    agencies as such."""

    def make(of_kind: str, *attending: Membership | Agency, about: Consultation | None = None, **fields) -> Meeting:
        meeting = MeetingFactory(kind=kind(of_kind), **fields)
        MinutesFactory(meeting=meeting, secret=meeting.kind.secret, about_cases=meeting.kind.about_cases)
        for who in attending:
            named = {"agency": who.agency, "staff": who.staff} if isinstance(who, Membership) else {"agency": who}
            Attendance.objects.create(meeting=meeting, **named)
        if about:
            AgendaCase.objects.create(
                meeting=meeting, consultation=about, household=about.household, secret=meeting.kind.secret
            )
        Decision.objects.create(meeting=meeting, what="受診に付き添う", secret=meeting.kind.secret)
        return meeting

    return make


def rows(prefix: str, given: list[dict[str, object]]) -> dict[str, object]:
    stored = sum(1 for each in given if each.get("id"))
    sent: dict[str, object] = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": stored}
    for number, row in enumerate(given):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def attends(who: Membership | Agency, **more: object) -> dict[str, object]:
    if isinstance(who, Agency):
        return {"agency": who.pk, "agency-words": who.name, **more}
    return {"agency": "", "agency-words": "", "staff": who.staff_id, "staff-words": who.staff.name, **more}


def about(consultation: Consultation, **more: object) -> dict[str, object]:
    return {"consultation": consultation.pk, "consultation-words": str(consultation), **more}


@pytest.fixture
def sent() -> Callable[..., dict[str, object]]:
    """sent("ケース会議", attending=[…], agenda=[…], decided=[…], held_on="R2.7.1"): what the form sends."""

    def make(of_kind: str, *, attending=(), agenda=(), decided=(), **fields: object) -> dict[str, object]:
        host = MeetingHost.objects.get(coordinators=True)
        whole = {
            "kind": kind(of_kind).pk, "held_on": "令和2年7月1日", "begins_at": "", "date_text": "", "place": "",
            "form": "", "host": host.pk, "name": "", "content": "", "decisions": "",
        }  # fmt: skip
        parts = rows("attending", list(attending)), rows("agenda", list(agenda)), rows("decided", list(decided))
        return {**whole, **parts[0], **parts[1], **parts[2], **fields}

    return make


def page(client, meeting: Meeting) -> str:
    """What the page says, without the menu."""
    return client.get(meeting.get_absolute_url()).content.decode().split("<main")[1]
