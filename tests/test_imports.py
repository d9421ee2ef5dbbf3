"""The direction of imports (docs/architecture.md): agencies ← accounts ← casework ← meetings ← reports ← config."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ["agencies", "accounts", "casework", "meetings", "reports", "config"]


def imported_apps(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.split(".")[0] for name in names} & set(FLOORS)


def test_no_app_imports_one_above_it():
    upwards = [
        f"{path.relative_to(ROOT)} imports {app}"
        for floor, here in enumerate(FLOORS)
        for path in sorted((ROOT / here).rglob("*.py"))
        for app in sorted(imported_apps(path))
        if FLOORS.index(app) > floor
    ]
    assert upwards == []
