from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import audit
from accounts.acting import acting_as_system
from accounts.models import Membership, Staff
from accounts.roles import Role
from agencies.models import Agency


class Command(BaseCommand):
    help = (
        "Adds somebody who signs in, or a further membership of somebody: the first of an empty installation above all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", help="sign-in name")
        parser.add_argument("role", choices=[role for role in Role.values if role != Role.SYSTEM])
        parser.add_argument("--name", help="the person's name; needed for a new one")
        parser.add_argument("--agency", required=True, help="code of the agency that they act for")
        parser.add_argument("--agency-name", help="makes the agency where there is none with this code")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as_system() as system:
            agency = Agency.objects.filter(code=options["agency"]).first()
            if agency is None and options["agency_name"]:
                agency = Agency.objects.create(code=options["agency"], name=options["agency_name"])
            if agency is None:
                raise CommandError(f"There is no agency {options['agency']}. Give --agency-name to make it.")
            staff = Staff.objects.filter(login=options["login"]).first() or self.new_staff(options)
            with transaction.atomic():
                membership = Membership.objects.create(staff=staff, agency=agency, role=options["role"])
            audit.record(audit.Verb.CREATED, membership, by=system)
        self.stderr.write(f"{membership}: {staff.login}")

    def new_staff(self, options: dict[str, Any]) -> Staff:
        if not options["name"]:
            raise CommandError("Give --name for a new person.")
        staff = Staff(login=options["login"], name=options["name"])
        password = input() if options["password_stdin"] else getpass("Password: ")
        try:
            validate_password(password, staff)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        staff.set_password(password)
        staff.save()
        return staff
