"""What an agency says to a hand-over. There is no "no": it takes the family, names who does, or calls the coordinator
(DOMAIN §6.1-3). And what the coordinator does with those that fell to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import Verb
from accounts.models import Membership, Notice
from agencies.calendar import day_of, today
from agencies.models import Agency
from casework.actions import letters
from casework.actions.case_course import take_part
from casework.actions.grants import current_parts, end, grant, may_see_by
from casework.actions.referrals import UNDO_MINUTES, follow_with, locked_referral
from casework.hand_overs import referral_access
from casework.models import Case, Grant, Referral

Answer, Turn, Way = Referral.Answer, Referral.Turn, Referral.Way


@dataclass(frozen=True)
class Said:
    """An answer that did not come by a press here: by which way, who gave it, on which day."""

    way: str
    name: str
    at: datetime


@dataclass(frozen=True)
class Spoken:
    """With whom of the other agency it was spoken, and when."""

    to: str
    on: date

    def check(self) -> None:
        if not self.to.strip():
            raise ValidationError({"spoken_to": _("Write whom of that agency you spoke with.")})
        if self.on > today():
            raise ValidationError({"spoken_on": _("This day is still to come.")})


@transaction.atomic
def take(
    referral: Referral, *, by: Membership, words: str = "", contact_name: str = "", contact_telephone: str = "",
    said: Said | None = None, seen: int | None = None,
) -> Referral:  # fmt: skip
    """The agency takes the family on: it sees the case from now on, where there is one, and the sender learns whom to
    call.

    seen    the version on the screen: where a colleague answered since, theirs stands.
    Raises  PermissionDenied (another agency's), ValidationError (answered already)."""
    referral = _to_answer(referral, by, seen)
    _answer(referral, Answer.TAKEN, words, by=by, said=said, name=contact_name, telephone=contact_telephone)
    _see_case(referral, by=by)
    _tell(referral, Notice.Kind.REFERRAL_TAKEN, Verb.REFERRAL_TAKEN, by=by)
    return referral


@transaction.atomic
def take_together(
    referral: Referral, other: Agency, spoken: Spoken, *, by: Membership, words: str = "", said: Said | None = None,
    contact_name: str = "", contact_telephone: str = "", seen: int | None = None,
) -> Referral:  # fmt: skip
    """It takes the family on, and another agency joins: that one is handed the family as well."""
    referral = _to_answer(referral, by, seen)
    _check_other(referral, other)
    spoken.check()
    referral.passed_to, referral.spoken_to, referral.spoken_on = other, spoken.to.strip(), spoken.on
    _answer(referral, Answer.TOGETHER, words, by=by, said=said, name=contact_name, telephone=contact_telephone)
    _see_case(referral, by=by)
    follow_with(referral, other, by=by, spoken_to=spoken.to.strip(), spoken_on=spoken.on)
    _tell(referral, Notice.Kind.REFERRAL_TOGETHER, Verb.REFERRAL_TAKEN, by=by)
    return referral


@transaction.atomic
def pass_on(
    referral: Referral, other: Agency, spoken: Spoken, *, by: Membership, words: str = "", said: Said | None = None,
    seen: int | None = None,
) -> Referral:  # fmt: skip
    """うちではない, said by naming the agency that takes it, after speaking with it. That one is handed the family
    at once."""
    referral = _to_answer(referral, by, seen)
    return _pass_on(referral, other, spoken, by=by, words=words, said=said)


def _pass_on(
    referral: Referral, other: Agency, spoken: Spoken, *, by: Membership, words: str, said: Said | None = None
) -> Referral:
    _check_other(referral, other)
    spoken.check()
    referral.passed_to, referral.spoken_to, referral.spoken_on = other, spoken.to.strip(), spoken.on
    _answer(referral, Answer.PASSED_ON, words, by=by, said=said)
    follow_with(referral, other, by=by, spoken_to=spoken.to.strip(), spoken_on=spoken.on)
    _tell(referral, Notice.Kind.REFERRAL_PASSED_ON, Verb.REFERRAL_PASSED_ON, by=by)
    return referral


@transaction.atomic
def ask_coordinator(
    referral: Referral, words: str, *, by: Membership, said: Said | None = None, seen: int | None = None
) -> Referral:
    """うちではない, and nobody is known who would take it: the coordinator is called, and it is their turn."""
    referral = _to_answer(referral, by, seen)
    if not words.strip():
        raise ValidationError({"words": _("Write in a sentence what the coordinator should know.")})
    _answer(referral, Answer.COORDINATOR, words, by=by, said=said)
    letters.tell_coordinators(referral, Notice.Kind.REFERRAL_COORDINATOR)
    _tell(referral, Notice.Kind.REFERRAL_ASKED, Verb.REFERRAL_ASKED, by=by)
    return referral


@transaction.atomic
def take_up(referral: Referral, *, by: Membership) -> Referral:
    """A coordinator looks after it: both sides see who."""
    referral = _to_settle(referral, by)
    referral.taken_up_by = by
    referral.give_turn(Turn.COORDINATOR)
    referral.version += 1
    referral.save()
    _tell(referral, Notice.Kind.REFERRAL_TAKEN_UP, Verb.REFERRAL_TAKEN_UP, by=by)
    return referral


@transaction.atomic
def name_agency(referral: Referral, other: Agency, spoken: Spoken, *, by: Membership, words: str = "") -> Referral:
    """The coordinator names the agency that takes the family, after speaking with it."""
    return _pass_on(_to_settle(referral, by), other, spoken, by=by, words=words)


@transaction.atomic
def close(referral: Referral, words: str, *, by: Membership) -> Referral:
    """The coordinator ends it with an outcome: the family was reached otherwise, did not want it, is in a case."""
    referral = _to_settle(referral, by)
    if not words.strip():
        raise ValidationError({"words": _("Write what became of the family.")})
    _answer(referral, Answer.CLOSED, words, by=by)
    _tell(referral, Notice.Kind.REFERRAL_CLOSED, Verb.REFERRAL_CLOSED, by=by)
    return referral


@transaction.atomic
def change_contact(referral: Referral, name: str, telephone: str, *, by: Membership) -> Referral:
    """Who the family's contact is from now on, as the agency that took it says."""
    referral = locked_referral(referral)
    referral_access.check_may_answer_referral(by, referral)
    if not referral.takes:
        raise ValidationError(_("The agency has not taken the family on."))
    if not name.strip():
        raise ValidationError({"contact_name": _("Write whom the family can ask for.")})
    referral.contact_name, referral.contact_telephone = name.strip(), telephone.strip() or referral.to.telephone
    referral.version += 1
    referral.save()
    audit.record(Verb.CHANGED, referral, by=by, contact=True)
    return referral


@transaction.atomic
def undo_answer(referral: Referral, *, by: Membership) -> Referral:
    """A press that went wrong is taken back for some minutes by the agency that pressed it. What was handed on to
    another agency is not: it has it already."""
    referral = locked_referral(referral)
    referral_access.check_may_answer_referral(by, referral)
    if not may_undo(by, referral):
        raise ValidationError(
            _("An answer can be taken back for %(minutes)s minutes. Call the sender instead.")
            % {"minutes": UNDO_MINUTES}
        )
    _leave_case(referral)  # as long as the agency sees it
    for held in Grant.objects.live().filter(reason=Grant.Reason.REFERRAL, source_id=referral.pk):
        end(held, by=by)
    letters.forget(referral)
    referral.answer, referral.answered_at, referral.answered_by, referral.answered_as = "", None, None, ""
    referral.words = referral.contact_name = referral.contact_telephone = ""
    referral.give_turn(Turn.AGENCY)
    referral.version += 1
    referral.save()
    audit.record(Verb.ANSWERED, referral, by=by, answer="")
    return referral


def may_undo(by: Membership, referral: Referral) -> bool:
    pressed = referral.answer in (Answer.TAKEN, Answer.COORDINATOR) and referral.answered_as == Way.PROGRAM
    return (
        pressed
        and referral.to_id == by.agency_id
        and referral.taken_up_by_id is None
        and referral.answered_at is not None
        and referral.answered_at > timezone.now() - timedelta(minutes=UNDO_MINUTES)
    )


def _to_answer(referral: Referral, by: Membership, seen: int | None) -> Referral:
    referral = locked_referral(referral)
    referral_access.check_may_answer_referral(by, referral)
    if referral.answer:
        raise ValidationError(
            _("Somebody was faster: “%(answer)s”. Yours was not sent.") % {"answer": referral.get_answer_display()}
        )
    if seen is not None and seen != referral.version:
        raise ValidationError(_("It was changed meanwhile. Look at it once more, then answer."))
    return referral


def _to_settle(referral: Referral, by: Membership) -> Referral:
    referral = locked_referral(referral)
    referral_access.check_may_settle_referral(by, referral)
    if not referral.open:
        raise ValidationError(_("This was settled meanwhile: %(answer)s.") % {"answer": referral.get_answer_display()})
    return referral


def _check_other(referral: Referral, other: Agency) -> None:
    if other.pk == referral.to_id:
        raise ValidationError({"other": _("This is the agency itself. Name another.")})
    if other.pk == referral.sender_id:
        raise ValidationError({"other": _("The family came from there. Name another, or call the coordinator.")})


def _answer(
    referral: Referral, answer: Referral.Answer, words: str, *, by: Membership, said: Said | None = None,
    name: str = "", telephone: str = "",
) -> None:  # fmt: skip
    referral.answer_with(answer, at=said.at if said else timezone.now())
    referral.turn_since = timezone.now()
    referral.answered_by, referral.answered_as = by, said.way if said else Way.PROGRAM
    referral.words = words.strip()
    if referral.takes:
        referral.contact_name = name.strip() or (said.name if said else by.staff.name)
        referral.contact_telephone = telephone.strip() or referral.to.telephone
    elif said:
        referral.contact_name = said.name  # who answered, to ask once more
    referral.version += 1
    referral.save()


def _see_case(referral: Referral, *, by: Membership) -> None:
    """Who takes a family on sees its case, and takes part in it. One that nobody signs in for takes part by name."""
    if referral.case_id is None:
        return
    if may_see_by(referral):
        grant(referral.case_id, group=referral.to.group, reason=Grant.Reason.REFERRAL, source=referral, by=by)
    case = Case.objects.filter(pk=referral.case_id, closed_on=None).first()
    if case:
        take_part(case, referral.to)


def _leave_case(referral: Referral) -> None:
    """Undoes `_see_case`: who took part by that answer alone takes no part."""
    case = Case.objects.filter(pk=referral.case_id or 0).first()
    if case and referral.answered_at and not current_parts(case).filter(agency=referral.to).exists():
        joined = case.participants.filter(agency=referral.to, joined_on=day_of(referral.answered_at))
        joined.filter(left_on=None, role="").delete()


def _tell(referral: Referral, kind: Notice.Kind, verb: Verb, *, by: Membership) -> None:
    letters.tell_sender(referral, kind)
    audit.record(verb, referral, by=by, answer=referral.answer, way=referral.answered_as)
