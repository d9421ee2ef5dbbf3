"""Handing a family over: to one agency or several, by consent or in a stated danger; and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit, notices
from accounts.audit import Verb
from accounts.models import Membership, Notice
from accounts.roles import Role
from agencies.calendar import today
from agencies.models import Agency
from casework.actions import letters, sheets
from casework.hand_overs import referral_access
from casework.models import Consultation, Household, Referral, TsunaguSheet

UNDO_MINUTES = 10
LEAST_GROUND = 10  # characters in which a danger can be said
Turn = Referral.Turn


@dataclass(frozen=True)
class HandOver:
    """One agency, and what is asked of it."""

    to: Agency
    reason: str


class NotCovered(ValidationError):
    """No consent in force covers these agencies."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.agencies = list(agencies)
        names = _(", ").join(each.name for each in self.agencies)
        super().__init__(_("No consent covers %(agencies)s. Nothing was handed over yet.") % {"agencies": names})


def covered(household_id: int, agencies: Iterable[Agency]) -> set[Agency]:
    """The agencies that the family may be handed to: by a consent in force, or since they see it anyhow. The database's
    own rule, which holds for who does not see the family's consents (any more) too."""
    them = {each.pk: each for each in agencies}
    with connection.cursor() as cursor:
        cursor.execute(
            "select a from unnest(%s::bigint[]) a where consent_covers(%s, a) or reaches_all(a)",
            [list(them), household_id],
        )
        return {them[key] for (key,) in cursor.fetchall()}


@transaction.atomic
def hand_over(
    consultation: Consultation, rows: Iterable[HandOver], *, by: Membership, sheet: TsunaguSheet | None = None
) -> list[Referral]:
    """Hands the family to agencies that a consent covers: to all of them, or to none.

    Raises  PermissionDenied (who), NotCovered, ValidationError (restricted, to oneself, twice)."""
    rows = list(rows)
    referral_access.check_may_hand_over(by, consultation)
    consultation = _locked(consultation)
    _check_rows(consultation, rows, by)
    allowed = covered(consultation.household_id, [each.to for each in rows])
    missing = [each.to for each in rows if each.to not in allowed]
    if missing:
        raise NotCovered(missing)
    sent = [_send(consultation, each, by=by, sheet=sheet) for each in rows]
    sheets.keep_handed(consultation, sheet, sent, by=by)
    return sent


@transaction.atomic
def hand_over_in_danger(
    consultation: Consultation, row: HandOver, danger: str, *, by: Membership, sheet: TsunaguSheet | None = None
) -> Referral:
    """Without consent, since life or limb are in danger: the ground is stated, and the lead department told at once
    (DOMAIN §9.3). Raises what `hand_over` raises."""
    referral_access.check_may_hand_over(by, consultation)
    consultation = _locked(consultation)
    _check_rows(consultation, [row], by)
    danger = danger.strip()
    if len(danger) < LEAST_GROUND:
        raise ValidationError({"danger": _("Write who is in which danger, so that the lead department can act on it.")})
    referral = _send(consultation, row, by=by, sheet=sheet, danger=danger)
    sheets.keep_handed(consultation, sheet, [referral], by=by)
    for office in Membership.objects.offices(Role.LEAD):
        notices.tell(office, Notice.Kind.REFERRAL_DANGER, about=referral)
    audit.record(Verb.HANDED_OVER_IN_DANGER, referral, by=by, to=referral.to_id)
    return referral


def _locked(consultation: Consultation) -> Consultation:
    """Of two who hand over the same family at once, the second sees what the first did; and what was decided about it
    meanwhile is not missed."""
    fresh = Consultation.objects.select_for_update(of=("self",)).filter(pk=consultation.pk).first()
    if fresh is None or fresh.restricted:  # none: restricted meanwhile, and not for this person any more
        raise ValidationError(
            _(
                "This family is restricted: nothing about it goes to a whole agency."
                " Call the person there; the lead department can name them on the case."
            )
        )
    return fresh


def _check_rows(consultation: Consultation, rows: list[HandOver], by: Membership) -> None:
    if not rows:
        raise ValidationError(_("Choose an agency, and write what is asked of it."))
    held = Referral.objects.live().filter(consultation=consultation, answer__in=Referral.HELD)
    there = set(held.values_list("to", flat=True))
    seen: set[int] = set()
    for each in rows:
        if each.to.pk == by.agency_id:
            raise ValidationError(_("%(agency)s is your own agency.") % {"agency": each.to})
        if each.to.pk in there or each.to.pk in seen:
            raise ValidationError(_("The family was handed to %(agency)s already.") % {"agency": each.to})
        if not each.reason.strip():
            raise ValidationError(_("Write for %(agency)s what is asked of it.") % {"agency": each.to})
        seen.add(each.to.pk)


def _send(
    consultation: Consultation, row: HandOver, *, by: Membership, sheet: TsunaguSheet | None, danger: str = ""
) -> Referral:
    now = timezone.now()
    referral = Referral.objects.create(
        household_id=consultation.household_id, consultation=consultation, case_id=consultation.case_id, sheet=sheet,
        to=row.to, reason=row.reason.strip(), sender=by.agency, sent_at=now, sent_by=by, sent_as=letters.way_to(row.to),
        danger=danger, turn=Turn.AGENCY, turn_since=now, written_by=by.agency.group,
    )  # fmt: skip
    letters.tell_receivers(referral, Notice.Kind.REFERRAL_SENT)
    audit.record(Verb.REFERRAL_SENT, referral, by=by, to=referral.to_id, sent_as=referral.sent_as)
    return referral


