"""The site's processes: web, worker and beat, each started again when it dies, and all stopped with bin/serve."""

import ctypes
import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from config.environment import PYTHON, ROOT
from config.machine import Refused, say, tail
from config.state import State

PR_SET_PDEATHSIG = 1
MANY_ENDS = 5  # within a minute: it will not run, and why must be said
LARGEST_LOG = 10_000_000


@dataclass
class Process:
    name: str
    command: list[str]
    log: Path
    stop_signal: int = signal.SIGTERM
    running: subprocess.Popen[bytes] | None = None
    ended: list[float] = field(default_factory=list)

    def start(self, environment: dict[str, str]) -> None:
        """In a session of its own: Ctrl-C in the terminal is ours to pass on, and the whole group can be ended."""
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                [str(PYTHON), "-P", *self.command],
                cwd=ROOT,
                env=environment | {"PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )

    def check(self, environment: dict[str, str]) -> None:
        if not self.running or self.running.poll() is None:
            return
        now = time.monotonic()
        self.ended = [moment for moment in self.ended if now - moment < 60] + [now]
        if len(self.ended) >= MANY_ENDS:
            raise Refused(f"{self.name} ended {MANY_ENDS} times in a minute. The end of {self.log}:\n{tail(self.log)}")
        say(f"{self.name} ended with status {self.running.returncode}, and is started again. Its log: {self.log}")
        _end_group(self.running.pid, signal.SIGKILL)  # children that it left
        self.start(environment)


def _end_with_parent() -> None:
    """Should bin/serve be killed, the kernel tells its children, which end as on Ctrl-C."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end_group(pid: int, how: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, how)


class Processes:
    """All of them, and a file of their numbers, by which the next bin/serve ends what a killed one has left."""

    def __init__(self, state: State, environment: dict[str, str]):
        self.environment = environment
        self.record = state.locks / "processes.json"
        celery = ["-m", "celery", "-A", "config.celery"]
        gunicorn = ["-m", "gunicorn", "-c", str(ROOT / "config" / "gunicorn.py"), "config.wsgi"]
        alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        children = ["--concurrency", environment.get("WORKERS", "2"), "--loglevel", "INFO"]
        schedule = ["--schedule", str(state.cache / "beat-schedule"), "--pidfile="]
        self.web = Process("web", gunicorn, state.logs / "web.log")
        self.all = [
            self.web,
            # SIGQUIT: a running job is put back into the queue instead of being waited for
            Process("worker", [*celery, "worker", *alone, *children], state.logs / "worker.log", signal.SIGQUIT),
            Process("beat", [*celery, "beat", *schedule], state.logs / "beat.log"),
        ]

    def start_web(self) -> None:
        self.web.start(self.environment)
        self._write()

    def web_ended(self) -> bool:
        return self.web.running is not None and self.web.running.poll() is not None

    def start_rest(self) -> None:
        for process in self.all[1:]:
            process.start(self.environment)
        self._write()

    def check(self) -> None:
        before = [process.running for process in self.all]
        for process in self.all:
            process.check(self.environment)
        if before != [process.running for process in self.all]:
            self._write()

    def stop(self) -> None:
        for process in self.all:
            if process.running:
                with suppress(ProcessLookupError):
                    process.running.send_signal(process.stop_signal)
        until = time.monotonic() + 12
        for process in self.all:
            if process.running:
                with suppress(subprocess.TimeoutExpired):
                    process.running.wait(max(0, until - time.monotonic()))
                _end_group(process.running.pid, signal.SIGKILL)
                process.running.wait()
        self.record.unlink(missing_ok=True)

    def _write(self) -> None:
        numbers = {p.running.pid: _born(p.running.pid) for p in self.all if p.running}
        self.record.write_text(json.dumps(numbers))


def end_left_behind(state: State) -> None:
    """The processes of a killed bin/serve. A number alone proves nothing: its moment of birth must be the same."""
    record = state.locks / "processes.json"
    try:
        numbers = json.loads(record.read_text())
    except (OSError, ValueError):
        return
    left = [int(pid) for pid, born in numbers.items() if born and _born(int(pid)) == born]
    for how, seconds in ((signal.SIGTERM, 8), (signal.SIGKILL, 5)):
        for pid in left:
            _end_group(pid, how)
        until = time.monotonic() + seconds
        while any(map(_group_lives, left)) and time.monotonic() < until:
            time.sleep(0.1)
    record.unlink(missing_ok=True)


def _group_lives(pid: int) -> bool:
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _born(pid: int) -> str | None:
    """Clock ticks since the machine started; None for a zombie too."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else fields[19]
