"""What 続柄 says of how people stand to each other.

A 続柄 is the relation to the consultee: 長男, 夫の母, 長男の妻. From it come a guess at a relation that one press
writes down, at somebody's sex, and at their generation where no relation is written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework import access, contradictions
from casework.choices import Category, Sex
from casework.models import HouseholdMember, Relation

Kind, State = Relation.Kind, Relation.State

_CHILD = r"(?:[長次二三四五六七八]?(?:男|女)児?|実?子(?:供|ども)?|子ども|こども|息子|娘|第[一二三四五六]子)"
_PARENT = r"(?:実?(?:父|母)親?|お?父さん|お?母さん)"
# One step: the words, what the person is to whom they stand beside, and whether that goes the other way round.
_STEPS: tuple[tuple[str, str, bool], ...] = (
    (rf"養(?:子|女)|養{_CHILD}", Kind.ADOPTIVE, True),
    (r"里子", Kind.FOSTER, True),
    (rf"継(?:子|{_CHILD})|連れ子", Kind.STEP, True),
    (_CHILD, Kind.PARENT, True),
    (r"養(?:父|母|親)", Kind.ADOPTIVE, False),
    (r"里親|里(?:父|母)", Kind.FOSTER, False),
    (r"継(?:父|母)", Kind.STEP, False),
    (_PARENT, Kind.PARENT, False),
    (r"夫|妻|配偶者|嫁|婿", Kind.SPOUSE, False),
    (r"内縁(?:の?(?:夫|妻))?|パートナー|同棲相手|交際相手", Kind.PARTNER, False),
    (r"兄|弟|姉|妹|長兄|次兄|長姉|次姉|実(?:兄|弟|姉|妹)|きょうだい|兄弟|姉妹", Kind.SIBLING, False),
    (r"成年後見人|後見人", Kind.GUARDIAN, False),
    (r"保佐人", Kind.CURATOR, False),
    (r"補助人", Kind.ASSISTANT, False),
    (r"任意後見人|任意後見受任者", Kind.VOLUNTARY, False),
    (r"未成年後見人", Kind.MINOR, False),
    (r"介護者|主介護者", Kind.CARER, False),
)
_FORMER = r"元|前|離婚した"
_GENERATIONS: tuple[tuple[str, int], ...] = (
    (r"曾祖?(?:父|母)", -3), (r"祖(?:父|母)", -2),
    (rf"{_PARENT}|義(?:父|母)|養(?:父|母)|継(?:父|母)|伯父|叔父|伯母|叔母|おじ|おば|しゅうと|しゅうとめ|舅|姑", -1),
    (rf"曾?孫|{_CHILD}|養子|養女|継子|里子|連れ子|甥|姪|おい|めい", 1),
)  # fmt: skip
_MEN = r"夫|父|兄|弟|息子|男|婿|甥|舅|おじ|伯父|叔父|おい"
_WOMEN = r"妻|母|姉|妹|娘|女|嫁|姪|姑|おば|伯母|叔母|めい|しゅうとめ"
HEALTH_KINDS = (Kind.GUARDIAN, Kind.CURATOR, Kind.ASSISTANT, Kind.VOLUNTARY)  # they tell that somebody needs one


@dataclass(frozen=True)
class Guess:
    """A relation that a 続柄 speaks for and nobody has written yet."""

    of: HouseholdMember
    kind: str
    to: HouseholdMember
    state: str = ""

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.of.person_id}-{self.kind}-{self.to.person_id}"

    def relation(self) -> Relation:
        return Relation(
            household=self.of.household, of=self.of.person, kind=self.kind, to=self.to.person, state=self.state
        )


def is_shown(relation: Relation, shared: Collection[Category]) -> bool:
    """Guardians and carers tell of health; everything else is of the family's own category."""
    if relation.kind in HEALTH_KINDS:
        return access.is_shared("household.guardians", shared)
    if relation.kind == Kind.CARER:
        return access.is_shared("household.care", shared)
    return access.is_shared("household.relations", shared)


def short_label(kind: str) -> str:
    return str(_SHORT.get(Kind(kind), Kind(kind).label))


_SHORT: dict[Relation.Kind, str | Promise] = {
    Kind.GUARDIAN: _("adult guardian"),
    Kind.CURATOR: _("curator"),
    Kind.ASSISTANT: _("legal assistant"),
    Kind.VOLUNTARY: _("guardian by contract"),
    Kind.MINOR: _("child's guardian"),
}


# What a 続柄 says ----------------------------------------------------------------------------------------------------


def sex_of(label: str) -> str:
    """By the last word: 長男の妻 is a woman. Empty where it says nothing."""
    last = label.split("の")[-1].strip()
    if re.search(rf"(?:{_WOMEN})(?:親|児|さん)?$", last):
        return Sex.FEMALE
    if re.search(rf"(?:{_MEN})(?:親|児|さん)?$", last):
        return Sex.MALE
    return ""


