import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.acting import acting_as_system
from reports.ledgers import LEDGERS
from reports.ledgers.writing import KINDS, Unwritable, write

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
            raise CommandError(
                _("There is no table %(table)s. The tables are: %(tables)s.")
                % {"table": table, "tables": ", ".join(LEDGERS)},
                returncode=UNUSABLE,
            )
        if kind not in KINDS:
            raise CommandError(_("The file's name ends in .csv or .xlsx."), returncode=UNUSABLE)
        try:
            rows = self.write(table, kind, file)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=UNUSABLE) from error
        except Unwritable as error:
            raise CommandError(str(error), returncode=UNUSABLE) from error
        self.stderr.write(_("%(table)s: %(count)s rows written") % {"table": table, "count": rows}, self.style.NOTICE)

    def write(self, table: str, kind: str, file: Path) -> int:
        """Beside the file first, so that a failure leaves no half of one. Only its owner reads what it holds."""
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        written = Path(name)
        try:
            with os.fdopen(handle, "w+b") as out, acting_as_system() as system:
                rows = write(LEDGERS[table](system), kind, out, by=system)
            if file.is_dir():
                raise IsADirectoryError(None, _("this is a folder"))
            written.replace(file)
        finally:
            written.unlink(missing_ok=True)
        return rows
