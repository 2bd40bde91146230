"""Refuse a lesson that breaks the format, with all that its author must change.

Each rule is a small generator of (cell, what is wrong, what to write instead), in
French: ``layout_rules`` for the lesson as a whole, ``exercise_rules`` for exercises,
``word_rules`` for the words of the glossary.
"""

from collections.abc import Sequence

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons import exercise_rules, layout_rules, word_rules
from lirelaville.lessons.course import Lesson
from lirelaville.lessons.percent import Cell, Found, read_cells

RULES = (
    layout_rules.title,
    layout_rules.size,
    layout_rules.exercises,
    layout_rules.code_length,
    layout_rules.folds,
    layout_rules.names,
    layout_rules.points,
    layout_rules.markers,
    exercise_rules.checks,
    exercise_rules.wrong_answers,
    exercise_rules.insides,
)


class MalformedLesson(LireLaVilleError):
    """A lesson file that breaks the format: lesson, cell, what to write instead.

    ``problems`` are the same, one by one, as the rules found them.
    """

    def __init__(self, words: str, problems: Sequence[Found] = ()):
        super().__init__(words)
        self.problems = tuple(problems)


def read_lesson(lesson: Lesson) -> list[Cell]:
    """Read the cells of a lesson and refuse it if it breaks a rule.

    Raises
    ------
    MalformedLesson
        With one line per problem: lesson, cell, line, what to write instead.
    """
    cells = read_text(lesson)
    problems = find_problems(cells, lesson)
    if problems:
        raise MalformedLesson(
            "\n".join(sentence(lesson, *found) for found in problems), problems
        )
    return cells


def read_text(lesson: Lesson) -> list[Cell]:
    """Read the cells of a lesson, whatever they say.

    Raises
    ------
    MalformedLesson
        If the file is not a text that can be cut into cells.
    """
    try:
        return read_cells(lesson.path)
    except (OSError, ValueError) as error:  # not UTF-8, or a header that is no YAML
        raise MalformedLesson(
            f"{lesson.course}/{lesson.slug} : le fichier de la leçon ne se lit pas "
            f"({error}). Enregistrez-le en texte UTF-8, sans en-tête."
        ) from error


def find_problems(cells: list[Cell], lesson: Lesson) -> list[Found]:
    """Apply every rule; the attributes first, since the others rely on them."""
    problems = list(layout_rules.attributes(cells))
    if not problems:
        problems = [found for rule in RULES for found in rule(cells)]
        problems += word_rules.words(cells, lesson)
    return sorted(problems, key=lambda found: found[0].number if found[0] else 0)


def sentence(lesson: Lesson, cell: Cell | None, what: str, instead: str) -> str:
    """Return the line that the author reads."""
    where = f"{lesson.course}/{lesson.slug}"
    if cell:
        where += f", cellule {cell.number} (ligne {cell.line})"
    return f"{where} : {what} {instead}".rstrip()
