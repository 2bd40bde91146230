"""What a lesson asks, cell by cell, and what each of its checks needs to be run."""

from collections.abc import Iterator
from dataclasses import dataclass

from lirelaville.correction.needs import Check, Helpers, made
from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.lessons import outputs
from lirelaville.lessons.course import Lesson, read_courses
from lirelaville.lessons.exercise_rules import REGIONS
from lirelaville.lessons.notebook import TEXT_STUB


@dataclass(frozen=True)
class Step:
    """One cell of the source that marking needs.

    ``kind`` is ``code``, ``exercise``, ``check`` or ``written``; ``given`` is what a
    learner finds there; ``above`` is the question of a written answer; ``fails`` is for
    a cell that shows an error on purpose.
    """

    kind: str
    key: str
    name: str
    given: str
    points: float = 0
    check: Check | None = None
    above: str = ""
    fails: bool = False


@dataclass(frozen=True)
class Exam:
    """A lesson, ready to mark."""

    course: str
    slug: str
    steps: tuple[Step, ...]

    @property
    def marked(self) -> tuple[Step, ...]:
        """The steps that give points, in the order of the lesson."""
        return tuple(step for step in self.steps if step.kind in ("check", "written"))

    @property
    def points(self) -> float:
        """All the points of the lesson."""
        return sum(step.points for step in self.marked)


def find_exam(course: str, slug: str) -> Exam:
    """Read the lesson of a course.

    Raises
    ------
    LireLaVilleError
        If the course or the lesson is unknown (with the near names), or malformed.
    """
    (read,) = read_courses([course])
    known = {lesson.slug: lesson for lesson in read.lessons}
    if slug not in known:
        raise LireLaVilleError(unknown("leçon", slug, known))
    return read_exam(known[slug])


def read_exam(lesson: Lesson) -> Exam:
    """Read a lesson of the project, as its learners were given it."""
    from lirelaville.lessons.build import _read_and_build

    return exam_of(lesson, _read_and_build(lesson))


def exam_of(lesson: Lesson, notebook) -> Exam:
    """Return the steps of a source notebook, with its solutions and hidden checks."""
    helpers = Helpers()
    return Exam(lesson.course, lesson.slug, tuple(_steps(notebook, helpers)))


def _steps(notebook, helpers: "Helpers") -> Iterator[Step]:
    for cell in outputs.code_cells(notebook):  # what a check may import, from anywhere
        helpers.learn_imports(cell.source)
    above = ""
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        points = float(marks.get("points") or 0)
        if cell.cell_type == "markdown":
            if marks.get("solution"):
                yield Step("written", cell.id, cell.id, TEXT_STUB, points, above=above)
            above = without(cell.source, "written")
        elif outputs.is_check(cell):
            name = outputs.answer_name(cell)
            given = without(cell.source, "check")
            check = helpers.check(name, cell.source, given)
            yield Step("check", cell.id, name, given, points, check)
        elif outputs.is_exercise(cell):
            helpers.variables |= made(cell.source)
            given = without(cell.source, "exercise", cell.metadata["lirelaville"])
            yield Step("exercise", cell.id, outputs.answer_name(cell), given)
        elif cell.id != "hand-in":
            helpers.learn(cell.source)
            fails = "raises-exception" in cell.metadata.get("tags", [])
            yield Step("code", cell.id, "", cell.source, fails=fails)


def without(source: str, kind: str, words: dict | None = None) -> str:
    """Return a cell as it was released: without the lines that learners never see."""
    begin, end = REGIONS[kind]
    kept, inside = [], False
    for line in source.split("\n"):
        if line.strip() == begin:
            inside = True
            kept += [words["scaffold"]] if words else []
        elif line.strip() == end:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)
