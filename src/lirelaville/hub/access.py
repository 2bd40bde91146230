"""Each course's open code and the trainer's password, told by ``access.json``."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from lirelaville.hub.codes import open_codes
from lirelaville.hub.database import opened


@dataclass(frozen=True)
class Access:
    """What gives access to this installation; ``trainer`` is the account's name."""

    codes: dict[str, str]  # course -> workshop code
    trainer: str
    trainer_password: str


def open_access(state: Path, courses: list[str], trainer: str) -> Access:
    """Return the codes and password of ``state``, making those that are missing.

    Parameters
    ----------
    state : Path
        The state folder.
    courses : list of str
        The courses that need an open workshop code: the one told before, if it still
        lets people in, or a fresh one in ``hub.sqlite``.
    trainer : str
        Name of the trainer's account, used when there is none yet.
    """
    told = _read(state / "access.json").get("courses", {})
    known = {
        course: told[course]["workshop_code"] for course in courses if course in told
    }
    with opened(state) as db:
        codes = open_codes(db, courses, known)
    return Access(codes, *trainer_account(state, trainer))


def trainer_account(state: Path, trainer: str) -> tuple[str, str]:
    """Return the name and first password of the trainer's account."""
    account = _read(state / "access.json").get("trainer", {})
    return (
        account.get("username") or trainer,
        account.get("password") or secrets.token_urlsafe(12),
    )


def write_access(state: Path, access: Access, hub_url: str, public_url: str) -> Path:
    """Write ``access.json`` (mode 0600, replaced in one step) and return its path."""
    content = {
        "hub_url": hub_url,
        "public_url": public_url,
        "courses": {c: {"workshop_code": code} for c, code in access.codes.items()},
        "trainer": {"username": access.trainer, "password": access.trainer_password},
    }
    path, draft = state / "access.json", state / "access.json.tmp"
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=2)
        file.write("\n")
    draft.replace(path)
    return path


def _read(path: Path) -> dict:
    # A file cut short by a crash is replaced: codes change, nothing else is lost.
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
