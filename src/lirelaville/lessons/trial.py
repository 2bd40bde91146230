"""Try a lesson as three learners would: the right answers, none, the wrong ones."""

import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.course import Lesson
from lirelaville.lessons.kernels import lesson_kernel
from lirelaville.lessons.notebook import MISSING, build_notebook
from lirelaville.lessons.percent import Cell
from lirelaville.lessons.rules import read_lesson

# Forget every name but keep the imported modules: the next trial starts at once.
RESET = "get_ipython().reset(new_session=True)"


@dataclass(frozen=True)
class Trial:
    """What came out of trying one lesson; no failure means it can be taught."""

    course: str
    slug: str
    seconds: float
    points: float
    wrong_answers: int
    failures: tuple[str, ...]


def try_lesson(lesson: Lesson) -> Trial:
    """Run a lesson solved, untouched, and with each wrong answer, in a real kernel."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    start = time.monotonic()
    points, wrong, failures = 0.0, [], []
    try:
        cells = read_lesson(lesson)
        wrong = [cell for cell in cells if cell.kind == "wrong"]
        notebook = build_notebook(lesson, cells)
        points = sum(cell.metadata.nbgrader.points for cell in _checks(notebook))
        with lesson_kernel() as run:
            failures += solved(notebook, run)
            _reset(run)
            failures += untouched(notebook, run)
            _reset(run)
            failures += refused(notebook, wrong, run)
    except LireLaVilleError as error:
        failures += str(error).splitlines()
    except (CellTimeoutError, DeadKernelError) as error:
        failures.append(f"le calcul s'est arrêté : {str(error).splitlines()[0]}")
    seconds = time.monotonic() - start
    return Trial(lesson.course, lesson.slug, seconds, points, len(wrong), tuple(failures))


def solved(notebook, run: Callable) -> Iterator[str]:
    """Every cell runs, and every check gives all its points."""
    from nbgrader.utils import determine_grade

    for cell in _code(deepcopy(notebook)):
        run(cell)
        error = _error(cell)
        on_purpose = "raises-exception" in cell.metadata.get("tags", [])
        if _is_check(cell):
            score, points = determine_grade(cell)
            if score != points:
                yield (
                    f"« {_name(cell)} » : la bonne réponse reçoit {score:g} point sur "
                    f"{points:g}. {_seen(cell)}"
                )
        elif error and not on_purpose:
            yield f"la cellule « {_first_line(cell)} » échoue. {_seen(cell)}"
        elif on_purpose and not error:
            yield (
                f"la cellule « {_first_line(cell)} » annonce une erreur "
                "(raises-exception) et n'en fait pas."
            )


def untouched(notebook, run: Callable) -> Iterator[str]:
    """A learner who answers nothing gets 0, and each check says what is missing."""
    from nbgrader.utils import determine_grade

    for cell in _code(released(notebook)):
        run(cell)
        if not _is_check(cell):
            continue
        score, points = determine_grade(cell)
        if score:
            yield f"« {_name(cell)} » : sans réponse, {score:g} points sur {points:g}."
        elif MISSING not in _says(cell):
            yield (
                f"« {_name(cell)} » : sans réponse, la vérification devrait dire "
                f"« {MISSING}… ». {_seen(cell)}"
            )


def refused(notebook, wrong: list[Cell], run: Callable) -> Iterator[str]:
    """Each wrong answer is refused, with the message that its author promised."""
    for cell in _code(deepcopy(notebook)):
        if not _is_check(cell):
            run(cell)
            solution = cell if "nbgrader" in cell.metadata else None
            if solution is None:
                continue
            check = _check_of(notebook, cell)
            for answer in (a for a in wrong if a.name == cell.metadata.nbgrader.grade_id):
                yield from refused_once(answer, deepcopy(check), run)
            run(solution)


def refused_once(answer: Cell, check, run: Callable) -> Iterator[str]:
    """Give one wrong answer, run its check, and compare the message."""
    from nbformat.v4 import new_code_cell
    from nbgrader.utils import determine_grade

    run(new_code_cell(f"globals().pop({answer.name!r}, None);"))
    attempt = run(new_code_cell(answer.source))
    run(check)
    who = f"« {answer.name} », ligne {answer.line}, « {answer.because} »"
    score, points = determine_grade(check)
    if score:
        yield f"{who} : cette mauvaise réponse reçoit {score:g} points sur {points:g}."
    elif answer.says not in _says(check):
        crash = f" (la réponse elle-même échoue : {_says(attempt)})" * bool(_error(attempt))
        yield f"{who} : on attendait « {answer.says} »{crash}. {_seen(check)}"


def released(notebook):
    """Return the notebook as learners get it, hidden tests kept in the checks."""
    from lirelaville.lessons.preprocessors import Scaffold

    return Scaffold().preprocess(deepcopy(notebook), {})[0]


def _reset(run: Callable) -> None:
    from nbformat.v4 import new_code_cell

    run(new_code_cell(RESET))


def _code(notebook) -> Iterator:
    """Yield the code cells, without the hand-in button at the end."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.id != "hand-in":
            yield cell


def _is_check(cell) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def _checks(notebook) -> list:
    return [cell for cell in _code(notebook) if _is_check(cell)]


def _check_of(notebook, exercise):
    grade_id = f"check_{exercise.metadata.nbgrader.grade_id}"
    return next(cell for cell in notebook.cells if cell.id == grade_id)


def _name(check) -> str:
    return check.metadata.nbgrader.grade_id.removeprefix("check_")


def _first_line(cell) -> str:
    return cell.source.split("\n")[0]


def _error(cell):
    return next((o for o in cell.outputs if o.output_type == "error"), None)


def _says(cell) -> str:
    """Return what the learner reads: the error, else what went to stderr."""
    error = _error(cell)
    if error:
        return "\n".join(error.traceback)
    streams = [o for o in cell.outputs if o.output_type == "stream"]
    return "\n".join(o.text for o in streams if o.name == "stderr").strip()


def _seen(cell) -> str:
    said = _says(cell)
    return f"On lit : « {said} »" if said else "On ne lit aucun message."
