"""bin/serve [--empty]: from a fresh checkout to a running site, and to a stopped one at Ctrl-C."""

import errno
import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib import error, request

from config import steps
from config.machine import Refused, ensure_pdf_libraries, say, tail
from config.processes import Processes, end_left_behind
from config.services import Services, running
from config.state import State, open_state

SECONDS_TO_ANSWER = 60


class Stopped(Exception):
    """Ctrl-C, or SIGTERM."""


def main() -> None:
    arguments = sys.argv[1:]
    if unknown := [word for word in arguments if word != "--empty"]:
        say(f"{unknown[0]} is not known. Usage: bin/serve [--empty]")
        sys.exit(2)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        serve(empty="--empty" in arguments)
    except Stopped:
        say("Stopped.")
    except (Refused, OSError) as problem:
        say(str(problem))
        sys.exit(1)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # once is enough: what follows is an orderly end
    raise Stopped


def serve(*, empty: bool) -> None:
    port = _port()
    state = open_state()
    with _only_one(state):
        end_left_behind(state)
        _check_port(port)
        try:
            ensure_pdf_libraries()
        except Refused as problem:
            say(f"{problem}\nThe site runs without them, but makes no PDF.")
        with running(state) as services:
            _set_up(state, services, empty=empty)
            services.environment |= _addresses(port)
            processes = Processes(state, services.environment)
            try:
                processes.start_web()  # alone: it answers the sooner
                _wait_for_answer(processes, port)
                processes.start_rest()
                _greet(state, services, port)
                _watch(processes, services)
            finally:
                processes.stop()


def _set_up(state: State, services: Services, *, empty: bool) -> None:
    """What has not changed since the last start is skipped."""
    steps.compile_translations()
    wanted = state.stamps / "demonstration-wanted"  # outlives a kill in the middle of the first start
    if steps.is_new(state, services) and not empty:
        wanted.touch()
    steps.migrate(state, services)
    steps.collect_static(state, services)
    if wanted.exists():
        say("Loading the demonstration …")
        steps.manage(state, services, "load_demonstration")
        wanted.unlink()


@contextmanager
def _only_one(state: State) -> Iterator[None]:
    """Two sites on one STATE_DIR would end each other's jobs."""
    with (state.locks / "serve").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Refused(
                f"bin/serve is already running on {state.root} (process {file.read().strip() or 'unknown'}). "
                "Stop that one first, or set STATE_DIR to another folder."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Refused(f"PORT is {text!r}; it must be a number from 1 to 65535.")
    for name in ("TLS_CERT", "TLS_KEY"):
        if (path := os.environ.get(name)) and not os.access(path, os.R_OK):
            raise Refused(f"{name} is {path}, which cannot be read.")
    if bool(os.environ.get("TLS_CERT")) != bool(os.environ.get("TLS_KEY")):
        raise Refused("TLS_CERT and TLS_KEY go together: set both or neither.")
    return int(text)


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0" if os.environ.get("TLS_CERT") else "127.0.0.1", port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise Refused(
                    f"Port {port} is in use by another program. Choose one: PORT={port + 1} bin/serve"
                ) from None
            raise Refused(f"Port {port} cannot be used ({problem.strerror}). Set PORT to another.") from None


def _addresses(port: int) -> dict[str, str]:
    """Served with a certificate, the site goes by the machine's names; its users' name for it is ALLOWED_HOSTS."""
    if not os.environ.get("TLS_CERT"):
        return {"PORT": str(port)}
    names = {"localhost", "127.0.0.1", "[::1]", socket.gethostname(), socket.getfqdn()}
    return {
        "PORT": str(port),
        "TLS": "1",
        "TLS_CERT": str(Path(os.environ["TLS_CERT"]).resolve()),
        "TLS_KEY": str(Path(os.environ["TLS_KEY"]).resolve()),
        "ALLOWED_HOSTS": os.environ.get("ALLOWED_HOSTS") or ",".join(sorted(names)),
    }


def _wait_for_answer(processes: Processes, port: int) -> None:
    import ssl

    anyone = ssl.create_default_context()  # it is we who answer: only that is asked, not by which name
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    scheme = "https" if os.environ.get("TLS_CERT") else "http"
    opener = request.build_opener(request.ProxyHandler({}), request.HTTPSHandler(context=anyone))
    until = time.monotonic() + SECONDS_TO_ANSWER
    while True:
        if processes.web_ended():
            raise Refused(f"The site cannot start. The end of {processes.web.log}:\n{tail(processes.web.log)}")
        try:
            opener.open(f"{scheme}://127.0.0.1:{port}/", timeout=10).close()
            return
        except error.HTTPError as answer:
            if answer.code < 500:
                return
            raise Refused(f"The site answers with an error ({answer.code}). Its log: {processes.web.log}") from None
        except OSError:
            if time.monotonic() > until:
                raise Refused(f"The site does not answer. Its log: {processes.web.log}") from None
            time.sleep(0.1)


def _greet(state: State, services: Services, port: int) -> None:
    scheme = "https" if os.environ.get("TLS_CERT") else "http"
    host = os.environ.get("ALLOWED_HOSTS", socket.gethostname()).split(",")[0] if scheme == "https" else "localhost"
    print(f"\nTsunagu is running: {scheme}://{host}:{port}/    (Ctrl-C stops it)")
    if state.sign_ins.exists():
        print(f"\n{state.sign_ins.read_text().rstrip()}")
    else:
        print("Nobody can sign in yet? bin/manage add_staff --help tells how to add the first administrator.")
    sys.stdout.flush()


def _watch(processes: Processes, services: Services) -> None:
    while True:
        time.sleep(1)
        services.keep_up()
        processes.check()


if __name__ == "__main__":
    main()
