"""Where each lesson of a course stands: draft, published, changed since, withdrawn."""

from dataclasses import dataclass
from pathlib import Path

from lirelaville.authoring.reports import Report, read_report
from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.lessons.build import course_folder
from lirelaville.lessons.course import Course, Lesson, read_course
from lirelaville.lessons.shelf import is_withdrawn
from lirelaville.lessons.stamps import built_text, text_digest
from lirelaville.project import project_folder

# what a draft is announced with until course.yml says otherwise
DRAFT_MINUTES = 40
STANDINGS = {
    "draft": "brouillon, hors du parcours",
    "new": "pas encore publiée",
    "published": "publiée",
    "changed": "publiée, puis modifiée ici : la nouvelle version attend",
    "withdrawn": "retirée : personne ne peut plus la commencer",
}


@dataclass(frozen=True)
class Standing:
    """Where a lesson stands; ``report`` is the last check of the text of today."""

    lesson: Lesson
    name: str
    report: Report | None

    @property
    def words(self) -> str:
        """The same, in French."""
        return STANDINGS[self.name]

    @property
    def listed(self) -> bool:
        """Whether ``course.yml`` knows the lesson."""
        return self.name != "draft"

    @property
    def released(self) -> bool:
        """Whether participants can open a version of it."""
        return self.name in {"published", "changed"}


def find_lesson(course: Course, slug: str) -> Lesson:
    """Return a lesson of the course, or the draft of that name beside its lessons.

    Raises
    ------
    LireLaVilleError
        If there is no such file; its near names are said.
    """
    listed = {lesson.slug: lesson for lesson in course.lessons}
    if slug in listed:
        return listed[slug]
    files = {path.stem: path for path in lesson_files(course.slug)}
    if slug not in files:
        raise LireLaVilleError(unknown("leçon", slug, files))
    after = len(course.lessons) + 1
    place = {"position": after, "count": after, "minutes": DRAFT_MINUTES}
    return Lesson(
        course=course.slug, slug=slug, path=files[slug], objectives=(), **place
    )


def lesson_files(course: str) -> list[Path]:
    """Return every lesson file of a course, drafts included."""
    return sorted((project_folder() / "courses" / course / "lessons").glob("*.py"))


def standing(state: Path, course: Course, slug: str) -> Standing:
    """Return where one lesson stands."""
    lesson = find_lesson(course, slug)
    return Standing(lesson, _name(state, course, lesson), read_report(state, lesson))


def standings(state: Path, name: str) -> list[Standing]:
    """Return every lesson of a course in its order, then the drafts."""
    course = read_course(name)
    listed = [lesson.slug for lesson in course.lessons]
    drafts = [path.stem for path in lesson_files(name) if path.stem not in listed]
    return [standing(state, course, slug) for slug in (*listed, *drafts)]


def _name(state: Path, course: Course, lesson: Lesson) -> str:
    if lesson not in course.lessons:
        return "draft"
    exchange = state / "exchange"
    if is_withdrawn(exchange, course.slug, lesson.slug):
        return "withdrawn"
    if not (exchange / course.slug / "outbound" / lesson.slug).is_dir():
        return "new"
    built = built_text(course_folder(state, course.slug), lesson.slug)
    return "published" if built == text_digest(lesson.path) else "changed"
