"""An agency's part of a plan: what it says to it, what it is told, how far it is. Each is one press, and can be undone
for some minutes by who pressed it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.audit import Verb
from accounts.models import Membership, Notice
from accounts.roles import Role
from agencies.calendar import today
from agencies.models import Agency
from casework import access
from casework.actions.case_course import take_part
from casework.choices import PartAnswer, PlanState
from casework.models import PlanAction, PlanRole
from casework.models.plan import PartTurn

UNDO_MINUTES = 10
PRESSED = [
    "answer", "words", "reply", "replied_at", "put_up_at", "decision", "decided_at", "decided_by_id", "sign_came_on",
    "answered_at", "answered_by_id", "progress", "progress_at", "done_on",
]  # fmt: skip
TOLD = {
    PartAnswer.AGREED: Notice.Kind.PART_AGREED,
    PartAnswer.CHANGE: Notice.Kind.PART_CHANGE,
    PartAnswer.QUESTION: Notice.Kind.PART_QUESTION,
}


def _locked(part: PlanRole) -> PlanRole:
    return PlanRole.objects.select_for_update(of=("self",)).select_related("plan", "case", "agency").get(pk=part.pk)


def _check_current(part: PlanRole, seen: int | None) -> None:
    """seen: the version of the part that the presser had before them; None asks nothing."""
    if part.case.closed_on or part.plan.state in (PlanState.DRAFT, PlanState.ENDED):
        raise ValidationError(_("This version of the plan is not in force any more. Look at the newest one."))
    if seen is not None and seen != part.version:
        raise ValidationError(_("Somebody was faster. What they said is here now; yours was not sent."))


def _press(part: PlanRole, *, by: Membership, **changes: Any) -> None:
    """Changes the part and keeps what stood there, so that the press can be undone."""
    kept = {name: getattr(part, name) for name in PRESSED}
    part.before = {
        "at": timezone.now().isoformat(),
        "by": by.pk,
        "agency": by.agency_id,
        "fields": {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()},
    }
    for name, value in changes.items():
        setattr(part, name, value)
    part.version += 1
    part.save()


def _tell_coordinators(part: PlanRole, kind: Notice.Kind) -> None:
    """The case's coordinator; where there is none in force, the office that wrote the plan."""
    coordinator = (
        Membership.objects.in_force()
        .for_acting()
        .filter(staff=part.case.coordinator_id, role__in=[Role.COORDINATOR, Role.LEAD])
        .order_by("pk")
        .first()
    )
    office = coordinator or Agency.objects.filter(group=part.plan.written_by_id).first()
    if office:
        notices.tell(office, kind, about=part)


@transaction.atomic
def answer_part(
    part: PlanRole, answer: PartAnswer, words: str = "", *, seen: int | None = None, by: Membership
) -> PlanRole:
    """了解, 変更したい or 質問. What the lead department decided cannot be asked to be changed again.

    seen    the version of the part on the screen: where a colleague answered since, theirs stands.
    Raises  PermissionDenied (another agency's part), ValidationError (no words, somebody was faster, decided)."""
    part = _locked(part)
    access.check_may_answer_part(by, part)
    _check_current(part, seen)
    words = words.strip()
    if answer == PartAnswer.WAITING:
        raise ValidationError(_("Choose an answer."))
    if answer != PartAnswer.AGREED and not words:
        raise ValidationError(
            {"words": _("Write what should be changed.") if answer == PartAnswer.CHANGE else _("Write your question.")}
        )
    if answer == PartAnswer.CHANGE and part.decided_at:
        raise ValidationError(_("The lead department has decided about this part. You can ask a question about it."))
    changes: dict[str, Any] = {"answer": answer, "answered_at": timezone.now(), "answered_by_id": by.pk}
    if answer != PartAnswer.AGREED:  # with an agreement, what was asked and replied before stays to be read
        changes |= {"words": words, "reply": "", "replied_at": None, "put_up_at": None}
    _press(part, by=by, **changes)
    if answer == PartAnswer.AGREED:
        take_part(part.case, part.agency, role=part.task)
    _tell_coordinators(part, TOLD[answer])
    audit.record(Verb.ANSWERED, part, by=by, case=part.case_id, answer=str(answer))
    return part


@transaction.atomic
def reply_to_part(part: PlanRole, words: str, *, seen: int | None = None, by: Membership) -> PlanRole:
    """The coordinator's words to a change that is wanted or to a question: the agency is to answer again."""
    part = _locked(part)
    access.check_may_write_plan(by, part.case)
    _check_current(part, seen)
    _check_open(part)
    if not words.strip():
        raise ValidationError({"words": _("Write your reply.")})
    _press(part, by=by, reply=words.strip(), replied_at=timezone.now(), put_up_at=None)
    notices.tell(part.agency, Notice.Kind.PART_ANSWERED, about=part)
    audit.record(Verb.ANSWERED, part, by=by, case=part.case_id, reply=True)
    return part


def _check_open(part: PlanRole) -> None:
    if part.turn not in (PartTurn.COORDINATOR, PartTurn.LEAD):
        raise ValidationError(_("Nothing is open about this part."))


@transaction.atomic
def put_up_part(part: PlanRole, *, seen: int | None = None, by: Membership) -> PlanRole:
    """The lead department is asked to decide (DOMAIN §6.6)."""
    part = _locked(part)
    access.check_may_write_plan(by, part.case)
    _check_current(part, seen)
    if part.turn != PartTurn.COORDINATOR:
        raise ValidationError(_("Nothing is open about this part."))
    _press(part, by=by, put_up_at=timezone.now())
    for department in Membership.objects.offices(Role.LEAD):
        notices.tell(department, Notice.Kind.PART_PUT_UP, about=part)
    audit.record(Verb.CHANGED, part, by=by, case=part.case_id, put_up=True)
    return part


