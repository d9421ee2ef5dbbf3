from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.acting import acting_as_system
from accounts.models import Membership
from reports.ledgers import LEDGERS
from reports.ledgers.ledger import Preview
from reports.ledgers.reading import Unreadable
from reports.ledgers.taking import take

WRONG, UNUSABLE = 1, 2


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
        files = self.files(options)
        with acting_as_system() as system:
            wrong = sum(self.take(name, file, by=system) for name, file in files)
            if wrong or options["dry_run"]:
                transaction.set_rollback(True)
        if wrong:
            raise CommandError(f"{wrong} rows are wrong. Nothing was written.", returncode=WRONG)

    def files(self, options: dict[str, Any]) -> list[tuple[str, Path]]:
        if options["all"]:
            if options["table"] or not options["all"].is_dir():
                raise CommandError("--all takes a folder and no table.", returncode=UNUSABLE)
            found = [(name, options["all"] / f"{name}{end}") for name in LEDGERS for end in (".csv", ".xlsx")]
            files = [(name, file) for name, file in found if file.is_file()]
            if not files:
                raise CommandError(
                    f"{options['all']} holds none of the tables: {', '.join(LEDGERS)}.", returncode=UNUSABLE
                )
            return files
        if options["table"] not in LEDGERS or options["file"] is None:
            raise CommandError(f"Name a table ({', '.join(LEDGERS)}) and its file.", returncode=UNUSABLE)
        return [(options["table"], options["file"])]

    def take(self, name: str, file: Path, *, by: Membership) -> int:
        """Takes one file, prints what it did, and returns how many rows are wrong. A dry run takes it too, so that
        later
        tables can refer to it, and is undone by the caller."""
        ledger = LEDGERS[name](by)
        try:
            content = file.read_bytes()
            done = take(ledger, content, by=by)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=UNUSABLE) from error
        except Unreadable as error:
            raise CommandError(f"{file}: {error}", returncode=UNUSABLE) from error
        self.report(name, done)
        return len(done.wrong)

    def report(self, name: str, done: Preview) -> None:
        counts = done.counts
        self.stdout.write(
            f"{name}: {counts['new']} new, {counts['changed']} changed, {counts['same']} unchanged, {counts['wrong']} wrong"
        )
        for row in done.wrong:
            for mistake in row.mistakes:
                self.stdout.write(f"{name}: row {row.number}, {mistake.column}: {mistake.sentence}")
