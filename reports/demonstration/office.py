"""The town of the demonstration: its settings, districts and directory, and the people who sign in."""

from __future__ import annotations

import secrets
import unicodedata
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts import audit
from accounts.audit import Verb
from accounts.models import Membership, Staff
from accounts.roles import Role
from agencies.models import Agency, Concern, District, Municipality, Topic
from reports.demonstration.town.districts import DISTRICTS, MUNICIPALITY, TOPICS
from reports.demonstration.town.staff import STAFF

SIGN_INS = "sign-ins.txt"
SINCE = date(2019, 4, 1)  # they were in the office when the imported year's first case was opened
# Letters and figures that are told apart when read aloud or from paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz"
FIGURES = "23456789"


def settle_town(*, by: Membership) -> None:
    """The municipality's settings and its districts as a tree; an import then finds the districts by their names."""
    municipality = Municipality.current()
    for name, value in MUNICIPALITY.items():
        setattr(municipality, name, value)
    municipality.save()
    audit.record(Verb.CHANGED, municipality, by=by)
    order = 0
    for name, parts in DISTRICTS.items():
        branch = District.objects.create(name=name, order=order)
        for part in parts:
            order += 1
            District.objects.create(name=part, parent=branch, order=order)
        order += 1


def settle_directory() -> None:
    """Which concerns each topic of the directory answers."""
    concerns = {each.name: each for each in Concern.objects.filter(list__code="national16")}
    for topic in Topic.objects.all():
        topic.concerns.set(concerns[name] for name in TOPICS[topic.name])


def make_staff(password: str, *, by: Membership) -> dict[str, list[Membership]]:
    """Everybody who signs in, with their memberships, by sign-in name. Hashed once: all have the same password."""
    hashed = make_password(password)
    agencies = {each.code: each for each in Agency.objects.select_related("group")}
    cast = {}
    for person in STAFF:
        staff = Staff(login=person.login, name=person.name, kana=person.kana, password=hashed)
        staff.save()
        cast[person.login] = [
            Membership.objects.create(staff=staff, agency=agencies[code], role=role, valid_from=SINCE)
            for code, role in person.memberships
        ]
        for member in cast[person.login]:
            audit.record(Verb.CREATED, member, by=by, role=member.role)
    return cast


def new_password() -> str:
    """Made at random; easy to type from the terminal's line: words of four letters, and figures."""
    words = ["".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3)]
    return "-".join(words) + "-" + "".join(secrets.choice(FIGURES) for _ in range(2))


def write_sign_ins(password: str) -> Path:
    """A line for each role: what it is, the sign-in name, the password. bin/serve prints the file."""
    names = dict(Agency.objects.values_list("code", "name"))
    lines = []
    for person in (each for each in STAFF if each.shown):
        role = f"{Role(person.memberships[0][1]).label}"
        desks = "／".join(names[code] for code, _ in person.memberships)
        lines.append(f"{_padded(role, 16)}{person.login:<11}{password}   {person.name}（{desks}）")
    others = "、".join(f"{each.login}（{names[each.memberships[0][0]]}）" for each in STAFF if not each.shown)
    lines.append(f"ほかに、同じパスワードで: {others}")
    path = Path(settings.STATE_DIR) / SIGN_INS
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _padded(text: str, columns: int) -> str:
    """Japanese letters are two columns wide in a terminal."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return text + " " * (columns - len(text) - wide)
