"""One-time links for agencies without an account (docs/access.md): made and shut by staff, opened by somebody outside.

Whoever opens one acts with no reach at all. What they get comes from functions of the database that ask for the hash of
the token and give what was handed over, as far as it is covered today, and nothing else. What they say is kept with the
link, and carried out by a job of the system: an outside person never writes a family's record."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts import audit, jobs
from accounts.audit import Verb
from accounts.models import AuditEvent, Membership
from agencies.models import Agency, Municipality
from casework.actions import answers
from casework.hand_overs import referral_access
from casework.models import Referral, ReferralLink

LINK_JOB = "hand_over_link"
TRIES, TRIES_WITHIN, LOOKED_AT = 20, timedelta(minutes=10), 2000
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(referral: Referral, *, by: Membership) -> tuple[ReferralLink, str]:
    """A new link, and its address: shown this once, since only its hash is kept. Former ones are shut."""
    found = Referral.objects.live().select_for_update(of=("self",)).select_related("to")
    referral = found.get(pk=referral.pk)
    referral_access.check_may_make_link(by, referral)
    if not settings.OUTSIDE_URL:
        raise ValidationError(_("No network reaches Tsunagu from outside here. Send it by FAX."))
    if referral_access.signs_in(referral.to):
        raise ValidationError(_("This agency signs in and finds the family there."))
    if referral.answer or referral.turn == Referral.Turn.SENDER or referral.restricted:
        raise ValidationError(_("There is nothing to answer about this hand-over now."))
    for each in referral.links.filter(revoked_at=None):
        revoke_link(each, by=by)
    token = secrets.token_urlsafe(32)
    days = Municipality.current().referral_link_days
    link = ReferralLink.objects.create(
        referral=referral, token_hash=hash_of(token), made_by=by, expires_at=timezone.now() + timedelta(days=days)
    )
    Referral.objects.filter(pk=referral.pk).update(sent_as=Referral.Way.LINK)
    audit.record(Verb.LINK_MADE, referral, by=by, link=link.pk, to=referral.to_id, days=days)
    return link, settings.OUTSIDE_URL.rstrip("/") + reverse("casework:link_confirm", args=[token])


@transaction.atomic
def revoke_link(link: ReferralLink, *, by: Membership) -> ReferralLink:
    """Shuts a link at once, opened or not."""
    referral_access.check_may_follow_referral(by, link.referral)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        audit.record(Verb.LINK_REVOKED, link.referral, by=by, link=link.pk)
    return link


# What somebody without an account does --------------------------------------------------------------------------------


def state_of(token_hash: str) -> str:
    """new, opened, answered, expired or closed; empty where there is no such link."""
    return _asked("select link_state(%s)", [token_hash]) or ""


@transaction.atomic
def open_link(token_hash: str, name: str, user_agent: str) -> bool:
    """Opened once, by a person who says their name. False where somebody was faster, or it is shut."""
    browser = browser_of(user_agent)
    opened = _asked("select open_link(%s, %s, %s)", [token_hash, name[:60], browser])
    if opened is None:
        return False
    _record(Verb.LINK_OPENED, json.loads(opened), browser=browser)
    return True


def letter_of(token_hash: str) -> dict[str, Any] | None:
    """What was handed over, as far as it may be shown today; None once the link is shut."""
    letter = _asked("select link_letter(%s)", [token_hash])
    if letter is None:
        return None
    found: dict[str, Any] = json.loads(letter)
    _record(Verb.VIEWED, found)
    return found


@transaction.atomic
def say(token_hash: str, said: dict[str, Any]) -> bool:
    """Keeps the answer with the link and asks the system to carry it out. False where it was answered meanwhile."""
    kept = _asked("select answer_link(%s, %s)", [token_hash, json.dumps(said)])
    if kept is None:
        return False
    about = json.loads(kept)
    _record(Verb.LINK_ANSWERED, about, answer=said["answer"])
    jobs.ask(LINK_JOB, by=Membership.objects.of_system(), link=about["link"])
    return True


def refuse(origin: str) -> None:
    """Notes an address that opens nothing, by a keyed hash of where it was asked from."""
    audit.record(Verb.LINK_REFUSED, by=None, origin=audit.hash_of(origin))


def asked_too_often(origin: str) -> bool:
    """Whether wrong addresses were tried from there again and again. A right one is always answered."""
    since, mark = timezone.now() - TRIES_WITHIN, audit.hash_of(origin)
    last = AuditEvent.objects.order_by("-pk").values_list("verb", "at", "detail")[:LOOKED_AT]
    tried = [
        1 for verb, at, detail in last if verb == Verb.LINK_REFUSED and at > since and detail.get("origin") == mark
    ]
    return len(tried) >= TRIES


def browser_of(user_agent: str) -> str:
    """The kind of browser, and nothing that tells one machine from another."""
    kind = next((name for sign, name in BROWSERS if sign in user_agent), "other")
    return f"{kind}, mobile" if "Mobi" in user_agent else kind


def _asked(statement: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def _record(verb: Verb, about: dict[str, Any], **detail: Any) -> None:
    referral = Referral(pk=about["referral"], household_id=about["household"])
    audit.record(verb, referral, by=None, link=about["link"], **detail)


# What the system does with it -----------------------------------------------------------------------------------------


@transaction.atomic
def carry_out(link: ReferralLink, *, by: Membership) -> None:
    """Does what was said by the link, by the same rules as an answer given here. Twice is once."""
    referral, told = link.referral, link.said or {}
    if referral.answer or link.said_at is None:
        return
    said = answers.Said(Referral.Way.LINK, told["name"], link.said_at)
    words = told.get("words", "")
    other = Agency.objects.filter(pk=told["other"]).first() if told.get("other") else None
    spoken_on = parse_date(told.get("spoken_on") or "")
    telephone = told.get("telephone", "")
    if told["answer"] == Referral.Answer.TAKEN:
        answers.take(referral, by=by, words=words, contact_telephone=telephone, said=said)
    elif told["answer"] in (Referral.Answer.TOGETHER, Referral.Answer.PASSED_ON) and other and spoken_on:
        spoken = answers.Spoken(told["spoken_to"], spoken_on)
        try:
            with transaction.atomic():
                if told["answer"] == Referral.Answer.PASSED_ON:
                    answers.pass_on(referral, other, spoken, by=by, words=words, said=said)
                else:
                    answers.take_together(
                        referral, other, spoken, by=by, words=words, said=said, contact_telephone=telephone
                    )
        except ValidationError:  # an agency that cannot be named, such as the sender: a coordinator sorts it out
            answers.ask_coordinator(referral, f"{other}　{words}", by=by, said=said)
    else:
        answers.ask_coordinator(referral, words or _("Please call."), by=by, said=said)
