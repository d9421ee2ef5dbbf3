"""The import of 22,000 contacts from a CSV file: seconds, and memory beside what the process had before."""

from __future__ import annotations

import csv
import io
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta

from accounts.models import Membership
from bench import Measured
from reports.ledgers.agencies import Agencies
from reports.ledgers.consultations import Consultations
from reports.ledgers.contacts import Contacts
from reports.ledgers.taking import take

CONTACTS, CONSULTATIONS, AGENCIES = 22_000, 800, 40


def measure() -> Iterator[Measured]:
    by = Membership.objects.of_system()
    take(Agencies(by), _agencies(), by=by)
    take(Consultations(by), _consultations(), by=by)
    content = _contacts()
    begun = time.perf_counter()
    done = take(Contacts(by), content, by=by)
    taken = time.perf_counter() - begun
    assert len(done.new) == CONTACTS, done.counts
    yield Measured("import of 22,000 contacts", taken, "s", bound=20)
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Measured("the process at its largest", largest, "MB", bound=300)
    begun = time.perf_counter()
    again = take(Contacts(by), content, by=by)
    assert len(again.same) == CONTACTS, again.counts
    yield Measured("the same file again, nothing changed", time.perf_counter() - begun, "s", bound=20)


def _table(header: list[str], rows: Iterator[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


def _agencies() -> bytes:
    rows = ([f"B{n:03}", f"機関{n}", f"分類{n % 5}", f"種別{n}"] for n in range(AGENCIES))
    return _table(["機関コード", "機関名", "分類", "種別"], rows)


def _consultations() -> bytes:
    first = date(2019, 4, 1)
    rows = (
        [
            f"bench-{n}", (first + timedelta(days=n % 365)).isoformat(), f"B{n % AGENCIES:03}", f"試験 {n}",
            f"試験世帯{n}", "継続",
        ]
        for n in range(CONSULTATIONS)
    )  # fmt: skip
    return _table(["受付番号", "受付日", "受付機関コード", "氏名", "世帯番号", "対応区分"], rows)


def _contacts() -> bytes:
    first = date(2020, 4, 1)
    methods = ["電話", "訪問", "来所", "会議", "FAX"]
    rows = (
        [
            (first + timedelta(days=n % 365)).isoformat(), f"bench-{n % CONSULTATIONS}", f"B{n % AGENCIES:03}",
            methods[n % 5], "推進員;担当" if n % 5 == 1 else "推進員", f"生活状況の共有と受診の調整、{n}回目の連絡",
        ]
        for n in range(CONTACTS)
    )  # fmt: skip
    return _table(["日付", "受付番号", "相手機関コード", "方法", "担当者", "内容"], rows)
