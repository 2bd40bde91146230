"""Read ``courses/<course>/course.yml``, the only place that knows the order."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import yaml

from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.french import typeset
from lirelaville.project import project_folder


class MalformedCourse(LireLaVilleError):
    """A ``course.yml`` that cannot be used: which key, and what to write."""


@dataclass(frozen=True)
class Lesson:
    """One line of ``course.yml``: where a lesson stands and what it is about."""

    course: str
    slug: str
    path: Path
    position: int
    count: int
    minutes: int
    objectives: tuple[str, ...]
    datasets: tuple[str, ...] = ()
    digcomp: tuple[str, ...] = ()
    culture_d: tuple[str, ...] = ()
    glossary: tuple[str, ...] = ()
    explainer: str | None = None

    @property
    def title(self) -> str:
        """The first ``# # …`` of its file, with French spaces."""
        with self.path.open(encoding="utf-8", errors="replace") as lines:
            found = (line for line in lines if line.startswith("# # "))
            return typeset(next(found, self.slug).removeprefix("# # ").strip())


@dataclass(frozen=True)
class Badge:
    """What a course certifies, and from how many lessons at which share of points."""

    name: str
    lessons: int
    share_pct: int


@dataclass(frozen=True)
class Course:
    """A course, with its lessons in the order in which they are taught."""

    slug: str
    title: str
    public: str
    description: str
    lessons: tuple[Lesson, ...]
    badge: Badge | None = None


# key of a lesson in course.yml -> what it holds
KEYS = {
    "slug": str,
    "minutes": int,
    "objectives": list,
    "datasets": list,
    "digcomp": list,
    "culture_d": list,
    "glossary": list,
    "explainer": (str, type(None)),
}
REQUIRED = ("slug", "minutes", "objectives")
COURSE_KEYS = ("title", "public", "description", "lessons")


def course_names() -> list[str]:
    """Return the courses of the project: every folder with a ``course.yml``."""
    return sorted(
        path.parent.name for path in project_folder().glob("courses/*/course.yml")
    )


def read_courses(names: Iterable[str] | None = None) -> list[Course]:
    """Read the courses asked for, or all of them.

    Raises
    ------
    LireLaVilleError
        If a name is unknown (with its near names) or a ``course.yml`` is wrong.
    """
    known = course_names()
    chosen = list(names or known)
    for name in chosen:
        if name not in known:
            raise LireLaVilleError(unknown("parcours", name, known))
    return [read_course(name) for name in chosen]


def read_course(name: str) -> Course:
    """Read and check one ``course.yml``."""
    folder = project_folder() / "courses" / name
    try:
        content = yaml.safe_load((folder / "course.yml").read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise MalformedCourse(
            f"courses/{name}/course.yml n'est pas du YAML lisible : {error}"
        ) from None
    if not isinstance(content, dict) or not isinstance(content.get("lessons"), list):
        raise MalformedCourse(
            f"courses/{name}/course.yml : il manque la liste « lessons: », avec un "
            "tiret et un « slug: » par leçon."
        )
    known = (*COURSE_KEYS, "badge")
    _check_keys(f"courses/{name}/course.yml", content, known, COURSE_KEYS)
    lessons = tuple(
        _read_lesson(name, folder, entry, position, len(content["lessons"]))
        for position, entry in enumerate(content["lessons"], start=1)
    )
    _check_slugs(name, lessons)
    return Course(
        name,
        **{key: content[key] for key in COURSE_KEYS[:-1]},
        lessons=lessons,
        badge=_read_badge(name, content.get("badge")),
    )


def _read_lesson(
    course: str, folder: Path, entry: dict, position: int, count: int
) -> Lesson:
    """Turn one item of ``lessons:`` into a Lesson whose file exists."""
    where = f"courses/{course}/course.yml, leçon {position}"
    if not isinstance(entry, dict):
        raise MalformedCourse(
            f"{where} : « {entry} » n'est pas une leçon. Écrivez « - slug: {entry} », "
            "puis « minutes: » et « objectives: » dessous."
        )
    _check_keys(where, entry, tuple(KEYS), REQUIRED)
    for key, value in entry.items():
        if not isinstance(value, KEYS[key]) or isinstance(value, bool):
            raise MalformedCourse(f"{where} : « {key}: {value} » {_EXPECTED[key]}")
    path = folder / "lessons" / f"{entry['slug']}.py"
    if not path.is_file():
        files = [file.stem for file in path.parent.glob("*.py")]
        raise MalformedCourse(f"{where} : {unknown('leçon', entry['slug'], files)}")
    values = {
        key: tuple(str(item) for item in value) if isinstance(value, list) else value
        for key, value in entry.items()
    }
    return Lesson(course=course, path=path, position=position, count=count, **values)


def _read_badge(course: str, entry: object) -> Badge | None:
    """Turn ``badge:`` into a Badge; a course may have none."""
    where = f"courses/{course}/course.yml, badge"
    if entry is None:
        return None
    if not isinstance(entry, dict):
        raise MalformedCourse(
            f"{where} : « {entry} » n'est pas une règle. Écrivez dessous « name: », "
            "« lessons: » et « share_pct: »."
        )
    keys = tuple(field.name for field in fields(Badge))
    _check_keys(where, entry, keys, keys)
    for key, most in (("lessons", 99), ("share_pct", 100)):
        if type(entry[key]) is not int or not 1 <= entry[key] <= most:
            raise MalformedCourse(
                f"{where} : « {key}: {entry[key]} » doit être un nombre entier, de 1 à "
                f"{most}."
            )
    return Badge(str(entry["name"]), entry["lessons"], entry["share_pct"])


_EXPECTED = {
    key: {str: "doit être un mot.", int: "doit être un nombre entier de minutes."}.get(
        kind, "doit être une liste : [un, deux]."
    )
    for key, kind in KEYS.items()
}
_EXPECTED["explainer"] = "doit être le nom d'une page de voila_apps, ou rien."


def _check_keys(
    where: str, content: dict, known: tuple[str, ...], required: tuple[str, ...]
) -> None:
    """Refuse a key that nobody reads, and ask for the ones that are missing."""
    for key in content:
        if key not in known:
            raise MalformedCourse(f"{where} : {unknown('rubrique', str(key), known)}")
    for key in required:
        if not content.get(key):
            raise MalformedCourse(f"{where} : ajoutez la rubrique « {key}: ».")


def _check_slugs(course: str, lessons: tuple[Lesson, ...]) -> None:
    """Refuse a lesson listed twice: the slug is its key in the gradebook."""
    slugs = [lesson.slug for lesson in lessons]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise MalformedCourse(
                f"courses/{course}/course.yml : la leçon « {slug} » est citée "
                f"{slugs.count(slug)} fois. Gardez une seule ligne."
            )
