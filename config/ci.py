""".ci/run: every check of the project, each run even where one before it failed; the tests' figures come last.

Arguments go to bin/test."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable

from config import testing, translations
from config.environment import PYTHON, ROOT
from config.machine import Refused, say
from config.services import running
from config.state import open_state

FIGURES = re.compile(r"(\d+) (passed|failed|errors?)\b")
PRODUCTION = {
    "TLS": "1",
    "ALLOWED_HOSTS": "tsunagu.example.jp",
    "CSRF_TRUSTED_ORIGINS": "https://tsunagu.example.jp",
}


def main() -> None:
    closing: list[str] = []
    checks: dict[str, Callable[[], bool]] = {
        "bin/test": lambda: _tests(closing),
        "ruff check": lambda: _tool("ruff", "check", "."),
        "ruff format": lambda: _tool("ruff", "format", "--check", "."),
        "mypy": lambda: _in_installation("mypy", "."),
        "djlint": lambda: _tool("djlint", "templates", "--lint", "--quiet"),
        "makemigrations --check": lambda: _in_installation("manage.py", "makemigrations", "--check", "--dry-run"),
        "translations": _translations,
        "check --deploy": lambda: _in_installation("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
    }
    failed = []
    for name, check in checks.items():
        say(f"\n== {name}")
        try:
            good = check()
        except Refused as problem:
            say(str(problem))
            good = False
        if not good:
            failed.append(name)
    say(f"\nFailed: {', '.join(failed)}" if failed else "\nEvery check is clean.")
    sys.stdout.write(_figures(closing) + "\n")
    sys.exit(bool(failed))


def _tests(closing: list[str]) -> bool:
    """Passed through line by line; the last lines are kept for the figures."""
    process = subprocess.Popen(
        [ROOT / "bin" / "test", *sys.argv[1:]], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout
    for line in process.stdout:
        sys.stdout.write(line)
        sys.stdout.flush()
        closing[:] = [*closing[-20:], line]
    return process.wait() == 0


def _figures(closing: list[str]) -> str:
    """`N passed, N failed`, of pytest's closing line."""
    for line in reversed(closing):
        if found := {word.rstrip("s"): int(number) for number, word in FIGURES.findall(line)}:
            return f"{found.get('passed', 0)} passed, {found.get('failed', 0) + found.get('error', 0)} failed"
    return "0 passed, 1 failed"


def _tool(name: str, *arguments: str) -> bool:
    return subprocess.run([PYTHON.with_name(name), *arguments], cwd=ROOT, stdin=subprocess.DEVNULL).returncode == 0


def _in_installation(name: str, *arguments: str) -> bool:
    """With production's settings, which need a database, a broker and secrets: thrown away afterwards."""
    program = [PYTHON, ROOT / name] if name == "manage.py" else [PYTHON.with_name(name)]
    with tempfile.TemporaryDirectory(prefix=testing.PREFIX, ignore_cleanup_errors=True) as folder:
        state = open_state(folder)
        with running(state, given=testing.given(), throwaway=True) as services:
            environment = services.environment | PRODUCTION
            return subprocess.run([*program, *arguments], cwd=ROOT, env=environment).returncode == 0


def _translations() -> bool:
    problems = translations.problems()
    for problem in problems[:50]:
        say(problem)
    if len(problems) > 50:
        say(f"… and {len(problems) - 50} more")
    return not problems


if __name__ == "__main__":
    main()
