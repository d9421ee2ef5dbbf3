from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import audit
from accounts.acting import acting_as_system
from reports.ledgers import LEDGERS
from reports.ledgers.writing import written

UNUSABLE = 2


class Command(BaseCommand):
    help = "Writes a table to a file, as CSV or XLSX by the file's name. What it writes, import_records takes again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", help=", ".join(LEDGERS))
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        table, file = options["table"], options["file"]
        kind = file.suffix.lower().removeprefix(".")
        if table not in LEDGERS:
            raise CommandError(f"There is no table {table}. The tables are: {', '.join(LEDGERS)}.", returncode=UNUSABLE)
        if kind not in ("csv", "xlsx"):
            raise CommandError("The file's name ends in .csv or .xlsx.", returncode=UNUSABLE)
        with acting_as_system() as system:
            content = written(LEDGERS[table](system), kind)
            audit.record(audit.Verb.EXPORTED, by=system, table=table, bytes=len(content))
        try:
            file.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=UNUSABLE) from error
