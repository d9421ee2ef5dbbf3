"""The demonstration as one transaction: the town, the Ishinomaki year, and the told families, a year told once more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection, transaction
from django.utils import timezone

from accounts.acting import acting_as, acting_as_system
from accounts.models import Membership, Notice, Staff
from accounts.roles import Reach
from agencies.calendar import TOKYO, FiscalYear, today
from agencies.models import Agency
from casework.actions.case_course import change_case, close_case
from casework.actions.plans import move_plan
from casework.choices import PlanState
from casework.models import Case, Consultation, Referral
from reports.demonstration import clock, office
from reports.demonstration.acts.families import FamilyOnStage
from reports.demonstration.acts.handing_over import HandingOver
from reports.demonstration.acts.meetings import MeetingOnStage
from reports.demonstration.acts.outreach import SomebodyOnStage, neighbour_events, survey_events
from reports.demonstration.acts.plans import PlanOnStage
from reports.demonstration.days import Days, is_working_day
from reports.demonstration.families import FAMILIES
from reports.demonstration.stage import Stage
from reports.demonstration.timeline import OF_SIGHT, Event, in_order
from reports.demonstration.town.meetings import MEETINGS
from reports.demonstration.town.outreach import PEOPLE
from reports.ledgers import LEDGERS
from reports.ledgers.taking import take

HERE = Path(__file__).parent
PUBLISHED = FiscalYear(2020)  # its figures stay as published: no story touches it, nor the year in which it was settled
READ_AFTER = 3  # days: older news was read
COORDINATORS = ["sato", "chiba"]
REASONS = [
    "本人・家族の暮らしが落ち着き、見守りを地域包括支援センターと民生委員に引き継いだため",
    "担当機関の継続した関わりが決まり、推進員による調整が終わったため",
    "転居先の相談窓口へ、本人の了解を得て引き継いだため",
    "制度の利用が始まり、担当のケアマネージャーが全体をみることになったため",
]
Say = Callable[[str], object]


@transaction.atomic
def load(say: Say) -> str:
    """Loads everything, and returns the password of all its sign-ins. say: is told how far it is.

    Raises CommandError where there are records already, or where the machine's clock stands before the stories."""
    days = Days(today())
    _check_clock(days)
    _check_empty()
    password = office.new_password()
    say("The town and the Ishinomaki year …")
    opened = _morning(PUBLISHED.next.first_day)
    with clock.at(opened), acting_as_system() as system:
        office.settle_town(by=system)
        _take_folder(HERE / "ishinomaki-2020", by=system)
        _take_folder(HERE / "town", by=system)
        office.settle_directory()
        cast = office.make_staff(password, by=system)
    _put_grants_right(0, opened)
    stage = Stage(days, cast)
    _close_published_cases(stage)
    _play(_events(stage), stage, say)
    _read_old_news(days)
    return password


def _read_old_news(days: Days) -> None:
    """What lies some days back was read, but for referrals that still wait for their answer."""
    with acting_as_system():
        waiting = list(Referral.objects.waiting().values_list("consultation", flat=True))
    old = Notice.objects.filter(at__lt=days.at(-READ_AFTER, 0), read_at=None)
    old.exclude(kind=Notice.Kind.REFERRAL_SENT, about_id__in=waiting).update(read_at=timezone.now())


def _check_clock(days: Days) -> None:
    first = min([family.intake.day for family in FAMILIES] + [meeting.day for meeting in MEETINGS])
    if days.day(first) <= PUBLISHED.next.last_day:
        raise CommandError(
            f"By the machine's clock today is {days.today}. The told families would fall into the published year, "
            "whose figures they would change. Set the clock right, then load again."
        )


def _check_empty() -> None:
    with acting_as_system():
        people = Staff.objects.filter(is_system=False).exists()
        if people or Consultation.objects.exists() or Agency.objects.in_use().exists():
            raise CommandError(
                "There are records here already. The demonstration is loaded into an empty installation only: "
                "set STATE_DIR to a new folder."
            )


def _morning(day: date) -> datetime:
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(9), TOKYO)


def _take_folder(folder: Path, *, by: Membership) -> None:
    for name, ledger in LEDGERS.items():
        file = folder / f"{name}.csv"
        if not file.exists():
            continue
        if wrong := take(ledger(by), file.read_bytes(), by=by).wrong:
            sentences = "; ".join(each.sentence for each in wrong[0].mistakes)
            raise CommandError(f"{file}, row {wrong[0].number}: {sentences}")


def _close_published_cases(stage: Stage) -> None:
    """The published year's cases ended in the year after it; they would otherwise wait on every desk to this day."""
    with acting_as_system():
        cases = list(Case.objects.filter(closed_on=None).order_by("opened_on", "pk"))
    moment = _morning(PUBLISHED.next.first_day + timedelta(days=40))
    seen = _last_grant()
    for place, case in enumerate(cases):
        by = stage.member(COORDINATORS[place % len(COORDINATORS)])
        moment = _morning((moment + timedelta(days=20)).date())
        with clock.at(moment), acting_as(by):
            case.coordinator = by.staff
            change_case(case, by=by)
            for plan in case.plans.exclude(state=PlanState.ENDED):
                move_plan(plan, PlanState.ENDED, by=by)
            close_case(case, on=moment.date(), reason=REASONS[place % len(REASONS)], by=by)
        seen = _put_grants_right(seen, moment)


def _events(stage: Stage) -> list[Event]:
    families: dict[str, FamilyOnStage] = {}
    events = [event for told in MEETINGS for event in MeetingOnStage(told, stage).events()]
    for told_family in FAMILIES:
        family = families[told_family.key] = FamilyOnStage(told_family, stage)
        events += family.events()
        events += HandingOver(family).events()
        for plan in told_family.plans:
            events += PlanOnStage(plan, family).events()
        for meeting in told_family.meetings:
            events += MeetingOnStage(meeting, stage, family).events()
    for somebody in PEOPLE:
        events += SomebodyOnStage(somebody, stage, families).events()
    return [*events, *survey_events(stage), *neighbour_events(stage, families)]


def _play(events: list[Event], stage: Stage, say: Say) -> None:
    """Each event on its day, as who does it. With a restricted family one works by one's own sight, as its pages do."""
    ordered = in_order(events, stage.days)
    seen = _last_grant()
    for place, (event, minute) in enumerate(ordered):
        if place % 200 == 0:
            say(f"The told families: {place} of {len(ordered)} …")
        by = stage.member(event.by, event.desk)
        moment = stage.days.at(event.day, minute)
        narrowed = Reach.OWN if event.is_restricted and by.reach is Reach.ALL else None
        with clock.at(moment), acting_as(by, reach=narrowed):
            event.play(by)
        if event.first in OF_SIGHT:
            seen = _put_grants_right(seen, moment)


def _last_grant() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(max(id), 0) from casework_grant")
        return cursor.fetchone()[0]


def _put_grants_right(seen: int, moment: datetime) -> int:
    """Grants are written by functions of the database, whose clock is the machine's: those given since `seen` get the
    story's day, those ended since then its moment. Only the owner may, so the command runs as the owner.

    Returns the last grant's key."""
    with connection.cursor() as cursor:
        cursor.execute("update casework_grant set valid_from = %s where id > %s", [moment.date(), seen])
        cursor.execute("update casework_grant set ended_at = %s where ended_at = now()", [moment])
    return _last_grant()
