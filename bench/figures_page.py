"""The figures page against a bare page of the same site, asked by the same person."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Staff
from accounts.roles import Role
from agencies.models import Agency
from bench import Measured, median_seconds
from bench.published_year import YEAR, ensure_records

TIMES = 15


def measure() -> Iterator[Measured]:
    ensure_records()
    agency = Agency.objects.create(code="bench", name="bench")
    staff = Staff(login="bench", name="bench")
    staff.save()
    Membership.objects.create(staff=staff, agency=agency, role=Role.ADMINISTRATOR)
    client = Client(SERVER_NAME="localhost")
    client.force_login(staff)

    def open_page(name: str) -> None:
        response = client.get(reverse(name), {"year": YEAR.year} if name == "reports:figures" else {})
        assert response.status_code == 200, (name, response.status_code)

    bare = median_seconds(lambda: open_page("accounts:password"), TIMES)
    figures = median_seconds(lambda: open_page("reports:figures"), TIMES)
    yield Measured("a bare page", bare * 1000, "ms")
    yield Measured("the figures page", figures * 1000, "ms")
    yield Measured("the figures page against a bare page", figures / bare, "times")
