"""The seven tables that go in and out (docs/formats.md), in the order in which they are taken."""

from reports.ledgers.agencies import Agencies
from reports.ledgers.consultations import Consultations
from reports.ledgers.contacts import Contacts
from reports.ledgers.directory import Directory
from reports.ledgers.ledger import Ledger
from reports.ledgers.meetings import Meetings
from reports.ledgers.members import Members
from reports.ledgers.plans import Plans

LEDGERS: dict[str, type[Ledger]] = {
    each.name: each for each in (Agencies, Directory, Consultations, Members, Plans, Contacts, Meetings)
}

__all__ = ["LEDGERS", "Ledger"]
