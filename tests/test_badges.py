"""A badge is earned by lessons marked to the end, and by nothing less."""

from pathlib import Path

import pytest
from tiny_course import COURSE, write_course

from lirelaville.lessons.badges import LessonMark, badge_earned
from lirelaville.lessons.course import (
    Badge,
    Course,
    Lesson,
    MalformedCourse,
    read_course,
    read_courses,
)

RULE = "badge: {name: Je sais lire une liste, lessons: 2, share_pct: 60}\n"


def course(badge: Badge | None) -> Course:
    lessons = tuple(
        Lesson("tiny", slug, Path(slug), place, 3, 40, ("lire",))
        for place, slug in enumerate(("un", "deux", "trois"), start=1)
    )
    return Course("tiny", "Lire", "tous", "Trois leçons.", lessons, badge)


ENOUGH = LessonMark("un", 6, 10)
MARKS = {
    "exactly the share, twice": ([ENOUGH, LessonMark("deux", 6.6, 11)], True),
    "everything": ([LessonMark(slug, 9, 9) for slug in ("un", "deux", "trois")], True),
    "one lesson of two": ([ENOUGH], False),
    "just under the share": ([ENOUGH, LessonMark("deux", 5.9, 10)], False),
    "a written answer waits": ([ENOUGH, LessonMark("deux", 9, 9, waiting=True)], False),
    "the same lesson twice": ([ENOUGH, ENOUGH], False),
    "handed in again, better": (
        [ENOUGH, LessonMark("deux", 1, 9), LessonMark("deux", 9, 9)],
        True,
    ),
    "a lesson withdrawn": ([ENOUGH, LessonMark("autrefois", 9, 9)], False),
    "a lesson without points": ([ENOUGH, LessonMark("deux", 0, 0)], False),
    "nothing": ([], False),
}


@pytest.mark.parametrize(("marks", "earned"), MARKS.values(), ids=MARKS.keys())
def test_who_earns_the_badge(marks, earned):
    """At least two lessons marked to the end, each with 60 % of its points."""
    assert badge_earned(course(Badge("Je sais lire", 2, 60)), marks) is earned


def test_a_course_without_a_badge_gives_none():
    """Full marks everywhere change nothing."""
    marks = [LessonMark(slug, 9, 9) for slug in ("un", "deux", "trois")]
    assert badge_earned(course(None), marks) is False


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose only course is ``tiny``."""
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(tmp_path))
    write_course(tmp_path)
    return tmp_path


def test_the_rule_is_read_from_the_course(project: Path):
    """A course may have none: it is then an ordinary course."""
    assert read_course("tiny").badge is None
    write_course(project, course=RULE + COURSE)
    assert read_course("tiny").badge == Badge("Je sais lire une liste", 2, 60)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (RULE, "badge: Je sais lire\n", "n'est pas une règle. Écrivez dessous « name:"),
        ("lessons: 2", "lesson: 2", "Vouliez-vous dire « lessons »"),
        (", share_pct: 60", "", "ajoutez la rubrique « share_pct: »"),
        ("share_pct: 60", "share_pct: 0.6", "nombre entier, de 1 à 100"),
        ("share_pct: 60", "share_pct: 160", "« share_pct: 160 » doit être"),
        ("lessons: 2", "lessons: deux", "« lessons: deux » doit être un nombre entier"),
        ("lessons: 2", "lessons: yes", "doit être un nombre entier, de 1 à 99"),
    ],
)
def test_a_broken_rule_says_what_to_write(
    project: Path, old: str, new: str, words: str
):
    """The badge is checked key by key, like the rest of course.yml."""
    write_course(project, course=RULE.replace(old, new) + COURSE)
    with pytest.raises(MalformedCourse, match=words):
        read_course("tiny")


def test_the_real_courses_have_a_badge():
    """Each says what it certifies, from the learner's side."""
    for one in read_courses():
        assert one.badge
        assert one.badge.name.startswith("Je sais ")
