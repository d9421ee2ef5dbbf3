"""bin/test: the tests on a database, a broker and a STATE_DIR that are thrown away afterwards."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from config import database, steps
from config.embedded import Postgres, Valkey, place_for
from config.environment import PYTHON, ROOT
from config.machine import Refused, ensure_pdf_libraries, find_browser, install_packages, say
from config.services import Services, running
from config.state import State, open_state

PREFIX = "tsunagu-test-"
# Names with hashes as in production, so that a missing file is found; compressing would take longer than most tests.
STORAGE = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
# The whole suite uses every core, with one process more, since tests in a browser often wait; each process has a
# database of its own, and a file's tests stay together, in their order: those that take longest come first.
SIDE_BY_SIDE = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile", "--no-loadscope-reorder"]
SERVICES = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL")


def main() -> None:
    try:
        sys.exit(run(sys.argv[1:]))
    except (Refused, OSError) as problem:
        say(str(problem))
        sys.exit(1)


def run(arguments: list[str]) -> int:
    whole = not [word for word in arguments if not word.startswith("-")]
    if "--no-browser" in arguments:
        arguments = [word for word in arguments if word != "--no-browser"] + ["-m", "not browser"]
    else:
        ensure_browser()
    if whole:
        arguments = [*SIDE_BY_SIDE, *arguments]
    ensure_pdf_libraries()
    steps.compile_translations()
    remove_left_behind()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        state = open_state(folder)
        with running(state, given=given(), throwaway=True) as services:
            return _pytest(state, services, arguments)


def given() -> dict[str, str]:
    """The caller's environment without his services: tests never touch a database that holds anything."""
    return {name: value for name, value in os.environ.items() if name not in SERVICES} | {"STATIC_STORAGE": STORAGE}


def _pytest(state: State, services: Services, arguments: list[str]) -> int:
    steps.migrate(state, services)
    steps.collect_static(state, services)
    process = subprocess.Popen(
        [PYTHON, "-m", "pytest", "--rootdir", ROOT, "-c", ROOT / "pyproject.toml", *arguments],
        cwd=ROOT,
        env=services.environment | {"PYTHONPATH": str(ROOT), "TEST_TEMPLATE": database.DATABASE},
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches pytest, which tells what it has; then we tidy up
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    status = process.wait()
    return status if status >= 0 else 128 - status


def ensure_browser() -> None:
    if not find_browser():
        try:
            install_packages(["chromium"], why="for the tests in a browser")
        except Refused as problem:
            raise Refused(f"{problem}\nOr leave those tests out: bin/test --no-browser") from None


def remove_left_behind() -> None:
    """What a killed bin/test could not take away itself."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        used = folder / "locks" / "in-use"
        if folder.stat().st_uid != os.geteuid() or not used.exists() or time.time() - used.stat().st_mtime < 60:
            continue  # somebody else's, or only just starting
        with used.open() as in_use:
            try:
                fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # running just now
        place = place_for(State(folder))
        Valkey(place).stop()
        Postgres(place).stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
