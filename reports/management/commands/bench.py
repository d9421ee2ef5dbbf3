import importlib
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from accounts.acting import acting_as_system

MEASURES = ["figures_page", "report_pdf", "contact_import", "matching"]


class Command(BaseCommand):
    help = "Measures speed and memory on this installation's records, and leaves them as they were."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))

    def handle(self, *args: Any, **options: Any) -> None:
        for name in options["names"] or MEASURES:
            measure = importlib.import_module(f"bench.{name}").measure
            with acting_as_system():
                for line in measure():
                    self.stdout.write(f"{name}: {line}")
                transaction.set_rollback(True)
