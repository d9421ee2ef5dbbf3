"""A plan is written as a draft, given to the agencies, carried out, evaluated, followed by the next version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.audit import Verb
from accounts.models import Membership, Notice
from agencies.calendar import today
from agencies.models import Agency
from casework import access
from casework.actions import drafts
from casework.actions.grants import parts_giving_sight, settle_part_grants
from casework.choices import PartAnswer, PlanState
from casework.models import Case, Draft, PlanAction, PlanRole, SupportPlan
from casework.versions import changed_meanwhile

# What was said about a part goes with it into the next version, where nothing about it changed.
SAID = [
    "answer", "words", "reply", "replied_at", "decision", "decided_at", "decided_by", "sign_came_on", "answered_at",
    "answered_by", "progress", "progress_at", "done_on",
]  # fmt: skip


THROWN_AWAY = "plan thrown away"  # the form of what is kept of a draft
OF_PLAN = ["made_on", "starts_on", "ends_on", "direction", "long_term_goal", "short_term_goal"]
OF_PART = ["agency_id", "task", "due_on", "sign", "order", "former_id"]
OF_STEP = ["what", "due_on", "sign"]


@dataclass(frozen=True)
class StepRow:
    """A single thing within a part. step: the one that it changes."""

    what: str
    due_on: date | None = None
    step: PlanAction | None = None


@dataclass(frozen=True)
class PartRow:
    """A row of the plan's form: which agency does what, by when or on which sign.

    part    the one that it changes.
    steps   single things within it; None: nothing is said of them, and they stay as they are."""

    agency: Agency
    task: str
    due_on: date | None = None
    sign: str = ""
    part: PlanRole | None = None
    steps: Sequence[StepRow] | None = None


@transaction.atomic
def write_plan(plan: SupportPlan, rows: Sequence[PartRow], *, by: Membership) -> SupportPlan:
    """Saves a draft with its parts, in the order of the rows; parts without a row are taken out. A new plan gets the
    case's next number. Nothing reaches an agency yet.

    plan    for a new one, `case` is set.
    Raises  PermissionDenied (who), ValidationError (given to the agencies meanwhile, another draft, a closed case)."""
    case = _locked(plan.case_id)
    access.check_may_write_plan(by, case)
    _check_open(case)
    is_new = plan.pk is None
    if is_new:
        _check_no_draft(case)
        plan.number = _next_number(case)
        plan.household_id, plan.written_by = case.household_id, by.agency.group
    else:
        stored = SupportPlan.objects.select_for_update().get(pk=plan.pk)
        _check_draft(stored)
        if plan.version != stored.version:
            raise changed_meanwhile()
        plan.version = stored.version + 1
    plan.save()
    _write_parts(plan, rows)
    audit.record(Verb.CREATED if is_new else Verb.CHANGED, plan, by=by, number=plan.number, parts=len(rows))
    return plan


def _locked(case_id: int) -> Case:
    return Case.objects.select_for_update(of=("self",)).get(pk=case_id)


def _check_open(case: Case) -> None:
    if case.closed_on:
        raise ValidationError(_("This case is closed. Open it again first."))


def _check_draft(plan: SupportPlan) -> None:
    if plan.state != PlanState.DRAFT:
        raise ValidationError(_("This version was given to the agencies already. Change it by a new version."))


def _check_no_draft(case: Case) -> None:
    if case.plans.filter(state=PlanState.DRAFT).exists():
        raise ValidationError(_("There is a draft of the next version already. Go on with that one."))


def _next_number(case: Case) -> int:
    return (case.plans.aggregate(last=Max("number"))["last"] or 0) + 1


def _write_parts(plan: SupportPlan, rows: Sequence[PartRow]) -> None:
    kept = []
    for order, row in enumerate(rows):
        part = row.part or PlanRole(plan=plan, case_id=plan.case_id)
        if part.former_id and part.agency_id != row.agency.pk:
            part.former = None  # another agency's part is no change of the former one's
        part.agency, part.task, part.due_on, part.sign, part.order = row.agency, row.task, row.due_on, row.sign, order
        part.save()
        kept.append(part.pk)
        if row.steps is not None:
            _write_steps(part, row.steps)
    plan.roles.exclude(pk__in=kept).delete()


def _write_steps(part: PlanRole, rows: Sequence[StepRow]) -> None:
    kept = []
    for row in rows:
        step = row.step or PlanAction(role=part, case_id=part.case_id)
        step.what, step.due_on = row.what, row.due_on
        step.save()
        kept.append(step.pk)
    part.actions.exclude(pk__in=kept).delete()


@transaction.atomic
def next_version(case: Case, *, by: Membership) -> SupportPlan:
    """The next version as a draft (リプラン): the newest one's words, and its parts that are not finished, each linked
    with what it was. Where there is a draft already, that one."""
    case = _locked(case.pk)
    access.check_may_write_plan(by, case)
    _check_open(case)
    draft = case.plans.filter(state=PlanState.DRAFT).first()
    if draft:
        return draft
    newest = case.plans.order_by("-number").first()
    if newest is None:
        raise ValidationError(_("There is no plan yet."))
    plan = SupportPlan.objects.create(
        case=case, household_id=case.household_id, number=_next_number(case), made_on=today(),
        written_by=by.agency.group, direction=newest.direction, long_term_goal=newest.long_term_goal,
        short_term_goal=newest.short_term_goal,
    )  # fmt: skip
    for each in newest.roles.filter(done_on=None).prefetch_related("actions"):
        part = PlanRole.objects.create(
            plan=plan, case=case, agency_id=each.agency_id, task=each.task, due_on=each.due_on, sign=each.sign,
            order=each.order, former=each,
        )  # fmt: skip
        PlanAction.objects.bulk_create(
            PlanAction(role=part, case=case, what=step.what, due_on=step.due_on, sign=step.sign)
            for step in each.actions.all()
            if step.done_on is None
        )
    audit.record(Verb.CREATED, plan, by=by, number=plan.number, parts=plan.roles.count())
    return plan


@transaction.atomic
def discard_draft(plan: SupportPlan, *, by: Membership) -> Draft:
    """Throws a draft away that was never given to anybody. What it said is kept for who threw it away, to put back."""
    plan = SupportPlan.objects.select_for_update().get(pk=plan.pk)
    access.check_may_write_plan(by, plan)
    _check_draft(plan)
    written = {name: _as_text(getattr(plan, name)) for name in OF_PLAN}
    parts: list[dict[str, Any]] = []
    for part in plan.roles.prefetch_related("actions"):
        steps = [{name: _as_text(getattr(step, name)) for name in OF_STEP} for step in part.actions.all()]
        parts.append({name: _as_text(getattr(part, name)) for name in OF_PART} | {"steps": steps})
    audit.record(Verb.REMOVED, plan, by=by, number=plan.number)
    Draft.objects.filter(form=THROWN_AWAY, about_id=plan.case_id).delete()  # of those, the last one
    plan.delete()
    return drafts.start(THROWN_AWAY, by=by, about=plan.case_id, content={"plan": written, "parts": parts})


def _as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def put_back_draft(kept: Draft, *, by: Membership) -> SupportPlan:
    """Undoes discard_draft.
    Raises PermissionDenied (who) or ValidationError (another draft meanwhile, a closed case)."""
    case = _locked(kept.about_id or 0)
    access.check_may_write_plan(by, case)
    _check_open(case)
    _check_no_draft(case)
    plan = SupportPlan.objects.create(
        case=case, household_id=case.household_id, number=_next_number(case), written_by=by.agency.group,
        **kept.content["plan"],
    )  # fmt: skip
    formers = set(PlanRole.objects.filter(case=case).values_list("pk", flat=True))
    for held in kept.content["parts"]:
        steps, former = held.pop("steps"), held.pop("former_id")
        part = PlanRole.objects.create(plan=plan, case=case, former_id=former if former in formers else None, **held)
        PlanAction.objects.bulk_create(PlanAction(role=part, case=case, **step) for step in steps)
    audit.record(Verb.CREATED, plan, by=by, number=plan.number, parts=len(kept.content["parts"]))
    kept.delete()
    return plan


@transaction.atomic
def give_plan(plan: SupportPlan, *, by: Membership) -> SupportPlan:
    """Gives a draft to the agencies: each that a consent covers sees its part and is asked to agree. Former versions
    end; what was agreed and did not change stays agreed, and an agency without a part any more is told.

    Raises  PermissionDenied (who), ValidationError (no part, given already, a closed case)."""
    case = _locked(plan.case_id)
    access.check_may_write_plan(by, case)
    _check_open(case)
    plan = SupportPlan.objects.select_for_update().get(pk=plan.pk)
    _check_draft(plan)
    if not plan.roles.exists():
        raise ValidationError(_("Write at least one agency's part first."))
    before = {part.agency for part in parts_giving_sight(case)}
    _step(plan, PlanState.AGREED)
    for part in plan.roles.select_related("former").prefetch_related("actions", "former__actions"):
        _carry_over(part)
    for former in case.plans.exclude(pk=plan.pk).exclude(state__in=[PlanState.DRAFT, PlanState.ENDED]):
        _step(former, PlanState.ENDED)
    settle_part_grants(case, by=by)
    now = list(parts_giving_sight(case))
    for part in now:
        if part.answer == PartAnswer.WAITING and part.agency in before:  # settle_part_grants told the others
            notices.tell(part.agency, Notice.Kind.PART_ASKED, about=part)
    for agency in before - {part.agency for part in now}:
        notices.tell(agency, Notice.Kind.PART_GONE, about=case)
    audit.record(Verb.CHANGED, plan, by=by, state=plan.state)
    return plan


def _carry_over(part: PlanRole) -> None:
    former = part.former
    if former is None or former.answer != PartAnswer.AGREED or changed(part):
        return
    for name in SAID:
        setattr(part, name, getattr(former, name))
    part.save()


def changed(part: PlanRole) -> bool:
    """Whether a part is another one than it was in the former version."""
    was = part.former
    if was is None:
        return True
    before, now = ((each.agency_id, each.task, each.due_on, each.sign) for each in (was, part))
    return before != now or _steps_changed(was, part)


def _steps_changed(was: PlanRole, part: PlanRole) -> bool:
    """A step is new, or one that was still to be done is gone; one that was done since is no change."""
    before, now = list(was.actions.all()), {(step.what, step.due_on) for step in part.actions.all()}
    to_do = {(step.what, step.due_on) for step in before if step.done_on is None}
    return bool(now - {(step.what, step.due_on) for step in before} or to_do - now)


def _step(plan: SupportPlan, to: PlanState) -> None:
    if to not in SupportPlan.NEXT[PlanState(plan.state)]:
        raise ValidationError(
            _("This plan is “%(now)s” by now, and cannot become “%(then)s”. Look at it once more.")
            % {"now": plan.get_state_display(), "then": to.label}
        )
    plan.state = to
    plan.version += 1
    plan.save(update_fields=["state", "version"])


@transaction.atomic
def move_plan(plan: SupportPlan, to: PlanState, *, by: Membership) -> SupportPlan:
    """Begins it, evaluates it, ends it: the steps of SupportPlan.NEXT after it was given."""
    case = _locked(plan.case_id)
    access.check_may_write_plan(by, case)
    plan = SupportPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.state == PlanState.DRAFT:
        raise ValidationError(_("Give the draft to the agencies first."))
    _step(plan, to)
    if to == PlanState.ENDED:
        settle_part_grants(case, by=by)
    audit.record(Verb.CHANGED, plan, by=by, state=plan.state)
    return plan
