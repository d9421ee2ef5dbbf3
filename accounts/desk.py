"""The home page, as the apps above fill it: what waits for a person, and panels beside it.

An app registers functions here when it starts; accounts calls them without knowing what a case is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from accounts.models import Membership, Notice
from accounts.roles import Permission


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for this person.

    due     the day by which; None where there is none (a sign is awaited, or nothing was agreed).
    what    in the office's words; about: whose, e.g. 遠藤 美咲さんの世帯.
    url     where it is done; action: the word on its button.
    tone    late, wait, hold or plain; empty: by the day. word: the chip's text where it is not the day."""

    what: str
    url: str
    action: str | Promise
    due: date | None = None
    about: str = ""
    tone: str = ""
    word: str | Promise = ""


@dataclass(frozen=True)
class Panel:
    """A part of the home page: a template and what it shows. wide: above the columns, e.g. an agency's parts. alone: it
    is the whole home of its role, and nothing else stands there, with its style sheet."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    wide: bool = False
    alone: bool = False
    css: str = ""


WaitingSource = Callable[[Membership], Iterable[Waiting]]
PanelSource = Callable[[Membership], Panel | None]

FamilySource = Callable[[list[int]], dict[int, str]]

_waiting: list[tuple[Permission, WaitingSource]] = []
_panels: list[tuple[int, Permission, PanelSource]] = []
_families: dict[str, FamilySource] = {}


def waiting_from(permission: Permission) -> Callable[[WaitingSource], WaitingSource]:
    """Registers a function that gives what waits for a membership whose role has the permission."""

    def register(source: WaitingSource) -> WaitingSource:
        _waiting.append((permission, source))
        return source

    return register


def panel(order: int, permission: Permission) -> Callable[[PanelSource], PanelSource]:
    """Registers a function that gives a panel, or None where it has nothing to show. Panels stand in their order."""

    def register(source: PanelSource) -> PanelSource:
        _panels.append((order, permission, source))
        return source

    return register


def families_of(about_type: str) -> Callable[[FamilySource], FamilySource]:
    """Registers a function that gives, for keys of such records, whose household each is about, e.g.
    遠藤 美咲さんの世帯. It asks the wall: what the person may not see is missing."""

    def register(source: FamilySource) -> FamilySource:
        _families[about_type] = source
        return source

    return register


def families(notices: Iterable[Notice]) -> dict[int, str]:
    """Whose household each notice is about, by the notice's key: a notice itself holds no word about a family."""
    by_type: dict[str, list[Notice]] = {}
    for each in notices:
        by_type.setdefault(each.about_type, []).append(each)
    found: dict[int, str] = {}
    for about_type, told in by_type.items():
        if source := _families.get(about_type):
            names = source([each.about_id for each in told])
            found |= {each.pk: names[each.about_id] for each in told if each.about_id in names}
    return found


def may_wait(membership: Membership) -> bool:
    """Whether anything at all can wait for this role."""
    return any(membership.has(permission) for permission, _source in _waiting)


def waiting_for(membership: Membership) -> list[Waiting]:
    """Everything that waits, the most pressing first; things without a day come last."""
    items = [each for permission, source in _waiting if membership.has(permission) for each in source(membership)]
    return sorted(items, key=lambda each: (each.due is None, each.due or date.max))


def panels_of(membership: Membership) -> list[Panel]:
    in_order = sorted(_panels, key=lambda each: each[0])
    found = (source(membership) for _order, permission, source in in_order if membership.has(permission))
    return [each for each in found if each is not None]