def follow_with(
    referral: Referral, to: Agency, *, by: Membership, spoken_to: str = "", spoken_on: date | None = None
) -> Referral:
    """The referral that goes on to the agency which was named: the sender stays the sender, so the family never falls
    between. Where no consent covers that agency, it waits for the sender to get one. Called inside an answer's
    transaction."""
    held = Referral.objects.live().filter(consultation=referral.consultation_id, answer__in=Referral.HELD)
    if there := held.filter(to=to).first():
        return there
    allowed = bool(referral.danger) or to in covered(referral.household_id, [to])
    now = timezone.now()
    following = Referral.objects.create(
        household_id=referral.household_id, consultation_id=referral.consultation_id, case_id=referral.case_id,
        sheet_id=referral.sheet_id, copy_id=referral.copy_id, follows=referral, to=to, reason=referral.reason,
        sender_id=referral.sender_id,
        sent_at=now, sent_by=by, sent_as=letters.way_to(to), danger=referral.danger,
        turn=Turn.AGENCY if allowed else Turn.SENDER, turn_since=now,
        told_on=spoken_on, told_to=spoken_to, told_by=by if spoken_to else None,
        written_by_id=referral.written_by_id if by.role == Role.SYSTEM else by.agency.group_id,
    )  # fmt: skip
    if allowed:
        letters.tell_receivers(following, Notice.Kind.REFERRAL_SENT)
    else:
        letters.tell_sender(following, Notice.Kind.CONSENT_NEEDED)
    audit.record(Verb.REFERRAL_SENT, following, by=by, to=to.pk, follows=referral.pk, waits_for_consent=not allowed)
    return following


@transaction.atomic
def settle_turns(household: Household, *, by: Membership) -> None:
    """After a consent was given or withdrawn: what waited for it goes to its agency, what it covered comes back to the
    sender."""
    found = Referral.objects.live().filter(household=household, answer="", danger="").select_related("to", "sent_by")
    referrals = list(found.select_for_update(of=("self",)))
    allowed = covered(household.pk, {each.to for each in referrals})
    for each in referrals:
        if each.to in allowed and each.turn == Turn.SENDER:
            each.give_turn(Turn.AGENCY)
            each.save(update_fields=["turn", "turn_since"])
            letters.tell_receivers(each, Notice.Kind.REFERRAL_SENT)
        elif each.to not in allowed and each.turn in (Turn.AGENCY, Turn.COORDINATOR):
            each.give_turn(Turn.SENDER)
            each.save(update_fields=["turn", "turn_since"])
            letters.tell_sender(each, Notice.Kind.CONSENT_NEEDED)


@transaction.atomic
def take_back(referral: Referral, *, by: Membership) -> Referral:
    """Undo of a hand-over, for some minutes and as long as nobody there has read it."""
    referral = locked_referral(referral)
    referral_access.check_may_follow_referral(by, referral)
    if not may_take_back(by, referral):
        raise ValidationError(
            _("It was read, answered, or handed over more than %(minutes)s minutes ago. Call the agency instead.")
            % {"minutes": UNDO_MINUTES}
        )
    referral.taken_back_at = timezone.now()
    referral.give_turn(Turn.NOBODY)
    referral.save()
    referral.links.filter(revoked_at=None).update(revoked_at=referral.taken_back_at)
    letters.forget(referral)
    audit.record(Verb.REFERRAL_TAKEN_BACK, referral, by=by)
    return referral


def may_take_back(by: Membership, referral: Referral) -> bool:
    young = referral.sent_at > timezone.now() - timedelta(minutes=UNDO_MINUTES)
    untouched = referral.read_at is None and referral.answer == "" and referral.taken_back_at is None
    return young and untouched and referral_access.may_follow_referral(by, referral)


@transaction.atomic
def tell_of_coming(referral: Referral, told_to: str, told_on: date, *, by: Membership) -> Referral:
    """一言伝える: the agency was told that the family is coming (DOMAIN §6.2)."""
    referral = locked_referral(referral)
    referral_access.check_may_follow_referral(by, referral)
    if not told_to.strip():
        raise ValidationError({"told_to": _("Write whom you spoke with.")})
    if told_on > today():
        raise ValidationError({"told_on": _("This day is still to come.")})
    referral.told_to, referral.told_on, referral.told_by = told_to.strip(), told_on, by
    referral.version += 1
    referral.save()
    audit.record(Verb.REFERRAL_TOLD, referral, by=by)
    return referral


@transaction.atomic
def note_danger_seen(referral: Referral, *, by: Membership) -> Referral:
    """The lead department or a coordinator has read why a family was handed over without consent."""
    referral = locked_referral(referral)
    referral_access.check_may_read_dangers(by)
    if referral.danger and referral.danger_seen_at is None:
        referral.danger_seen_at, referral.danger_seen_by = timezone.now(), by
        referral.save()
        audit.record(Verb.DANGER_SEEN, referral, by=by)
    return referral


def note_read(referral: Referral, *, by: Membership) -> None:
    """The agency has opened it: from now on it is not taken back any more."""
    if referral.to_id == by.agency_id and referral.read_at is None:
        referral.read_at = timezone.now()
        Referral.objects.filter(pk=referral.pk, read_at=None).update(read_at=referral.read_at)


def locked_referral(referral: Referral) -> Referral:
    """As it stands now, kept for who changes it."""
    found = Referral.objects.live().select_for_update(of=("self",)).select_related("to__group")
    return found.get(pk=referral.pk)
