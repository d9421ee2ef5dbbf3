"""The paper by which a family agrees (同意書): blank for a desk, filled with what is typed so that it can be signed,
and of a consent that is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import segno

from agencies.models import Municipality
from casework.choices import Category
from casework.forms.consent import ConsentForm
from casework.models import Consent
from reports import pdf

GivenAs = Consent.GivenAs


@dataclass(frozen=True)
class Agreed:
    """What stands on the paper; what nobody has said yet is left to be written by hand."""

    wording: str
    purpose: str = ""
    given_by: str = ""
    given_as: str = ""
    given_for: tuple[str, ...] = ()
    reason: str = ""
    categories: frozenset[str] = frozenset()
    with_all: bool | None = None
    agencies: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    ends: bool | None = None  # whether it has a last day; None: not said
    record: Consent | None = None

    @property
    def shared(self) -> list[tuple[str, bool]]:
        return [(str(each.label), each.value in self.categories) for each in Category]


def blank() -> Agreed:
    current = Municipality.current()
    return Agreed(current.consent_wording, current.consent_purpose)


def typed(form: ConsentForm) -> Agreed:
    """What is in the form already, right or not yet. The first day is the one on which it is signed."""
    form.is_valid()
    told = form.cleaned_data
    by, last, with_all = told.get("given_by"), told.get("valid_until"), told.get("agencies_concerned")
    for_others = told.get("given_as") != GivenAs.SELF
    return Agreed(
        wording=form.wording,
        purpose=told.get("purpose", ""),
        given_by=by.name if by else "",
        given_as=told.get("given_as", ""),
        given_for=tuple(each.name for each in told.get("given_for") or ()) if for_others else (),
        reason=told.get("reason", "") if for_others else "",
        categories=frozenset(told.get("categories") or ()),
        with_all=with_all,
        agencies=() if with_all else tuple(each.name for each in told.get("agencies") or ()),
        valid_until=last,
        ends=None if "valid_until" in form.errors else last is not None,
    )


def recorded(consent: Consent) -> Agreed:
    return Agreed(
        wording=consent.wording or Municipality.current().consent_wording,
        purpose=consent.purpose,
        given_by=consent.given_by.name,
        given_as=consent.given_as,
        given_for=tuple(each.name for each in consent.given_for.all()),
        reason=consent.reason,
        categories=frozenset(consent.categories),
        with_all=consent.agencies_concerned,
        agencies=() if consent.agencies_concerned else tuple(each.name for each in consent.agencies.all()),
        valid_from=consent.valid_from,
        valid_until=consent.valid_until,
        ends=consent.valid_until is not None,
        record=consent,
    )


def paper(agreed: Agreed, *, address: str = "") -> bytes:
    """address: of the record in the program, for the code; it holds no name."""
    context: dict[str, Any] = {
        "agreed": agreed,
        "municipality": Municipality.current().name,
        "code": segno.make(address, error="m").svg_data_uri(border=0, omitsize=True) if address else "",
    }
    return pdf.render("pdf/consent.html", context)
