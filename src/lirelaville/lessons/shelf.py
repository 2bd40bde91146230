"""Take a released lesson off the shelf, and put it back, as it was.

A withdrawn lesson waits beside nbgrader's ``outbound``, in ``withdrawn``: one rename
each way, whatever is happening meanwhile, and no start of ``serve`` brings it back.
"""

import shutil
from pathlib import Path

from lirelaville.errors import LireLaVilleError


def is_withdrawn(exchange: Path, course: str, slug: str) -> bool:
    """Tell whether a trainer has taken a lesson off the shelf."""
    return _aside(exchange, course, slug).is_dir() and not (
        _out(exchange, course, slug).is_dir()
    )


def take_off(exchange: Path, course: str, slug: str) -> None:
    """Withdraw a lesson: nobody can open it for the first time any more.

    What people have written, handed in or got for it is not touched.

    Parameters
    ----------
    exchange : Path
        nbgrader's exchange, ``state/exchange``.
    course, slug : str
        Names of the course and the lesson.

    Raises
    ------
    LireLaVilleError
        If the lesson is not released.
    """
    released, aside = _out(exchange, course, slug), _aside(exchange, course, slug)
    if not released.is_dir():
        raise LireLaVilleError(
            f"La leçon « {slug} » n'est pas distribuée : il n'y a rien à retirer."
        )
    aside.parent.mkdir(exist_ok=True)
    shutil.rmtree(aside, ignore_errors=True)  # an older version
    released.rename(aside)


def put_back(exchange: Path, course: str, slug: str) -> None:
    """Release a withdrawn lesson again.

    Raises
    ------
    LireLaVilleError
        If it was never released.
    """
    released, aside = _out(exchange, course, slug), _aside(exchange, course, slug)
    if released.is_dir():
        return  # pressed twice
    if not aside.is_dir():
        raise LireLaVilleError(
            f"La leçon « {slug} » n'a encore jamais été publiée. Ouvrez « Écrire les "
            "leçons », vérifiez-la, puis publiez-la."
        )
    aside.rename(released)


def _out(exchange: Path, course: str, slug: str) -> Path:
    return exchange / course / "outbound" / slug


def _aside(exchange: Path, course: str, slug: str) -> Path:
    return exchange / course / "withdrawn" / slug
