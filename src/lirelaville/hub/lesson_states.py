"""Where somebody stands in each lesson: in words, and what is next."""

from dataclasses import dataclass, replace
from datetime import datetime

from lirelaville.french import NARROW, count, number, typeset
from lirelaville.hub.codes import ZONE
from lirelaville.hub.outline import Outline, Step
from lirelaville.hub.records import Record, Records, Released
from lirelaville.lessons.badges import LessonMark, badge_earned, passed_lessons


@dataclass(frozen=True)
class LessonState:
    """One lesson on the page; ``state`` also chooses its shape.

    ``new``, ``begun``, ``handed-in``, ``marked``, or ``unknown`` when the hand-in
    service does not answer; ``next`` marks the one thing to do now.
    """

    step: Step
    state: str
    words: str
    released: bool = True
    next: bool = False

    @property
    def begun(self) -> bool:
        """Tell whether the person has a copy, that « Recommencer » would keep."""
        return self.state in {"begun", "handed-in", "marked"}


def lesson_states(
    known: Outline, released: dict[str, Released] | None, records: Records
) -> list[LessonState]:
    """Return the lessons to show, in order, and mark the next one.

    Parameters
    ----------
    known : Outline
        The course.
    released : dict of str to Released, or None
        Lessons that can be opened; None when nobody could say.
    records : dict of str to Record
        What the person has done.

    Returns
    -------
    list of LessonState
        Lessons of the course, then those that a trainer made in formgrader, then the
        withdrawn ones of which the person has a copy.
    """
    if released is None:
        return [LessonState(step, "unknown", "") for step in known.steps]
    listed = [step for step in known.steps if step.slug in released]
    extra = [
        step_of(known, slug, released)
        for slug in released
        if slug not in {step.slug for step in listed}
    ]
    states = [_state(step, records.get(step.slug, Record())) for step in listed + extra]
    gone = [
        replace(_state(known.step(slug), record), released=False)
        for slug, record in records.items()
        if slug not in released and record.opened_at
    ]
    to_do = next((i for i, s in enumerate(states) if s.state in {"new", "begun"}), None)
    if to_do is not None:
        states[to_do] = replace(states[to_do], next=True)
    return states + gone


def step_of(known: Outline, slug: str, released: dict[str, Released] | None) -> Step:
    """Return a lesson; one made in formgrader is known by its notebook alone."""
    step, lesson = known.step(slug), (released or {}).get(slug)
    if step.position or lesson is None:
        return step
    title = lesson.title or step.title
    return replace(step, title=title, exercises=lesson.exercises)


def _state(step: Step, record: Record) -> LessonState:
    state = state_of(record)
    return LessonState(step, state, in_words(state, step, record))


def state_of(record: Record) -> str:
    """Return ``new``, ``begun``, ``handed-in`` or ``marked``."""
    if record.handed_in_at and (record.score is None or _waits(record)):
        return "handed-in"
    if record.score is not None:
        return "marked"
    return "begun" if record.opened_at or record.tried else "new"


def _waits(record: Record) -> bool:
    """Tell whether a newer version than the marked one was handed in."""
    return bool(record.marked_at and record.handed_in_at > record.marked_at)


def in_words(state: str, step: Step, record: Record) -> str:
    """Say in French where a lesson stands: « rendue le 22/11 à 14 h 03 »."""
    if state == "marked":
        mark = f"notée {_points(record.score)}/{_points(record.max_score)}"
        return f"{mark}, une réponse écrite reste à lire" if record.to_read else mark
    if state == "handed-in" and record.score is not None:
        mark = f"{_points(record.score)}/{_points(record.max_score)}"
        return f"rendue à nouveau {moment(record.handed_in_at)}, notée {mark} avant"
    if state == "handed-in":
        return f"rendue {moment(record.handed_in_at)}"
    if state == "new":
        return "pas encore ouverte"
    if not step.exercises:
        return "commencée"
    passed = len(record.passed & set(step.exercises))
    return f"commencée, {count(passed, 'exercice')} sur {len(step.exercises)}"


def moment(when: datetime) -> str:
    """Write a moment of the past, in France's time: « le 22/11 à 14 h 03 »."""
    return f"{when.astimezone(ZONE):le %d/%m à %H{NARROW}h{NARROW}%M}"


def badge_of(known: Outline, records: Records) -> tuple[str, bool]:
    """Say whether the badge of a course is earned, or what it still takes.

    Returns
    -------
    tuple of (str, bool)
        A French sentence, empty where the course has no badge; whether it is earned.
    """
    badge = known.badge
    if badge is None:
        return "", False
    marks = [
        LessonMark(slug, record.score, record.max_score or 0, record.to_read)
        for slug, record in records.items()
        if record.score is not None
    ]
    if badge_earned(known.course, marks):
        return typeset(f"Badge obtenu : « {badge.name} »."), True
    passed = len(passed_lessons(known.course, marks))
    rule = (
        f"Badge « {badge.name} » : il faut {count(badge.lessons, 'leçon')} notées à "
        f"{badge.share_pct} % ou plus ; vous en avez {number(passed)}."
    )
    return typeset(rule), False


def _points(points: float | None) -> str:
    points = points or 0
    return number(points, 0 if points == int(points) else 1)
