"""Plans are written, given to the agencies, answered, carried out and followed by the next version."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from accounts.models import Membership
from casework.actions import parts, plans
from casework.choices import PartAnswer, PlanState
from casework.models import PlanAction, PlanRole, SupportPlan
from reports.demonstration import telling
from reports.demonstration.acts.families import FamilyOnStage
from reports.demonstration.stage import Play
from reports.demonstration.timeline import Event, First


class PlanOnStage:
    """One version of a family's plan, and its parts in the order in which they are told."""

    plan: SupportPlan
    parts: list[PlanRole]

    def __init__(self, told: telling.Plan, family: FamilyOnStage) -> None:
        self.told, self.family, self.stage = told, family, family.stage

    def events(self) -> Iterator[Event]:
        told, event = self.told, self.family.event
        yield event(told.day, First.PLAN, told.by, self.write)
        if told.agreed is not None:
            yield event(told.agreed, First.AGREEMENT, told.by, self.give)
        if told.running is not None:
            yield event(told.running, First.START, told.by, partial(self.move, PlanState.RUNNING))
        if told.evaluated is not None:
            yield event(told.evaluated, First.STEP_OF_PLAN, told.by, partial(self.move, PlanState.EVALUATED))
        if told.ended is not None:
            yield event(told.ended, First.STEP_OF_PLAN, told.by, partial(self.move, PlanState.ENDED))
        for place, part in enumerate(told.parts):
            yield from self.of_part(part, place)

    def of_part(self, told: telling.Part, place: int) -> Iterator[Event]:
        def event(day: int, first: First, by: str, play: Play) -> Event:
            return self.family.event(day, first, by, play, desk=told.agency)

        for said in told.says:
            yield event(said.day, First.SAYING, said.by, partial(self.say, place, said))
            if said.reply:
                day, by, words = said.reply
                yield event(day, First.REPLY, by, partial(self.reply, place, words))
            if said.put_up:
                day, by = said.put_up
                yield event(day, First.PUTTING_UP, by, partial(self.put_up, place))
            if said.decided:
                day, by, words = said.decided
                yield event(day, First.PUTTING_UP, by, partial(self.decide, place, words))
        for each in told.progress:
            yield event(each.day, First.PROGRESS, each.by, partial(self.report, place, each.words))
        if told.sign_came:
            day, by = told.sign_came
            yield event(day, First.SIGN, by, partial(self.sign, place))
        for number, step in enumerate(told.steps):
            if step.done is not None:
                by = self.stage.login_of(told.agency) or self.told.by
                yield event(step.done, First.PROGRESS, by, partial(self.step, place, number))
        if told.done:
            day, by = told.done
            yield event(day, First.DONE, by, partial(self.finish, place))

    # The plan ---------------------------------------------------------------------------------------------------------

    def write(self, by: Membership) -> None:
        told, days, case = self.told, self.stage.days, self.family.case
        plan = plans.next_version(case, by=by) if case.plans.exists() else SupportPlan(case=case)
        plan.made_on = days.day(told.day)
        plan.starts_on, plan.ends_on = self.stage.day(told.starts), self.stage.day(told.ends)
        plan.direction, plan.long_term_goal, plan.short_term_goal = told.direction, told.long_term, told.short_term
        carried = {part.agency_id: part for part in plan.roles.all()} if plan.pk else {}
        rows = []
        for each in told.parts:
            agency = self.stage.agencies[each.agency]
            part = carried.pop(agency.pk, None)
            rows.append(plans.PartRow(agency, each.task, self.stage.day(each.due), each.sign, part))
        self.plan = plans.write_plan(plan, rows, by=by)
        self.parts = list(self.plan.roles.order_by("order"))
        for part, told_part in zip(self.parts, told.parts, strict=True):
            part.actions.all().delete()
            PlanAction.objects.bulk_create(
                PlanAction(role=part, case=case, what=step.what, due_on=self.stage.day(step.due), sign=step.sign)
                for step in told_part.steps
            )

    def give(self, by: Membership) -> None:
        plans.give_plan(self.plan, by=by)

    def move(self, to: PlanState, by: Membership) -> None:
        plans.move_plan(self.plan, to, by=by)

    # What is said to a part -------------------------------------------------------------------------------------------

    def say(self, place: int, said: telling.Say, by: Membership) -> None:
        parts.answer_part(self.parts[place], PartAnswer(said.answer), said.words, by=by)

    def reply(self, place: int, words: str, by: Membership) -> None:
        parts.reply_to_part(self.parts[place], words, by=by)

    def put_up(self, place: int, by: Membership) -> None:
        parts.put_up_part(self.parts[place], by=by)

    def decide(self, place: int, words: str, by: Membership) -> None:
        parts.decide_part(self.parts[place], words, by=by)

    def report(self, place: int, words: str, by: Membership) -> None:
        parts.report_progress(self.parts[place], words, by=by)

    def sign(self, place: int, by: Membership) -> None:
        parts.sign_came(self.parts[place], by=by)

    def step(self, place: int, number: int, by: Membership) -> None:
        step = self.parts[place].actions.select_related("role").order_by("pk")[number]
        parts.finish_step(step, done=True, by=by)

    def finish(self, place: int, by: Membership) -> None:
        parts.finish_part(self.parts[place], by=by)
