"""Why a lesson whose format is right is not released, and what people keep."""

from pathlib import Path

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.course import Lesson
from lirelaville.lessons.stamps import read_stamps

# what the model of a lesson asks its author to replace
TO_WRITE = "À écrire :"


def require_finished(lesson: Lesson) -> None:
    """Refuse a lesson started from the model whose author has not written it all."""
    lines = lesson.path.read_text(encoding="utf-8").splitlines()
    left = [n for n, line in enumerate(lines, start=1) if TO_WRITE in line]
    if left:
        places = ", ".join(map(str, left))
        raise LireLaVilleError(
            f"{lesson.course}/{lesson.slug} : il reste « {TO_WRITE} » à remplacer "
            f"(ligne {places})."
        )


def require_ours(folder: Path, lesson: Lesson) -> None:
    """Refuse to write over a notebook that a trainer made in formgrader."""
    source = folder / "source" / lesson.slug / f"{lesson.slug}.ipynb"
    if lesson.slug in read_stamps(folder) or not source.is_file():
        return
    # Our own builds end with this cell; stamps may be gone, the cell is not.
    if '"id": "hand-in"' not in source.read_text(encoding="utf-8"):
        raise LireLaVilleError(
            f"{lesson.course}/{lesson.slug} : une leçon faite dans formgrader porte "
            "déjà ce nom. Donnez un autre nom au fichier de la leçon, ou supprimez "
            f"celle de formgrader (source/{lesson.slug})."
        )


def what_people_keep(state: Path, lesson: Lesson) -> str:
    """Say what participants find while a lesson cannot be built."""
    where = f"{lesson.course}/{lesson.slug}"
    out = state / "exchange" / lesson.course / "outbound" / lesson.slug
    if out.is_dir():
        return (
            f"{where} : le fichier de la leçon est à reprendre ; la version déjà "
            "distribuée reste."
        )
    return f"{where} : la leçon est à reprendre ; elle n'est pas distribuée."
