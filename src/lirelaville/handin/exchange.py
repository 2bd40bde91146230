"""Hand a lesson in and fetch its feedback, through nbgrader's own exchange classes."""

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lirelaville.errors import LireLaVilleError

ELSEWHERE = (
    "Cette leçon se rend depuis l'atelier, dans votre espace de travail. Ici, vous "
    "pouvez la suivre librement, mais il n'y a personne à qui la rendre."
)


@dataclass(frozen=True)
class Receipt:
    """A hand-in that was received: which version of the notebook, and when."""

    saved_at: datetime
    received_at: datetime


@dataclass(frozen=True)
class Feedback:
    """A corrected copy: its file, and the marks written in it."""

    path: Path
    score: str
    max_score: str


def rendre(course: str, lesson: str) -> Receipt:
    """Hand in the saved notebook of a lesson.

    Parameters
    ----------
    course, lesson : str
        The course and the lesson's slug; the notebook handed in is
        ``<home>/<course>/<lesson>/<lesson>.ipynb``.

    Returns
    -------
    Receipt
        When the version that was handed in had been saved, and received.

    Raises
    ------
    LireLaVilleError
        Outside the workshop, without the notebook, or when the exchange refuses.
    """
    if not in_workshop():
        raise LireLaVilleError(ELSEWHERE)
    notebook = notebook_path(course, lesson)
    if not notebook.exists():
        raise LireLaVilleError(
            f"Je ne trouve plus « {notebook.name} » dans son dossier. S'il a été "
            "renommé ou déplacé, redonnez-lui son nom, puis réessayez."
        )
    # Read first: what is saved during the transfer may not be in it.
    saved_at = datetime.fromtimestamp(notebook.stat().st_mtime).astimezone()
    _run("Submit", course, lesson)
    return Receipt(saved_at=saved_at, received_at=datetime.now().astimezone())


def corrige(course: str, lesson: str) -> Feedback | None:
    """Fetch the latest feedback of a lesson, or None while nobody has returned it.

    Raises
    ------
    LireLaVilleError
        Outside the workshop, or when the exchange refuses.
    """
    if not in_workshop():
        raise LireLaVilleError(ELSEWHERE)
    if not _exchange(course, "feedback").exists():
        return None  # nbgrader takes the absence of the very first one for an error
    _run("FetchFeedback", course, lesson)
    folder = notebook_path(course, lesson).parent / "feedback"
    copies = sorted(folder.glob(f"*/{lesson}.html"))
    if not copies:
        return None
    page = copies[-1].read_text(encoding="utf-8")
    score, max_score = _mark(page, "data-score"), _mark(page, "data-max-score")
    return Feedback(copies[-1], score, max_score)


def in_workshop() -> bool:
    """Tell whether this kernel runs in somebody's workspace of the hub."""
    return bool(
        os.environ.get("JUPYTERHUB_USER") and os.environ.get("LIRELAVILLE_STATE")
    )


def notebook_path(course: str, lesson: str) -> Path:
    """Return where the person's notebook of a lesson is."""
    return Path.home() / course / lesson / f"{lesson}.ipynb"


def _mark(page: str, attribute: str) -> str:
    found = re.search(rf'{attribute}="([^"]*)"', page)
    return found.group(1) if found else "?"


def _exchange(course: str, step: str) -> Path:
    return Path(os.environ["LIRELAVILLE_STATE"]) / "exchange" / course / step


def _run(step: str, course: str, lesson: str) -> None:
    """Run one step of nbgrader's exchange (``Submit`` or ``FetchFeedback``)."""
    # Heavy: only when somebody presses the button.
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import ExchangeError, ExchangeFactory

    from lirelaville.lessons.settings import nbgrader_settings

    config = nbgrader_settings(Path(os.environ["LIRELAVILLE_STATE"]), course)
    config.CourseDirectory.assignment_id = lesson
    # In a trial everybody shares one system account: the name is the hub's.
    config.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]
    coursedir = CourseDirectory(config=config)
    action = getattr(ExchangeFactory(config=config), step)(
        coursedir=coursedir, authenticator=Authenticator(config=config), config=config
    )
    action.assignment_dir = str(Path.home())
    action.log.setLevel("CRITICAL")
    try:
        action.start()
    except (ExchangeError, OSError, RuntimeError) as error:
        raise LireLaVilleError(
            "La leçon n'a pas pu être transmise. Vos réponses sont gardées dans votre "
            "espace : réessayez dans une minute ; si cela recommence, prévenez votre "
            "formatrice ou formateur."
        ) from error
