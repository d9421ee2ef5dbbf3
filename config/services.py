"""The database and the broker of one installation, for as long as somebody uses them.

Users share the lock `in-use`; whoever leaves and can have it alone was the last, and stops the servers. The kernel
drops the lock of a killed process, so there is no count that could go wrong; servers that outlive their last user are
found and used by the next."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from config import database
from config.embedded import Postgres, Valkey, place_for
from config.state import State


@dataclass
class Services:
    """What settings.py connects to, and the servers of ours behind it (none where the caller named his own)."""

    environment: dict[str, str]
    postgres: Postgres | None = None
    valkey: Valkey | None = None
    made: bool = field(default=False)  # the database was made just now

    def keep_up(self) -> None:
        """A server that has died is started again."""
        if self.postgres and not self.postgres.process():
            self.postgres.start()
        if self.valkey and not self.valkey.answers():
            self.valkey.start()

    def stop(self) -> None:
        for server in (self.valkey, self.postgres):
            if server:
                server.stop()


@contextmanager
def running(state: State, *, given: Mapping[str, str] = os.environ, throwaway: bool = False) -> Iterator[Services]:
    """The services are up inside the block; `environment` has their addresses and all else that settings.py reads."""
    with (state.locks / "in-use").open("w") as in_use:
        try:
            with state.locked("start-stop"):
                fcntl.flock(in_use, fcntl.LOCK_SH)
                services = _start(state, given, throwaway)
            yield services
        finally:
            with state.locked("start-stop"):
                fcntl.flock(in_use, fcntl.LOCK_UN)
                with suppress(BlockingIOError):
                    fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    with suppress(NameError):  # the start itself failed
                        services.stop()


def _start(state: State, given: Mapping[str, str], throwaway: bool) -> Services:
    services = Services(environment=state.environment(given))
    if "DATABASE_URL" not in given:
        services.postgres = Postgres(place_for(state), throwaway=throwaway)
        services.made = not services.postgres.is_made
        if services.made:
            services.postgres.make()
        services.postgres.start()
        (database.prepare_for_tests if throwaway else database.prepare)(services.postgres)
        services.environment |= {
            "DATABASE_URL": services.postgres.url("owner" if throwaway else "app"),
            "MIGRATION_DATABASE_URL": services.postgres.url("owner"),
            "PATH": f"{services.postgres.programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}",  # psql, pg_dump
        }
    if "REDIS_URL" not in given:
        services.valkey = Valkey(place_for(state))
        services.valkey.start()
        services.environment["REDIS_URL"] = services.valkey.url
    return services
