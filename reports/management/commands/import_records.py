from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from import_export.results import RowResult

from accounts.acting import acting_as_system
from accounts.models import Membership
from reports.ledgers import LEDGERS
from reports.ledgers.ledger import Preview
from reports.ledgers.reading import Unreadable
from reports.ledgers.taking import take

WRONG, UNUSABLE = 1, 2
MANY = 5000  # rows from which on progress is told


class Command(BaseCommand):
    help = "Takes a table in from CSV or XLSX, or every table of a folder. Nothing is written where a row is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", nargs="?", help=", ".join(LEDGERS))
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument(
            "--all", type=Path, metavar="FOLDER", help="every table that the folder holds, in one transaction"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        files, self.shows_rows = self.files(options), options["dry_run"]
        with acting_as_system() as system:
            # Rows find those of an earlier table that they refer to; all is taken back where a row is wrong.
            wrong = sum(self.take(name, file, by=system) for name, file in files)
            if wrong or options["dry_run"]:
                transaction.set_rollback(True)
        if wrong:
            raise CommandError(
                _("Rows that are wrong: %(count)s. Nothing was written.") % {"count": wrong}, returncode=WRONG
            )
        if options["dry_run"]:
            self.stderr.write(_("This was a dry run: nothing was written."), self.style.NOTICE)

    def files(self, options: dict[str, Any]) -> list[tuple[str, Path]]:
        if options["all"]:
            return self.files_of(options["all"], alone=options["table"] is None)
        if options["table"] not in LEDGERS or options["file"] is None:
            raise _unusable(_("Name a table (%(tables)s) and its file.") % {"tables": ", ".join(LEDGERS)})
        return [(options["table"], options["file"])]

    def files_of(self, folder: Path, *, alone: bool) -> list[tuple[str, Path]]:
        if not alone or not folder.is_dir():
            raise _unusable(_("--all takes a folder and no table."))
        files = [(name, file) for name in LEDGERS for file in _tables(folder, name)]
        if not files:
            raise _unusable(
                _("%(folder)s holds none of the tables: %(tables)s.") % {"folder": folder, "tables": ", ".join(LEDGERS)}
            )
        if len({name for name, _file in files}) < len(files):
            raise _unusable(_("%(folder)s holds a table twice, as CSV and as XLSX. Keep one.") % {"folder": folder})
        for file in sorted(set(_tables(folder)) - {file for _name, file in files}):
            self.stderr.write(_("%(file)s is none of the tables and is left out.") % {"file": file.name})
        return files

    def take(self, name: str, file: Path, *, by: Membership) -> int:
        """Takes the right rows of one file, prints what it did, and returns how many rows are wrong."""
        try:
            ledger = LEDGERS[name](by, self.progress_of(name))
            done = take(ledger, file.read_bytes(), by=by, right_ones_only=True)
        except OSError as error:
            raise _unusable(f"{file}: {error.strerror}") from error
        except Unreadable as error:
            raise _unusable(f"{file}: {error}") from error
        self.report(name, done)
        return len(done.wrong)

    def progress_of(self, name: str) -> Any:
        told = 0

        def progress(done: int, total: int) -> None:
            nonlocal told
            percent = 100 * done // total if total else 100
            if total > MANY and percent >= told + 25:
                told = percent
                self.stderr.write(_("%(table)s: %(percent)s%%") % {"table": name, "percent": percent})

        return progress

    def report(self, name: str, done: Preview) -> None:
        words = {"table": name} | done.counts
        self.stdout.write(_("%(table)s: %(new)s new, %(changed)s changed, %(same)s unchanged, %(wrong)s wrong") % words)
        for row in done.rows if self.shows_rows else done.wrong:
            where = {"table": name, "row": row.number}
            if row.state == RowResult.IMPORT_TYPE_NEW:
                self.stdout.write(_("%(table)s row %(row)s: new") % where)
            for column, was, now in row.changes:
                said = where | {"column": column, "was": was, "now": now}
                self.stdout.write(_("%(table)s row %(row)s, %(column)s: “%(was)s” becomes “%(now)s”") % said)
            for mistake in row.mistakes:
                said = where | {"column": mistake.column or "-", "sentence": mistake.sentence}
                self.stdout.write(_("%(table)s row %(row)s, %(column)s: %(sentence)s") % said)


def _tables(folder: Path, name: str = "*") -> list[Path]:
    return [file for end in (".csv", ".xlsx") for file in folder.glob(f"{name}{end}") if file.is_file()]


def _unusable(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=UNUSABLE)
