"""Journals name people and addresses: none keeps a line longer than thirty days."""

import os
import shutil
from pathlib import Path

TURN_S = 15 * 24 * 3600  # a line stays one turn in the journal, at most one in the old
OLD = ".old"


def turn(folder: Path, now_s: float) -> None:
    """Put aside what journals hold, once it is old enough; drop what was put aside.

    Emptied in place: the programs that write to them have them open, to append.

    Parameters
    ----------
    folder : Path
        ``state/logs``.
    now_s : float
        Seconds since 1970.
    """
    for journal in folder.glob("*.log"):
        old = journal.with_name(journal.name + OLD)
        if not old.exists():
            old.touch(mode=0o600)  # its date is the beginning of the turn
        elif now_s - old.stat().st_mtime >= TURN_S:
            shutil.copyfile(journal, old)
            os.truncate(journal, 0)
        else:
            continue
        os.utime(old, (now_s, now_s))
    for old in folder.glob(f"*.log{OLD}"):
        if not old.with_suffix("").exists():
            old.unlink()
