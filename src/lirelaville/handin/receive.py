"""A hand-in: checked, then written where nbgrader's ``collect`` looks for it."""

import base64
import hashlib
import json
import os
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lirelaville.errors import LireLaVilleError
from lirelaville.handin.released import Released

NOT_A_NOTEBOOK = (
    "Le fichier reçu n'est pas un notebook lisible : {why}. Ouvrez la leçon, "
    "enregistrez-la (Ctrl et S ensemble), puis rendez-la à nouveau."
)


@dataclass(frozen=True)
class HandIn:
    """A hand-in on disk: when, what, and the name that its feedback will have."""

    received_at: datetime
    sha256: str
    feedback: str


def check_notebook(content: bytes) -> None:
    """Refuse what is not a notebook at all; whatever a notebook holds is accepted.

    Raises
    ------
    LireLaVilleError
        If it is not JSON, or not the JSON of a notebook.
    """
    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError):
        raise LireLaVilleError(
            NOT_A_NOTEBOOK.format(why="il est coupé ou abîmé")
        ) from None
    if not (
        isinstance(notebook, dict)
        and isinstance(notebook.get("nbformat"), int)
        and isinstance(notebook.get("cells"), list)
    ):
        raise LireLaVilleError(NOT_A_NOTEBOOK.format(why="il n'a pas de cellules"))


def write_hand_in(
    exchange: Path, course: str, lesson: Released, user: str, content: bytes
) -> HandIn:
    """Write a hand-in as nbgrader's own ``submit`` does, safe from a power cut.

    Parameters
    ----------
    exchange : Path
        nbgrader's exchange.
    course : str
        The course.
    lesson : Released
        The lesson; the file takes the name of its released notebook.
    user : str
        Who hands in.
    content : bytes
        The notebook, kept as it is.

    Returns
    -------
    HandIn
        Once the bytes are on the disk under their final name.

    Notes
    -----
    Copied from ``nbgrader/exchange/default/submit.py`` (0.9.6): the folder's name is
    ``<user>+<lesson>+<time>+<random>``; feedback is named after the secret.
    """
    from nbgrader.utils import notebook_hash

    now, secret = datetime.now(UTC), secrets.token_hex(64)
    stamp = now.strftime("%Y-%m-%d %H:%M:%S.%f UTC")
    random = base64.urlsafe_b64encode(os.urandom(9)).decode()
    inbound = exchange / course / "inbound"
    files = {
        lesson.path.name: content,
        "timestamp.txt": stamp.encode(),
        "submission_secret.txt": secret.encode(),
    }
    _write_folder(inbound / f"{user}+{lesson.slug}+{stamp}+{random}", files)
    key = notebook_hash(secret=secret, notebook_id=lesson.path.stem)
    return HandIn(now, hashlib.sha256(content).hexdigest(), key)


def _write_folder(folder: Path, files: dict[str, bytes]) -> None:
    """Write a folder that is there whole or not at all, even after a power cut."""
    draft = folder.with_name(f".{secrets.token_hex(8)}")  # collect does not see it
    draft.mkdir()
    try:
        for name, content in files.items():
            with (draft / name).open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        _sync(draft)
        draft.rename(folder)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
