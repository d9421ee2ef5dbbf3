from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import audit
from accounts.acting import acting_as_system
from agencies.calendar import FiscalYear
from reports.annual import build
from reports.charts import ChartError
from reports.pdf import PaperError


class Command(BaseCommand):
    help = "Draws the completion report of a fiscal year as PDF: the same file as the page's, without a browser."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fiscal_year", type=int, help="the year in which it begins: 2020 is 令和2年度")
        parser.add_argument("--out", type=Path, required=True, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1990 <= options["fiscal_year"] <= 2100:
            raise CommandError("Give a fiscal year from 1990 to 2100.", returncode=2)
        year = FiscalYear(options["fiscal_year"])
        try:
            with acting_as_system() as system:
                content = build.report(year)
                audit.record(audit.Verb.PRINTED, by=system, kind="annual_report", fiscal_year=year.year)
                options["out"].write_bytes(content)
        except (PaperError, ChartError) as error:
            raise CommandError(f"The report could not be drawn: {error}") from error
        except OSError as error:
            raise CommandError(f"The file could not be written: {error}") from error
        self.stderr.write(f"{options['out']}: {year.label}")
