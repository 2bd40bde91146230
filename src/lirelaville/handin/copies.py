"""A person's copy of a lesson: placed whole, set aside, never overwritten."""

import os
import secrets
from datetime import datetime
from pathlib import Path


def place_lesson(notebook: Path, content: bytes) -> None:
    """Write a lesson that its owner does not have yet.

    A copy that is there, or that another tab has placed meanwhile, stays.

    Parameters
    ----------
    notebook : Path
        ``<home>/<course>/<lesson>/<lesson>.ipynb``.
    content : bytes
        The released notebook.
    """
    draft = _draft(notebook, content)
    try:
        os.link(draft, notebook)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def start_again(notebook: Path, content: bytes, moment: datetime) -> Path | None:
    """Put a fresh lesson in the place of a copy, which stays beside it.

    Parameters
    ----------
    notebook : Path
        The copy; there need not be one.
    content : bytes
        The released notebook.
    moment : datetime
        When; it names the old copy.

    Returns
    -------
    Path or None
        Where the old copy is now.

    Notes
    -----
    Whenever it is interrupted, both names or one of them hold the old copy.
    """
    draft = _draft(notebook, content)
    try:
        old = _keep_beside(notebook, moment) if notebook.exists() else None
        draft.replace(notebook)
    finally:
        draft.unlink(missing_ok=True)
    return old


def beside_name(notebook: Path, moment: datetime, count: int = 1) -> str:
    """Return how an old copy is called: « lire - copie du 2026-11-22 14h03.ipynb »."""
    again = f" ({count})" if count > 1 else ""
    return f"{notebook.stem} - copie du {moment:%Y-%m-%d %Hh%M}{again}.ipynb"


def _keep_beside(notebook: Path, moment: datetime) -> Path:
    count = 1
    while True:
        old = notebook.with_name(beside_name(notebook, moment, count))
        try:
            os.link(notebook, old)
        except FileExistsError:
            count += 1
        else:
            return old


def _draft(notebook: Path, content: bytes) -> Path:
    """Write the whole content under another name, on the disk, or nothing."""
    notebook.parent.mkdir(parents=True, exist_ok=True)
    draft = notebook.with_name(f".{notebook.stem}.{secrets.token_hex(4)}")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft
