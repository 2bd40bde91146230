"""The page ``/hub/glossary``: every word of the lessons, and where it is taught."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from jupyterhub.handlers import BaseHandler

from lirelaville.errors import LireLaVilleError
from lirelaville.french import typeset
from lirelaville.lessons.course import course_names, read_course
from lirelaville.lessons.glossary import anchor, glossary_file, words_in_use
from lirelaville.project import project_folder


@dataclass(frozen=True)
class Word:
    """A word as the page shows it; ``anchor`` is its place in the address."""

    word: str
    anchor: str
    definition: str
    lessons: tuple[tuple[str, str], ...]  # title of the course, title of the lesson


class Glossary(BaseHandler):
    """The words, open to everybody: no log-in is needed to read a definition."""

    async def get(self):
        """Show the words in alphabetical order, a section a letter."""
        try:
            words, fault = words_of_lessons(), ""
        except LireLaVilleError as error:  # a trainer is editing the list
            words, fault = (), str(error)
            self.log.warning("Glossary cannot be read: %s", error)
        sections = [
            (letter.upper(), tuple(found))
            for letter, found in groupby(words, lambda word: word.anchor[:1])
        ]
        self.finish(
            await self.render_template(
                "glossary.html", sections=sections, fault=fault, total=len(words)
            )
        )


def words_of_lessons() -> tuple[Word, ...]:
    """Return the words of the courses; read again only when a file has changed.

    Raises
    ------
    LireLaVilleError
        If the list of words or a ``course.yml`` cannot be read.
    """
    folder = project_folder() / "courses"
    files = [glossary_file(), *folder.glob("*/course.yml"), *folder.glob("*/lessons/*")]
    return _read(tuple(sorted((path, path.stat().st_mtime_ns) for path in files)))


@lru_cache(maxsize=1)
def _read(_version: tuple) -> tuple[Word, ...]:
    courses = {name: read_course(name).title for name in course_names()}
    return tuple(
        Word(
            entry.word,
            anchor(entry.word),
            typeset(entry.definition),
            tuple((courses[lesson.course], lesson.title) for lesson in lessons),
        )
        for entry, lessons in words_in_use()
    )
