import argparse
import csv
import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import audit
from accounts.acting import acting_as_system
from agencies.calendar import FiscalYear, Period, parse_date
from agencies.models import District
from reports.figures.year import figures


def day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def add_period_arguments(parser: CommandParser) -> None:
    """What commands about a fiscal year share: the year, or a span of days in its place, and a district."""
    parser.add_argument("fiscal_year", type=int, help="the year in which it begins: 2020 is 令和2年度")
    parser.add_argument("--district", help="name of a district; its parts are included")
    parser.add_argument("--from", dest="first", type=day, help="first day, in place of the year; needs --to")
    parser.add_argument("--to", dest="last", type=day, help="last day")


def period_of(options: dict[str, Any]) -> Period:
    """The fiscal year, or the span given in its place. Raises CommandError where that makes no period."""
    if (options["first"] is None) != (options["last"] is None):
        raise CommandError("--from and --to go together.", returncode=2)
    if not 1900 <= options["fiscal_year"] <= 2200:
        raise CommandError(f"{options['fiscal_year']} is no fiscal year.", returncode=2)
    if options["first"] is None:
        return FiscalYear(options["fiscal_year"]).period
    try:
        return Period(options["first"], options["last"])
    except ValueError as error:
        raise CommandError(str(error), returncode=2) from error


def district_of(options: dict[str, Any]) -> District | None:
    if not options["district"]:
        return None
    try:
        return District.objects.get(name=options["district"])
    except District.DoesNotExist:
        raise CommandError(f"There is no district {options['district']}.", returncode=2) from None


class Command(BaseCommand):
    help = "Prints the figures that the reports draw, as JSON or CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        add_period_arguments(parser)
        parser.add_argument("--format", choices=["json", "csv"], default="json")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as_system() as system:
            found = figures(period_of(options), district=district_of(options))
            audit.record(audit.Verb.COUNTED, by=system, first=str(found.period.first), last=str(found.period.last))
        if options["format"] == "json":
            self.stdout.write(json.dumps(found.as_json(options["fiscal_year"]), ensure_ascii=False, indent=1))
        else:
            csv.writer(self.stdout, lineterminator="\n").writerows(found.as_lines(options["fiscal_year"]))
