"""Set-up steps. Each leaves a stamp of what it was made from, and is skipped while that has not changed."""

import hashlib
import os
import subprocess
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from config import database
from config.environment import LOCK, PYTHON, ROOT
from config.machine import Refused, say, tail
from config.services import Services
from config.state import State

MANAGE = ROOT / "manage.py"
APPS = ("agencies", "accounts", "casework", "meetings", "reports")


def fingerprint(files: Iterable[Path], *more: str) -> str:
    """Of names and contents. Contents, since a clone or a check-out gives every file a new time."""
    digest = hashlib.sha256("\0".join(more).encode())
    for file in sorted(files):
        digest.update(f"\0{file}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def manage(state: State, services: Services, *arguments: str) -> None:
    """One command of manage.py during set-up. Its output is kept in a log, whose end is shown where it failed."""
    log = state.logs / "set-up.log"
    with log.open("w") as file:
        done = subprocess.run(
            [PYTHON, MANAGE, *arguments],
            cwd=ROOT,
            env=services.environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    if done.returncode:
        raise Refused(f"manage.py {' '.join(arguments)} failed. The end of {log}:\n{tail(log)}")


def compile_translations() -> None:
    """By polib: gettext need not be installed. git gives files the time of the check-out, so older means changed."""
    for source in ROOT.glob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        import polib

        draft = target.with_suffix(f".mo.{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(target)


def collect_static(state: State, services: Services) -> None:
    files = [path for path in _static_files() if path.is_file()]
    with state.locked("static"):
        _step(
            state,
            "static",
            fingerprint([LOCK, *files], services.environment.get("STATIC_STORAGE", "")),
            (state.static / "staticfiles.json").exists(),
            lambda: manage(state, services, "collectstatic", "--noinput", "--verbosity", "0"),
        )


def _static_files() -> Iterable[Path]:
    yield from (ROOT / "static").rglob("*")
    for app in ROOT.glob("*/static"):
        yield from app.rglob("*")


def migrate(state: State, services: Services) -> None:
    """As the owner. On a server of the caller's own always: what is in it is not ours to remember.

    Any code may have a part in it (what is shipped, triggers, signals), so all of it counts as input."""
    code = (path for app in APPS for path in (ROOT / app).rglob("*.py"))
    inputs = [LOCK, ROOT / "config" / "apps.py", *(ROOT / "config").glob("*.sql"), *code]
    with state.locked("migrate"):
        _step(
            state,
            "migrations",
            fingerprint(inputs),
            bool(services.postgres) and not services.made,
            lambda: manage(state, services, "migrate", "--noinput", "--verbosity", "0"),
        )


def is_new(state: State, services: Services) -> bool:
    """Nothing of ours is in the database yet, or a first migration was cut off."""
    if services.postgres:
        return services.made or not (state.stamps / "migrations").exists()
    environment = services.environment
    return not database.is_migrated(environment.get("MIGRATION_DATABASE_URL") or environment["DATABASE_URL"])


def _step(state: State, name: str, wanted: str, still_there: bool, make: Callable[[], None]) -> None:
    stamp = state.stamps / name
    with suppress(OSError):
        if still_there and stamp.read_text() == wanted:
            return
    say({"static": "Collecting the static files …", "migrations": "Migrating the database …"}[name])
    make()
    stamp.write_text(wanted)
