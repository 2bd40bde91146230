"""Workshop codes and the trainer's password: made once, kept in ``access.json``."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

# no 0/O, 1/I/L: a code is read from a board and typed on a phone
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


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
        The state folder; ``access.json`` in it is created with mode 0600.
    courses : list of str
        The courses that need a workshop code.
    trainer : str
        Name of the trainer's account, used when there is none yet.
    """
    known = _read(state / "access.json")
    codes = {c: i["workshop_code"] for c, i in known.get("courses", {}).items()}
    account = known.get("trainer", {})
    return Access(
        codes={course: codes.get(course) or new_code() for course in courses},
        trainer=account.get("username") or trainer,
        trainer_password=account.get("password") or secrets.token_urlsafe(12),
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


def new_code() -> str:
    """Return a fresh code such as ``K7MP-4XQD`` (31**8, about 40 bits)."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def course_of_code(codes: dict[str, str], typed: str) -> str | None:
    """Return the course that a typed code opens, or None.

    Capitals, spaces and dashes do not matter; every code is compared, each in
    constant time, so that the answer's delay tells nothing.
    """
    typed = _normal(typed)
    found = [
        course
        for course, code in codes.items()
        if secrets.compare_digest(_normal(code).encode(), typed.encode())
    ]
    return found[0] if found and typed else None


def _normal(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _read(path: Path) -> dict:
    # A file cut short by a crash is replaced: codes change, nothing else is lost.
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
