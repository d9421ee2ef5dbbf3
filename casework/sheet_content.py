"""What a tsunagu sheet says, section by section as on the paper (DOMAIN §2.1 front, §2.2 back), and what of it may be
shown to whom. The page, the printed sheet and what was handed over are all drawn from this one content."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from agencies.calendar import age_on, today
from agencies.models import Concern, Municipality
from casework import access
from casework.choices import Category, Sex
from casework.genogram import words
from casework.genogram.picture import picture
from casework.genogram.reading import read
from casework.matching.keys import telephone_keys
from casework.models import (
    Consent,
    Consultation,
    Household,
    HouseholdMember,
    InvolvedAgency,
    Referral,
    SheetCopy,
    TsunaguSheet,
)

# Each section of the paper, and the names in access.CATEGORY_OF under which it is shared: all of them are needed. How a
# household lives is told in words that speak of money and health too. For one-time links the database cuts by the same
# (covered_part in config/access.sql); a test holds the two against each other.
SHARED_AS: dict[str, tuple[str, ...]] = {
    "kana": ("person.kana",),
    "born": ("person.birth_date",),
    "address": ("person.address",),
    "telephone": ("person.telephone",),
    "concerns": ("consultation.concerns",),
    "wishes": ("sheet",),
    "members": ("household.members",),
    "referrals": ("sheet",),
    "living_situation": ("sheet.living_situation", "household.money", "household.health"),
    "genogram": ("household.relations",),
    "agencies": ("household.agencies",),
    "special_notes": ("sheet",),
}
EMPTY: dict[str, Any] = {
    name: [] if name in ("concerns", "members", "referrals", "agencies") else "" for name in SHARED_AS
}
BOX = (176.0, 96.0)  # millimetres of the place that the family's picture has on the paper
PICTURED = (Category.CONTACT, Category.HEALTH)  # besides the family's own category, these change its picture


def content_of(sheet: TsunaguSheet) -> dict[str, Any]:
    """The sheet as it stands now: plain values, as they are kept when it is handed over."""
    consultation, household = sheet.consultation, sheet.household
    content: dict[str, Any] = {
        "number": consultation.number,
        "received": {"on": sheet.received_on, "agency": sheet.agency.name, "by": sheet.received_by},
        **_consultee(consultation),
        "concerns": _concerns(consultation),
        "wishes": sheet.wishes,
        "members": _members(household, consultation),
        "referrals": [
            {"to": each.to.name, "reason": each.reason}
            for each in Referral.objects.live().filter(consultation=consultation).select_related("to").order_by("pk")
        ],
        "consent": _consent(sheet),
        "living_situation": sheet.living_situation,
        "genogram": _pictures(household),
        "agencies": [{"name": each.agency.name, "support": each.support} for each in sheet.agencies_involved.all()],
        "special_notes": sheet.special_notes,
        "own_assessment": sheet.own_assessment,
    }
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def content_without_sheet(consultation: Consultation) -> dict[str, Any]:
    """What a consultation tells where nobody has written a sheet: under the sheet's own sections, so that it is kept
    and shown by the same rule. What was told stands where the sheet has what they want to talk about."""
    involved = InvolvedAgency.objects.filter(household=consultation.household_id, ended_on=None).select_related(
        "agency"
    )
    content: dict[str, Any] = EMPTY | {
        "without_sheet": True,
        "number": consultation.number,
        "received": {
            "on": consultation.received_on,
            "agency": consultation.received_at.name if consultation.received_at else "",
            "by": consultation.received_by,
        },
        **_consultee(consultation),
        "concerns": _concerns(consultation),
        "wishes": consultation.narrative,
        "members": _members(consultation.household, consultation),
        "consent": {"wording": "", "on": None, "by": "", "how": "", "for": ""},
        "agencies": [{"name": each.agency.name, "support": each.support} for each in involved],
        "own_assessment": False,
    }
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def _consultee(consultation: Consultation) -> dict[str, Any]:
    """Ages are of the day on which the sheet is read or kept, for everybody and in the picture: one paper, one day."""
    birth, person = consultation.birth_date, consultation.person
    age = str(age_on(birth, today())) if birth else person.stated_age
    return {
        "name": consultation.name,
        "sex": consultation.sex_words or (_on_paper(Sex(consultation.sex).label) if consultation.sex else ""),
        "kana": consultation.kana,
        "born": {"on": birth, "age": age} if birth or age else "",
        "address": {"postal_code": consultation.postal_code, "text": consultation.address},
        "telephone": _numbers(consultation),
    }


def _on_paper(label: object) -> str:
    """A choice in Japanese, as the paper has it, whatever language its writer reads."""
    with translation.override("ja"):
        return str(label)


def _numbers(consultation: Consultation) -> dict[str, str]:
    """自宅 and 携帯. Who takes in a call has one box for the number: 070, 080 and 090 tell which it is."""
    person = consultation.person
    given = [number for number in (consultation.telephone, person.telephone) if number]
    carried = {tuple(telephone_keys(number)): number for number in (*filter(_is_mobile, given), person.mobile)}
    return {
        "home": next((number for number in given if not _is_mobile(number)), ""),
        "mobile": "、".join(filter(None, carried.values())),
    }


def _is_mobile(number: str) -> bool:
    keys = telephone_keys(number)
    return bool(keys) and all(each.startswith(("070", "080", "090")) for each in keys)


def _concerns(consultation: Consultation) -> list[dict[str, Any]]:
    """Every item of the list, as on the paper, with ○ or ◎ where there is one."""
    held = {each.pk for each in consultation.concerns.all()}
    listed = Concern.objects.for_list()
    offered = list(listed.filter(list=Municipality.current().concern_list_id, offered=True))
    known = {each.pk for each in offered}
    offered += list(listed.filter(pk__in=held - known))
    return [
        {
            "name": each.name,
            "mark": "◎" if each.pk == consultation.main_concern_id else "○" if each.pk in held else "",
            "category": access.category_of_concern(each),
        }
        for each in offered
    ]


def _members(household: Household, consultation: Consultation) -> list[dict[str, Any]]:
    return [
        {
            "name": each.person.name,
            "age": "" if each.person.life else each.person.age_text(today()),
            "relation": each.relation_label,
            "note": each.note,
            "apart": not each.lives_together,
            "consultee": each.person_id == consultation.person_id,
            "concerns": [
                {"name": one.short_name, "category": access.category_of_concern(one)} for one in each.concerns.all()
            ],
            "asked": was_asked(each, consultation),
        }
        for each in household.members.all()
        if each.left_on is None
    ]


def was_asked(member: HouseholdMember, consultation: Consultation) -> bool:
    """The consultee by the consultation itself; another where somebody wrote down what they said, or that it is
    nothing."""
    if member.person_id == consultation.person_id:
        return bool(consultation.concerns.all()) or member.concerns_stated
    return member.concerns_stated


def _consent(sheet: TsunaguSheet) -> dict[str, Any]:
    """The one that stands for the sheet: the consultee's own before another member's, the newest of several."""
    consents = Consent.objects.in_force().filter(household=sheet.household_id).select_related("given_by")
    consultee = sheet.consultation.person_id
    given = sorted(
        consents,
        key=lambda each: (
            each.given_as != Consent.GivenAs.SELF, each.given_by_id != consultee, -each.valid_from.toordinal()
        ),
    )  # fmt: skip
    wording = sheet.consent_wording or Municipality.current().consent_wording
    if not given:
        return {"wording": wording, "on": None, "by": "", "how": "", "for": ""}
    first = given[0]
    given_as = Consent.GivenAs(first.given_as)
    return {
        "wording": first.wording or wording,
        "on": first.valid_from,
        "by": first.given_by.name,
        "how": _on_paper(Consent.Evidence(first.evidence).label),
        "for": "" if first.given_as == Consent.GivenAs.SELF else f"{_on_paper(given_as.label)}　{first.reason}",
    }


def _pictures(household: Household) -> dict[str, str]:
    """The family's picture for each combination of what may be shown in it: kept, it is not drawn again."""
    found: dict[str, str] = {}
    for contact in (False, True):
        for health in (False, True):
            shared = {Category.HOUSEHOLD, *_chosen(contact, health)}
            with translation.override("ja"):
                reading = read(household, shared, today())
                if len(reading.members) > 1 or reading.relations:
                    title = _("Genogram: %(household)s") % {"household": household}
                    made = picture(reading.family, BOX)
                    found[_variant(shared)] = made.svg(title, words.said(reading), paper=True)
    return found


