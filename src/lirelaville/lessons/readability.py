"""How the prose of a lesson reads: it reports, and leaves the judgement to people."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lirelaville.lessons.course import Lesson
from lirelaville.lessons.exercise_rules import split_region
from lirelaville.lessons.glossary import LIST, MARK, read_glossary
from lirelaville.lessons.percent import Cell, read_cells

READ_PER_MINUTE = 130  # words, aloud in one's head, by an adult who discovers
MINUTES = {"exercise": 3, "written": 5, "code": 0.5}  # to think, type, look
LONG_SENTENCE = 25  # words
HARD_SYLLABLES = 4
RARE = 3  # a word met as often as this is learnt on the way
WORD = re.compile(r"\w(?:[\w’'-]|[.,\u202f\u00a0](?=\d))*")
SENTENCE = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…]\s»))\s+(?=[«(`\d]|[^\W\d_a-zà-ÿœ])")
CODE = re.compile(r"`[^`]*`")


@dataclass(frozen=True)
class Sentence:
    """A sentence of the prose and the number of its cell."""

    cell: int
    text: str

    @property
    def words(self) -> list[str]:
        """Its words; a piece of code counts as one."""
        return WORD.findall(CODE.sub("x", self.text))


@dataclass(frozen=True)
class Readability:
    """What there is to know about the prose of one lesson.

    ``minutes`` are those a beginner needs; ``ease`` is the French Flesch score (100
    is very easy, 60 plain, 30 hard); ``long_sentences`` start with the longest.
    """

    lesson: Lesson
    words: int
    minutes: float
    long_sentences: tuple[Sentence, ...]
    ease: float
    hard_words: tuple[str, ...]


def measure_lessons(lessons: Sequence[Lesson]) -> list[Readability]:
    """Measure the prose of some lessons, whether they follow the format or not.

    Parameters
    ----------
    lessons : sequence of Lesson
        From `lirelaville.lessons.course.read_courses`; a word is rare among them all.

    Returns
    -------
    list of Readability
        In the order of the lessons.
    """
    cells = {lesson: read_cells(lesson.path) for lesson in lessons}
    sentences = {lesson: list(_sentences(cells[lesson])) for lesson in lessons}
    met = Counter(
        _singular(word)
        for prose in sentences.values()
        for sentence in prose
        for word in _plain_words(sentence)
    )
    return [
        Readability(
            lesson=lesson,
            words=(words := sum(len(sentence.words) for sentence in prose)),
            minutes=words / READ_PER_MINUTE
            + sum(MINUTES.get(cell.kind, 0) for cell in cells[lesson]),
            long_sentences=_long(prose),
            ease=_ease(prose),
            hard_words=_hard_words(prose, met),
        )
        for lesson, prose in sentences.items()
    ]


def _sentences(cells: list[Cell]) -> Iterator[Sentence]:
    """Yield what a learner reads: paragraphs, list items, titles, cells of tables."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    for cell in cells:
        for block in parser.parse(_shown(cell)) if cell.markdown else ():
            if block.type == "inline":
                yield from (
                    Sentence(cell.number, text.strip())
                    for text in SENTENCE.split(_text(block))
                    if WORD.search(text)
                )


def _shown(cell: Cell) -> str:
    """Return the prose of a cell without its rubric, its marks as they are read."""
    try:
        source = split_region(cell)[0] if cell.kind == "written" else cell.source
    except ValueError:  # a rubric that is not closed: the rules of the format say it
        source = cell.source
    return MARK.sub(lambda mark: mark["shown"] or mark[0], LIST.sub("", source))


def _text(block) -> str:
    kept = {"text": "{}", "code_inline": "`{}`", "softbreak": " ", "hardbreak": " "}
    return "".join(kept.get(c.type, "").format(c.content) for c in block.children)


def _plain_words(sentence: Sentence) -> list[str]:
    """Return the words made of letters; code has none."""
    words = WORD.findall(CODE.sub(" ", sentence.text))
    bare = [re.sub(r"^\w+[’']", "", word) for word in words]
    return [word for word in bare if word.replace("-", "").isalpha()]


def _long(prose: list[Sentence]) -> tuple[Sentence, ...]:
    long = [sentence for sentence in prose if len(sentence.words) > LONG_SENTENCE]
    return tuple(sorted(long, key=lambda sentence: -len(sentence.words)))


def _ease(prose: list[Sentence]) -> float:
    """Return Flesch's reading ease, with the figures of Kandel and Moles for French."""
    # titles and cells of tables are not sentences: they would make any text easy
    full = [words for words in map(_plain_words, prose) if len(words) > 4]
    words = [word for sentence in full for word in sentence]
    if not words:
        return float("nan")
    syllables = sum(_syllables(word) for word in words)
    return 207 - 1.015 * len(words) / len(full) - 73.6 * syllables / len(words)


def _syllables(word: str) -> int:
    """Count syllables as printers part them, a few less than one hears."""
    from pyphen import Pyphen

    return len(Pyphen(lang="fr").positions(word.lower())) + 1


def _hard_words(prose: list[Sentence], met: Counter) -> tuple[str, ...]:
    """Return the long words that are rare, have no definition and are not names."""
    defined = {
        _singular(word) for entry in read_glossary() for word in WORD.findall(entry)
    }
    words = {word for sentence in prose for word in _plain_words(sentence)}
    hard = {
        _singular(word): word
        for word in sorted(words, reverse=True)  # the shortest form of a word stays
        if word.islower()
        and met[_singular(word)] < RARE
        and _singular(word) not in defined
        and _syllables(word) >= HARD_SYLLABLES
    }
    return tuple(sorted(hard.values()))


def _singular(word: str) -> str:
    return word.lower().rstrip("sx")
