"""Where the stories are played: the days, who signs in, and the code tables by their labels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from accounts.models import Membership
from agencies.models import Agency, Concern, District
from casework.models import Method, Route
from meetings.models import MeetingForm, MeetingHost, MeetingKind
from reports.demonstration.days import Days


class Stage:
    """cast: who signs in, by sign-in name, each with all memberships; the first is the one they usually act with."""

    def __init__(self, days: Days, cast: dict[str, list[Membership]]) -> None:
        self.days = days
        self.cast = cast
        self.agencies = {each.code: each for each in Agency.objects.select_related("group")}
        self.concerns = {each.name: each for each in Concern.objects.filter(list__code="national16")}
        self.districts = {each.name: each for each in District.objects.all()}
        self.routes = {each.name: each for each in Route.objects.all()}
        self.methods = {each.name: each for each in Method.objects.all()}
        self.kinds = {each.name: each for each in MeetingKind.objects.all()}
        self.hosts = {each.name: each for each in MeetingHost.objects.all()}
        self.forms = {each.name: each for each in MeetingForm.objects.all()}

    def member(self, login: str, desk: str = "") -> Membership:
        """As who they act: at this agency's desk, where they have one there, or at their usual one."""
        members = self.cast[login]
        return next((each for each in members if each.agency.code == desk), members[0])

    def login_of(self, agency: str) -> str | None:
        """Who signs in for it; None where nobody does."""
        return next(
            (name for name, members in self.cast.items() if any(m.agency.code == agency for m in members)), None
        )

    def day(self, offset: int | None) -> date | None:
        return None if offset is None else self.days.day(offset)


Play = Callable[[Membership], object]
