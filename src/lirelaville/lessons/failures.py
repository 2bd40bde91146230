"""What is wrong with a lesson, and in which of its cells."""

from collections.abc import Iterator

from lirelaville.lessons.course import Lesson
from lirelaville.lessons.notebook import plain_id
from lirelaville.lessons.rules import MalformedLesson, sentence


class Failure(str):
    """What is wrong, in French; ``place`` is the id of the cell in the notebook.

    A wrong answer, which no notebook holds, has the id it would have as plain code.
    """

    place: str

    def __new__(cls, words: str, place: str = ""):
        """Keep the place beside the words."""
        failure = super().__new__(cls, words)
        failure.place = place
        return failure


def against_the_rules(lesson: Lesson, error: MalformedLesson) -> Iterator[Failure]:
    """Yield what the format forbids, or why the file cannot be read."""
    for found in error.problems:
        place = plain_id(found[0].number) if found[0] else ""
        yield Failure(sentence(lesson, *found), place)
    if not error.problems:
        yield from map(Failure, str(error).splitlines())
