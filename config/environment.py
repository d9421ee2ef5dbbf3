"""Makes `.venv` and hands over to it: python3 -I config/environment.py serve|manage|test|ci [ARGUMENTS]

Runs under whatever python3 the machine has, so nothing but the standard library is imported here or by what is imported
here. Nothing is printed on standard output, which belongs to the command."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from config.machine import Refused, install_packages, say  # noqa: E402

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"  # what the program needs
DEV_LOCK = ROOT / "requirements-dev.lock"  # the same, and what tests and checks need besides
STAMP = VENV / "requirements.installed"
COMMANDS = {"serve": "config.serve", "manage": "config.manage", "test": "config.testing", "ci": "config.ci"}


def ensure(lock: Path = LOCK) -> None:
    """`.venv` holds what the lock file names. One that was made for tests will do for the program too."""
    wanted = _hash(lock)
    if _is_complete(wanted):
        return
    folder = os.open(ROOT / "bin", os.O_RDONLY)  # a folder can be locked too: no file to leave behind
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        if _is_complete(wanted):  # another process has made it meanwhile
            return
        if not os.access(VENV if VENV.exists() else ROOT, os.W_OK):
            raise Refused(f"{VENV} is not complete, and this user may not write it. Run this once as its owner.")
        _make_venv()
        _install(lock)
        STAMP.write_text(f"{wanted} {_hash(LOCK)}")
    finally:
        os.close(folder)


def _hash(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _is_complete(wanted: str) -> bool:
    return os.access(PYTHON, os.X_OK) and STAMP.exists() and wanted in STAMP.read_text().split()


def _make_venv() -> None:
    if os.access(PYTHON, os.X_OK) and _runs(PYTHON, "-c", "import pip"):
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if not _runs(
        sys.executable, "-c", "import ensurepip, venv"
    ):  # Debian and Ubuntu keep them in a package of their own
        install_packages([f"python{version}-venv"], why="to make .venv")
    say("Making .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    _run(sys.executable, "-m", "venv", VENV)


def _install(lock: Path) -> None:
    """uv first, by the hash that the lock file has for it, and by uv all the rest; by pip where uv cannot."""
    say("Installing the Python packages …")
    if not (VENV / "bin" / "uv").exists():
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as only_uv:
            only_uv.write(_pinned("uv"))
            only_uv.flush()
            _run(PYTHON, "-m", "pip", "install", "-qq", "--require-hashes", "--requirement", only_uv.name)
    # Any index may serve any package: it is the hash that says what is taken. Compiling costs ten seconds once, and
    # saves one at every start of a user who may not write here.
    trusting_hashes = ["--require-hashes", "--index-strategy", "unsafe-best-match", "--compile-bytecode"]
    sync = [VENV / "bin" / "uv", "pip", "sync", "--quiet", "--python", PYTHON, *trusting_hashes, lock]
    if not _runs(*sync, env=os.environ | _indexes_of_pip()):
        _run(PYTHON, "-m", "pip", "install", "-qq", "--require-hashes", "--requirement", lock)


def _pinned(package: str) -> str:
    """The lines of the lock file about one package."""
    lines = LOCK.read_text().splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith(f"{package}=="))
    last = next((i for i in range(first + 1, len(lines)) if not lines[i].startswith(" ")), len(lines))
    return "\n".join(lines[first:last]) + "\n"


def _indexes_of_pip() -> dict[str, str]:
    """What this machine has told pip about package indexes, told to uv, which does not read it."""
    names = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS"}
    listed = subprocess.run([PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True)
    found: dict[str, str] = {}
    for line in listed.stdout.splitlines():
        key, _, value = line.partition("=")
        name = names.get(key.rpartition(".")[2])
        if name and name not in os.environ:
            separator = "," if name == "UV_FIND_LINKS" else " "
            found[name] = separator.join(value.strip("'\"").replace("\\n", " ").split())
        if key.endswith(".cert") and "SSL_CERT_FILE" not in os.environ:
            found["SSL_CERT_FILE"] = value.strip("'\"")
    return found


def _runs(*command: object, env: dict[str, str] | None = None) -> bool:
    return _done(*command, env=env).returncode == 0


def _run(*command: object) -> None:
    done = _done(*command)
    if done.returncode:
        raise Refused(f"{done.stdout.strip()}\nThis did not work: {' '.join(map(str, command))}")


def _done(*command: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, text=True
    )


def main() -> None:
    name, *arguments = sys.argv[1:]
    try:
        ensure(DEV_LOCK if name in ("test", "ci") else LOCK)
    except (Refused, OSError) as problem:
        say(str(problem))
        sys.exit(1)
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    # -P: the caller's folder is not where modules come from
    os.execve(PYTHON, [str(PYTHON), "-P", "-m", COMMANDS[name], *arguments], os.environ | {"PYTHONPATH": path})


if __name__ == "__main__":
    main()
