"""What the hub's pages know of a course, read again only when it has changed."""

import re
from dataclasses import dataclass
from pathlib import Path

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.course import Badge, Course, Lesson, read_course
from lirelaville.project import project_folder

CHECK = re.compile(r'^# %%.*\bcheck="([^"]+)"', re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A lesson as the pages show it: its place, its title, its exercises."""

    slug: str
    title: str
    position: int = 0  # 0: not in course.yml
    minutes: int = 0
    exercises: tuple[str, ...] = ()
    explainer: str | None = None


@dataclass(frozen=True)
class Outline:
    """A course as the pages show it; ``fault`` says why it cannot be read."""

    slug: str
    title: str
    public: str = ""
    steps: tuple[Step, ...] = ()
    course: Course | None = None
    fault: str = ""

    @property
    def badge(self) -> Badge | None:
        """What the course certifies, if anything."""
        return self.course.badge if self.course else None

    def step(self, slug: str) -> Step:
        """Return a lesson of the course, or one known by its name only."""
        found = (step for step in self.steps if step.slug == slug)
        return next(found, Step(slug, slug.replace("_", " ").capitalize()))


# Reading a course costs some 30 ms and opens ten files: too much for every page.
_known: dict[str, tuple[object, Outline]] = {}


def outline(course: str) -> Outline:
    """Return a course, without failing while a trainer is editing it.

    Parameters
    ----------
    course : str
        Name of the course.

    Returns
    -------
    Outline
        What ``course.yml`` and the lessons say now; the last readable state where
        they are malformed; only a name and the fault where they never were readable.
    """
    version = _version(course)
    before, known = _known.get(course, (None, None))
    if known is None or before != version:
        try:
            known = _read(course)
        except (LireLaVilleError, OSError) as error:
            known = known or Outline(course, course, fault=str(error))
        _known[course] = (version, known)
    return known


def _version(course: str) -> object:
    """Return what changes when a file of the course does."""
    folder = project_folder() / "courses" / course
    files = [folder / "course.yml", *sorted(folder.glob("lessons/*.py"))]
    return tuple((path, _stamp(path)) for path in files)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _read(name: str) -> Outline:
    course = read_course(name)
    steps = tuple(_step(lesson) for lesson in course.lessons)
    return Outline(name, course.title, course.public, steps, course)


def _step(lesson: Lesson) -> Step:
    text = lesson.path.read_text(encoding="utf-8")
    return Step(
        lesson.slug,
        lesson.title,
        lesson.position,
        lesson.minutes,
        tuple(dict.fromkeys(CHECK.findall(text))),
        lesson.explainer,
    )
