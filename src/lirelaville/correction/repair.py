"""Put a hand-in back into the order of its lesson, whatever became of its cells.

Checks are never taken from the hand-in.  What is: the answers, found by their label or
by the name they give a value to; the cells of the lesson as the learner changed them;
and the cells that the learner added, which stay below the one they followed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from lirelaville.correction.exam import Exam, Step

ALIKE = 0.6  # of 1: the share of text that two cells have in common
COMPARED = 2_000  # characters: comparing is slow
MOST_STRAYS = 200  # cells without a label that are compared one by one
LOST_LABEL = "La cellule avait perdu son étiquette : on l'a reconnue à son contenu."
SEVERAL = "La cellule était là {count} fois : toutes ont été exécutées, de haut en bas."
JOINED = "La cellule était coupée en {count} : ses morceaux ont été recollés."
RETYPED = "La cellule n'était plus du code : elle a été exécutée quand même."
DELETED = "La cellule de la réponse n'était plus dans le carnet."


@dataclass(frozen=True)
class Found:
    """A cell of the hand-in."""

    kind: str
    id: str
    label: str
    source: str


@dataclass
class Place:
    """What is run at one step of the lesson: its cell, then those added below."""

    step: Step
    sources: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    answered: bool = False


def repair(exam: Exam, cells: list[list[str]]) -> tuple[list[str], list[Place]]:
    """Return what runs before the lesson, then the places in the lesson's order.

    Parameters
    ----------
    exam : Exam
        The source.
    cells : list of [kind, id, label, source]
        From `lirelaville.correction.reading.read_cells`.

    Returns
    -------
    list of str, list of Place
        A place without its own cell in the hand-in has that of the lesson.
    """
    found = [Found(*cell) for cell in cells]
    places = {step.key: Place(step) for step in exam.steps}
    owners = _owners(exam, found)
    before, last = [], None
    taken: dict[str, list[Found]] = {}
    for number, cell in enumerate(found):
        owner = owners.get(number)
        if owner:
            taken.setdefault(owner, []).append(cell)
            last = owner
        elif _is_added(cell):
            (places[last].added if last else before).append(cell.source)
    for key, place in places.items():
        _fill(place, taken.get(key, []))
    return before, list(places.values())


def _owners(exam: Exam, found: list[Found]) -> dict[int, str]:
    """Say to which step each cell of the hand-in belongs, by its place in it."""
    keys = {step.key for step in exam.steps}
    plain = {step.key for step in exam.steps if step.kind == "code"}
    owners: dict[int, str] = {}
    for number, cell in enumerate(found):
        # an answer keeps its label when it is copied; a cell of the lesson has no label
        key = cell.label or cell.id
        if key in keys and not (key in plain and key in owners.values()):
            owners[number] = key
    missing = [step for step in exam.steps if step.key not in owners.values()]
    strays = [n for n, cell in enumerate(found) if _is_stray(cell, n, owners)]
    strays = strays[:MOST_STRAYS]
    for step in missing:
        number = _recognised(step, found, strays)
        if number is not None:
            owners[number] = step.key
            strays.remove(number)
    return owners


def _is_stray(cell: Found, number: int, owners: dict[int, str]) -> bool:
    return number not in owners and bool(cell.source.strip()) and not cell.label


def _recognised(step: Step, found: list[Found], strays: list[int]) -> int | None:
    """Look among the cells without a label for the one that a step has lost."""
    if step.kind == "check":
        return None
    if step.kind == "exercise":
        name = re.escape(step.name)
        gives = re.compile(rf"^(?:{name}\b[^=\n(]*=(?!=)|def {name}\b)", re.MULTILINE)
        named = [n for n in strays if gives.search(found[n].source)]
        if named:  # the last one is the one that counted in the notebook
            return named[-1]
    if step.kind == "written":  # only its question tells what it answers
        texts = [n for n in strays if n and found[n].kind == "markdown"]
        alike = [(_alike(found[n - 1].source, step.above), -n) for n in texts]
    else:
        codes = [n for n in strays if found[n].kind == "code"]
        alike = [(_alike(found[n].source, step.given), -n) for n in codes]
    best, number = max(alike, default=(0, 0))
    return -number if best >= ALIKE else None


def _alike(one: str, other: str) -> float:
    one, other = one[:COMPARED], other[:COMPARED]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0
    return matcher.ratio()


def _is_added(cell: Found) -> bool:
    return cell.kind == "code" and not cell.label and cell.id != "hand-in"


def _fill(place: Place, cells: list[Found]) -> None:
    """Choose what a step runs, and say what was repaired."""
    step = place.step
    if step.kind == "check":  # always that of the source
        return
    if step.kind == "exercise":
        place.remarks += _remarks(step, cells)
        written = [c for c in cells if _told(c) and not _same(c.source, step.given)]
        place.answered = bool(written)
        place.sources = [cell.source for cell in written] or [step.given]
        joined = "\n".join(place.sources)
        if len(written) > 1:
            if _parses(joined) and not all(map(_parses, place.sources)):
                place.sources = [joined]
                place.remarks.append(JOINED.format(count=len(written)))
            else:
                place.remarks.append(SEVERAL.format(count=len(written)))
        return
    texts = [cell.source for cell in cells if cell.source.strip()]
    if step.kind == "written":
        place.sources = [text for text in texts if not _same(text, step.given)]
        place.answered = bool(place.sources)
    else:
        place.sources = texts[:1] or [step.given]


def _remarks(step: Step, cells: list[Found]) -> Iterator[str]:
    if not cells:
        yield DELETED
    if any(step.key not in (cell.label, cell.id) for cell in cells):
        yield LOST_LABEL
    if any(cell.kind != "code" for cell in cells):
        yield RETYPED


def _told(cell: Found) -> bool:
    return bool(cell.source.strip())


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _parses(source: str) -> bool:
    try:
        compile(source, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # a magic command is no fault either: it stays a cell of its own
        return False
    return True
