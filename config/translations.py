"""Is every text of the program in the catalogue, with a Japanese text, and nothing else?"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import polib

from config.environment import PYTHON, ROOT
from config.machine import Refused, install_packages

CATALOGUE = Path("locale/ja/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
LEFT_OUT = (".venv", "var", "tests", "bench", "static", "docs", ".git")


def problems() -> list[str]:
    """Sentences; none where all is well. Raises Refused where gettext is missing and cannot be installed."""
    if not shutil.which("xgettext"):
        install_packages(["gettext"], why="to read the texts out of the code")
    ours = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(ROOT / CATALOGUE))}
    used = {(entry.msgctxt, entry.msgid): entry for entry in _extracted() if not entry.obsolete}
    found = [f"No longer used: {key[1]!r}" for key, entry in ours.items() if key not in used and not entry.obsolete]
    found += [f"Obsolete, to be deleted: {key[1]!r}" for key, entry in ours.items() if entry.obsolete]
    for key, entry in used.items():
        where = ", ".join(f"{file}:{line}" for file, line in entry.occurrences[:2])
        text = ours.get(key)
        if text is None or text.obsolete:
            found.append(f"Not in the catalogue: {key[1]!r} ({where})")
        elif not (text.msgstr or all(text.msgstr_plural.values()) and text.msgstr_plural):
            found.append(f"Without a Japanese text: {key[1]!r} ({where})")
        elif "fuzzy" in text.flags:
            found.append(f"Only guessed (fuzzy): {key[1]!r}")
        elif text.msgstr and set(PLACEHOLDER.findall(text.msgstr)) != set(PLACEHOLDER.findall(text.msgid)):
            found.append(f"Other placeholders than in English: {key[1]!r}")
    return found


def _extracted() -> polib.POFile:
    """What makemessages finds, in a copy: the catalogue itself is not touched."""
    with tempfile.TemporaryDirectory(prefix="tsunagu-texts-") as folder:
        copy = Path(folder, "copy")
        shutil.copytree(ROOT, copy, ignore=_left_out)
        target = copy / CATALOGUE
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        done = subprocess.run(
            [PYTHON, "-m", "django", "makemessages", "--locale", "ja", "--no-wrap", "--verbosity", "0"],
            cwd=copy,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Refused(f"makemessages failed:\n{done.stderr.strip()}")
        return polib.pofile(str(target))


def _left_out(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name in LEFT_OUT and Path(folder) == ROOT or name == "__pycache__"]
