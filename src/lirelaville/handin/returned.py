"""Feedback that a trainer has returned: the pages of nbgrader's ``feedback``."""

import re
from dataclasses import dataclass
from pathlib import Path

# lessons/templates/feedback/index.html.j2 writes these words and attributes
POINTS = re.compile(r'<nav aria-label="Points par exercice">.*?</nav>', re.DOTALL)
UNREAD = "à relire par votre formatrice ou formateur"


@dataclass(frozen=True)
class Marks:
    """What a feedback page says in its first lines."""

    score: float
    max_score: float
    to_read: bool | None  # None: a page of another template, that does not say


def feedback_folder(exchange: Path, course: str) -> Path:
    """Return where formgrader puts the pages that it returns."""
    return exchange / course / "feedback"


def read_marks(page: str) -> Marks | None:
    """Return the marks of a feedback page, or None if it has none that we know."""
    score, most = _number(page, "data-score"), _number(page, "data-max-score")
    if score is None or most is None:
        return None
    points = POINTS.search(page)
    return Marks(score, most, UNREAD in points.group() if points else None)


def pages_since(exchange: Path, course: str, moment_s: float) -> dict[str, Path]:
    """Return the pages by name, or none if nothing was returned since ``moment_s``."""
    folder = feedback_folder(exchange, course)
    if not folder.is_dir() or folder.stat().st_mtime < moment_s:
        return {}
    return {path.stem: path for path in folder.glob("*.html")}


def _number(page: str, attribute: str) -> float | None:
    found = re.search(rf'{attribute}="([0-9]+)(?:,([0-9]+))?"', page)
    return float(f"{found[1]}.{found[2] or 0}") if found else None
