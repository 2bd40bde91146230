"""Start a lesson from the model: it runs and is checked at once, its words are left."""

import re
from pathlib import Path

from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.lessons.course import course_names
from lirelaville.project import project_folder

MODEL = Path(__file__).parent / "templates" / "modele_de_lecon.txt"
TITLE = "À écrire : la question à laquelle répond la leçon ?"
# the table that the model reads
DATASETS = ("populations",)


def new_lesson(course: str, slug: str, title: str = "") -> Path:
    """Write ``courses/<course>/lessons/<slug>.py`` from the model.

    Parameters
    ----------
    course, slug : str
        The course, and the name of the lesson: French words joined by ``_``.
    title : str
        The question that it answers, which ends with a question mark.

    Returns
    -------
    Path
        The file; the lesson is a draft until ``course.yml`` lists it.

    Raises
    ------
    LireLaVilleError
        Unknown course, impossible or taken name, title that is no question.
    """
    path = free_path(course, slug)
    title = " ".join(title.split()) or TITLE
    if not title.endswith("?"):
        raise LireLaVilleError(
            f"Le titre d'une leçon est une question : « {title} » ne finit pas par un "
            "point d'interrogation. Par exemple : « Combien d'arbres la ville "
            "plante-t-elle ? »"
        )
    write_new(path, MODEL.read_text(encoding="utf-8").replace("{title}", title))
    return path


def free_path(course: str, slug: str) -> Path:
    """Return where a new lesson goes, or refuse its course or its name."""
    if course not in course_names():
        raise LireLaVilleError(unknown("parcours", course, course_names()))
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", slug) or len(slug) > 60:
        raise LireLaVilleError(
            f"« {slug[:60]} » ne peut pas nommer une leçon. Écrivez des mots en "
            "minuscules sans accent, joints par « _ », par exemple : "
            "compter_les_arbres. Ce nom ne changera plus : les notes s'y rattachent."
        )
    path = project_folder() / "courses" / course / "lessons" / f"{slug}.py"
    if path.exists():
        raise LireLaVilleError(
            f"La leçon « {slug} » existe déjà dans le parcours « {course} ». Ouvrez-"
            "la, ou choisissez un autre nom."
        )
    return path


def write_new(path: Path, text: str) -> None:
    """Write a file that nobody else has just made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
