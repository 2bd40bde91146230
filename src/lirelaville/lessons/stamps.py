"""Know which lessons have changed since they were built, without any heavy import."""

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path

from lirelaville import __version__
from lirelaville.lessons.course import Lesson
from lirelaville.lessons.files import write_if_changed
from lirelaville.lessons.glossary import glossary_file

TOOLS = ("jupytext", "nbconvert", "nbformat", "nbgrader")


@cache
def engine_digest() -> str:
    """Return a digest of what builds lessons: this package and its tools."""
    digest = hashlib.sha256(__version__.encode())
    for tool in TOOLS:
        digest.update(f"{tool} {version(tool)}".encode())
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in {".py", ".j2", ".json"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def lesson_digest(lesson: Lesson) -> str:
    """Return a digest of everything a built lesson is made of."""
    place = (lesson.course, lesson.slug, lesson.position, lesson.count, lesson.minutes)
    digest = hashlib.sha256(f"{engine_digest()} {place}".encode())
    digest.update(lesson.path.read_bytes())
    digest.update(repr(lesson.glossary).encode())
    for shared in (lesson.path.parents[1] / "nbgrader_config.py", glossary_file()):
        if shared.is_file():
            digest.update(shared.read_bytes())
    return digest.hexdigest()


def text_digest(path: Path) -> str:
    """Return a digest of the text of a lesson alone."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def built_text(folder: Path, slug: str) -> str:
    """Return the digest of the text from which a lesson was built, or nothing."""
    _, _, rest = read_stamps(folder).get(slug, "").partition(" ")
    return rest.partition(" ")[0]


def read_stamps(folder: Path) -> dict[str, str]:
    """Return the digest of each lesson built in a course folder."""
    try:
        return json.loads((folder / "built.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


def write_stamps(folder: Path, stamps: dict[str, str]) -> None:
    """Record what is built; called last, so that an interrupted build starts again."""
    text = json.dumps(stamps, indent=1, sort_keys=True) + "\n"
    write_if_changed(folder / "built.json", text, folder / ".built.json.draft")
