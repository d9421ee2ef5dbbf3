"""The same in words: a sentence for each relation, a row for each person. For who cannot see the picture, for lists,
and for papers without one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.templatetags.components import wareki
from casework.choices import Category, Life
from casework.genogram.family import Sign
from casework.genogram.reading import Reading, sign_of
from casework.models import HouseholdMember, Person, Relation

Kind, State, Quality = Relation.Kind, Relation.State, Relation.Quality


@dataclass(frozen=True)
class Row:
    """A person as the table beside the picture has them."""

    member: HouseholdMember
    sex: str
    lives: str
    relations: list[str]


def said(reading: Reading) -> str:
    """What the picture shows, in a line or two; the table has it all."""
    figures = reading.family.figures
    if not figures:
        return _("Nobody is written down yet.")
    together = sum(each.together for each in figures.values())
    words = [_("%(count)s people, of whom %(together)s live together.") % {"count": len(figures), "together": together}]
    consultee = next((each for each in figures.values() if each.consultee), None)
    if consultee:
        words.append(_("The consultee is %(name)s.") % {"name": consultee.name})
    words.append(_("The table beside the picture says the same in words."))
    return "".join(words) if _is_japanese(words) else " ".join(words)


def _is_japanese(words: list[str]) -> bool:
    return words[0].endswith("。")


def rows(reading: Reading) -> list[Row]:
    return [
        Row(
            member=each,
            sex=SEXES[sign_of(each)](),
            lives=_lives(
                each,
                [
                    other.person
                    for other in reading.members
                    if other is not each and _share_a_home(reading, each, other)
                ],
            ),
            relations=_sides(reading, each.person),
        )
        for each in reading.members
    ]


def _sides(reading: Reading, person: Person) -> list[str]:
    """What all relations say of a person; those that say the same of several people in one."""
    said: dict[tuple[str, str], list[str]] = {}
    for relation in reading.relations:
        if person.pk in (relation.of_id, relation.to_id):
            forward = person.pk == relation.of_id
            other = str(relation.to if forward else relation.of)
            for words in _templates(relation, forward, reading.day):
                said.setdefault((words, _when(relation)), []).append(other)
    return [words % {"name": _(", ").join(names)} + when for (words, when), names in said.items()]


SEXES: dict[Sign, Callable[[], str]] = {
    Sign.MAN: lambda: _("Man"),
    Sign.WOMAN: lambda: _("Woman"),
    Sign.OTHER: lambda: _("Another sex"),
    Sign.UNKNOWN: lambda: _("Not known"),
    Sign.EXPECTED: lambda: _("A child to be born"),
    Sign.LOST: lambda: _("A child lost before birth"),
}


def _share_a_home(reading: Reading, one: HouseholdMember, two: HouseholdMember) -> bool:
    figures = reading.family.figures
    return 0 < figures[one.person_id].home == figures[two.person_id].home


def _lives(member: HouseholdMember, with_whom: list[Person]) -> str:
    person = member.person
    if person.life == Life.DIED:
        return _("Died on %(day)s") % {"day": wareki(person.died_on)} if person.died_on else _("Died")
    if person.life:
        return ""
    if with_whom:
        return _("Lives elsewhere with %(names)s") % {"names": _(", ").join(map(str, with_whom))}
    if member.left_on:
        return _("Left on %(day)s") % {"day": wareki(member.left_on)}
    return _("Lives together") if member.lives_together else _("Lives apart")


# Sentences -----------------------------------------------------------------------------------------------------------


def sentence(relation: Relation, day: date) -> str:
    """大友 誠一は、大友 翔の親（対立）"""
    what = [each % {"name": relation.to} for each in _templates(relation, True, day)]
    return _("%(name)s: %(what)s") % {"name": relation.of, "what": _(", ").join(what)} + _when(relation)


def _templates(relation: Relation, forward: bool, day: date) -> list[str]:
    """What the one is to the other, and how they get on, with a place for the other's name."""
    words = [_of_kind(relation, forward, day)] if relation.kind != Kind.TIE else []
    return [*words, *([_of_quality(relation, forward)] if relation.quality else [])]


