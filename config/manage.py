"""bin/manage: manage.py with the database and the broker up. Says nothing of its own on standard output."""

import signal
import subprocess
import sys
from contextlib import suppress
from types import FrameType

from config import steps
from config.environment import PYTHON
from config.machine import Refused, ensure_pdf_libraries, say
from config.services import running
from config.state import open_state

# These are run while an installation is being made or mended: its database is left as it is.
WITHOUT_SET_UP = {"check", "flush", "help", "makemessages", "makemigrations", "migrate", "showmigrations", "sqlmigrate"}


def main() -> None:
    arguments = sys.argv[1:]
    try:
        sys.exit(run(arguments))
    except (Refused, OSError) as problem:
        say(str(problem))
        sys.exit(1)


def run(arguments: list[str]) -> int:
    """The exit status of manage.py; 128 and the signal's number where a signal ended it, as a shell has it."""
    state = open_state()
    signal.signal(signal.SIGTERM, _leave)
    with running(state) as services:
        steps.compile_translations()
        if arguments and arguments[0] not in WITHOUT_SET_UP and not arguments[0].startswith("-"):
            with state.locked("first"):
                if steps.is_new(state, services):
                    steps.migrate(state, services)
                    steps.collect_static(state, services)
            try:
                ensure_pdf_libraries()
            except Refused as problem:
                say(str(problem))
        # The caller's folder is kept: a relative path is meant from there.
        process = subprocess.Popen([PYTHON, steps.MANAGE, *arguments], env=services.environment)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the command itself; we wait for it and tidy up
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        while (status := _status(process)) is None:
            services.keep_up()
    return status if status >= 0 else 128 - status


def _status(process: subprocess.Popen[bytes]) -> int | None:
    with suppress(subprocess.TimeoutExpired):
        return process.wait(2)
    return None


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(128 + signal.SIGTERM)


if __name__ == "__main__":
    main()
