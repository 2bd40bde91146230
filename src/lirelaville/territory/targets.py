"""List what is checked: every lesson, every public page, with what each needs."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.project import project_folder
from lirelaville.territory.needs import Needs, read_needs

if TYPE_CHECKING:
    from lirelaville.lessons.course import Lesson


@dataclass(frozen=True)
class Target:
    """A lesson or a public page: its name for people, its file, what it needs."""

    name: str
    source: "Lesson | Path"
    needs: Needs

    @property
    def file(self) -> str:
        """A name for a file of its own."""
        return self.name.partition(" ")[2].replace("/", "-")


def all_targets() -> list[Target]:
    """Return every lesson, in the order of the courses, then every public page."""
    from lirelaville.lessons.course import read_courses

    lessons = [
        Target(f"leçon {lesson.course}/{lesson.slug}", lesson, needs_of(lesson))
        for course in read_courses()
        for lesson in course.lessons
    ]
    pages = sorted(project_folder().glob("voila_apps/*.py"))
    return lessons + [Target(f"page {p.stem}", p, read_needs(p)) for p in pages]


def needs_of(lesson: "Lesson") -> Needs:
    """Return what a lesson needs, the datasets of ``course.yml`` included."""
    return read_needs(lesson.path, lesson.datasets)
