"""The commands of bin/ as a person runs them: real processes on a STATE_DIR of their own, one for the whole folder."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib import error, request

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 600  # seconds: a set-up takes 40 of a processor, which may have much else to do
OF_THE_TEST_RUN = (
    "DATABASE_URL",
    "MIGRATION_DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "AUDIT_KEY",
    "STATE_DIR",
    "PORT",
)


@dataclass
class Installation:
    """A STATE_DIR, and what the first bin/manage on it said."""

    state: Path
    first: subprocess.CompletedProcess[str]
    port: int

    @property
    def environment(self) -> dict[str, str]:
        return environment(STATE_DIR=self.state, PORT=self.port)

    def manage(self, *words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        return run("manage", *words, env=self.environment, cwd=cwd)

    def servers(self) -> dict[str, int]:
        """The running servers of this STATE_DIR by name."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                command = (entry / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if f"-D\0{self.state}" in command:
                found["postgres"] = int(entry.name)
            elif "valkey-server" in command and str(self.state) in command:
                found["valkey"] = int(entry.name)
        return found


def environment(**changes: object) -> dict[str, str]:
    """The caller's, without what bin/test has set for its own services."""
    kept = {name: value for name, value in os.environ.items() if name not in OF_THE_TEST_RUN}
    return kept | {name: str(value) for name, value in changes.items()}


def run(command: str, *words: str, env: dict[str, str], cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command_line = [str(ROOT / "bin" / command), *words]
    return subprocess.run(
        command_line, env=env, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    state = Path(tempfile.mkdtemp(prefix="tsunagu-setup-"))
    (state / "somebody's notes").write_text("not ours")  # "empty or not"
    port = free_port()
    first = run("manage", "version", env=environment(STATE_DIR=state, PORT=port))
    made = Installation(state, first, port)
    yield made
    for pid in made.servers().values():  # left only by a test that failed
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(state)


class Site:
    """bin/serve, from its start to its end."""

    def __init__(self, installation: Installation):
        self.installation = installation
        began = time.monotonic()
        self.output = (installation.state / "serve.out").open("w+")
        self.process = subprocess.Popen(
            [ROOT / "bin" / "serve"], env=installation.environment, stdout=self.output, stderr=subprocess.STDOUT
        )
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() - began > PATIENCE:
                self.process.kill()
                pytest.fail(f"bin/serve did not come up:\n{self.said()}")
            time.sleep(0.05)
        self.wait_until(lambda: "Tsunagu is running" in self.said())

    def answers(self) -> bool:
        try:
            request.urlopen(f"http://127.0.0.1:{self.installation.port}/", timeout=10).close()
        except error.HTTPError as answer:
            return answer.code < 500
        except OSError:
            return False
        return True

    def said(self) -> str:
        return Path(self.output.name).read_text()

    def children(self) -> list[int]:
        """web, worker and beat, in this order."""
        record = self.installation.state / "locks" / "processes.json"
        return [int(pid) for pid in re.findall(r'"(\d+)":', record.read_text())]

    def wait_until(self, holds: Callable[[], bool], seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < until, self.said()
            time.sleep(0.1)

    def press_ctrl_c(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(40)


@pytest.fixture
def serve(installation) -> Iterator[Callable[[], Site]]:
    sites: list[Site] = []

    def start() -> Site:
        sites.append(Site(installation))
        return sites[-1]

    yield start
    for site in sites:
        if site.process.poll() is None:
            site.press_ctrl_c()
        site.output.close()
