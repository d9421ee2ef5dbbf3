"""The year whose pages and papers are measured: the installation's own 2020, else the published one, taken in for the
measurement alone."""

from __future__ import annotations

from pathlib import Path

from accounts.models import Membership
from agencies.calendar import FiscalYear
from casework.models import Consultation
from reports import demonstration
from reports.ledgers import LEDGERS
from reports.ledgers.taking import take

YEAR = FiscalYear(2020)
RECORDS = Path(demonstration.__file__).parent / "ishinomaki-2020"


def ensure_records() -> None:
    if Consultation.objects.filter(received_on__range=(YEAR.first_day, YEAR.last_day)).exists():
        return
    system = Membership.objects.of_system()
    for name, ledger in LEDGERS.items():
        if (file := RECORDS / f"{name}.csv").exists():
            assert not take(ledger(system), file.read_bytes(), by=system).wrong, name
