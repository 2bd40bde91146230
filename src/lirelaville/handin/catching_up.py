"""Hand-ins that are on the disk but not in the record: found again at each start.

The service was stopped between the two, the record was lost, or they were handed in
before there was a record.  Without this their feedback could not be read.
"""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from lirelaville.handin import record
from lirelaville.handin.receive import HandIn
from lirelaville.handin.record import Place


def catch_up(engine: sa.Engine, exchange: Path) -> int:
    """Add to the record the hand-ins that it does not have; return how many."""
    added = 0
    for inbound in exchange.glob("*/inbound"):
        course = inbound.parent.name
        known = record.pages_known(engine, course)
        for folder in inbound.glob("*+*+*+*"):
            found = _read(folder)
            if found is None:
                continue
            person, lesson, hand_in = found
            if hand_in.feedback not in known:
                record.note_hand_in(engine, Place(course, person, lesson), hand_in)
                added += 1
    return added


def _read(folder: Path) -> tuple[str, str, HandIn] | None:
    """Return who handed in which lesson, and what; None for another kind of folder."""
    from nbgrader.utils import notebook_hash

    person, lesson, stamp, _ = folder.name.rsplit("+", 3)
    try:
        notebook = next(folder.glob("*.ipynb"))
        secret = (folder / "submission_secret.txt").read_text()
        received_at = datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S.%f UTC")
        sha256 = hashlib.sha256(notebook.read_bytes()).hexdigest()
    except (StopIteration, OSError, ValueError):
        return None
    key = notebook_hash(secret=secret, notebook_id=notebook.stem)
    return person, lesson, HandIn(received_at.replace(tzinfo=UTC), sha256, key)
