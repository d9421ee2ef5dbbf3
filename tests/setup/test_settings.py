"""The README's table of settings holds what is read from the environment, and nothing else."""

import re

from config.environment import ROOT

READERS = ("settings", "gunicorn", "processes", "steps")
READ = re.compile(r"""env(?:\.\w+\(|iron(?:ment)?(?:\.get\(|\[))["']([A-Z_]+)["']""")


def test_every_setting_that_is_read_stands_in_the_readme_and_no_other():
    read = {name for reader in READERS for name in READ.findall((ROOT / "config" / f"{reader}.py").read_text())}
    table = (ROOT / "README.md").read_text().split("\n## Settings\n")[1].split("\n## ")[0]
    told = {name for row in re.findall(r"^\| (`[^|]*)\|", table, re.M) for name in re.findall(r"`(\w+)`", row)}
    assert told == read
