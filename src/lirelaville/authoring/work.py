"""Check, publish or withdraw one lesson, in a process of its own.

``python -m lirelaville.authoring.work check STATE COURSE SLUG`` prints JSON, an object
a line: how far it is, then what came out.
"""

import json
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from lirelaville.authoring.lessons import find_lesson
from lirelaville.authoring.reports import Report, remarks, write_report
from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.course import Course, read_course
from lirelaville.lessons.stamps import text_digest

PUBLISHED = (
    "C'est publié. Qui ouvre la leçon pour la première fois voit cette version. Qui "
    "l'avait déjà ouverte garde la sienne, avec ses réponses : « Recommencer », sur sa "
    "page d'accueil, lui donne la nouvelle à côté."
)
WITHDRAWN = (
    "La leçon est retirée : personne ne peut plus la commencer. Qui l'avait ouverte "
    "garde son travail, ce qui est rendu et les notes restent."
)


def check(state: Path, course: Course, slug: str, tell: Callable) -> str:
    """Try the saved text of a lesson, keep the report, say how many remarks."""
    from lirelaville.lessons.kernels import use_own_runtime
    from lirelaville.lessons.trial import try_lesson

    lesson = find_lesson(course, slug)
    text = text_digest(lesson.path)
    with tempfile.TemporaryDirectory(prefix="llv-") as folder:
        use_own_runtime(folder)
        trial = try_lesson(lesson, tell)
    found = remarks(lesson, trial.failures)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    figures = (round(trial.seconds, 1), trial.points, trial.wrong_answers)
    write_report(state, lesson, Report(text, now, *figures, found))
    return ""


def publish(state: Path, course: Course, slug: str, tell: Callable) -> str:
    """Build the saved text and release it; a withdrawn lesson comes back."""
    from lirelaville.lessons.build import build_lesson
    from lirelaville.lessons.shelf import is_withdrawn, put_back

    lesson = find_lesson(course, slug)
    if lesson not in course.lessons:
        raise LireLaVilleError(
            "Ce brouillon n'est pas encore dans le parcours. Ajoutez-le d'abord, avec "
            "sa durée."
        )
    built = build_lesson(state, lesson)
    if built.status != "built":
        raise LireLaVilleError(built.message)
    if is_withdrawn(state / "exchange", course.slug, slug):
        put_back(state / "exchange", course.slug, slug)
    return PUBLISHED


def withdraw(state: Path, course: Course, slug: str, tell: Callable) -> str:
    """Take a lesson off the shelf; what people did with it stays."""
    from lirelaville.lessons.shelf import take_off

    take_off(state / "exchange", course.slug, slug)
    return WITHDRAWN


ACTIONS = {"check": check, "publish": publish, "withdraw": withdraw}


def main(action: str, state: str, course: str, slug: str) -> None:
    """Do one of the actions and print what comes out."""
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def tell(done: int, total: int) -> None:
        _say(done=done, total=total)

    try:
        words = ACTIONS[action](Path(state), read_course(course), slug, tell)
        _say(words=words)
    except LireLaVilleError as error:
        _say(refused=str(error))


def _say(**what: object) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201 - read by the server


def _end_with_parent() -> None:
    """End when the server that asked for the work is no more: its pipe closes."""
    os.read(0, 1)  # sys.stdin would hold a lock when we end by ourselves
    os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
