"""Local desks tell, somebody is taken up, those asked go there; the yearly survey; a tube and a neighbour team."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial

from accounts.models import Membership
from agencies.calendar import fiscal_year_of
from casework.actions import neighbours, outreach, survey
from casework.models import (
    AgeBand,
    EmergencyTube,
    Household,
    LocalReport,
    NeighbourTeam,
    NeighbourTeamMember,
    OutreachAttempt,
    OutreachNote,
    Situation,
    Survey,
)
from reports.demonstration import agencies as a
from reports.demonstration.acts.families import FamilyOnStage
from reports.demonstration.stage import Stage
from reports.demonstration.timeline import Event, First
from reports.demonstration.town import outreach as told


class SomebodyOnStage:
    """One of the people whom nobody had reached. families: the told families by key, for who became one of them."""

    report: LocalReport | None = None
    note: OutreachNote

    def __init__(self, somebody: told.Somebody, stage: Stage, families: Mapping[str, FamilyOnStage]) -> None:
        self.told, self.stage, self.families = somebody, stage, families

    def events(self) -> Iterator[Event]:
        told = self.told
        if told.by:
            yield Event(told.day, First.INTAKE, told.by, self.tell)
        if told.taken:
            day, by = told.taken
            yield Event(day, First.SHEET, by, self.take_up)
            if told.agency:
                yield Event(day, First.CONSENT, by, self.ask_agency)
            for attempt in told.attempts:
                first = max(attempt.day, day)
                yield Event(first, First.CONTACT, self.who(attempt, by), partial(self.attempt, attempt))
            if told.linked:
                family = self.families[told.linked]
                yield Event(family.family.intake.day, First.CONTACT, by, self.link)
            elif told.ended:
                last = told.attempts[-1].day if told.attempts else day
                yield Event(last + 1, First.CLOSING, by, self.end)

    def who(self, attempt: told.Attempt, by: str) -> str:
        """An agency's own visit is written by who went there."""
        return "miura" if "三浦 京子" in attempt.names else by

    def sighting(self) -> dict[str, object]:
        told, stage = self.told, self.stage
        return {
            "name": told.name, "sex": told.sex, "place": told.place, "district": stage.districts[told.district],
            "age_band": AgeBand.objects.filter(name=told.age).first(), "words": told.words, "since": told.since,
            "knows": told.knows, "danger": told.danger,
        }  # fmt: skip

    def situations(self) -> list[Situation]:
        return list(Situation.objects.filter(name__in=self.told.situations))

    def tell(self, by: Membership) -> None:
        report = LocalReport(may_be_named=self.told.named, **self.sighting())
        self.report = outreach.send_report(report, self.situations(), by=by)

    def take_up(self, by: Membership) -> None:
        if self.report:
            self.note = outreach.take_up(self.report, by=by)
            return
        day = self.stage.days.day(self.told.day) + timedelta(days=7)
        note = OutreachNote(next_contact_on=day, **self.sighting())
        self.note = outreach.write_note(note, self.situations(), [], by=by)

    def ask_agency(self, by: Membership) -> None:
        assert self.told.agency
        code, reason = self.told.agency
        note = OutreachNote.objects.get(pk=self.note.pk)
        note.agency, note.agency_reason = self.stage.agencies[code], reason
        note.next_method = self.stage.methods["訪問"]
        note.next_contact_on = self.stage.days.day(self.told.day) + timedelta(days=6)
        outreach.change_note(note, self.situations(), ["三浦 京子", by.staff.name], by=by)

    def attempt(self, attempt: told.Attempt, by: Membership) -> None:
        days, methods = self.stage.days, self.stage.methods
        day = days.day(max(attempt.day, self.told.taken[0] if self.told.taken else attempt.day))
        made = OutreachAttempt(
            note=self.note, occurred_on=day, method=methods[attempt.method], result=attempt.result, words=attempt.words
        )
        outreach.record_attempt(
            made, attempt.names, next_contact_on=max(days.day(attempt.next), day), by=by,
            next_method=methods.get(attempt.next_method),
        )  # fmt: skip

    def link(self, by: Membership) -> None:
        outreach.link(self.note, self.families[self.told.linked].consultation, by=by)

    def end(self, by: Membership) -> None:
        # The day on which it is asked after again may lie in the past by now, but never before the end.
        again = self.stage.day(self.told.again)
        outreach.end(self.note, self.told.ended, by=by, recontact_on=again)


def survey_events(stage: Stage) -> Iterator[Event]:
    """Last year's survey as a whole, this year's as far as one desk has come."""
    year = fiscal_year_of(stage.days.today)
    last_day = -((stage.days.today - year.first_day).days + 30)
    yield Event(
        last_day, First.INTAKE, "abe", partial(_open_survey, stage, year.year - 1, (last_day - 30, last_day + 20))
    )
    yield Event(last_day, First.CONTACT, "kudo", partial(_answer_last_year, stage, year.year - 1))
    yield Event(told.SURVEY_OPEN[0], First.INTAKE, "abe", partial(_open_survey, stage, year.year, told.SURVEY_OPEN))
    yield Event(-4, First.CONTACT, "kimura", partial(_answer_this_year, stage, year.year))


