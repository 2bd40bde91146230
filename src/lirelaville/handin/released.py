"""The lessons that trainers have released: the folders of nbgrader's ``outbound``."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# What nbgrader accepts for a course or a lesson; no path can be made of it.
NAME = re.compile(r"\w[\w. -]{0,99}")


@dataclass(frozen=True)
class Released:
    """A released lesson: its notebook, what it is called, the exercises it checks."""

    slug: str
    path: Path
    title: str
    exercises: tuple[str, ...]


def is_name(text: str) -> bool:
    """Tell whether a text can name a course or a lesson (and not another folder)."""
    return bool(NAME.fullmatch(text)) and ".." not in text


def released_lessons(exchange: Path, course: str) -> list[Released]:
    """Return the lessons of a course that can be opened now, by name."""
    if not is_name(course):
        return []
    folders = sorted((exchange / course / "outbound").glob("*/"))
    found = (released_lesson(exchange, course, folder.name) for folder in folders)
    return [lesson for lesson in found if lesson]


def released_lesson(exchange: Path, course: str, slug: str) -> Released | None:
    """Return one released lesson, or None if it is unknown or withdrawn.

    Parameters
    ----------
    exchange : Path
        nbgrader's exchange.
    course, slug : str
        As they were asked for: anything.
    """
    if not (is_name(course) and is_name(slug)):
        return None
    folder = exchange / course / "outbound" / slug
    # A lesson made in formgrader may have another name for its notebook.
    own, others = folder / f"{slug}.ipynb", sorted(folder.glob("*.ipynb"))
    path = own if own in others else next(iter(others), None)
    try:
        status = path.stat() if path else None
        return status and _read(slug, path, status.st_mtime_ns, status.st_size)
    except (OSError, ValueError):
        return None  # withdrawn or replaced at this very moment


@lru_cache(maxsize=256)
def _read(slug: str, path: Path, _changed_ns: int, _size: int) -> Released:
    cells = json.loads(path.read_bytes())["cells"]
    first = "".join(cells[0]["source"]) if cells else ""
    marks = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    return Released(
        slug=slug,
        path=path,
        title=first.split("\n")[0].removeprefix("# ").strip() or slug,
        exercises=tuple(
            mark["grade_id"].removeprefix("check_")
            for mark in marks
            if mark.get("grade") and not mark.get("solution")
        ),
    )
