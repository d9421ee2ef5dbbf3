from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import audit
from accounts.acting import acting_as_system
from agencies.calendar import FiscalYear, Period, parse_date
from agencies.models import District
from reports import tally
from reports.pdf import PaperError


class Command(BaseCommand):
    help = "Draws the contact table (表1 連絡調整) of a fiscal year or a period as PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fiscal_year", type=int, help="the year in which it begins: 2020 is 令和2年度")
        parser.add_argument("--out", type=Path, required=True, help="the file to write")
        parser.add_argument("--from", dest="first", help="first day, instead of the year's")
        parser.add_argument("--to", dest="last", help="last day, instead of the year's")
        parser.add_argument("--district", help="only consultations of this district, by its name")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1990 <= options["fiscal_year"] <= 2100:
            raise CommandError("Give a fiscal year from 1990 to 2100.")
        year = FiscalYear(options["fiscal_year"])
        try:
            first = parse_date(options["first"]) if options["first"] else year.first_day
            last = parse_date(options["last"]) if options["last"] else year.last_day
            period = Period(first, last)
        except ValueError as error:
            raise CommandError(str(error)) from error
        try:
            with acting_as_system() as system:
                content = tally.paper(period, district=_district(options["district"]))
                audit.record(audit.Verb.PRINTED, by=system, kind="contact_tally", first=str(first), last=str(last))
                options["out"].write_bytes(content)
        except PaperError as error:
            raise CommandError(f"The table could not be drawn: {error}") from error
        except OSError as error:
            raise CommandError(f"The file could not be written: {error}") from error
        self.stderr.write(f"{options['out']}: {period}")


def _district(name: str | None) -> District | None:
    if not name:
        return None
    district = District.objects.filter(name=name).first()
    if district is None:
        raise CommandError(f"There is no district {name}.")
    return district
