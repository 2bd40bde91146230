"""Try a lesson as three learners would: the right answers, none, the wrong ones."""

import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.lessons import outputs
from lirelaville.lessons.course import Lesson
from lirelaville.lessons.failures import Failure, against_the_rules
from lirelaville.lessons.kernels import lesson_kernel
from lirelaville.lessons.notebook import MISSING, build_notebook, plain_id
from lirelaville.lessons.percent import Cell
from lirelaville.lessons.rules import MalformedLesson, read_lesson
from lirelaville.lessons.workers import in_parallel
from lirelaville.project import project_folder

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


def try_lessons(lessons: Sequence[Lesson], jobs: int = 0) -> list[Trial]:
    """Try lessons in parallel processes, with a progress bar on stderr.

    Parameters
    ----------
    lessons : sequence of Lesson
        From `lirelaville.lessons.course.read_courses`.
    jobs : int
        How many at once; 0 is one per core.

    Returns
    -------
    list of Trial
        In the order of the lessons.
    """
    items = [(lesson,) for lesson in lessons]
    trials = in_parallel(try_lesson, items, jobs, "Leçons vérifiées")
    found = {(trial.course, trial.slug): trial for trial in trials}
    return [found[lesson.course, lesson.slug] for lesson in lessons]


def try_lesson(
    lesson: Lesson, tell: Callable[[int, int], None] = lambda done, total: None
) -> Trial:
    """Run a lesson solved, untouched, and with each wrong answer, in a real kernel.

    Parameters
    ----------
    lesson : Lesson
        From its course, or a draft that is not in it yet.
    tell : callable, optional
        Called with how many cells have run and how many will.

    Returns
    -------
    Trial
        Its failures know their cells (``Failure``).
    """
    start = time.monotonic()
    points, wrong, failures = 0.0, [], list(references(lesson))
    try:
        cells = read_lesson(lesson)
        wrong = [cell for cell in cells if cell.kind == "wrong"]
        points = sum(cell.points for cell in cells if cell.kind == "check")
        notebook = build_notebook(lesson, cells)
        with lesson_kernel() as start_cell:
            run = _counted(start_cell, _runs(notebook, wrong), tell)
            failures += solved(notebook, run)
            _reset(run)
            failures += untouched(notebook, run)
            _reset(run)
            failures += refused(notebook, wrong, run)
    except MalformedLesson as error:
        failures += against_the_rules(lesson, error)
    except LireLaVilleError as error:
        failures += map(Failure, str(error).splitlines())
    except (TimeoutError, RuntimeError) as error:  # too slow a cell, a dead kernel
        failures.append(Failure(f"l'exécution s'est arrêtée. {str(error).strip()}"))
    seconds = time.monotonic() - start
    return Trial(lesson.course, lesson.slug, seconds, points, len(wrong), (*failures,))


def references(lesson: Lesson) -> Iterator[str]:
    """Look for the datasets and the public page that ``course.yml`` names."""
    project = project_folder()
    datasets = [path.parent.name for path in project.glob("datasets/*/*package.json")]
    pages = [path.stem for path in project.glob("voila_apps/*.py")]
    for slug in lesson.datasets:
        if slug not in datasets:
            yield Failure(f"course.yml : {unknown('jeu de données', slug, datasets)}")
    if lesson.explainer and lesson.explainer not in pages:
        found = unknown("page publique", lesson.explainer, pages)
        yield Failure(f"course.yml : {found}")


def solved(notebook, run: Callable) -> Iterator[str]:
    """Expect that every cell runs, and that every check gives all its points."""
    from nbgrader.utils import determine_grade

    for cell in outputs.code_cells(deepcopy(notebook)):
        run(cell)
        error = outputs.error_of(cell)
        on_purpose = "raises-exception" in cell.metadata.get("tags", [])
        where = f"la cellule « {outputs.first_line(cell)} »"
        if outputs.is_check(cell):
            score, points = determine_grade(cell)
            if score != points:
                yield Failure(
                    f"« {outputs.answer_name(cell)} » : la bonne réponse reçoit "
                    f"{score:g} point sur {points:g}. {outputs.seen(cell)}",
                    cell.id,
                )
        elif error and not on_purpose:
            yield Failure(f"{where} échoue. {outputs.seen(cell)}", cell.id)
        elif on_purpose and not error:
            none = "annonce une erreur (raises-exception) et n'en fait pas."
            yield Failure(f"{where} {none}", cell.id)


def untouched(notebook, run: Callable) -> Iterator[str]:
    """Expect 0 for a learner who answers nothing, and a check that says so."""
    from nbgrader.utils import determine_grade

    from lirelaville.lessons.preprocessors import Scaffold

    scaffolded, _ = Scaffold().preprocess(deepcopy(notebook), {})
    for cell in outputs.code_cells(scaffolded):
        run(cell)
        if not outputs.is_check(cell):
            continue
        score, points = determine_grade(cell)
        who = f"« {outputs.answer_name(cell)} » : sans réponse"
        if score:
            yield Failure(f"{who}, {score:g} points sur {points:g}.", cell.id)
        elif MISSING not in outputs.says(cell):
            seen = outputs.seen(cell)
            yield Failure(f"{who}, on attendait « {MISSING}… ». {seen}", cell.id)


def refused(notebook, wrong: list[Cell], run: Callable) -> Iterator[str]:
    """Expect that each wrong answer is refused with the message of its author."""
    for cell in outputs.code_cells(deepcopy(notebook)):
        if outputs.is_check(cell):
            continue
        if outputs.is_exercise(cell):
            name = outputs.answer_name(cell)
            for answer in (answer for answer in wrong if answer.name == name):
                check = deepcopy(outputs.check_of(notebook, name))
                yield from refused_once(answer, check, run)
        run(cell)


def refused_once(answer: Cell, check, run: Callable) -> Iterator[str]:
    """Give one wrong answer, run its check, and compare the message."""
    from nbformat.v4 import new_code_cell
    from nbgrader.utils import determine_grade

    run(new_code_cell(f"globals().pop({answer.name!r}, None);"))
    attempt = run(new_code_cell(answer.source))
    run(check)
    who = f"« {answer.name} », ligne {answer.line}, « {answer.because} »"
    score, points = determine_grade(check)
    place = plain_id(answer.number)
    if score:
        words = f"cette mauvaise réponse reçoit {score:g} points sur {points:g}."
        yield Failure(f"{who} : {words}", place)
    elif answer.says not in outputs.says(check):
        crash = outputs.says(attempt) if outputs.error_of(attempt) else ""
        crash = crash and f" (la réponse elle-même échoue : {crash})"
        words = f"on attendait « {answer.says} »{crash}. {outputs.seen(check)}"
        yield Failure(f"{who} : {words}", place)


def _runs(notebook, wrong: list[Cell]) -> int:
    """Count the cells that a trial runs; see ``solved``, ``untouched``, ``refused``."""
    code = list(outputs.code_cells(notebook))
    checks = sum(outputs.is_check(cell) for cell in code)
    return 3 * len(code) - checks + 3 * len(wrong) + 2


def _counted(run: Callable, total: int, tell: Callable[[int, int], None]) -> Callable:
    """Return the same function, which also tells how far the trial is."""
    done = 0

    def run_and_tell(cell):
        nonlocal done
        result = run(cell)
        done += 1
        tell(done, total)
        return result

    return run_and_tell


def _reset(run: Callable) -> None:
    from nbformat.v4 import new_code_cell

    run(new_code_cell(RESET))
