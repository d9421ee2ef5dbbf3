"""STATE_DIR: everything of one installation that is not in git. Data, secrets made at first start, files, logs."""

import fcntl
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from pwd import getpwuid

from config.environment import ROOT
from config.machine import Refused

SECRETS = ("SECRET_KEY", "AUDIT_KEY")


@dataclass(frozen=True)
class State:
    root: Path

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def cache(self) -> Path:
        return self.root / "cache"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def static(self) -> Path:
        return self.root / "static"

    @property
    def locks(self) -> Path:
        return self.root / "locks"

    @property
    def stamps(self) -> Path:
        return self.root / "stamps"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def sign_ins(self) -> Path:
        """Written by load_demonstration: one sign-in per role."""
        return self.root / "sign-ins.txt"

    def secret(self, name: str) -> str:
        """Made once and kept; another process may be making it at the same moment."""
        path = self.secrets / name
        if not path.exists():
            draft = self.secrets / f"{name}.{os.getpid()}"
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(50))
            try:
                os.link(draft, path)  # fails where another was first: then theirs holds
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return path.read_text().strip()

    def environment(self, given: Mapping[str, str]) -> dict[str, str]:
        """What settings.py reads, besides the services; what the caller has set stays."""
        made = {name: self.secret(name) for name in SECRETS if name not in given}
        return {**given, **made, "STATE_DIR": str(self.root), "DJANGO_SETTINGS_MODULE": "config.settings"}

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """One process at a time; the kernel lets go when a process dies, however it dies."""
        with (self.locks / name).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def open_state(path: str | None = None) -> State:
    """The folder that STATE_DIR names, made where it is new. Raises Refused where it is somebody else's."""
    root = Path(path or os.environ.get("STATE_DIR") or ROOT / "var").expanduser().resolve()
    state = State(root)
    try:
        root.mkdir(parents=True, exist_ok=True)
        owner = root.stat().st_uid
        if owner != os.geteuid():
            raise Refused(
                f"{root} belongs to {_name(owner)}, and you are {_name(os.geteuid())}. Run this as {_name(owner)}, "
                "or set STATE_DIR to a folder of your own."
            )
        # Run by root, the servers are another user's, who must be able to pass through.
        root.chmod(0o700 if os.geteuid() else 0o711)
        for folder in (state.files, state.cache, state.logs, state.locks, state.stamps, state.secrets):
            folder.mkdir(mode=0o700, exist_ok=True)
        state.static.mkdir(mode=0o755, exist_ok=True)
    except OSError as problem:
        raise Refused(
            f"{root} cannot be used for the data ({problem.strerror}). Set STATE_DIR to a folder that you may write."
        ) from None
    return state


def _name(uid: int) -> str:
    try:
        return getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
