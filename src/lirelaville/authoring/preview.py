"""A lesson as participants get it, from the text of today, for its author to try."""

from pathlib import Path

from lirelaville.lessons.course import Lesson
from lirelaville.lessons.files import write_if_changed

FOLDER = "essais"


def write_preview(root: Path, lesson: Lesson) -> str:
    """Write the notebook without answers, hidden checks or rubric; return its path.

    Parameters
    ----------
    root : Path
        The folder of the course; the notebook is ``essais/<slug>.ipynb`` in it.
    lesson : Lesson
        Its text must follow the format.

    Raises
    ------
    LireLaVilleError
        As ``read_lesson`` does.
    """
    from lirelaville.lessons.notebook import as_text, build_notebook
    from lirelaville.lessons.preprocessors import HideRubric, HideTests, Scaffold
    from lirelaville.lessons.rules import read_lesson

    notebook = build_notebook(lesson, read_lesson(lesson))
    for step in (Scaffold, HideTests, HideRubric):
        notebook, _ = step(enforce_metadata=False).preprocess(notebook, {})
    name = f"{FOLDER}/{lesson.slug}.ipynb"
    write_if_changed(root / name, as_text(notebook), root / f".{lesson.slug}.essai")
    return name
