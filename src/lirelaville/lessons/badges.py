"""Tell whether somebody has earned the badge of a course."""

from collections.abc import Iterable
from dataclasses import dataclass

from lirelaville.lessons.course import Course


@dataclass(frozen=True)
class LessonMark:
    """What one person got in one lesson.

    ``score`` and ``max_score`` are points; ``waiting`` tells that a written answer has
    not been read by a person yet.
    """

    lesson: str
    score: float
    max_score: float
    waiting: bool = False


def badge_earned(course: Course, marks: Iterable[LessonMark]) -> bool:
    """Tell whether a person's marks are enough for the badge of the course.

    Parameters
    ----------
    course : Course
        With its badge; without one, nobody earns anything.
    marks : iterable of LessonMark
        A lesson counts once, whatever the number of its marks, and only if it is
        still in the course.

    Returns
    -------
    bool
        True if at least ``badge.lessons`` lessons are marked to the end, each with
        ``badge.share_pct`` percent of its points or more.
    """
    if course.badge is None:
        return False
    return len(passed_lessons(course, marks)) >= course.badge.lessons


def passed_lessons(course: Course, marks: Iterable[LessonMark]) -> set[str]:
    """Return the lessons that count for the badge of a course (which has one)."""
    taught = {lesson.slug for lesson in course.lessons}
    passed = {
        mark.lesson
        for mark in marks
        if not mark.waiting
        and mark.max_score > 0
        # multiplied, not divided: exactly the share is enough
        and 100 * mark.score >= course.badge.share_pct * mark.max_score
    }
    return passed & taught
