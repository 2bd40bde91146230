"""Hand a lesson in and fetch its feedback, through the hand-in service."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lirelaville.errors import LireLaVilleError
from lirelaville.handin.client import NotDone, fetch_feedback, hand_in, in_workshop

ELSEWHERE = (
    "Cette leçon se rend depuis l'atelier, dans votre espace de travail. Ici, vous "
    "pouvez la suivre librement, mais il n'y a personne à qui la rendre."
)
NOT_SENT = (
    "La leçon n'a pas pu être transmise. Vos réponses sont gardées dans votre "
    "espace : réessayez dans une minute ; si cela recommence, prévenez votre "
    "formatrice ou formateur."
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
        Outside the workshop, without the notebook, or when the service refuses.
    """
    if not in_workshop():
        raise LireLaVilleError(ELSEWHERE)
    notebook = notebook_path(course, lesson)
    if not notebook.exists():
        raise LireLaVilleError(
            f"Je ne trouve plus « {notebook.name} » dans son dossier. S'il a été "
            "renommé ou déplacé, redonnez-lui son nom, puis réessayez."
        )
    # Read first: what is saved during the transfer is not in it.
    saved_at = datetime.fromtimestamp(notebook.stat().st_mtime).astimezone()
    try:
        received = hand_in(course, lesson, notebook.read_bytes())
    except NotDone as error:
        if error.status is None:
            raise LireLaVilleError(NOT_SENT) from None
        raise LireLaVilleError(
            f"La leçon n'a pas été rendue. {error} Vos réponses sont gardées dans "
            "votre espace."
        ) from None
    return Receipt(saved_at, _moment(received["received_at"]))


def corrige(course: str, lesson: str) -> Feedback | None:
    """Fetch the latest feedback of a lesson, or None while nobody has returned it.

    Raises
    ------
    LireLaVilleError
        Outside the workshop, or when the service does not answer.
    """
    if not in_workshop():
        raise LireLaVilleError(ELSEWHERE)
    found = fetch_feedback(course, lesson)
    if found is None:
        return None
    received = _moment(found["received_at"])
    folder = notebook_path(course, lesson).parent / "feedback"
    page = folder / f"{received:%Y-%m-%d %Hh%Mm%S}" / f"{lesson}.html"
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(found["html"], encoding="utf-8")
    except OSError:
        raise LireLaVilleError(
            "Votre corrigé est rendu, mais il n'a pas pu être copié dans votre espace, "
            "qui est sans doute plein. Supprimez un fichier dont vous n'avez plus "
            "besoin, puis réessayez."
        ) from None
    return Feedback(page, _points(found.get("score")), _points(found.get("max_score")))


def notebook_path(course: str, lesson: str) -> Path:
    """Return where the person's notebook of a lesson is."""
    return Path.home() / course / lesson / f"{lesson}.ipynb"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone()


def _points(points: float | None) -> str:
    return "?" if points is None else f"{points:g}".replace(".", ",")
