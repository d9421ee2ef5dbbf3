"""The words in which a family's story is told: plain data, no database.

A day is a number of days from today: -30 is a month ago, 5 is next week. The loader moves it to a working day. People
who sign in are called by their sign-in names, members of a household by keys that hold within their story, agencies by
the codes of agencies.py, concerns and kinds by their Japanese labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Day = int


@dataclass(frozen=True)
class Member:
    """A member of the household; the consultee's label (続柄) is 本人.

    age       in complete years today; birthday: month and day. None: not known, stated_age then says 68 or 50代.
    concerns  this member's own, by their labels.
    life      died, expected or lost; died: years before today, where they are known."""

    key: str
    name: str
    kana: str
    label: str
    sex: str = ""
    age: int | None = None
    birthday: tuple[int, int] = (6, 15)
    stated_age: str = ""
    concerns: Sequence[str] = ()
    note: str = ""
    together: bool = True
    key_person: bool = False
    address: str = ""
    postal_code: str = ""
    telephone: str = ""
    mobile: str = ""
    joined: Day | None = None
    left: Day | None = None
    life: str = ""
    died: int | None = None


@dataclass(frozen=True)
class Tie:
    """How `of` stands to `to`: kind, quality and state as casework's Relation has them; a tie of its own (kind tie)
    says how two get on. since and until are years before today."""

    of: str
    kind: str
    to: str
    quality: str = ""
    since: int | None = None
    until: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Intake:
    """The consultation that began it: who took it in, by which route, and what was said."""

    day: Day
    by: str
    route: str
    method: str
    main: str
    concerns: Sequence[str]
    narrative: str
    district: str = ""
    brought_by: str = ""


@dataclass(frozen=True)
class Sheet:
    day: Day
    by: str
    wishes: str = ""
    living: str = ""
    notes: str = ""
    involved: Sequence[tuple[str, str]] = ()
    own_assessment: bool = False
    signed: bool = False  # the signed page came back as a scan


@dataclass(frozen=True)
class Consent:
    """categories and agencies: None is all of them. until may lie in the past: it ran out then.
    given_for: the members for whom somebody else gave it.
    withdrawn: the day, and who wrote it down."""

    day: Day
    by: str
    given_by: str
    categories: Sequence[str] | None = None
    agencies: Sequence[str] | None = None
    until: Day | None = None
    evidence: str = "paper"
    given_as: str = "self"
    given_for: Sequence[str] = ()
    reason: str = ""
    note: str = ""
    withdrawn: tuple[Day, str] | None = None


@dataclass(frozen=True)
class Reply:
    """What an agency answered to a referral: taken, passed_on (then `to`, and with whom it was spoken), or
    coordinator."""

    day: Day
    by: str
    answer: str = "taken"
    words: str = ""
    to: str = ""
    spoken_to: str = ""


@dataclass(frozen=True)
class Referral:
    day: Day
    by: str
    to: str
    reason: str
    reply: Reply | None = None
    with_sheet: bool = True
    danger: str = ""  # handed over without consent
    told_to: str = ""  # who was told that the family is coming


@dataclass(frozen=True)
class Step:
    """A thing to do within a part."""

    what: str
    due: Day | None = None
    sign: str = ""
    done: Day | None = None


@dataclass(frozen=True)
class Say:
    """What is said to a part: agreed, change or question. reply: the coordinator's day, name and words. put_up: when
    the lead department was asked to decide, and by whom; decided: its day, name and words. Where nobody of an agency
    signs in, the coordinator writes down what it said."""

    day: Day
    by: str
    answer: str = "agreed"
    words: str = ""
    reply: tuple[Day, str, str] | None = None
    put_up: tuple[Day, str] | None = None
    decided: tuple[Day, str, str] | None = None


@dataclass(frozen=True)
class Progress:
    day: Day
    by: str
    words: str


@dataclass(frozen=True)
class Part:
    """sign_came: the day on which it did, and who said so."""

    agency: str
    task: str
    due: Day | None = None
    sign: str = ""
    says: Sequence[Say] = ()
    progress: Sequence[Progress] = ()
    sign_came: tuple[Day, str] | None = None
    done: tuple[Day, str] | None = None
    steps: Sequence[Step] = ()


@dataclass(frozen=True)
class Plan:
    """One version. agreed: the day on which it was given to the agencies; None: still a draft. The next version ends
    it; ended is the day of an end without one."""

    day: Day
    by: str
    direction: str
    long_term: str
    short_term: str
    parts: Sequence[Part]
    starts: Day | None = None
    ends: Day | None = None
    agreed: Day | None = None
    running: Day | None = None
    evaluated: Day | None = None
    ended: Day | None = None


@dataclass(frozen=True)
class Contact:
    """agency "": with the family. by: sign-in names, two for a visit."""

    day: Day
    method: str
    agency: str
    by: str
    content: str


@dataclass(frozen=True)
class Task:
    """What a meeting decided: who does what by when."""

    what: str
    agency: str = ""
    due: Day | None = None
    done: Day | None = None


@dataclass(frozen=True)
class Meeting:
    """name, place: everybody sees them in the list; nothing in them leads to a family.
    staff: who sits in it by name; of a secret one, acknowledged tells who read the notice, and when."""

    day: Day
    by: str
    kind: str
    name: str
    host: str = "包括化推進員"
    form: str = "対面"
    place: str = ""
    time: str = ""
    agencies: Sequence[str] = ()
    staff: Sequence[str] = ()
    acknowledged: Sequence[tuple[str, Day]] = ()
    content: str = ""
    decisions: str = ""
    tasks: Sequence[Task] = ()


@dataclass(frozen=True)
class Family:
    """A told family. opened: the day on which 継続 was decided; one_off the day on which it ended with advice; neither:
    undecided. phases: further phases with their days. restricted: the day, and whom the lead department named."""

    key: str
    members: Sequence[Member]
    intake: Intake
    note: str = ""
    coordinator: str = ""
    lead_agency: str = ""
    decided_by: str = ""
    opened: Day | None = None
    one_off: Day | None = None
    restricted: tuple[Day, Sequence[str]] | None = None
    ties: Sequence[Tie] = ()
    sheets: Sequence[Sheet] = ()
    consents: Sequence[Consent] = ()
    referrals: Sequence[Referral] = ()
    participants: Sequence[tuple[Day, str, str]] = ()
    phases: Sequence[tuple[Day, str]] = ()
    plans: Sequence[Plan] = ()
    contacts: Sequence[Contact] = ()
    meetings: Sequence[Meeting] = field(default=())
    closed: tuple[Day, str, str] | None = None
