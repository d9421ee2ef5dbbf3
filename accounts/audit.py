"""The audit log: an event for every view and change of personal data, written in the same transaction as what it
tells of."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import models

from accounts.models import AuditEvent, Membership


class Verb(StrEnum):
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SWITCHED = "switched"
    REFUSED = "refused"
    SEARCHED = "searched"
    LISTED = "listed"
    VIEWED = "viewed"
    PRINTED = "printed"
    EXPORTED = "exported"
    IMPORTED = "imported"
    CREATED = "created"
    CHANGED = "changed"
    DECIDED = "decided"
    ANSWERED = "answered"
    GRANTED = "granted"
    GRANT_ENDED = "grant_ended"
    RESTRICTED = "restricted"
    UNRESTRICTED = "unrestricted"
    REFERRAL_SENT = "referral_sent"
    REFERRAL_TAKEN = "referral_taken"
    REFERRAL_PASSED_ON = "referral_passed_on"
    REFERRAL_ASKED = "referral_asked"
    REFERRAL_TAKEN_UP = "referral_taken_up"
    REFERRAL_CLOSED = "referral_closed"
    REFERRAL_TAKEN_BACK = "referral_taken_back"
    REFERRAL_TOLD = "referral_told"
    REFERRAL_REMINDED = "referral_reminded"
    HANDED_OVER_IN_DANGER = "handed_over_in_danger"
    DANGER_SEEN = "danger_seen"
    LINK_MADE = "link_made"
    LINK_OPENED = "link_opened"
    LINK_REVOKED = "link_revoked"
    LINK_REFUSED = "link_refused"
    LINK_ANSWERED = "link_answered"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    SECRECY_ACKNOWLEDGED = "secrecy_acknowledged"
    COUNTED = "counted"
    REMOVED = "removed"
    ERASED = "erased"
    TOLD_OF_ANOTHER = "told_of_another"
    MERGED = "merged"
    MERGE_UNDONE = "merge_undone"


def record(verb: Verb, about: models.Model | None = None, *, by: Membership | None, **detail: Any) -> AuditEvent:
    """Adds an event. Its household is the record's own; detail holds ids, counts and codes, never words about a
    family."""
    event = _event(verb, about, by, detail)
    event.save()
    return event


def record_each(verb: Verb, records: Iterable[models.Model], *, by: Membership, **detail: Any) -> list[AuditEvent]:
    """The same event about several records, each with its own household, in one statement."""
    return AuditEvent.objects.bulk_create(_event(verb, each, by, detail) for each in records)


def _event(verb: Verb, about: models.Model | None, by: Membership | None, detail: dict[str, Any]) -> AuditEvent:
    if about is None:
        return AuditEvent(verb=verb, by=by, detail=detail)
    name = about._meta.model_name or ""
    household_id = about.pk if name == "household" else getattr(about, "household_id", None)
    return AuditEvent(verb=verb, by=by, about_type=name, about_id=about.pk, household_id=household_id, detail=detail)


def listed(records: list, *, by: Membership, **detail: Any) -> AuditEvent:
    """One event for a page that shows several records: their kind and ids."""
    kind = records[0]._meta.model_name if records else ""
    return record(Verb.LISTED, by=by, kind=kind, ids=[each.pk for each in records], **detail)


def hash_of(words: str) -> str:
    """A keyed hash: two searches for the same words can be told to be the same, without the log holding a name."""
    return hmac.new(settings.AUDIT_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()[:32]