def _open_survey(stage: Stage, year: int, span: tuple[int, int], by: Membership) -> None:
    first, last = (stage.days.today + timedelta(days=each) for each in span)
    words = "受け持ちの地区で気になるお宅を、わかる範囲で入れてください。お名前はいりません。"
    Survey.objects.create(fiscal_year=year, opens_on=first, closes_on=last, words=words)


def _answer_last_year(stage: Stage, year: int, by: Membership) -> None:
    """As the sheets came in on paper: a coordinators' assistant types them, district by district."""
    held = Survey.objects.get(fiscal_year=year)
    people = [
        (sex, age) for sex, counts in told.SEXES.items() for age, count in zip(told.AGES, counts, strict=True)
        for _each in range(count)
    ]  # fmt: skip
    # Not one age after the other: a household has people of several.
    people = [people[place * 37 % len(people)] for place in range(len(people))]
    noticed = {name: _spread(count, len(people)) for name, count in told.TICKED.items()}
    bands, situations = _codes()
    second = len(people) - told.HOUSEHOLDS  # households of two
    rows: list[list[survey.Row]] = [[] for _district in told.DISTRICTS]
    place = 0
    for home in range(told.HOUSEHOLDS):
        for member in range(2 if home < second else 1):
            sex, age = people[place]
            ticked = [situations[name] for name, places in noticed.items() if place in places]
            row = survey.Row(sex=sex, age_band=bands.get(age), situations=ticked, same_home=bool(member))
            rows[home % len(rows)].append(row)
            place += 1
    for district, of_district in zip(told.DISTRICTS, rows, strict=True):
        survey.add_rows(held, of_district, district=stage.districts[district], by=by)


def _spread(count: int, of: int) -> set[int]:
    """So many places of so many, evenly."""
    return {place for place in range(of) if place * count // of != (place + 1) * count // of}


def _answer_this_year(stage: Stage, year: int, by: Membership) -> None:
    bands, situations = _codes()
    rows = [
        survey.Row(
            sex=sex, age_band=bands.get(age), situations=[situations[each] for each in noticed], label=label,
            same_home=bool(place),
        )
        for label, people in told.ANSWERED
        for place, (sex, age, noticed) in enumerate(people)
    ]  # fmt: skip
    survey.add_rows(Survey.objects.get(fiscal_year=year), rows, district=stage.districts["湊"], by=by)


def _codes() -> tuple[dict[str, AgeBand], dict[str, Situation]]:
    return {each.name: each for each in AgeBand.objects.all()}, {each.name: each for each in Situation.objects.all()}


def neighbour_events(stage: Stage, families: Mapping[str, FamilyOnStage]) -> Iterator[Event]:
    """Two tubes, one of them not renewed for a year, and a neighbour team."""
    hatsu, masaru = families["mother_and_son"], families["alone_on_the_third_floor"]
    old, new, team = (partial(play, stage) for play in (_old_tube, _new_tube, _team))
    yield Event(-60, First.PROGRESS, "chiba", lambda by: old(hatsu.household, by), story=hatsu)
    yield Event(-40, First.PROGRESS, "chiba", lambda by: new(masaru.household, by), story=masaru)
    yield Event(-38, First.PROGRESS, "chiba", lambda by: team(masaru.household, by), story=masaru)


def _old_tube(stage: Stage, household: Household, by: Membership) -> None:
    day = stage.days.day(-430)
    tube = EmergencyTube(
        household=household, handed_on=day, consent_on=day, kept_at="冷蔵庫の扉の内側、玄関の内側にシール",
        note="町内会の防災訓練の日に渡された。",
    )  # fmt: skip
    neighbours.save_tube(tube, by=by)


def _new_tube(stage: Stage, household: Household, by: Membership) -> None:
    day = stage.days.day(-40)
    neighbours.save_tube(EmergencyTube(household=household, handed_on=day, consent_on=day, kept_at="冷蔵庫"), by=by)


def _team(stage: Stage, household: Household, by: Membership) -> None:
    team = NeighbourTeam(
        household=household, name="三階のケアネット", began_on=stage.days.day(-38),
        calls=stage.agencies[a.CARE_CENTRE], calls_words="平日は三浦さん",
        note="郵便受けと夜の明かりを、それぞれ気にかける。",
    )  # fmt: skip
    members = [
        NeighbourTeamMember(name="木村 とし子", role="民生委員", telephone="0225-00-1027", since=team.began_on),
        NeighbourTeamMember(name="斎藤 茂男", role="階段の当番", telephone="090-0000-4881", since=team.began_on),
        NeighbourTeamMember(name="向かいの部屋の方", role="夜の明かり", since=team.began_on),
    ]
    neighbours.save_team(team, members, by=by)
