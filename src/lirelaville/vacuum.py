"""Rewrite a SQLite file without what was deleted from it.

A deleted row stays readable in the file until its place is used again.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from lirelaville.errors import LireLaVilleError


def vacuum(path: Path) -> None:
    """Rewrite a database, if there is one; others may have it open.

    Raises
    ------
    LireLaVilleError
        If it cannot be rewritten: the disk is full, or somebody writes all the time.
    """
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            connection.execute("VACUUM")
            # what a journal beside it still holds
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise LireLaVilleError(
            f"La base « {path.name} » garde encore la trace de ce qui vient d'être "
            f"effacé : elle n'a pas pu être réécrite ({error}). Rendez de la place au "
            "disque, puis recommencez ; le prochain effacement emporte aussi cela."
        ) from error
