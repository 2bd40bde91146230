"""IPython extension: tell the hand-in service which checks were run, and passed.

Loaded by our kernelspec beside ``plain_errors``.  Outside the workshop it does nothing;
inside, a check never waits for it, and what cannot be told is forgotten.
"""

import contextlib
import os
import threading
from pathlib import Path

from lirelaville.handin.client import NotDone, in_workshop, say_checked
from lirelaville.lessons.plain_errors import CHECK_MARK


def load_ipython_extension(shell) -> None:
    """Listen to the cells that have run (called by IPython)."""
    if in_workshop():
        shell.events.register("post_run_cell", tell)


def unload_ipython_extension(shell) -> None:
    """Stop listening."""
    if in_workshop():
        shell.events.unregister("post_run_cell", tell)


def tell(result) -> None:
    """If the cell was a check, tell how it went, beside the notebook."""
    source = result.info.raw_cell or ""
    if source.startswith(CHECK_MARK):
        exercise = source.removeprefix(CHECK_MARK).split(" »")[0]
        error = str(result.error_in_exec or "")
        arguments = (*place(), exercise, bool(result.success), error)
        threading.Thread(target=_send, args=arguments, daemon=True).start()


def place() -> tuple[str, str]:
    """Return the course and the lesson: the folders of the notebook."""
    notebook = os.environ.get("JPY_SESSION_NAME")
    folder = Path(notebook).parent if notebook else Path.cwd()
    return folder.parent.name, folder.name


def _send(course: str, lesson: str, exercise: str, passed: bool, error: str) -> None:
    from lirelaville.lessons.notebook import MISSING

    if error.startswith(MISSING):
        return  # run without an answer, as « Exécuter toutes les cellules » does
    with contextlib.suppress(NotDone, ValueError, KeyError):
        say_checked(course, lesson, exercise, passed)
