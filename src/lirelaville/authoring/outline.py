"""Write a new lesson at the end of ``course.yml``, without touching the rest of it."""

import json
from collections.abc import Sequence
from pathlib import Path

import yaml

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.course import read_course
from lirelaville.project import project_folder

OBJECTIVES = ("À écrire : trois verbes, ce que l'on saura faire à la fin",)


def add_lesson(
    course: str,
    slug: str,
    minutes: int,
    *,
    objectives: Sequence[str] = OBJECTIVES,
    datasets: Sequence[str] = (),
) -> None:
    """Add a lesson after the others; comments and layout of the file stay.

    Parameters
    ----------
    course, slug : str
        The course, and the lesson, whose file is there.
    minutes : int
        How long it lasts.
    objectives, datasets : sequence of str
        What the lesson teaches, and the tables that it reads.

    Raises
    ------
    LireLaVilleError
        If the file would no longer be right; it is then left as it was.
    """
    path = project_folder() / "courses" / course / "course.yml"
    if slug in {lesson.slug for lesson in read_course(course).lessons}:
        raise LireLaVilleError(f"« {slug} » est déjà dans le parcours « {course} ».")
    before = path.read_text(encoding="utf-8")
    line, column = _end_of_lessons(path, before)
    lines = before.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    entry = _entry(slug, minutes, objectives, datasets)
    lines[line:line] = [f"{' ' * column}{text}\n" for text in entry]
    _write(path, "".join(lines))
    try:
        read_course(course)
    except LireLaVilleError:
        _write(path, before)
        raise


def _entry(
    slug: str, minutes: int, objectives: Sequence[str], datasets: Sequence[str]
) -> list[str]:
    quoted = [f"    - {json.dumps(text, ensure_ascii=False)}" for text in objectives]
    return [
        f"- slug: {slug}",
        f"  minutes: {minutes}",
        "  objectives:",
        *quoted,
        f"  datasets: [{', '.join(datasets)}]",
        '  digcomp: ["1.2"]',
        "  glossary: []",
        "  explainer: null",
    ]


def _end_of_lessons(path: Path, text: str) -> tuple[int, int]:
    """Return the line after the last lesson, and the column of the dashes."""
    root = yaml.compose(text)
    lessons = next(value for key, value in root.value if key.value == "lessons")
    if lessons.flow_style or not lessons.value:
        raise LireLaVilleError(
            f"courses/{path.parent.name}/course.yml : la liste « lessons: » n'a pas "
            "une leçon par tiret. Ajoutez la leçon à la main."
        )
    return _last_line(lessons.value[-1]) + 1, lessons.start_mark.column


def _last_line(node: yaml.Node) -> int:
    """Return the line where a node really ends: its own mark goes past comments."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        end = node.end_mark
        # A block of text (« >- ») ends at the start of the next line.
        return end.line - 1 if end.column == 0 and end.line else end.line
    last = node.value[-1]
    return _last_line(last[1] if isinstance(node, yaml.MappingNode) else last)


def _write(path: Path, text: str) -> None:
    draft = path.with_suffix(".yml.draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
