"""The chapters of the completion report in their order (DOMAIN §5.4), and the text of each, written or drafted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reports.annual import drafts
from reports.annual.facts import Facts
from reports.models import ReportSection


@dataclass(frozen=True)
class Section:
    """A heading, and what stands under it: a text, and the figures and tables that belong there."""

    heading: str
    level: int
    key: str = ""  # empty: a heading alone
    draft: Callable[[Facts], str] = drafts.other
    holds: tuple[str, ...] = ()  # pictures and tables after the text
    about: tuple[str, ...] = ()  # the kinds of facts that its text may well name

    @property
    def held(self) -> list[str]:
        """What the page calls the pictures and tables after the text."""
        return [HELD[name] for name in self.holds]

    @property
    def unwritten(self) -> bool:
        """Nothing in the records could fill it: somebody has to write it."""
        return self.draft in (drafts.other, drafts.funds, drafts.resources)


HELD = {"figure_1": "図1", "figure_2": "図2", "figure_3": "図3", "table_1": "表1", "table_2": "表2"}
OUTLINE = (
    Section("Ⅰ　はじめに", 2, "foreword", drafts.foreword),
    Section("Ⅱ　実績報告", 2),
    Section("１　業務実施期間", 3, "period", drafts.period),
    Section("２　業務内容", 3),
    Section("(1)　相談支援包括化推進員による支援", 4),
    Section(
        "ア　相談者等が抱える課題の把握",
        5,
        "concerns",
        drafts.concerns,
        ("figure_1", "figure_2"),
        ("concern", "age", "older", "share"),
    ),
    Section("イ　支援プランの作成", 5, "plans", drafts.plans),
    Section(
        "ウ　相談支援機関等との連絡調整",
        5,
        "contacts",
        drafts.contacts,
        ("table_1", "figure_3"),
        ("group", "type", "share"),
    ),
    Section("エ　支援の実施状況の把握及び助言", 5, "advice", drafts.advice, about=("meeting",)),
    Section("オ　相談記録の作成及び管理", 5, "records", drafts.records),
    Section("カ　その他", 5, "other", drafts.other),
    Section("(2)　相談支援包括化ネットワークの構築", 4, "network", drafts.network, ("table_2",), ("meeting",)),
    Section("(3)　相談支援包括化推進会議の開催", 4, "council", drafts.council, about=("meeting",)),
    Section("(4)　自主財源の確保のための取組", 4, "funds", drafts.funds),
    Section("(5)　新たな社会資源の創出", 4, "resources", drafts.resources),
)
BY_KEY = {section.key: section for section in OUTLINE if section.key}

_WITH_UNIT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(件|回|世帯|人|名|%|割|ケース)")
_NAME = re.compile(r"\{([^{}]+)\}")


@dataclass
class Written:
    """A section as it stands in this year's report."""

    section: Section
    text: str = ""
    draft: str = ""
    row: ReportSection | None = None
    says: dict[str, str] = field(
        default_factory=dict
    )  # the figures of its draft: name -> words; kept when the text is saved
    changed: list[Changed] = field(default_factory=list)
    foreign: list[str] = field(
        default_factory=list
    )  # numbers in somebody's text that are no figure of ours (DOMAIN §8)

    @property
    def own(self) -> bool:
        """Whether somebody's text stands there, rather than the draft."""
        return self.row is not None and self.row.in_use

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True)
class Changed:
    """A figure that is no longer what somebody's text says."""

    label: str
    then: str
    now: str


def numbers_in(text: str) -> list[str]:
    """Numbers with their units, each once: 24件, 1,204回 as 1204回, ２０人 as 20人."""
    plain = unicodedata.normalize("NFKC", text)
    return list(dict.fromkeys(f"{number.replace(',', '')}{unit}" for number, unit in _WITH_UNIT.findall(plain)))


def written(facts: Facts, rows: Mapping[str, ReportSection]) -> list[Written]:
    """The report's outline with this year's texts; rows are those of its report, by key."""
    return [_written(section, facts, rows.get(section.key)) for section in OUTLINE]


def one(key: str, facts: Facts, row: ReportSection | None) -> Written:
    return _written(BY_KEY[key], facts, row)


def _written(section: Section, facts: Facts, row: ReportSection | None) -> Written:
    if not section.key:
        return Written(section)
    template = section.draft(facts)
    says = {name: facts[name].words for name in _NAME.findall(template) if name in facts}
    draft = _NAME.sub(lambda found: says.get(found[1], found[0]), template)
    if row is None or not row.in_use:
        return Written(section, draft, draft, row, says)
    stands = numbers_in(row.text)
    changed = [
        Changed(facts[name].label, then, facts[name].words)
        for name, then in row.figures.items()
        if name in facts and facts[name].words != then and set(numbers_in(then)) & set(stands)
    ]
    about = [fact.words for fact in facts.about(*section.about)]
    known = set(numbers_in(" ".join([*says.values(), *row.figures.values(), *about])))
    return Written(section, row.text, draft, row, says, changed, [number for number in stands if number not in known])
