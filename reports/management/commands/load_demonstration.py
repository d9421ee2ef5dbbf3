from typing import Any

from django.core.management.base import BaseCommand

from reports.demonstration.load import load
from reports.demonstration.office import write_sign_ins


class Command(BaseCommand):
    help = (
        "Loads the demonstration into an empty installation: a town and its staff, the Ishinomaki year, and families "
        "that are told over the past year. The sign-ins are written to STATE_DIR/sign-ins.txt."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        password = load(self.stderr.write)
        path = write_sign_ins(password)
        self.stderr.write(f"The sign-ins stand in {path}.")
