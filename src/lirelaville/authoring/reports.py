"""The report of a check, cell by cell, kept until the text of the lesson changes."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from lirelaville.lessons.build import course_folder
from lirelaville.lessons.course import Lesson
from lirelaville.lessons.failures import Failure
from lirelaville.lessons.files import write_if_changed
from lirelaville.lessons.notebook import plain_id
from lirelaville.lessons.percent import Cell
from lirelaville.lessons.rules import MalformedLesson, read_text
from lirelaville.lessons.stamps import text_digest

KINDS = {
    "text": "texte",
    "code": "code",
    "exercise": "exercice",
    "check": "vérification",
    "wrong": "mauvaise réponse",
    "written": "réponse rédigée",
    "raw": "brut",
}


@dataclass(frozen=True)
class Remark:
    """What is wrong in one cell: its number in the file (0: the lesson), its words."""

    cell: int
    line: int
    kind: str
    first_line: str
    words: str


@dataclass(frozen=True)
class Report:
    """What a check found; no remark means that the lesson can be taught."""

    text: str  # digest of the text that was checked
    at: str  # ISO 8601
    seconds: float
    points: float
    wrong_answers: int
    remarks: tuple[Remark, ...]


def remarks(lesson: Lesson, failures: Iterable[str]) -> tuple[Remark, ...]:
    """Give each failure its cell; those of the lesson as a whole come first."""
    try:
        cells = read_text(lesson)
    except MalformedLesson:
        cells = []
    places = _places(cells)
    found = [_remark(lesson, failure, places) for failure in failures]
    return tuple(sorted(found, key=lambda remark: remark.cell))


def write_report(state: Path, lesson: Lesson, report: Report) -> None:
    """Keep the report of a lesson in the folder of its course."""
    path = _path(state, lesson)
    text = json.dumps(asdict(report), ensure_ascii=False, indent=1)
    write_if_changed(path, text + "\n", path.with_suffix(".draft"))


def read_report(state: Path, lesson: Lesson) -> Report | None:
    """Return the report of the text of today, or None if it was not checked."""
    try:
        said = json.loads(_path(state, lesson).read_text(encoding="utf-8"))
        said["remarks"] = tuple(Remark(**remark) for remark in said["remarks"])
        report = Report(**said)
    except (OSError, ValueError, TypeError, KeyError):
        return None  # none yet, or cut short: the lesson will be checked again
    return report if report.text == text_digest(lesson.path) else None


def _path(state: Path, lesson: Lesson) -> Path:
    folder = course_folder(state, lesson.course) / ".atelier"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{lesson.slug}.json"


def _places(cells: list[Cell]) -> dict[str, Cell]:
    """Return the cell of the file behind each id of the built notebook."""
    places = {plain_id(cell.number): cell for cell in cells}
    for cell in cells:
        if cell.kind in {"exercise", "written"}:
            places[cell.name] = cell
        elif cell.kind == "check":
            places[f"check_{cell.name}"] = cell
    return places


def _remark(lesson: Lesson, failure: str, places: dict[str, Cell]) -> Remark:
    place = failure.place if isinstance(failure, Failure) else ""
    cell = places.get(place)
    # The rules name lesson, cell and line before the sentence: the page shows them.
    where = rf"^{re.escape(f'{lesson.course}/{lesson.slug}')}(, cellule [^:]*)? : "
    words = re.sub(where, "", failure)
    words = words[:1].upper() + words[1:]
    if cell is None:
        return Remark(0, 0, "", "", words)
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    kind = KINDS[cell.kind] + (f" « {cell.name} »" if cell.name else "")
    return Remark(cell.number, cell.line, kind, first, words)
