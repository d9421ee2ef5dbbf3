from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import audit
from accounts.acting import acting_as_system
from reports import tally
from reports.management.commands.figures import add_period_arguments, district_of, period_of
from reports.pdf import PaperError


class Command(BaseCommand):
    help = "Draws the contact table (表1 連絡調整) of a fiscal year or a span of days as PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        add_period_arguments(parser)
        parser.add_argument("--out", type=Path, required=True, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        period = period_of(options)
        try:
            with acting_as_system() as system:
                content = tally.paper(period, district=district_of(options))
                first, last = str(period.first), str(period.last)
                audit.record(audit.Verb.PRINTED, by=system, kind="contact_tally", first=first, last=last)
                options["out"].write_bytes(content)
        except PaperError as error:
            raise CommandError(f"The table could not be drawn: {error}") from error
        except OSError as error:
            raise CommandError(f"The file could not be written: {error}") from error
        self.stderr.write(f"{options['out']}: {period}")
