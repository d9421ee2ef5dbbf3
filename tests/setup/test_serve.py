"""bin/serve on an installation that is there already: up within seconds, down whole, and up again after any kill."""

import json
import os
import signal
import socket
import subprocess
import threading
from pathlib import Path

from config.processes import _born, end_left_behind
from config.state import open_state
from tests.setup.conftest import run


def test_a_second_start_skips_the_set_up_and_ctrl_c_stops_everything(installation, serve):
    site = serve()
    assert "Migrating" not in site.said()
    assert "Collecting" not in site.said()
    site.wait_until(lambda: len(site.children()) == 3)
    children = site.children()
    assert site.press_ctrl_c() == 0
    assert site.said().endswith("Stopped.\n")
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
    assert installation.servers() == {}


def test_a_site_has_its_state_dir_and_port_alone_and_serves_this_machine_alone(installation, serve, tmp_path):
    serve()
    assert listening_on(installation.port) == {"127.0.0.1"}
    second = run("serve", env=installation.environment)
    assert second.returncode == 1
    assert f"bin/serve is already running on {installation.state}" in second.stderr
    elsewhere = run("serve", env=installation.environment | {"STATE_DIR": str(tmp_path / "other")})
    assert elsewhere.returncode == 1
    assert f"Port {installation.port} is in use" in elsewhere.stderr


def test_after_a_kill_of_everything_the_next_start_works(installation, serve):
    site = serve()
    site.wait_until(lambda: len(site.children()) == 3)
    children = site.children()
    site.process.kill()
    site.process.wait()
    for pid in installation.servers().values():
        os.kill(pid, signal.SIGKILL)
    again = serve()
    assert again.answers()
    assert not [pid for pid in children if _lives(pid)]


def test_a_process_or_server_that_dies_is_started_again(installation, serve):
    site = serve()
    site.wait_until(lambda: len(site.children()) == 3)
    web, worker, _beat = site.children()
    for pid in (web, worker, *installation.servers().values()):
        os.kill(pid, signal.SIGKILL)
    site.wait_until(lambda: set(installation.servers()) == {"postgres", "valkey"} and web not in site.children())
    site.wait_until(site.answers)
    assert "web ended with status -9, and is started again" in site.said()


def test_processes_of_a_killed_site_are_ended_and_no_others_of_the_same_number(tmp_path):
    state = open_state(str(tmp_path / "state"))
    left, other = [subprocess.Popen(["sleep", "60"], start_new_session=True) for _ in range(2)]
    record = {left.pid: _born(left.pid), other.pid: "another moment"}
    (state.locks / "processes.json").write_text(json.dumps(record))
    reaper = threading.Thread(target=left.wait)  # as init does
    reaper.start()
    end_left_behind(state)
    reaper.join(1)
    assert left.returncode == -signal.SIGTERM
    assert other.poll() is None
    other.kill()
    other.wait()


def test_settings_that_cannot_be_are_refused_with_a_sentence(installation):
    def refusal(**changes: str) -> str:
        done = run("serve", env=installation.environment | changes)
        assert done.returncode == 1
        return done.stderr

    assert "PORT is 'eighty'" in refusal(PORT="eighty")
    assert "set both or neither" in refusal(TLS_CERT=__file__)
    assert "cannot be read" in refusal(TLS_CERT="/nowhere.crt", TLS_KEY="/nowhere.key")


def listening_on(port: int) -> set[str]:
    found = set()
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        address, number = line.split()[1].split(":")
        if int(number, 16) == port and line.split()[3] == "0A":
            found.add(socket.inet_ntoa(bytes.fromhex(address)[::-1]))
    return found


def _lives(pid: int) -> bool:
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False
