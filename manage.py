#!/usr/bin/env python
"""Django's command line. `migrate` and a few others connect as the owner of the tables; all else as the application."""

import os
import sys

OWNER_COMMANDS = {"migrate", "flush", "dbshell", "load_demonstration", "name_on_household"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] and sys.argv[1] in OWNER_COMMANDS and os.environ.get("MIGRATION_DATABASE_URL"):
        os.environ["DATABASE_URL"] = os.environ["MIGRATION_DATABASE_URL"]
        os.environ["DATABASE_LOGIN"] = "owner"  # config/checks.py otherwise refuses a login that owns tables
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
