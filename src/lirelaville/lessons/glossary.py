"""The words of the lessons: defined once, linked where each lesson first uses them.

``courses/glossary.yml`` is the only list.  In the prose of a lesson, ``[[ligne]]`` (or
``[[lignes|ligne]]``) becomes a link whose title is the definition; under « Les mots de
la leçon », the line ``[[mots]]`` becomes the definitions of the lesson's words.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import yaml

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.course import Lesson, read_courses
from lirelaville.lessons.percent import Cell
from lirelaville.project import project_folder

TITLE, WORDS = "**Les mots de la leçon**", "mots"
LIST = re.compile(rf"^{re.escape(TITLE)}[ \t]*\n+\[\[{WORDS}\]\][ \t]*$", re.MULTILINE)
# Code comes first: what is inside a fence or backquotes is never a mark.
MARK = re.compile(
    r"""^[ \t]*(?P<fence>`{3,}|~{3,}).*?(?:^[ \t]*(?P=fence)[ \t]*$|\Z)
    | (?<!`)(?P<quote>`+)(?!`)(?:(?!\n\s*\n).)*?(?<!`)(?P=quote)(?!`)
    | (?<![\w\])])\[\[(?!["'])(?P<shown>[^\[\]|\n]+)(?:\|(?P<word>[^\[\]|\n]+))?\]\]""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


class MalformedGlossary(LireLaVilleError):
    """A ``glossary.yml`` that cannot be read: where, and what to write."""


@dataclass(frozen=True)
class Entry:
    """A word of the glossary; more than one line where it is defined again."""

    word: str
    definition: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Mark:
    """A marked word: what the reader sees, the word meant, the cell it is in."""

    shown: str
    word: str
    cell: Cell


def glossary_file() -> Path:
    """Return the path of the list of words."""
    return project_folder() / "courses" / "glossary.yml"


def read_glossary() -> dict[str, Entry]:
    """Read the list of words, in its order; empty where there is no list.

    Raises
    ------
    MalformedGlossary
        If it is not a list of ``word: "definition"``.
    """
    if not glossary_file().is_file():
        return {}
    try:
        root = yaml.compose(glossary_file().read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise MalformedGlossary(
            "courses/glossary.yml n'est pas du YAML lisible. Écrivez chaque définition "
            f'entre guillemets droits : mot: "Sa définition." {error}'
        ) from None
    entries = {}
    for word, definition, line in _lines(root):
        before = entries[plain(word)].lines if plain(word) in entries else ()
        entries[plain(word)] = Entry(word, definition, (*before, line))
    return entries


def _lines(root: yaml.Node | None) -> Iterator[tuple[str, str, int]]:
    """Yield the words, their definitions and their lines, twice if written twice."""
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if isinstance(value, yaml.ScalarNode):
                yield key.value, value.value.strip(), key.start_mark.line + 1
            else:
                raise _not_a_word(value)
    elif root is not None:
        raise _not_a_word(root)


def _not_a_word(node: yaml.Node) -> MalformedGlossary:
    return MalformedGlossary(
        f"courses/glossary.yml, ligne {node.start_mark.line + 1} : on attend un mot, "
        'deux points et une phrase entre guillemets droits : ligne: "Un cas."'
    )


def find_marks(cells: list[Cell]) -> Iterator[Mark]:
    """Yield what is marked in the prose, ``[[mots]]`` included, in reading order."""
    for cell in cells:
        for match in MARK.finditer(cell.source) if cell.markdown else ():
            if match["shown"]:
                yield Mark(match["shown"], _word_of(match), cell)


def link_words(lesson: Lesson, cells: list[Cell]) -> list[Cell]:
    """Turn the marks of a lesson into links, and ``[[mots]]`` into definitions.

    Parameters
    ----------
    lesson : Lesson
        Its words of ``course.yml`` give the order of the definitions.
    cells : list of Cell
        Without any mistake in their marks (see ``word_rules``).

    Returns
    -------
    list of Cell
        The same cells; code is left as it is.
    """
    entries = read_glossary()
    definitions = "\n".join(
        _definition(entries[plain(word)]) for word in lesson.glossary
    )

    def linked(source: str) -> str:
        source = LIST.sub(lambda _: f"### {TITLE.strip('*')}\n\n{definitions}", source)
        return MARK.sub(lambda match: _link(match, entries), source)

    return [
        replace(cell, source=linked(cell.source)) if cell.markdown else cell
        for cell in cells
    ]


def words_in_use() -> list[tuple[Entry, tuple[Lesson, ...]]]:
    """Return every word in alphabetical order, with the lessons that teach it."""
    lessons = [lesson for course in read_courses() for lesson in course.lessons]
    taught = {lesson: {plain(word) for word in lesson.glossary} for lesson in lessons}
    return [
        (entry, tuple(lesson for lesson in lessons if word in taught[lesson]))
        for word, entry in sorted(
            read_glossary().items(), key=lambda item: anchor(item[0])
        )
    ]


def plain(word: str) -> str:
    """Return a word whose no-break spaces and apostrophes are the ordinary ones."""
    return " ".join(word.replace("’", "'").split())


def _link(match: re.Match, entries: dict[str, Entry]) -> str:
    """Return a link to the definition, where the way back can find it."""
    if not match["shown"]:
        return match[0]
    entry = entries[_word_of(match)]
    name = anchor(entry.word)
    return (
        f'<a id="lu-{name}"></a>[{match["shown"]}]'
        f'(#mot-{name} "{escape(entry.definition)}")'
    )


def _definition(entry: Entry) -> str:
    name = anchor(entry.word)
    return (
        f'- <a id="mot-{name}"></a>**{entry.word}** – {entry.definition} '
        f"[↑\u00a0revenir](#lu-{name})"
    )


def _word_of(match: re.Match) -> str:
    return plain(match["word"] or match["shown"])


def anchor(word: str) -> str:
    """Return a word as an id: Notebook 7 finds no anchor whose name has an accent."""
    letters = plain(word).casefold().replace("œ", "oe")
    bare = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
