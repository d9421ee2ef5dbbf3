"""Whose STATE_DIR is it?"""

import os

import pytest

from config import state as state_module
from config.machine import Refused
from config.state import open_state


@pytest.fixture
def somebody_elses(tmp_path):
    if os.geteuid():
        return "/"  # root's
    folder = tmp_path / "theirs"
    folder.mkdir()
    os.chown(folder, 65534, 65534)
    return str(folder)


def test_another_user_gets_a_sentence(somebody_elses):
    with pytest.raises(Refused, match=r"belongs to .+, and you are .+\. Run this as .+, or set STATE_DIR"):
        open_state(somebody_elses)


def test_a_place_that_is_no_folder_gets_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="cannot be used for the data"):
        open_state(str(tmp_path / "file"))


def test_a_secret_of_the_environment_is_not_made(tmp_path):
    state = open_state(str(tmp_path / "state"))
    given = state.environment({"SECRET_KEY": "given"})
    assert given["SECRET_KEY"] == "given"
    assert [path.name for path in state.secrets.iterdir()] == ["AUDIT_KEY"]


def test_one_secret_holds_where_two_processes_make_it_at_once(tmp_path, monkeypatch):
    state = open_state(str(tmp_path / "state"))

    def made_meanwhile(_bytes: int) -> str:
        (state.secrets / "SECRET_KEY").write_text("theirs")
        return "ours"

    monkeypatch.setattr(state_module.secrets, "token_urlsafe", made_meanwhile)
    assert state.secret("SECRET_KEY") == "theirs"
    assert [path.name for path in state.secrets.iterdir()] == ["SECRET_KEY"]
