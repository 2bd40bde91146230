"""Where people stand in a course, from the record: for the espace and the room."""

import sqlalchemy as sa

from lirelaville.handin.record import hand_ins, seen, tries

EMPTY = {
    "opened_at": None,
    "last_seen": None,
    "handed_in_at": None,
    "marked_at": None,
    "score": None,
    "max_score": None,
    "to_read": None,
}


def summary(engine: sa.Engine, course: str, person: str | None = None) -> dict:
    """Return where one person, or everybody, stands in each lesson of a course.

    Parameters
    ----------
    engine : Engine
        The record.
    course : str
        The course.
    person : str, optional
        Only this person.

    Returns
    -------
    dict
        ``{person: {lesson: {...}}}``. ``tries`` says of each exercise that is not
        passed yet how often and since when it was tried. The marks are the last that
        were returned, for the version received at ``marked_at``: a later
        ``handed_in_at`` waits for its own.
    """
    people: dict = {}

    def lesson_of(row) -> dict:
        lessons = people.setdefault(row.person, {})
        blank = {**EMPTY, "passed": [], "tried": [], "tries": {}}
        return lessons.setdefault(row.lesson, blank)

    with engine.connect() as connection:
        for row in connection.execute(_rows(seen, course, person)):
            lesson_of(row).update(opened_at=row.opened_at, last_seen=row.last_seen)
        for row in connection.execute(_rows(tries, course, person)):
            _add_try(lesson_of(row), row)
        latest_last = _rows(hand_ins, course, person).order_by(hand_ins.c.received_at)
        for row in connection.execute(latest_last):
            _add_hand_in(lesson_of(row), row)
    return people


def _rows(table: sa.Table, course: str, person: str | None) -> sa.Select:
    rows = sa.select(table).where(table.c.course == course)
    return rows if person is None else rows.where(table.c.person == person)


def _add_try(lesson: dict, row: sa.Row) -> None:
    lesson["tried"].append(row.exercise)
    if row.passed_at:
        lesson["passed"].append(row.exercise)
    else:
        lesson["tries"][row.exercise] = {"count": row.count, "since": row.since}


def _add_hand_in(lesson: dict, row: sa.Row) -> None:
    lesson["handed_in_at"] = row.received_at
    if row.score is not None:
        lesson.update(
            marked_at=row.received_at,
            score=row.score,
            max_score=row.max_score,
            to_read=row.to_read,
        )
