"""Erase what the formation keeps of a person: hand-ins, feedback, marks, record."""

import shutil
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from lirelaville.errors import LireLaVilleError
from lirelaville.handin import record
from lirelaville.handin.returned import feedback_folder
from lirelaville.vacuum import vacuum

# nbgrader's folders of a course, each with a folder a person
STEPS = ("submitted", "autograded", "feedback")


def erase_work(exchange: Path, courses: Path, engine: sa.Engine, person: str) -> None:
    """Erase a person's work and marks in every course; done twice, nothing changes.

    Parameters
    ----------
    exchange : Path
        nbgrader's exchange.
    courses : Path
        The folder of the courses' own folders.
    engine : sqlalchemy.Engine
        The record.  It goes last: it alone knows which feedback pages are whose.
    person : str
        A pseudonym.

    Raises
    ------
    LireLaVilleError
        If a link is in the place of a folder, or a database cannot be rewritten.
    """
    for course, page in record.pages_of(engine, person):
        (real(feedback_folder(exchange, course)) / f"{page}.html").unlink(True)
    for inbound in exchange.glob("*/inbound"):
        for folder in real(inbound).iterdir():
            if folder.name.count("+") >= 3 and _owner(folder) == person:
                remove(folder)
    for course in real(courses).glob("*/"):
        for step in STEPS:
            remove(real(course / step) / person)
        erase_marks(course / "gradebook.db", person)
    record.forget_person(engine, person)
    vacuum(Path(engine.url.database))


def erase_marks(gradebook: Path, person: str) -> None:
    """Remove a person and their marks from a course's gradebook, if there is one."""
    from nbgrader.api import Gradebook, MissingEntry

    if not gradebook.is_file():
        return
    course = gradebook.parent.name
    with Gradebook(f"sqlite:///{gradebook}", course) as book, suppress(MissingEntry):
        book.remove_student(person)
    vacuum(gradebook)


def remove(folder: Path) -> None:
    """Remove a folder and all that is in it; a link is removed, never followed."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.is_dir():
        shutil.rmtree(folder)


def real(folder: Path) -> Path:
    """Return a folder once sure that no link leads elsewhere.

    Raises
    ------
    LireLaVilleError
        If one does: what is there is not the workshop's to erase.
    """
    if folder.is_symlink():
        raise LireLaVilleError(
            f"« {folder} » devait être un dossier : attendu un dossier, trouvé un "
            "lien. Rien n'a été effacé derrière lui. Remettez le dossier à sa place, "
            "puis recommencez."
        )
    return folder


def _owner(folder: Path) -> str:
    return folder.name.rsplit("+", 3)[0]