def _of_kind(relation: Relation, forward: bool, day: date) -> str:
    kind = Kind(relation.kind)
    if kind in Relation.PARTNERS:
        return _of_couple(relation, day)
    ahead, back = SIDES[kind]
    return ahead() if forward else back()


def _of_couple(relation: Relation, day: date) -> str:
    married = relation.kind == Kind.SPOUSE
    if relation.over_on(day):
        return _("divorced from %(name)s") if married else _("once a couple with %(name)s")
    if Life.DIED in (relation.of.life, relation.to.life):
        return _("widowed, or late partner, of %(name)s") if married else _("a couple with %(name)s until death")
    if relation.state == State.SEPARATED:
        return _("married to %(name)s, separated") if married else _("a couple with %(name)s, apart")
    return _("married to %(name)s") if married else _("living as a couple with %(name)s")


SIDES: dict[Relation.Kind, tuple[Callable[[], str], Callable[[], str]]] = {
    Kind.PARENT: (lambda: _("parent of %(name)s"), lambda: _("child of %(name)s")),
    Kind.ADOPTIVE: (lambda: _("adoptive parent of %(name)s"), lambda: _("adopted child of %(name)s")),
    Kind.FOSTER: (lambda: _("foster parent of %(name)s"), lambda: _("foster child of %(name)s")),
    Kind.STEP: (lambda: _("step-parent of %(name)s"), lambda: _("stepchild of %(name)s")),
    Kind.SIBLING: (lambda: _("brother or sister of %(name)s"), lambda: _("brother or sister of %(name)s")),
    Kind.GUARDIAN: (lambda: _("adult guardian of %(name)s"), lambda: _("has %(name)s as adult guardian")),
    Kind.CURATOR: (lambda: _("curator of %(name)s"), lambda: _("has %(name)s as curator")),
    Kind.ASSISTANT: (lambda: _("legal assistant of %(name)s"), lambda: _("has %(name)s as legal assistant")),
    Kind.VOLUNTARY: (lambda: _("guardian by contract of %(name)s"), lambda: _("has %(name)s as guardian by contract")),
    Kind.MINOR: (lambda: _("guardian of the child %(name)s"), lambda: _("has %(name)s as guardian of a child")),
    Kind.CARER: (lambda: _("cares for %(name)s"), lambda: _("is cared for by %(name)s")),
}


def _of_quality(relation: Relation, forward: bool) -> str:
    if relation.quality == Quality.VIOLENCE:
        return _("uses violence against %(name)s") if forward else _("suffers violence from %(name)s")
    return {
        Quality.CLOSE: _("close to %(name)s"),
        Quality.DEPENDENT: _("in mutual dependence with %(name)s"),
        Quality.DISTANT: _("distant from %(name)s"),
        Quality.CONFLICT: _("in conflict with %(name)s"),
        Quality.CUT_OFF: _("cut off from %(name)s"),
    }[Quality(relation.quality)]


def _when(relation: Relation) -> str:
    since, until = wareki(relation.since), wareki(relation.until)
    if relation.state == State.SEPARATED and relation.separated_on and not until:
        words = _(" (since %(since)s, apart since %(apart)s)") if since else _(" (apart since %(apart)s)")
        return words % {"since": since, "apart": wareki(relation.separated_on)}
    if since and until:
        return _(" (%(since)s to %(until)s)") % {"since": since, "until": until}
    if since:
        return _(" (since %(day)s)") % {"day": since}
    return _(" (until %(day)s)") % {"day": until} if until else ""


def withheld_words(shared: Collection[Category]) -> list[str]:
    """What is left out of a picture that is drawn: ages and years, guardians and carers."""
    words = []
    if Category.CONTACT not in shared:
        words.append(_("ages and years of birth"))
        words.append(_("who lives together elsewhere"))
    if Category.HEALTH not in shared:
        words.append(_("guardians and carers"))
    return words
