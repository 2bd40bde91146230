"""Hand-ins of the tiny course, as its learners would send them."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from tiny_course import write_course

from lirelaville.correction.exam import exam_of, without
from lirelaville.correction.limits import Limits
from lirelaville.correction.marking import mark
from lirelaville.correction.run import Mark
from lirelaville.correction.sandboxes import Template, template
from lirelaville.lessons import outputs
from lirelaville.lessons.build import _read_and_build
from lirelaville.lessons.course import Lesson, read_course

SLUG = "lire_une_liste"
RIGHT = {
    "total": "total = 900",
    "moyenne": "moyenne = total / 3",
    "plus_grand": "plus_grand = 600",
}
# small, so that what goes too far is stopped soon
LIMITS = Limits(
    cell_seconds=30,
    cpu_seconds=30,
    wall_seconds=90,
    memory_mb=512,
    disk_mb=20,
    output_mb=1,
)


class Desk:
    """Where hand-ins of the tiny lesson are marked: a real template, real sandboxes."""

    def __init__(self, started: Template, lesson: Lesson) -> None:
        source = source_of(lesson)
        self.started, self.lesson_file = started, lesson.path
        self.exam, self.blank = exam_of(lesson, source), released(source)

    def copy(self, **answers: str) -> NotebookNode:
        """Return the lesson with these answers typed in."""
        notebook = deepcopy(self.blank)
        for cell in notebook.cells:
            cell.source = answers.get(cell.id, cell.source)
        return notebook

    def mark(self, notebook: NotebookNode | bytes, **limits: float) -> dict[str, Mark]:
        """Mark a hand-in; return its marks by exercise."""
        if not isinstance(notebook, bytes):
            notebook = as_bytes(notebook)
        marks = mark(self.started, self.exam, notebook, replace(LIMITS, **limits))
        return {found.exercise: found for found in marks}


@contextmanager
def desk(project: Path) -> Iterator[Desk]:
    """Open a desk for the tiny course, written in a folder."""
    write_course(project)
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("LIRELAVILLE_PROJECT", str(project))
            (lesson,) = read_course("tiny").lessons
            opened = Desk(stack.enter_context(template()), lesson)
        yield opened


def source_of(lesson: Lesson) -> NotebookNode:
    """Return a lesson with its solutions and hidden checks."""
    return _read_and_build(lesson)


def released(source: NotebookNode) -> NotebookNode:
    """Return what learners are given: no solution, no hidden check."""
    notebook = deepcopy(source)
    for cell in notebook.cells:
        if cell.cell_type == "code" and outputs.is_check(cell):
            cell.source = without(cell.source, "check")
        elif cell.cell_type == "code" and outputs.is_exercise(cell):
            words = cell.metadata.pop("lirelaville")
            cell.source = without(cell.source, "exercise", words)
        elif cell.cell_type == "markdown":
            cell.source = without(cell.source, "written")
    return notebook


def as_bytes(notebook: NotebookNode) -> bytes:
    """Return the file of a notebook, however wrong it is."""
    return json.dumps(notebook).encode()


def cell_of(notebook: NotebookNode, name: str) -> NotebookNode:
    """Return the cell that has this id."""
    return next(cell for cell in notebook.cells if cell.id == name)


def stored(folder: Path, person: str, content: bytes) -> Path:
    """Put a hand-in where ``lirelaville grade`` looks for it."""
    path = folder / person / f"{SLUG}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def read(path: Path) -> NotebookNode:
    """Read a notebook file."""
    return nbformat.read(path, as_version=4)