def level_of(label: str) -> int | None:
    """Generations below the consultee; None where the words do not tell."""
    if label == HouseholdMember.CONSULTEE:
        return 0
    level, told = 0, False
    for word in _words(label):
        step = next((by for words, by in _GENERATIONS if re.fullmatch(words, word)), None)
        if step is None and (_step(word) is None or is_guardian(word)):
            return None
        level, told = level + (step or 0), True
    return level if told else None


def is_guardian(label: str) -> bool:
    step = _step(label.split("の")[-1])
    return step is not None and step[1] in Relation.GUARDIANS


def _words(label: str) -> list[str]:
    bare = re.sub(r"[（(].*?[)）]", "", label).strip()
    return [re.sub(rf"^(?:{_FORMER})", "", each) for each in bare.split("の") if each]


def _step(word: str) -> tuple[str, str, bool] | None:
    return next((each for each in _STEPS if re.fullmatch(each[0], word)), None)


# Guesses -------------------------------------------------------------------------------------------------------------


def guesses(members: Iterable[HouseholdMember], relations: Iterable[Relation]) -> list[Guess]:
    """What 続柄 speaks for and nobody has written: none where the two are of one family by what is written."""
    people = list(members)
    consultee = next((each for each in people if each.relation_label == HouseholdMember.CONSULTEE), None)
    if consultee is None:
        return []
    found: dict[str, Guess] = {}
    for member in people:
        if member is not consultee:
            for guess in _of_label(member, consultee, people):
                found.setdefault(guess.key, guess)
    for guess in _parents_together(list(found.values())):
        found.setdefault(guess.key, guess)
    held = list(relations)
    written = {frozenset((each.of_id, each.to_id)) for each in held if each.kind not in (Kind.TIE, Kind.CARER)}
    return [
        each
        for each in found.values()
        if frozenset((each.of.person_id, each.to.person_id)) not in written
        and not (each.kind == Kind.SIBLING and _share_a_parent(each, held))
        and contradictions.is_possible(each.relation(), held)
    ]


def _share_a_parent(guess: Guess, relations: list[Relation]) -> bool:
    one, two = (
        {each.of_id for each in relations if each.kind in Relation.PARENTS and each.to_id == key}
        for key in (guess.of.person_id, guess.to.person_id)
    )
    return bool(one & two)


def _of_label(member: HouseholdMember, consultee: HouseholdMember, people: list[HouseholdMember]) -> list[Guess]:
    bare = re.sub(r"[（(].*?[)）]", "", member.relation_label).strip()
    if bare.startswith(("夫婦の", "2人の", "二人の")):
        return _children_of(member, [consultee, *_spouses(consultee, people)])
    if re.fullmatch(r"内縁の?(?:夫|妻)", bare):
        return [Guess(member, Kind.PARTNER, consultee)]
    owner_label, joint, last = bare.rpartition("の")
    beside = _owner(owner_label, consultee, people, member) if joint else consultee
    if beside is None or beside is member:
        return []
    former = re.match(rf"(?:{_FORMER})(?=夫|妻|配偶者|パートナー)", last)
    step = _step(last[former.end() :] if former else last)
    if step is None:
        return []
    _words_of, kind, downward = step
    of, to = (beside, member) if downward else (member, beside)
    found = [Guess(of, kind, to, State.ENDED if former else "")]
    if kind == Kind.PARENT and downward and not joint:
        found += [each for each in _children_of(member, _spouses(consultee, people)) if each.of is not member]
    if kind == Kind.PARENT and downward and joint and beside in _spouses(consultee, people):
        found.append(Guess(consultee, Kind.STEP, member))  # 妻の長女: hers, and stays so
    return found


def _children_of(child: HouseholdMember, parents: Sequence[HouseholdMember]) -> list[Guess]:
    return [Guess(each, Kind.PARENT, child) for each in parents]


def _spouses(consultee: HouseholdMember, people: list[HouseholdMember]) -> list[HouseholdMember]:
    return [each for each in people if each.relation_label in ("夫", "妻", "配偶者")][:1]


def _owner(
    label: str, consultee: HouseholdMember, people: list[HouseholdMember], member: HouseholdMember
) -> HouseholdMember | None:
    """Whom 長男 in 長男の妻 means. 妻の長女 in a family whose wife was the one to come means the consultee."""
    found = [each for each in people if each is not member and each.relation_label == label]
    if len(found) == 1:
        return found[0]
    own = consultee.person.sex
    if not found and (label, own) in (("妻", Sex.FEMALE), ("夫", Sex.MALE)):
        return consultee
    return consultee if label in ("本人", "自分") else None


def _parents_together(found: list[Guess]) -> list[Guess]:
    """父 and 母 of one person are taken for a couple."""
    above: dict[int, list[HouseholdMember]] = {}
    for each in found:
        if each.kind == Kind.PARENT:
            above.setdefault(each.to.person_id, []).append(each.of)
    couples = [them for them in above.values() if len(them) == 2]
    known = {frozenset((each.of.person_id, each.to.person_id)) for each in found}
    return [
        Guess(one, Kind.SPOUSE, two)
        for one, two in couples
        if frozenset((one.person_id, two.person_id)) not in known
        and sex_of(one.relation_label) != sex_of(two.relation_label)
    ]
