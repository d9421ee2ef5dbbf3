"""The audit log in words: what somebody did, and with what kind of record."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# By the verbs of accounts/audit.py.
WORDS: dict[str, str | Promise] = {
    "viewed": _("opened"),
    "listed": _("saw in a list"),
    "searched": _("searched"),
    "printed": _("printed"),
    "exported": _("exported"),
    "imported": _("imported"),
    "created": _("wrote"),
    "changed": _("changed"),
    "removed": _("removed"),
    "erased": _("erased from the disk"),
    "decided": _("decided"),
    "answered": _("answered"),
    "counted": _("counted for figures"),
    "refused": _("was refused"),
    "granted": _("gave sight"),
    "grant_ended": _("ended sight"),
    "restricted": _("restricted a family"),
    "unrestricted": _("lifted a restriction"),
    "consent_given": _("recorded a consent"),
    "consent_withdrawn": _("withdrew a consent"),
    "referral_sent": _("handed a family over"),
    "referral_taken": _("took a family on"),
    "referral_passed_on": _("named who takes a family"),
    "referral_asked": _("asked the coordinator about a family"),
    "referral_taken_up": _("took up a hand-over"),
    "referral_closed": _("closed a hand-over"),
    "referral_taken_back": _("took a hand-over back"),
    "referral_told": _("told the sender of an answer"),
    "referral_reminded": _("reminded of a hand-over"),
    "handed_over_in_danger": _("handed over in danger, without consent"),
    "danger_seen": _("confirmed a hand-over in danger"),
    "link_made": _("made a one-time link"),
    "link_opened": _("opened a one-time link"),
    "link_revoked": _("revoked a one-time link"),
    "link_refused": _("was refused at a one-time link"),
    "link_answered": _("answered through a one-time link"),
    "secrecy_acknowledged": _("acknowledged secrecy"),
    "told_of_another": _("saw that another agency supports the family"),
    "merged": _("brought two records of one person together"),
    "merge_undone": _("took two records apart again"),
    "signed_in": _("signed in"),
    "sign_in_failed": _("failed to sign in"),
    "signed_out": _("signed out"),
    "switched": _("changed the desk"),
}

# By the names under which an event's details are written; one that is missing stands as it was written.
DETAILS: dict[str, str | Promise] = {
    "kind": _("kind of record"),
    "page": _("page"),
    "status": _("answered with"),
    "ids": _("numbers"),
    "count": _("how many"),
    "words": _("words (hashed)"),
    "persons": _("people"),
    "households": _("households"),
    "case": _("case"),
    "draft": _("draft"),
    "to": _("to agency"),
    "sent_as": _("by which way"),
    "state": _("state"),
    "answer": _("answer"),
    "role": _("role"),
    "table": _("table"),
    "rows": _("rows"),
    "first": _("from"),
    "last": _("until"),
    "district": _("district"),
    "named": _("who may open it"),
    "reason": _("reason"),
    "acknowledged": _("who had acknowledged secrecy"),
}
PLACES: dict[str, str | Promise] = {
    "waiting": _("What waits"),
    "notices": _("Notices"),
    "home": _("Home"),
    "hand_over": _("Handing over"),
    "dangers": _("Without consent"),
    "received": _("Handed over to us"),
    "sent": _("What we handed over"),
    "board": _("Open hand-overs"),
    "expiring": _("Consents that end soon"),
    "parts": _("Agencies' parts"),
}


def said(verb: str) -> str | Promise:
    return WORDS.get(verb, verb.replace("_", " "))


@cache
def _models() -> dict[str, str | Promise]:
    return {each._meta.model_name or "": each._meta.verbose_name or "" for each in reversed(apps.get_models())}


def kind(about_type: str) -> str:
    """The kind of record, as the pages call it; what is no record of ours stands as it was written."""
    return capfirst(str(_models().get(about_type, about_type)))


def details(detail: dict[str, Any]) -> list[tuple[str | Promise, str]]:
    """What else is recorded of an event: a name and a value each, in words where there are any."""
    return [(DETAILS.get(name, name), _value(name, value)) for name, value in detail.items() if value is not None]


def _value(name: str, value: Any) -> str:
    if isinstance(value, list):
        return gettext(", ").join(map(str, value)) or "—"
    if name in ("kind", "page"):
        return str(PLACES.get(value) or kind(value))
    return str(value)