@transaction.atomic
def decide_part(part: PlanRole, words: str, *, seen: int | None = None, by: Membership) -> PlanRole:
    """The lead department decides finally who does what. The agency reads it and confirms; what changes by it, the
    coordinator writes into the next version of the plan."""
    part = _locked(part)
    access.check_may_decide_role(by)
    _check_current(part, seen)
    _check_open(part)
    if not words.strip():
        raise ValidationError({"words": _("Write what is decided.")})
    now = timezone.now()
    _press(part, by=by, decision=words.strip(), decided_at=now, decided_by_id=by.pk, replied_at=now, put_up_at=None)
    notices.tell(part.agency, Notice.Kind.PART_DECIDED, about=part)
    _tell_coordinators(part, Notice.Kind.PART_DECIDED)
    audit.record(Verb.DECIDED, part, by=by, case=part.case_id)
    return part


@transaction.atomic
def report_progress(part: PlanRole, words: str, *, seen: int | None = None, by: Membership) -> PlanRole:
    """How far the agency is with it. What was written before stays in the history of rows."""
    part = _locked(part)
    access.check_may_answer_part(by, part)
    _check_current(part, seen)
    if not words.strip():
        raise ValidationError({"words": _("Write in a line how far it is.")})
    _press(part, by=by, progress=words.strip(), progress_at=timezone.now())
    _tell_coordinators(part, Notice.Kind.PART_PROGRESS)
    audit.record(Verb.CHANGED, part, by=by, case=part.case_id, progress=True)
    return part


@transaction.atomic
def finish_part(part: PlanRole, *, on: date | None = None, seen: int | None = None, by: Membership) -> PlanRole:
    """終わりました: also by an agency that never pressed 了解."""
    part = _locked(part)
    access.check_may_answer_part(by, part)
    _check_current(part, seen)
    if part.done_on:
        raise ValidationError(_("This part is finished already."))
    _press(part, by=by, done_on=on or today())
    _tell_coordinators(part, Notice.Kind.PART_DONE)
    audit.record(Verb.CHANGED, part, by=by, case=part.case_id, done=True)
    return part


@transaction.atomic
def take_up_again(part: PlanRole, *, seen: int | None = None, by: Membership) -> PlanRole:
    """It was not finished after all; also when the minutes for undoing are over."""
    part = _locked(part)
    access.check_may_answer_part(by, part)
    _check_current(part, seen)
    _press(part, by=by, done_on=None)
    audit.record(Verb.CHANGED, part, by=by, case=part.case_id, done=False)
    return part


@transaction.atomic
def sign_came(part: PlanRole, *, seen: int | None = None, by: Membership) -> PlanRole:
    """合図あり: what the part was waiting for has happened. Whoever did not say so learns of it."""
    part = _locked(part)
    access.check_may_give_sign(by, part)
    _check_current(part, seen)
    if not part.awaits_sign:
        raise ValidationError(_("This part waits for no sign."))
    _press(part, by=by, sign_came_on=today())
    if by.agency_id == part.agency_id:
        _tell_coordinators(part, Notice.Kind.PART_SIGN)
    else:
        notices.tell(part.agency, Notice.Kind.PART_SIGN, about=part)
    audit.record(Verb.CHANGED, part, by=by, case=part.case_id, sign=True)
    return part


@transaction.atomic
def finish_step(step: PlanAction, *, done: bool, by: Membership) -> PlanAction:
    """A single thing within a part is done; or is not after all."""
    part = _locked(step.role)
    access.check_may_answer_part(by, part)
    _check_current(part, None)
    step = PlanAction.objects.select_for_update(of=("self",)).get(pk=step.pk)
    step.done_on = today() if done else None
    step.save(update_fields=["done_on"])
    audit.record(Verb.CHANGED, part, by=by, case=part.case_id, step=step.pk, done=done)
    return step


def may_undo(by: Membership, part: PlanRole) -> bool:
    """The last press, by the agency of who pressed it, for some minutes."""
    before = part.before
    if not before or before["agency"] != by.agency_id:
        return False
    return timezone.now() - datetime.fromisoformat(before["at"]) < timedelta(minutes=UNDO_MINUTES)


@transaction.atomic
def undo_press(part: PlanRole, *, seen: int | None = None, by: Membership) -> PlanRole:
    """取り消す: what stood before the last press stands again, and news of it that nobody has read yet is withdrawn."""
    part = _locked(part)
    access.check_may_give_sign(by, part)  # the agency, or who writes the plan
    _check_current(part, seen)
    if not may_undo(by, part):
        raise ValidationError(
            _("It was pressed more than %(minutes)s minutes ago, or by another agency. Say so in a new answer.")
            % {"minutes": UNDO_MINUTES}
        )
    before: dict[str, Any] = part.before or {}  # may_undo has seen that there is one
    pressed_at = before["at"]
    for name, value in before["fields"].items():
        setattr(part, name, _read(PlanRole._meta.get_field(name.removesuffix("_id")), value))
    part.before = None
    part.version += 1
    part.save()
    news = Notice.objects.filter(about_type="planrole", about_id=part.pk, at__gte=parse_datetime(pressed_at))
    news.filter(read_at=None).delete()
    audit.record(Verb.CHANGED, part, by=by, case=part.case_id, undone=True)
    return part


def _read(field: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if isinstance(field, models.DateTimeField):
        return parse_datetime(value)
    return parse_date(value) if isinstance(field, models.DateField) else value
