"""The welfare commissioners' yearly survey (簡易調査): many rows at once, mended while it is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import Verb
from accounts.models import Membership
from accounts.roles import Permission
from agencies.models import District
from casework import access
from casework.actions import drafts, outreach
from casework.models import AgeBand, LocalReport, Situation, Survey, SurveyHousehold, SurveyPerson


@dataclass(frozen=True)
class Row:
    """Somebody, as a desk typed it. same_home: lives with the one above; tell: the coordinators are told too."""

    sex: str = ""
    age_band: AgeBand | None = None
    situations: Sequence[Situation] = field(default_factory=list)
    label: str = ""
    same_home: bool = False
    tell: bool = False
    key: int | None = None  # of somebody who was saved before


@transaction.atomic
def add_rows(
    survey: Survey, rows: Sequence[Row], *, district: District | None, by: Membership, draft: int | None = None
) -> list[SurveyHousehold]:
    """Households with their people, all or none.

    draft   in which they were typed, gone once they are saved: sent twice, the second finds none and is refused.
    Raises PermissionDenied (who, or the survey is closed) or ValidationError (sent twice)."""
    access.check_may_answer_survey(by, survey)
    if drafts.sent_before(draft):
        raise ValidationError(_("These were saved already. Look at the list below."))
    homes: list[SurveyHousehold] = []
    for row in rows:
        if not row.same_home or not homes:
            homes.append(
                SurveyHousehold.objects.create(
                    survey=survey, district=district, label=row.label, written_by=by.agency.group, written_by_member=by
                )
            )
        _save_person(homes[-1], row)
        if row.tell and by.has(Permission.LOCAL_REPORT):
            _tell(row, district, by)
    audit.record_each(Verb.CREATED, homes, by=by)
    return homes


def _save_person(home: SurveyHousehold, row: Row) -> None:
    person = home.persons.filter(pk=row.key).first() if row.key else None
    person = person or SurveyPerson(home=home)
    person.sex, person.age_band = row.sex, row.age_band
    person.save()
    person.situations.set(row.situations)


def _tell(row: Row, district: District | None, by: Membership) -> None:
    report = LocalReport(sex=row.sex, age_band=row.age_band, district=district, place=row.label)
    outreach.send_report(report, row.situations, by=by)


@transaction.atomic
def change_home(home: SurveyHousehold, rows: Sequence[Row], *, label: str, by: Membership) -> SurveyHousehold:
    """The household as it is to stand: people who are not among `rows` are taken out."""
    home = SurveyHousehold.objects.select_for_update(of=("self",)).select_related("survey").get(pk=home.pk)
    access.check_may_change_answer(by, home)
    if not rows:
        raise ValidationError(_("Somebody has to be left in it. Or take the household out."))
    home.persons.exclude(pk__in=[row.key for row in rows if row.key]).delete()
    for row in rows:
        _save_person(home, row)
    home.label = label
    home.save()
    audit.record(Verb.CHANGED, home, by=by)
    return home


@transaction.atomic
def remove_home(home: SurveyHousehold, *, by: Membership) -> None:
    """Takes out what was answered by mistake; the history of rows keeps it."""
    home = SurveyHousehold.objects.select_for_update(of=("self",)).select_related("survey").get(pk=home.pk)
    access.check_may_change_answer(by, home)
    audit.record(Verb.REMOVED, home, by=by)
    home.delete()