def _chosen(*wanted: bool) -> list[Category]:
    return [each for each, want in zip(PICTURED, wanted, strict=True) if want]


def _variant(shared: Collection[Category]) -> str:
    return "+".join(each.value for each in PICTURED if each in shared)


def blank() -> dict[str, Any]:
    """A sheet with nothing in it, to be filled by hand."""
    offered = Concern.objects.filter(list=Municipality.current().concern_list_id, offered=True)
    return EMPTY | {
        "number": "", "name": "", "sex": "", "received": {"on": None, "agency": "", "by": ""},
        "concerns": [{"name": each.name, "mark": "", "category": None} for each in offered],
        "consent": {"wording": Municipality.current().consent_wording, "on": None, "by": "", "how": "", "for": ""},
        "own_assessment": False, "withheld": {},
    }  # fmt: skip


def shown(copy: SheetCopy | dict[str, Any], categories: Collection[Category]) -> dict[str, Any]:
    """What these categories cover of a kept version (or of `content_of`). What they do not cover is empty, and named
    in `withheld` under its section with its category's label: it is said to be withheld, never shown as empty."""
    content = copy.content if isinstance(copy, SheetCopy) else copy
    held_back = {
        name: [access.CATEGORY_OF[each] for each in needed if not access.is_shared(each, categories)]
        for name, needed in SHARED_AS.items()
    }
    held_back = {name: missing for name, missing in held_back.items() if missing}
    paper = content | {name: EMPTY[name] for name in held_back}
    paper["withheld"] = {name: "、".join(str(each.label) for each in missing) for name, missing in held_back.items()}
    paper["received"] = content["received"] | {"on": _day(content["received"]["on"])}
    paper["consent"] = content["consent"] | {"on": _day(content["consent"]["on"])}
    if paper["born"]:
        paper["born"] = content["born"] | {"on": _day(content["born"]["on"])}
    paper["concerns"] = [each if _covers(each, categories) else each | {"mark": ""} for each in paper["concerns"]]
    paper["concerns_left_out"] = any(not _covers(each, categories) for each in paper["concerns"])
    paper["members"] = [_member(each, categories) for each in paper["members"]]
    paper["genogram"] = mark_safe(paper["genogram"].get(_variant(categories), "") if paper["genogram"] else "")
    return paper


def _member(member: dict[str, Any], categories: Collection[Category]) -> dict[str, Any]:
    told = access.is_shared("consultation.concerns", categories)
    aged = access.is_shared("person.birth_date", categories)
    concerns = [each for each in member["concerns"] if told and _covers(each, categories)]
    return member | {"concerns": concerns, "told": told, "age": member["age"] if aged else "", "aged": aged}


def _covers(concern: dict[str, Any], categories: Collection[Category]) -> bool:
    return concern["category"] is None or concern["category"] in categories


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
