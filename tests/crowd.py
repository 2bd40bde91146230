"""A course full of people, written straight into the two databases of a workshop."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from jupyterhub import orm

from lirelaville.handin import record
from lirelaville.handin.record import hand_ins, seen, tries
from lirelaville.hub.outline import Outline, outline


@dataclass(frozen=True)
class Someone:
    """How far a made-up participant has come: lessons done, and what in the next."""

    name: str
    done: int = 0  # lessons handed in
    marked: int = 0  # of which marked
    passed: int = 0  # exercises of the next lesson
    tries: int = 0  # at the exercise after those
    minutes: int = 1  # since the last sign of life
    since: int = 1  # minutes since the first of those tries


def fill(state: Path, course: str, people: Iterable[Someone]) -> None:
    """Put people into a course that a real hub and hand-in service already serve."""
    people = list(people)
    _register(state / "hub.sqlite", course, people)
    study(state, course, people)


def study(state: Path, course: str, people: Iterable[Someone]) -> None:
    """Write what people who are already in the course have done."""
    engine = record.open_record(state / "handin" / "record.sqlite")
    lessons, now = outline(course), datetime.now(UTC)
    rows = {seen: [], tries: [], hand_ins: []}
    for someone in people:
        _study(rows, lessons, someone, now)
    with engine.begin() as connection:
        for table, values in rows.items():
            if values:
                connection.execute(sa.insert(table), values)
    engine.dispose()


def _register(database: Path, course: str, people: list[Someone]) -> None:
    engine = sa.create_engine(f"sqlite:///{database}", connect_args={"timeout": 15})
    users, linked = orm.User.__table__, orm.user_group_map
    with engine.begin() as connection:
        group = sa.select(orm.Group.id).where(orm.Group.name == f"nbgrader-{course}")
        group_id = connection.scalar(group)
        values = {"admin": False, "created": datetime.now(UTC).replace(tzinfo=None)}
        connection.execute(
            sa.insert(users),
            [
                {**values, "name": one.name, "cookie_id": secrets.token_hex()}
                for one in people
            ],
        )
        known = sa.select(users.c.id).where(users.c.name.in_([p.name for p in people]))
        ids = connection.scalars(known).all()
        connection.execute(
            sa.insert(linked), [{"user_id": id_, "group_id": group_id} for id_ in ids]
        )
    engine.dispose()


def _study(rows: dict, lessons: Outline, one: Someone, now: datetime) -> None:
    """Add what one person has left in the record."""
    last = now - timedelta(minutes=one.minutes)
    for place, step in enumerate(lessons.steps[: one.done + 1]):
        if place == one.done and not (one.passed or one.tries):
            break
        who = {"course": lessons.slug, "person": one.name, "lesson": step.slug}
        when = record.iso(last - timedelta(hours=one.done - place))
        rows[seen].append({**who, "opened_at": when, "last_seen": when})
        over = place < one.done
        passed = step.exercises if over else step.exercises[: one.passed]
        for name in passed:
            rows[tries].append(
                {**who, "exercise": name, "count": 1, "since": when, "passed_at": when}
            )
        if over:
            mark = {"score": 11.0, "max_score": 12.0, "to_read": False}
            blank = dict.fromkeys(mark)
            rows[hand_ins].append(
                {
                    **who,
                    "feedback": secrets.token_hex(),
                    "received_at": when,
                    "sha256": "0" * 64,
                    **(mark if place < one.marked else blank),
                }
            )
        elif one.tries:
            since = record.iso(now - timedelta(minutes=one.since))
            rows[tries].append(
                {
                    **who,
                    "exercise": step.exercises[one.passed],
                    "count": one.tries,
                    "since": since,
                    "passed_at": None,
                }
            )
