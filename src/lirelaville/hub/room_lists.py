"""The lists of the room: the lessons of the course, and those of one person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lirelaville.hub.lesson_states import LessonState, moment, state_of, step_of
from lirelaville.hub.outline import Outline, Step
from lirelaville.hub.records import Record, Records, Released, Tries
from lirelaville.hub.room import latest


@dataclass(frozen=True)
class LessonLine:
    """A lesson in the room's list; ``released`` is None when nobody can say."""

    step: Step
    released: bool | None
    begun: int
    handed_in: int


def lesson_lines(
    course: Outline, released: dict[str, Released] | None, records: dict[str, Records]
) -> list[LessonLine]:
    """Return every lesson of a course, with how many people began and handed it in."""
    states = [
        (slug, state_of(one)) for of in records.values() for slug, one in of.items()
    ]
    counts = Counter(states)
    slugs = dict.fromkeys([step.slug for step in course.steps] + [*(released or {})])
    return [
        LessonLine(
            step_of(course, slug, released),
            None if released is None else slug in released,
            sum(counts[slug, state] for state in ("begun", "handed-in", "marked")),
            sum(counts[slug, state] for state in ("handed-in", "marked")),
        )
        for slug in slugs
    ]


@dataclass(frozen=True)
class Exercise:
    """An exercise on a person's page, with its French state."""

    name: str
    state: str
    words: str


def person_view(
    lessons: Iterable[LessonState], records: Records
) -> list[tuple[LessonState, str, list[Exercise]]]:
    """Return each lesson with the last sign of life in it and its exercises."""
    view = []
    for lesson in lessons:
        record = records.get(lesson.step.slug, Record())
        seen = latest(record.last_seen, record.opened_at, record.handed_in_at)
        exercises = [_exercise(name, record) for name in lesson.step.exercises]
        view.append((lesson, moment(seen) if seen else "", exercises))
    return view


def _exercise(name: str, record: Record) -> Exercise:
    if name in record.passed:
        return Exercise(name, "passed", "réussi")
    if name in record.tried:
        tries = record.tries.get(name, Tries(1, None)).count
        return Exercise(name, "tried", f"essayé {tries} fois")
    return Exercise(name, "new", "pas encore")
