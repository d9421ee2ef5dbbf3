"""The tsunagu sheet: begun with a consultation, mended by several, and kept as it was for those it is handed to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from accounts import audit
from accounts.audit import Verb
from accounts.models import Membership
from agencies.models import Agency, Concern, Municipality
from casework import access
from casework.actions.households import note_agency, set_concerns
from casework.models import (
    Consultation,
    ConsultationConcern,
    Household,
    HouseholdMember,
    InvolvedAgency,
    Referral,
    SheetAgency,
    SheetCopy,
    TsunaguSheet,
)
from casework.sheet_content import content_of, content_without_sheet
from casework.versions import changed_meanwhile

OF_SHEET = (
    "received_on", "agency", "received_by", "wishes", "living_situation", "special_notes", "own_assessment",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What a member of the household was asked: their troubles, or that there is none."""

    member: HouseholdMember
    concerns: list[Concern]
    asked: bool


@dataclass(frozen=True)
class Written:
    """What was written on a sheet. The troubles are the consultation's, what members say their own."""

    values: dict[str, Any]  # OF_SHEET
    concerns: list[Concern]
    main_concern: Concern | None
    asked: Sequence[Asked] = ()
    involved: Sequence[tuple[Agency, str]] = field(default=())


def version_of(sheet: TsunaguSheet) -> int:
    """A sheet shows its consultation and its household too: a change of either is one of the sheet."""
    return sheet.version + sheet.consultation.version + sheet.household.version


@transaction.atomic
def begin(consultation: Consultation, *, by: Membership) -> TsunaguSheet:
    """The consultation's sheet; a new one holds what was told already. Of two who begin at once there is one sheet."""
    access.check_may_write_sheet(by, consultation)
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    there = consultation.sheets.first()
    if there is not None:
        return there
    sheet = TsunaguSheet.objects.create(
        household_id=consultation.household_id, consultation=consultation, received_on=consultation.received_on,
        agency=consultation.received_at or by.agency, received_by=consultation.received_by or by.staff.name,
        wishes=consultation.narrative, consent_wording=Municipality.current().consent_wording,
        written_by=by.agency.group,
    )  # fmt: skip
    known = InvolvedAgency.objects.filter(household=consultation.household_id, ended_on=None).select_related("agency")
    SheetAgency.objects.bulk_create(
        SheetAgency(sheet=sheet, agency=each.agency, support=each.support) for each in known
    )
    if not consultation.has_sheet:
        Consultation.objects.filter(pk=consultation.pk).update(has_sheet=True)
    audit.record(Verb.CREATED, sheet, by=by)
    return sheet


@transaction.atomic
def write(sheet: TsunaguSheet, written: Written, *, seen: int, by: Membership) -> TsunaguSheet:
    """Saves the sheet, with what was told on it of the consultation and the household.

    seen    the `version_of` that was opened.
    Raises  PermissionDenied (who) or ValidationError (somebody else saved meanwhile)."""
    sheet = _locked(sheet)
    consultation, household = sheet.consultation, sheet.household
    access.check_may_write_sheet(by, consultation)
    if version_of(sheet) != seen:
        raise changed_meanwhile()
    for name in OF_SHEET:
        setattr(sheet, name, written.values[name])
    sheet.version += 1
    sheet.save()
    if _told(consultation, written):
        audit.record(Verb.CHANGED, consultation, by=by)
    _ask(household, written.asked, by)
    _involve(sheet, written.involved, by)
    audit.record(Verb.CHANGED, sheet, by=by)
    return sheet


def _locked(sheet: TsunaguSheet) -> TsunaguSheet:
    """Always in the same order: consultation, household, sheet."""
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=sheet.consultation_id)
    household = Household.objects.select_for_update(of=("self",)).get(pk=sheet.household_id)
    held = TsunaguSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    held.consultation, held.household = consultation, household
    return held


def _told(consultation: Consultation, written: Written) -> bool:
    """The troubles, where they are others than before."""
    held = set(consultation.held_concerns.values_list("concern", flat=True))
    told = {each.pk for each in written.concerns}
    main = written.main_concern.pk if written.main_concern else None
    if held == told and consultation.main_concern_id == main:
        return False
    consultation.held_concerns.all().delete()
    ConsultationConcern.objects.bulk_create(
        ConsultationConcern(consultation=consultation, concern=each) for each in written.concerns
    )
    consultation.main_concern = written.main_concern
    consultation.version += 1
    consultation.save(update_fields=["main_concern", "version"])
    return True


def _ask(household: Household, asked: Iterable[Asked], by: Membership) -> None:
    changed = False
    for each in asked:
        member, said = each.member, each.asked or bool(each.concerns)
        if said == member.concerns_stated and set(each.concerns) == set(member.concerns.all()):
            continue
        access.check_may_edit_household(by, household)
        member.concerns_stated = said
        member.save(update_fields=["concerns_stated"])
        set_concerns(member, each.concerns, by)
        audit.record(Verb.CHANGED, member, by=by)
        changed = True
    if changed:
        household.version += 1
        household.save(update_fields=["version"])


def _involve(sheet: TsunaguSheet, involved: Sequence[tuple[Agency, str]], by: Membership) -> None:
    """The sheet's own rows; an agency that is new on it is known of the household from then on."""
    before = set(sheet.agencies_involved.values_list("agency", "support"))
    if before == {(agency.pk, support) for agency, support in involved} and len(before) == len(involved):
        return
    sheet.agencies_involved.all().delete()
    SheetAgency.objects.bulk_create(
        SheetAgency(sheet=sheet, agency=agency, support=support) for agency, support in involved
    )
    for agency, support in involved:
        if (agency.pk, support) not in before:
            note_agency(sheet.household, agency, support, told_on=sheet.received_on, by=by)


@transaction.atomic
def frozen_copy(sheet: TsunaguSheet, *, by: Membership) -> SheetCopy:
    """What the sheet says now, as a version that never changes: the last one where it says the same."""
    sheet = _locked(sheet)
    content = content_of(sheet)
    digest = _digest(content)
    last = sheet.copies.first()
    if last is not None and last.digest == digest:
        return last
    with connection.cursor() as cursor:
        cursor.execute("select next_copy(%s)", [sheet.pk])
        number = cursor.fetchone()[0]
    copy = SheetCopy.objects.create(
        household_id=sheet.household_id, sheet=sheet, number=number, content=content, digest=digest, made_by=by,
        written_by=by.agency.group,
    )  # fmt: skip
    audit.record(Verb.CREATED, copy, by=by)
    return copy


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _copy_without_sheet(consultation: Consultation, *, by: Membership) -> SheetCopy:
    content = content_without_sheet(consultation)
    copy = SheetCopy.objects.create(
        household_id=consultation.household_id, number=1, content=content, digest=_digest(content), made_by=by,
        written_by=by.agency.group,
    )  # fmt: skip
    audit.record(Verb.CREATED, copy, by=by)
    return copy


def keep_handed(
    consultation: Consultation, sheet: TsunaguSheet | None, referrals: Sequence[Referral], *, by: Membership
) -> None:
    """These hand-overs are of the sheet as it stands now, or without one of what the consultation tells; in the
    transaction that made them. A sheet's version holds them too: where the family is sent, and why, stands on the
    paper."""
    copy = frozen_copy(sheet, by=by) if sheet else _copy_without_sheet(consultation, by=by)
    for each in referrals:
        each.copy = copy
        each.save(update_fields=["copy"])
