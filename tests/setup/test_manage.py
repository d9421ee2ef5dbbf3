"""bin/manage: manage.py, with the services up around it."""

import os
import signal
import subprocess
import time

import django

from tests.setup.conftest import ROOT


def test_it_says_nothing_of_its_own_on_standard_output_at_the_first_set_up_neither(installation):
    assert installation.first.stdout == f"{django.__version__}\n"
    assert installation.first.returncode == 0


def test_a_new_state_dir_gets_an_empty_migrated_installation_beside_what_was_there(installation):
    counted = installation.manage(
        "shell", "-v", "0", "-c", "from accounts.models import Staff; print(Staff.objects.count())"
    )
    assert counted.stdout == "1\n", counted.stderr  # the system's own row, which cannot sign in
    assert (installation.state / "somebody's notes").read_text() == "not ours"


def test_secrets_are_made_once_and_nobody_else_can_read_them(installation):
    secrets = sorted((installation.state / "secrets").iterdir())
    assert [path.name for path in secrets] == ["AUDIT_KEY", "SECRET_KEY"]
    assert {path.stat().st_mode & 0o777 for path in secrets} == {0o600}
    before = [path.read_text() for path in secrets]
    installation.manage("help")
    assert [path.read_text() for path in secrets] == before


def test_it_ends_with_the_status_of_the_command_and_keeps_the_callers_folder(installation, tmp_path):
    done = installation.manage(
        "shell", "-v", "0", "-c", "import os, sys; print(os.getcwd()); sys.exit(7)", cwd=tmp_path
    )
    assert (done.stdout, done.returncode) == (f"{tmp_path}\n", 7)


def test_the_last_one_out_stops_the_servers(installation):
    long, short = [
        subprocess.Popen(
            [ROOT / "bin" / "manage", "shell", "-v", "0", "-c", f"import time; time.sleep({seconds})"],
            env=installation.environment,
        )
        for seconds in (8, 0)
    ]
    assert short.wait(60) == 0
    assert long.poll() is None
    assert set(installation.servers()) == {"postgres", "valkey"}
    long.send_signal(signal.SIGTERM)
    assert long.wait(60) == 128 + signal.SIGTERM
    assert installation.servers() == {}


def test_a_killed_command_and_a_killed_server_do_not_block_the_next(installation):
    waiting = "import time; print('up', flush=True); time.sleep(60)"
    killed = subprocess.Popen(
        [ROOT / "bin" / "manage", "shell", "-v", "0", "-c", waiting],
        env=installation.environment,
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    assert killed.stdout
    assert killed.stdout.readline() == "up\n"
    _kill_group(killed)
    assert set(installation.servers()) == {"postgres", "valkey"}, "servers outlive whoever started them"
    for pid in installation.servers().values():
        subprocess.run(["kill", "-9", str(pid)], check=True)
    done = installation.manage("shell", "-v", "0", "-c", "print('next')")
    assert done.stdout == "next\n", done.stderr
    assert installation.servers() == {}


def test_a_number_in_postmaster_pid_that_is_another_programs_now_does_not_block(installation):
    data = installation.state / "services" / "postgres"
    servers_user = {} if os.geteuid() else {"user": "nobody"}
    other = subprocess.Popen(["sleep", "60"], **servers_user)
    (data / "postmaster.pid").write_text(f"{other.pid}\n{data}\n")
    began = time.monotonic()
    done = installation.manage("help")
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - began < 15
    assert other.poll() is None
    other.kill()
    other.wait()


def _kill_group(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    time.sleep(0.1)


def test_a_server_that_dies_under_a_long_command_is_started_again(installation):
    long = subprocess.Popen(
        [ROOT / "bin" / "manage", "shell", "-v", "0", "-c", "import time; print('up', flush=True); time.sleep(20)"],
        env=installation.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert long.stdout
    long.stdout.readline()
    before = installation.servers()["postgres"]
    subprocess.run(["kill", "-9", str(before)], check=True)
    until = time.monotonic() + 15
    while installation.servers().get("postgres") in (None, before) and time.monotonic() < until:
        time.sleep(0.1)
    after = installation.servers().get("postgres")
    long.terminate()
    long.wait(30)
    assert after not in (None, before)
