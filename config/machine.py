"""The machine we find ourselves on: its system packages, and how we speak to the person at it.

Imported before `.venv` exists: standard library only."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

# WeasyPrint opens these. The last is in no dependency of the others; without it writing a PDF takes 2.5 times as long.
PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


class Refused(Exception):
    """What stands in the way, as a sentence for the person at the machine."""


def say(sentence: str) -> None:
    """Standard error: standard output belongs to the command."""
    print(sentence, file=sys.stderr, flush=True)


def install_line(packages: Sequence[str]) -> str:
    return "apt-get update && apt-get install -y --no-install-recommends " + " ".join(packages)


def install_packages(packages: Sequence[str], *, why: str) -> None:
    """By apt, where we are root and the machine has apt. Raises Refused with the line to run, where not."""
    line = install_line(packages)
    if os.geteuid() or not shutil.which("apt-get"):
        raise Refused(f"This machine lacks {' '.join(packages)} ({why}). Run as root:\n    {line}")
    say(f"Installing {' '.join(packages)} ({why}) …")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["sh", "-c", line],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=env,
    )
    if done.returncode:
        say("\n".join(done.stdout.splitlines()[-5:]))
        raise Refused(f"apt could not install {' '.join(packages)} ({why}). Try by hand, as root:\n    {line}")


def ensure_pdf_libraries() -> None:
    missing = [package for library, package in PDF_LIBRARIES.items() if not _opens(library)]
    if missing:
        install_packages(missing, why="to make PDFs")


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def find_browser() -> str | None:
    """Chromium, as apt installs it; never a download of Playwright's own."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def tail(log: Path, lines: int = 8) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
