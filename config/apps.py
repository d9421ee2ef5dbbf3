from pathlib import Path

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

WALL = [Path(__file__).with_name(name) for name in ("access.sql", "matching.sql")]
# A column that a policy or view reads cannot be altered: the wall comes down before a migration and is built anew
# after it.
# In between nobody sees anything: tables without a policy show no row, and the application's login has no right of
# its own.
FALL = """
do $$ declare r record; begin
  for r in select policyname, schemaname, tablename from pg_policies where schemaname = 'public' loop
    execute format('drop policy %I on %I.%I', r.policyname, r.schemaname, r.tablename);
  end loop;
end $$;
drop view if exists meeting_sight, person_sight, household_sight, referral_reader, referral_sight, handed_over,
  consent_cover, sight, named_sight cascade;
"""


def lower_wall(sender, using: str, **kwargs) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(FALL)


def raise_wall(sender, using: str, **kwargs) -> None:
    with connections[using].cursor() as cursor:
        for part in WALL:
            cursor.execute(part.read_text())


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        from config import celery, checks  # noqa: F401  (a shared task finds its app; the checks register themselves)

        last = apps.get_app_config(
            "reports"
        )  # the signals come once for each app with models, the last of which is this
        pre_migrate.connect(lower_wall, sender=last)
        post_migrate.connect(raise_wall, sender=last)


class CodeTablesConfig(AdminConfig):
    """Django's admin with the lead department's site in place of the usual one."""

    default_site = "accounts.admin_site.CodeTableSite"
