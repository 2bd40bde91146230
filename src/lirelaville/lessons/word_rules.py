"""Rules on the words of a lesson: marked once, defined once, in one sentence."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from lirelaville.lessons.course import Lesson
from lirelaville.lessons.glossary import (
    LIST,
    TITLE,
    WORDS,
    Entry,
    Mark,
    find_marks,
    plain,
    read_glossary,
)
from lirelaville.lessons.percent import Cell, Found

MAX_WORDS = 30  # in a definition


def words(cells: list[Cell], lesson: Lesson) -> Iterator[Found]:
    """Check the marks, the list at the end, and ``glossary:`` of ``course.yml``."""
    marks = [mark for mark in find_marks(cells) if mark.word != WORDS]
    yield from _listed(cells, lesson)
    yield from _marked_once(marks)
    yield from _known(marks, lesson)


def _marked_once(marks: list[Mark]) -> Iterator[Found]:
    """Check that a word is a link where the lesson first uses it, and only there."""
    first: dict[str, Cell] = {}
    for mark in marks:
        if mark.word in first:
            yield (
                mark.cell,
                f"« {mark.word} » est déjà marqué, cellule {first[mark.word].number}.",
                "Gardez les doubles crochets à sa première apparition seulement.",
            )
        first.setdefault(mark.word, mark.cell)


def _known(marks: list[Mark], lesson: Lesson) -> Iterator[Found]:
    """Check that each word is well defined, and announced in ``course.yml``."""
    entries = read_glossary()
    announced = {plain(word) for word in lesson.glossary}
    for word, mark in {mark.word: mark for mark in reversed(marks)}.items():
        if word not in entries:
            yield _unknown(mark, entries)
            continue
        yield from _defined(mark.cell, entries[word])
        if word not in announced:
            yield (
                mark.cell,
                f"« {word} » n'est pas dans « glossary: » de cette leçon.",
                f"Ajoutez-le dans courses/{lesson.course}/course.yml, ou retirez les "
                "doubles crochets.",
            )


def _listed(cells: list[Cell], lesson: Lesson) -> Iterator[Found]:
    """Check that the words of ``course.yml`` are marked, and listed at the end."""
    marked = [mark.word for mark in find_marks(cells)]
    for word in lesson.glossary:
        if plain(word) not in marked:
            yield (
                None,
                f"« {word} » est dans « glossary: » de course.yml, mais la leçon ne le "
                "marque nulle part.",
                f"Écrivez [[{word}]] là où il apparaît d'abord, ou [[ce qu'on lit|"
                f"{word}]] ; sinon, retirez-le de la liste.",
            )
    lists = sum(len(LIST.findall(cell.source)) for cell in cells if cell.markdown)
    wanted = 1 if lesson.glossary else 0
    if (lists, marked.count(WORDS)) != (wanted, wanted):
        yield (
            None,
            f"la liste des mots doit être écrite {wanted} fois ; « [[{WORDS}]] » l'est "
            f"{marked.count(WORDS)} fois, dont {lists} sous « {TITLE} ».",
            f"Écrivez à la fin de la leçon « {TITLE} », une ligne vide, puis "
            f"« [[{WORDS}]] » seul sur sa ligne.",
        )


def _unknown(mark: Mark, entries: dict[str, Entry]) -> Found:
    """Say that a word has no definition, with the words that look like it."""
    near = get_close_matches(mark.word.lower(), entries, n=2, cutoff=0.6)
    guesses = " ou ".join(f"[[{mark.shown}|{word}]]" for word in near)
    return (
        mark.cell,
        f"« {mark.word} » n'est pas dans courses/glossary.yml.",
        f"{f'Vouliez-vous écrire {guesses} ? Sinon, ajoutez' if near else 'Ajoutez'} "
        f'une ligne : {mark.word}: "Sa définition, en une phrase."',
    )


def _defined(cell: Cell, entry: Entry) -> Iterator[Found]:
    """Check that a word has one definition, and that it is one plain sentence."""
    where = f"courses/glossary.yml, ligne {entry.lines[-1]}"
    if len(entry.lines) > 1:
        lines = ", ".join(str(line) for line in entry.lines)
        yield (
            cell,
            f"« {entry.word} » est défini {len(entry.lines)} fois dans "
            f"courses/glossary.yml (lignes {lines}).",
            "Gardez une seule définition, bonne pour toutes les leçons.",
        )
    if not entry.definition.endswith(".") or re.search(r"[.!?…]\s", entry.definition):
        yield (
            cell,
            f"la définition de « {entry.word} » n'est pas une phrase finie par un "
            f"point ({where}) : « {entry.definition} ».",
            "Écrivez une seule phrase.",
        )
    length = len(entry.definition.split())
    if length > MAX_WORDS:
        yield (
            cell,
            f"la définition de « {entry.word} » compte {length} mots ({where}).",
            f"Dites-la en {MAX_WORDS} mots au plus.",
        )
