"""Meetings are called and held, secrecy is acknowledged, and what was decided gets done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from functools import partial

from accounts.models import Membership
from casework.models import Consultation
from meetings.actions import meetings as actions
from meetings.models import AgendaCase, Attendance, Decision, Meeting
from reports.demonstration import telling
from reports.demonstration.acts.families import FamilyOnStage
from reports.demonstration.stage import Stage
from reports.demonstration.timeline import Event, First

CALLED_BEFORE = 6  # days ahead that a meeting still to come was called


class MeetingOnStage:
    """family: on its agenda; None: a meeting without a case."""

    meeting: Meeting

    def __init__(self, told: telling.Meeting, stage: Stage, family: FamilyOnStage | None = None) -> None:
        self.told, self.stage, self.family = told, stage, family

    def events(self) -> Iterator[Event]:
        told = self.told
        day = told.day if told.day < 0 else -CALLED_BEFORE
        if self.family:
            day = max(day, self.family.family.intake.day + 1)
        yield Event(day, First.MEETING, told.by, self.call, story=self.family)
        for login, on in told.acknowledged:
            if login != told.by:
                yield Event(on, First.MEETING, login, self.acknowledge, story=self.family)
        for number, task in enumerate(told.tasks):
            if task.done is not None:
                yield Event(max(task.done, day), First.DONE, told.by, partial(self.finish, number), story=self.family)

    def call(self, by: Membership) -> None:
        told, stage = self.told, self.stage
        kind = stage.kinds[told.kind]
        meeting = Meeting(
            held_on=stage.days.day(told.day),
            begins_at=time.fromisoformat(f"{told.time:0>5}") if told.time else None,
            place=told.place,
            kind=kind,
            name=told.name,
            host=stage.hosts[told.host],
            form=stage.forms[told.form],
        )
        people = [stage.member(login) for login in told.staff]
        named = {each.agency.code for each in people}
        attending = [Attendance(agency=each.agency, staff=each.staff) for each in people]
        attending += [Attendance(agency=stage.agencies[code]) for code in told.agencies if code not in named]
        decided = [
            Decision(what=task.what, agency=stage.agencies.get(task.agency), due_on=stage.day(task.due))
            for task in told.tasks
        ]
        papers = actions.Papers(
            content=told.content,
            decisions=told.decisions,
            attending=actions.Rows(attending),
            agenda=actions.Rows(self.agenda()),
            decided=actions.Rows(decided),
            acknowledged=kind.secrecy_notice if kind.secret else "",
        )
        self.meeting = actions.call_meeting(meeting, papers, by=by)

    def agenda(self) -> list[AgendaCase]:
        if self.family is None:
            return []
        # Read anew: whether the family is restricted by now is asked.
        return [AgendaCase(consultation=Consultation.objects.get(pk=self.family.consultation.pk))]

    def acknowledge(self, by: Membership) -> None:
        actions.acknowledge_secrecy(self.meeting, self.meeting.kind.secrecy_notice, by=by)

    def finish(self, number: int, by: Membership) -> None:
        actions.finish_decision(self.meeting.decided.order_by("pk")[number], True, by=by)
