"""Build and release the lessons that have changed, and only those."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.course import Course, Lesson, read_courses
from lirelaville.lessons.files import write_if_changed
from lirelaville.lessons.refusals import (
    require_finished,
    require_ours,
    what_people_keep,
)
from lirelaville.lessons.shelf import is_withdrawn, take_off
from lirelaville.lessons.stamps import (
    lesson_digest,
    read_stamps,
    text_digest,
    write_stamps,
)
from lirelaville.territory.parameter import territory_for, with_territory

CONFIG = '''\
"""Written by « lirelaville lessons build ».

Change courses/<course>/nbgrader_config.py in the project instead of this file.
"""

from pathlib import Path

from lirelaville.lessons.settings import nbgrader_settings

folder = Path(__file__).resolve().parent
c = get_config()
c.merge(nbgrader_settings(folder.parents[1], folder.name))
'''


@dataclass(frozen=True)
class BuiltLesson:
    """What became of a lesson.

    ``status`` is ``built``, ``unchanged``, ``withdrawn``, or one of two that leave the
    released version as it was, for the reason that ``message`` (French) gives: ``kept``
    if people have handed it in, ``malformed`` if its text cannot be built.
    """

    course: str
    slug: str
    status: str
    message: str = ""


def build_courses(
    state: Path,
    courses: Iterable[str] | None = None,
    progress: Callable[[list[Lesson]], Iterable[Lesson]] = iter,
) -> list[BuiltLesson]:
    """Build, release to the exchange, and withdraw what left ``course.yml``.

    Parameters
    ----------
    state : Path
        The state folder; each course is built in ``state/courses/<course>``.
    courses : iterable of str, optional
        Names of courses; all of them by default.
    progress : callable, optional
        Wraps the list of lessons to build, as ``rich.progress.track`` does.

    Returns
    -------
    list of BuiltLesson
        In the order of the courses.  When nothing has changed, neither nbgrader nor
        jupytext is imported.

    Raises
    ------
    LireLaVilleError
        Unknown course or malformed ``course.yml``.  A malformed lesson stops nothing:
        its result says why what was released stays as it was.
    """
    state = state.resolve()
    chosen = read_courses(courses)
    stale = [
        lesson
        for course in chosen
        for lesson in course.lessons
        if not is_current(state, lesson)
    ]
    for course in chosen:
        _write_config(course_folder(state, course.slug))
    results = {
        lesson: BuiltLesson(lesson.course, lesson.slug, "unchanged")
        for course in chosen
        for lesson in course.lessons
    }
    for lesson in progress(stale) if stale else ():
        results[lesson] = build_lesson(state, lesson)
    gone = [built for course in chosen for built in _withdraw_absent(state, course)]
    return [*results.values(), *gone]


def build_lesson(state: Path, lesson: Lesson) -> BuiltLesson:
    """Build and release one lesson, or say why its released version stays.

    Parameters
    ----------
    state : Path
        The state folder; the course's own folder in it is made if needed.
    lesson : Lesson
        From ``course.yml``.

    Returns
    -------
    BuiltLesson
        ``built``, ``kept`` or ``malformed``.
    """
    state = state.resolve()
    _write_config(course_folder(state, lesson.course))
    try:
        notebook = _read_and_build(lesson)
        require_finished(lesson)
        require_ours(course_folder(state, lesson.course), lesson)
        return _build_one(state, lesson, notebook)
    except LireLaVilleError as error:
        message = f"{what_people_keep(state, lesson)}\n{error}"
        return BuiltLesson(lesson.course, lesson.slug, "malformed", message)


def course_folder(state: Path, course: str) -> Path:
    """Return the nbgrader root of a course."""
    return state / "courses" / course


def is_current(state: Path, lesson: Lesson) -> bool:
    """Tell whether a lesson is built from what its file holds today."""
    folder = course_folder(state, lesson.course)
    name = f"{lesson.slug}/{lesson.slug}.ipynb"
    withdrawn = is_withdrawn(state / "exchange", lesson.course, lesson.slug)
    shelf = "withdrawn" if withdrawn else "outbound"
    outputs = (
        folder / "source" / name,
        folder / "release" / name,
        state / "exchange" / lesson.course / shelf / name,
    )
    try:
        stamp = _stamp(lesson)
    except UnicodeDecodeError:
        return False  # building says what is wrong with the file
    same = read_stamps(folder).get(lesson.slug) == stamp
    return same and all(path.is_file() for path in outputs)


def _stamp(lesson: Lesson) -> str:
    """Return the digests of a lesson and of its text, and the territory it is for."""
    territory = territory_for(lesson.path, lesson.datasets)
    text = text_digest(lesson.path)
    return f"{lesson_digest(lesson)} {text} {territory}".rstrip()


def _read_and_build(lesson: Lesson):
    from lirelaville.lessons.notebook import build_notebook
    from lirelaville.lessons.rules import read_lesson

    cells = read_lesson(lesson)  # first of all: it says what is wrong with the file
    territory = territory_for(lesson.path, lesson.datasets)
    return build_notebook(
        lesson,
        [
            replace(cell, source=with_territory(cell.source, territory))
            if "parameters" in cell.tags
            else cell
            for cell in cells
        ],
    )


def _write_config(folder: Path) -> None:
    """Give formgrader, started in this folder, the settings of every course."""
    folder.mkdir(parents=True, exist_ok=True)
    write_if_changed(
        folder / "nbgrader_config.py", CONFIG, folder / ".nbgrader_config.draft"
    )


def _build_one(state: Path, lesson: Lesson, notebook) -> BuiltLesson:
    """Write the source, release it, and stamp it last."""
    from lirelaville.lessons.notebook import as_text
    from lirelaville.lessons.release import marked_cells_changed, release_lesson

    folder = course_folder(state, lesson.course)
    reason = marked_cells_changed(state, lesson, notebook)
    if reason:
        return BuiltLesson(lesson.course, lesson.slug, "kept", reason)
    write_if_changed(
        folder / "source" / lesson.slug / f"{lesson.slug}.ipynb",
        as_text(notebook),
        folder / f".{lesson.slug}.draft",
    )
    exchange = state / "exchange"
    withdrawn = is_withdrawn(exchange, lesson.course, lesson.slug)
    release_lesson(state, lesson.course, lesson.slug)
    if withdrawn:  # a trainer took it off: only a trainer puts it back
        take_off(exchange, lesson.course, lesson.slug)
    write_stamps(folder, read_stamps(folder) | {lesson.slug: _stamp(lesson)})
    return BuiltLesson(lesson.course, lesson.slug, "built")


def _withdraw_absent(state: Path, course: Course) -> list[BuiltLesson]:
    """Withdraw the lessons we built that ``course.yml`` no longer lists.

    Lessons that a trainer made in formgrader are not ours: they stay.
    """
    folder = course_folder(state, course.slug)
    listed = {lesson.slug for lesson in course.lessons}
    gone = sorted(set(read_stamps(folder)) - listed)
    for slug in gone:
        from lirelaville.lessons.release import withdraw_lesson

        withdraw_lesson(state, course.slug, slug)
        stamps = read_stamps(folder)
        write_stamps(folder, {key: stamps[key] for key in stamps if key != slug})
    return [BuiltLesson(course.slug, slug, "withdrawn") for slug in gone]
