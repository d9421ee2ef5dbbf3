"""Support plans: written, given to the agencies, carried out, ended. A plan that was given is changed by a new version."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.models import Membership, Notice
from casework import access
from casework.actions.grants import parts_giving_sight, settle_part_grants
from casework.choices import PlanState
from casework.models import Case, PlanRole, SupportPlan


@transaction.atomic
def save_plan(plan: SupportPlan, case: Case, parts: Iterable[PlanRole], *, by: Membership) -> SupportPlan:
    """A new draft, or a changed one, with its parts in their order; parts that are not among them are taken out.
    Raises ValidationError for a plan that was given to the agencies already."""
    access.check_may_write_plan(by, case)
    if plan.pk:
        held = SupportPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        if held.state != PlanState.DRAFT:
            raise ValidationError(_("This version was given to the agencies already. Make a new version."))
        plan.version = held.version + 1
    else:
        Case.objects.select_for_update(of=("self",)).get(pk=case.pk)  # two new versions at once get two numbers
        plan.case, plan.household_id, plan.written_by = case, case.household_id, by.agency.group
        plan.number = (case.plans.aggregate(last=Max("number"))["last"] or 0) + 1
    plan.save()
    kept = []
    for order, part in enumerate(parts):
        part.plan, part.case, part.order = plan, case, order
        part.save()
        kept.append(part.pk)
    plan.roles.exclude(pk__in=kept).delete()
    audit.record(audit.Verb.CHANGED, plan, by=by, parts=len(kept))
    return plan


def next_version(case: Case) -> tuple[SupportPlan, list[PlanRole]]:
    """An unsaved copy of the newest version, each part knowing the one it follows: what changed can be shown."""
    newest = case.plans.order_by("-number").first()
    if newest is None:
        return SupportPlan(), []
    plan = SupportPlan(
        direction=newest.direction, long_term_goal=newest.long_term_goal, short_term_goal=newest.short_term_goal
    )
    parts = [
        PlanRole(agency=each.agency, task=each.task, due_on=each.due_on, sign=each.sign, former=each)
        for each in newest.roles.select_related("agency")
        if each.done_on is None
    ]
    return plan, parts


@transaction.atomic
def take_step(plan: SupportPlan, state: str, *, by: Membership) -> SupportPlan:
    """The plan's next state (SupportPlan.NEXT). Given to the agencies (案 → 合意), each with a part is asked to agree: those
    whom a consent covers see the case from now on, the others stand on the list of things to settle."""
    plan = SupportPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    access.check_may_write_plan(by, plan)
    if state not in SupportPlan.NEXT[PlanState(plan.state)]:
        raise ValidationError(_("The plan cannot take this step now. Look at its page again."))
    if state == PlanState.AGREED and not plan.roles.exists():
        raise ValidationError(_("A plan without a part asks nobody. Add who does what."))
    given = plan.state == PlanState.DRAFT
    plan.state = state
    plan.version += 1
    plan.save()
    if given:
        _carry_answers(plan)
        plan.case.plans.filter(number__lt=plan.number).exclude(state__in=[PlanState.DRAFT, PlanState.ENDED]).update(
            state=PlanState.ENDED
        )
    settle_part_grants(plan.case, by=by)
    if given:
        for part in parts_giving_sight(plan.case).filter(answer=""):
            notices.tell(part.agency, Notice.Kind.PART_ASKED, about=part)
    audit.record(audit.Verb.CHANGED, plan, by=by, state=state)
    return plan


def _carry_answers(plan: SupportPlan) -> None:
    """An agency that agreed to a part which has not changed is not asked again."""
    for part in plan.roles.filter(former__answer="agreed").select_related("former"):
        was = part.former
        if was and (was.task, was.due_on, was.sign) == (part.task, part.due_on, part.sign):
            part.answer, part.answered_at, part.answered_by = was.answer, was.answered_at, was.answered_by
            part.progress, part.progress_at = was.progress, was.progress_at
            part.save()
