"""The lessons of the project, handed in and marked: right, missing and wrong answers.

``make test`` gives each check one of its wrong answers; with ``LIRELAVILLE_LONG`` set
(``make test-full``) it gives them all.  « lessons check » expects the same marks of
nbgrader's own ``determine_grade``.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from handins import as_bytes, released, source_of

from lirelaville.correction.exam import Step, exam_of
from lirelaville.correction.limits import Limits
from lirelaville.correction.marking import mark
from lirelaville.correction.run import Mark, Run
from lirelaville.correction.sandboxes import Template, template
from lirelaville.lessons import outputs
from lirelaville.lessons.course import Lesson, read_courses
from lirelaville.lessons.notebook import MISSING
from lirelaville.lessons.percent import Cell
from lirelaville.lessons.rules import read_lesson

# other tests may use the machine, and one lesson makes sixteen sheets an answer
LIMITS = Limits(cell_seconds=200, cpu_seconds=2000, wall_seconds=2000)


@pytest.fixture(scope="module")
def started() -> Iterator[Template]:
    """The template of the project's own lessons."""
    with template() as running:
        yield running


def hand_in_solved(started: Template, lesson: Lesson) -> Iterator[str]:
    """Hand in the whole notebook with the right answers; say what is not full marks."""
    source = source_of(lesson)
    exam, right = exam_of(lesson, source), released(source)
    answers = {cell.id: cell.source for cell in outputs.code_cells(source)}
    for cell in right.cells:
        if cell.cell_type == "code" and outputs.is_exercise(cell):
            cell.source = answers[cell.id]
    written = {step.name for step in exam.marked if step.kind == "written"}
    for found in mark(started, exam, as_bytes(right), LIMITS):
        points = 0 if found.exercise in written else found.max_score
        if found.score != points or (points and found.message):
            yield f"{lesson.slug}, résolue : {found}"


def answer_badly(started: Template, lesson: Lesson) -> Iterator[str]:
    """Answer each exercise with nothing, wrongly, then right; say what is amiss."""
    source = source_of(lesson)
    exam = exam_of(lesson, source)
    solved = {cell.id: cell.source for cell in source.cells}
    checks = {step.name: step for step in exam.steps if step.kind == "check"}
    wrong = [cell for cell in read_lesson(lesson) if cell.kind == "wrong"]
    with started.sandbox(LIMITS) as sandbox:
        run = Run(sandbox, LIMITS)
        for number, step in enumerate(exam.steps):
            if step.kind == "exercise":
                check = checks[step.name]
                mine = [answer for answer in wrong if answer.name == step.name]
                attempts = [(step.given, MISSING)]
                attempts += [(a.source, a.says) for a in chosen(mine, number)]
                for text, says in attempts:
                    found = attempt(run, check, text)
                    if found.score != 0 or says not in found.message:
                        yield f"{lesson.slug}, on attendait « {says} » : {found}"
            if step.kind in ("code", "exercise"):
                run.cell(solved[step.key])


def chosen(wrong: list[Cell], number: int) -> list[Cell]:
    """Return all the wrong answers, or one of them."""
    return wrong if os.environ.get("LIRELAVILLE_LONG") else [wrong[number % len(wrong)]]


def attempt(run: Run, check: Step, text: str) -> Mark:
    """Give one answer to its check."""
    run.cell(f"globals().pop({check.name!r}, None);")
    run.cell(text)
    run.cell(check.given)
    return run.judge(check, [])


@pytest.mark.parametrize("campaign", [hand_in_solved, answer_badly])
def test_each_lesson_is_marked_as_its_author_meant(
    started: Template, campaign: Callable
):
    """Solved = full marks, untouched = 0, a wrong answer gets its message."""
    lessons = [lesson for course in read_courses() for lesson in course.lessons]
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda lesson: list(campaign(started, lesson)), lessons)
        assert [line for lines in found for line in lines] == []
