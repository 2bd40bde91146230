"""Release and withdraw lessons through nbgrader's own API."""

import os
import shutil
import sysconfig
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.apps.api import NbGraderAPI
from nbgrader.utils import is_grade, is_locked, is_solution

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.course import Lesson
from lirelaville.lessons.settings import nbgrader_settings


class ReleaseFailed(LireLaVilleError):
    """nbgrader refused a lesson: which one, and its last words."""


def release_lesson(state: Path, course: str, slug: str) -> None:
    """Make the learners' version of a built lesson and put it on the exchange.

    Parameters
    ----------
    state : Path
        The state folder.
    course, slug : str
        The lesson, present in ``state/courses/<course>/source/<slug>``.

    Raises
    ------
    ReleaseFailed
        With nbgrader's last line.
    """
    api = course_api(state, course)
    for step in (api.generate_assignment, api.release_assignment):
        result = step(slug)
        if not result["success"]:
            last = result.get("error", "").strip().splitlines()[-1:]
            raise ReleaseFailed(
                f"nbgrader n'a pas pu distribuer {course}/{slug} : {' '.join(last)} "
                f"Le dossier du parcours est courses/{course} dans le dossier d'état."
            )


def withdraw_lesson(state: Path, course: str, slug: str) -> None:
    """Take a lesson off the exchange; the marks already given stay."""
    api = course_api(state, course)
    if slug in api.get_released_assignments():
        api.unrelease(slug)
    for step in ("release", "source"):
        shutil.rmtree(state / "courses" / course / step / slug, ignore_errors=True)


def marked_cells_changed(state: Path, lesson: Lesson, notebook) -> str:
    """Say why a lesson that has been handed in cannot be replaced, or nothing.

    nbgrader refuses to add or remove a graded cell once people have handed in.
    """
    with course_api(state, lesson.course).gradebook as gradebook:
        try:
            known = gradebook.find_notebook(lesson.slug, lesson.slug)
        except MissingEntry:
            return ""
        handed_in = len(known.submissions)
        before = {cell.name for cell in known.source_cells}
    after = {
        cell.metadata.nbgrader.grade_id
        for cell in notebook.cells
        if is_grade(cell) or is_solution(cell) or is_locked(cell)
    }
    if not handed_in or before == after:
        return ""
    changed = ", ".join(sorted(before ^ after))
    return (
        f"{lesson.course}/{lesson.slug} : l'ancienne version reste distribuée, car "
        f"{handed_in} personne(s) l'ont rendue et ses exercices ont changé "
        f"({changed}). Remettez les mêmes noms d'exercices, ou donnez un nouveau nom "
        "à la leçon."
    )


def course_api(state: Path, course: str) -> NbGraderAPI:
    """Return nbgrader's API on one course, its exchange ready."""
    _find_alembic()
    exchange = state / "exchange"
    if not exchange.is_dir():
        exchange.mkdir(parents=True)
        exchange.chmod(0o777)  # nbgrader's exchange refuses any other mode
    return NbGraderAPI(config=nbgrader_settings(state, course))


def _find_alembic() -> None:
    """Put this Python's programs on the PATH: nbgrader runs one to make a gradebook."""
    if not shutil.which("alembic"):
        os.environ["PATH"] = os.pathsep.join(
            [sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)]
        )
