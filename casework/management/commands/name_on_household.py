from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.acting import acting_as_system
from accounts.models import Staff
from casework.actions import restriction
from casework.models import Household


class Command(BaseCommand):
    help = "Names somebody on a restricted household, where nobody who is named can sign in any more. For the owner."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", help="the household's number, as on its page: S2026-0012")
        parser.add_argument("login", help="sign-in name of who is to open it")
        parser.add_argument("--reason", required=True, help="why, for the audit log; no name of the family")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as_system() as system:
            household = Household.objects.filter(number=options["number"]).first()
            if household is None:
                raise CommandError(f"There is no household {options['number']}.")
            staff = Staff.objects.filter(login=options["login"]).first()
            if staff is None:
                raise CommandError(f"Nobody signs in as {options['login']}.")
            try:
                restriction.name_in_place(household, staff, options["reason"], by=system)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        self.stderr.write(f"{staff.name} opens the household {household.number} from now on.")
