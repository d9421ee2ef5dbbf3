"""The figures of a year as a report says them: each with a name, a label and its words (24件, 42%)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from agencies.calendar import FiscalYear, era_text
from agencies.models import Municipality
from meetings.models import MeetingKind
from reports.figures.cases import percent
from reports.figures.meetings import COORDINATORS, OTHERS
from reports.figures.network import NetworkMeeting, network_meetings
from reports.figures.shares import shares
from reports.figures.year import Figures, figures

MOST = 3  # concerns and types that a sentence names


@dataclass(frozen=True)
class Fact:
    """One figure. Its name says its kind first: `concern 住まいのこと`, `group …`, `type …`, `age …`, `meeting …`,
    `share …` (of another fact)."""

    name: str
    label: str
    words: str
    number: float


@dataclass(frozen=True)
class HeldKind:
    """A kind of meeting in a sentence: how often, and how often by whose call."""

    name: str
    label: str
    hosts: tuple[Fact, ...] = ()


@dataclass
class Facts:
    """What the drafts are written from."""

    year: FiscalYear
    figures: Figures
    municipality: str
    programme: str
    network: tuple[NetworkMeeting, ...]
    network_kinds: frozenset[int]
    named: dict[str, Fact] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Fact:
        return self.named[name]

    def __contains__(self, name: object) -> bool:
        return name in self.named

    def about(self, *kinds: str) -> list[Fact]:
        return [fact for fact in self.named.values() if fact.name.split(" ")[0] in kinds]

    def add(self, name: str, label: str, number: float, unit: str) -> Fact:
        self.named[name] = Fact(name, label, f"{number:,}{unit}", number)
        return self.named[name]

    @property
    def first_day(self) -> str:
        return era_text(self.year.first_day)

    @property
    def last_day(self) -> str:
        return era_text(self.year.last_day)

    @property
    def empty(self) -> bool:
        """Whether the year has no records of its own; cases may run on from years before."""
        names = ("first", "one_off", "continuing", "plans", "contacts", "case_meetings", "network_meetings")
        return not any(self[name].number for name in names)

    @property
    def top_concerns(self) -> list[Fact]:
        return _most(self.about("concern"))

    @property
    def top_groups(self) -> list[Fact]:
        return _most(self.about("group"), 2)

    @property
    def top_types(self) -> list[Fact]:
        return _most(fact for fact in self.about("type") if fact.label != OTHERS)

    @property
    def older_than(self) -> list[Fact]:
        """「40歳以上」 and so on, for the bounds of the municipality's bands; the three highest where it has many."""
        return self.about("older")[-MOST:]

    @property
    def case_meetings(self) -> list[HeldKind]:
        return self._kinds(network=False)

    @property
    def network_meetings(self) -> list[HeldKind]:
        return self._kinds(network=True)

    def _kinds(self, *, network: bool) -> list[HeldKind]:
        kinds = [kind for kind in self.figures.meetings.kinds if (kind.key in self.network_kinds) is network]
        return [
            HeldKind(f"meeting {kind.name}", kind.name, tuple(self.about(f"hosts-of-{kind.key}"))) for kind in kinds
        ]


def _most(facts: Iterable[Fact], count: int = MOST) -> list[Fact]:
    """The largest that are not nothing; of equal ones the earlier first."""
    return sorted((fact for fact in facts if fact.number), key=lambda fact: -fact.number)[:count]


def facts_of(year: FiscalYear) -> Facts:
    """Every fact of a fiscal year, by a constant number of queries."""
    settings = Municipality.current()
    kinds = MeetingKind.objects.filter(about_cases=False).values_list("pk", flat=True)
    facts = Facts(
        year=year,
        figures=figures(year.period),
        municipality=settings.name,
        programme=settings.programme,
        network=network_meetings(year.period),
        network_kinds=frozenset(kinds),
    )
    _add_headline(facts)
    _add_concerns(facts)
    _add_ages(facts, settings.age_bands)
    _add_contacts(facts)
    _add_meetings(facts)
    return facts


def _add_headline(facts: Facts) -> None:
    came, cases = facts.figures.consultations, facts.figures.cases
    facts.add("first", "初回相談", came.first, "件")
    facts.add("monthly_mean", "初回相談の月平均", came.monthly_mean, "件")
    facts.add("one_off", "単発の相談", came.one_off, "件")
    facts.add("continuing", "継続の相談", came.continuing, "件")
    facts.add("undecided", "対応が未定の相談", came.undecided, "件")
    facts.add("with_sheet", "つなぐシートを用いた相談", came.with_sheet, "件")
    facts.add("opened", "開始した継続ケース", cases.opened, "件")
    facts.add("active", "支援を行った継続ケース", cases.active, "件")
    facts.add("closed", "終結した継続ケース", cases.closed, "件")
    facts.add("multi_problem", "二人以上が課題を抱える世帯", cases.multi_problem_households, "世帯")
    facts.add("plans", "作成した支援プラン", facts.figures.plans.made, "件")
    facts.add("contacts", "支援の延べ回数", facts.figures.contacts.all, "回")
    facts.add("with_agencies", "相談支援機関等との連絡調整", facts.figures.contacts.total, "回")


def _add_concerns(facts: Facts) -> None:
    for name, count in facts.figures.consultations.by_concern.items():
        facts.add(f"concern {name}", name, count, "件")


def _add_ages(facts: Facts, starts: list[int]) -> None:
    ages: Mapping[str, int] = facts.figures.consultations.by_age
    for name, count in ages.items():
        facts.add(f"age {name}", name, count, "人")
    bands = list(ages.values())[1:-1]  # those that begin at one of the bounds; the last is 不明
    for place, start in enumerate(starts):
        older = sum(bands[place:])
        fact = facts.add(f"older {start}", f"{start}歳以上", older, "人")
        facts.add(
            f"share {fact.name}", f"{start}歳以上の割合", percent(older, facts.figures.consultations.first) or 0, "%"
        )


def _add_contacts(facts: Facts) -> None:
    table = facts.figures.contacts
    for group, share in zip(table.groups, shares([each.total for each in table.groups]).percents, strict=True):
        fact = facts.add(f"group {group.name}", group.name, group.total, "回")
        facts.add(f"share {fact.name}", f"{group.name}の割合", share or 0, "%")
        for each in group.types:
            facts.add(f"type {group.name} {each.name}", each.name, each.count, "回")
    both = sum(int(fact.number) for fact in facts.top_groups)
    facts.add("share top groups", "上位二つの分類の割合", percent(both, table.total) or 0, "%")


def _add_meetings(facts: Facts) -> None:
    totals = {True: 0, False: 0}
    for kind in facts.figures.meetings.kinds:
        totals[kind.key in facts.network_kinds] += kind.total
        facts.add(f"meeting {kind.name}", kind.name, kind.total, "回")
        prefix = f"hosts-of-{kind.key}"
        if kind.coordinators:
            facts.add(f"{prefix} {COORDINATORS}", COORDINATORS, kind.coordinators, "回")
        if kind.others:
            facts.add(f"{prefix} {OTHERS}", OTHERS, kind.others, "回")
    facts.add("network_meetings", "ネットワークに関する会議等", totals[True], "回")
    facts.add("case_meetings", "ケース会議等", totals[False], "回")
