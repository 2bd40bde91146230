"""Turn a notebook made the nbgrader way into the text of a lesson."""

from dataclasses import dataclass
from pathlib import Path

from lirelaville.authoring.lessons import DRAFT_MINUTES
from lirelaville.authoring.model import free_path, write_new
from lirelaville.authoring.text import text_of
from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.course import Lesson


@dataclass(frozen=True)
class Imported:
    """The file of the lesson, what changed on the way, what remains to be done."""

    path: Path
    notes: tuple[str, ...]
    left: tuple[str, ...]


def import_notebook(course: str, notebook: Path, slug: str = "") -> Imported:
    """Write a lesson from a notebook with nbgrader's metadata.

    Parameters
    ----------
    course : str
        The course that gets the lesson, as a draft.
    notebook : Path
        ``.ipynb`` of ``source/``, solutions and hidden tests included.
    slug : str, optional
        Name of the lesson; the notebook's own by default.

    Returns
    -------
    Imported
        ``notes`` tell what has no equivalent, ``left`` what the format still asks
        for: wrong answers, which no notebook has, to begin with.

    Raises
    ------
    LireLaVilleError
        If the notebook is missing or is none, has another language than Python, or
        if the course or the name do not fit.
    """
    from nbformat.v4 import new_notebook

    from lirelaville.authoring.nbgrader_cells import convert
    from lirelaville.lessons.rules import find_problems, read_text, sentence

    path = free_path(course, slug or notebook.stem)
    done = convert(_read(notebook).cells)
    write_new(path, text_of(new_notebook(cells=done.cells)))
    place = {"position": 1, "count": 1, "minutes": DRAFT_MINUTES, "objectives": ()}
    lesson = Lesson(course=course, slug=path.stem, path=path, **place)
    problems = find_problems(read_text(lesson), lesson)
    notes = [*done.notes, *_beside(notebook)]
    left = tuple(sentence(lesson, *found) for found in problems)
    return Imported(path, tuple(notes), left)


def _read(notebook: Path):
    import nbformat

    if not notebook.is_file():
        raise LireLaVilleError(
            f"« {notebook} » n'existe pas. Donnez le chemin d'un notebook, par exemple "
            "state/courses/citizens/source/ma_lecon/ma_lecon.ipynb."
        )
    try:
        found = nbformat.read(notebook, as_version=4)
    except Exception as error:  # nbformat raises whatever json and its schemas do
        raise LireLaVilleError(
            f"« {notebook} » n'est pas un notebook lisible ({type(error).__name__}). "
            "Ouvrez-le dans Jupyter et enregistrez-le à nouveau."
        ) from error
    language = found.metadata.get("kernelspec", {}).get("language", "python")
    if language != "python":
        raise LireLaVilleError(
            f"« {notebook.name} » est écrit en {language} ; une leçon est en Python."
        )
    return found


def _beside(notebook: Path) -> list[str]:
    """Tell the files that were released with the notebook: a lesson brings none."""
    others = sorted(
        path.name
        for path in notebook.parent.iterdir()
        if path != notebook and not path.name.startswith(".")
    )
    if not others or notebook.parent.name != notebook.stem:
        return []
    return [
        f"à côté du notebook, {', '.join(others)} : une leçon n'emporte aucun fichier. "
        "Des données deviennent un jeu (datasets/), lu par load()."
    ]
