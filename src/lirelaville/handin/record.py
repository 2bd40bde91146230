"""What the hand-in service remembers: openings, exercises tried, hand-ins, marks.

SQLite through SQLAlchemy Core; the notebooks themselves stay in nbgrader's folders.
Times are ISO 8601 texts, in UTC: they sort as they are.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from lirelaville.handin.receive import HandIn
from lirelaville.handin.returned import Marks

metadata = sa.MetaData()


def _who() -> list[sa.Column]:
    return [
        sa.Column("course", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("lesson", sa.Text, primary_key=True),
    ]


seen = sa.Table(
    "seen",
    metadata,
    *_who(),
    sa.Column("opened_at", sa.Text, nullable=False),
    sa.Column("last_seen", sa.Text, nullable=False),
)
tries = sa.Table(
    "tries",
    metadata,
    *_who(),
    sa.Column("exercise", sa.Text, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("since", sa.Text, nullable=False),
    sa.Column("passed_at", sa.Text),
)
hand_ins = sa.Table(
    "hand_ins",
    metadata,
    sa.Column("feedback", sa.Text, primary_key=True),  # the name of its page, one day
    sa.Column("course", sa.Text, nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("lesson", sa.Text, nullable=False),
    sa.Column("received_at", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("page_changed_ns", sa.Integer),
    sa.Column("score", sa.Float),
    sa.Column("max_score", sa.Float),
    sa.Column("to_read", sa.Boolean),
    sa.Index("of_a_lesson", "course", "person", "lesson", "received_at"),
)


@dataclass(frozen=True)
class Place:
    """Who is where."""

    course: str
    person: str
    lesson: str


def open_record(path: Path) -> sa.Engine:
    """Open the record, making it if needed; what it has committed is on the disk."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = sa.create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": 15},
        hide_parameters=True,  # an error in the log names nobody
    )

    @sa.event.listens_for(engine, "connect")
    def _settings(connection, _):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

    metadata.create_all(engine)
    return engine


def iso(moment: datetime) -> str:
    """Write a moment as the record and the service's answers do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def now() -> str:
    """Return the present moment, as the record writes it."""
    return iso(datetime.now(UTC))


def note_seen(engine: sa.Engine, place: Place) -> None:
    """Remember that somebody is in a lesson now, and since when."""
    with engine.begin() as connection:
        _see(connection, place)


def note_try(engine: sa.Engine, place: Place, exercise: str, passed: bool) -> None:
    """Remember that somebody has run a check; passed once is passed."""
    moment = now()
    row = insert(tries).values(
        **vars(place),
        exercise=exercise,
        count=1,
        since=moment,
        passed_at=moment if passed else None,
    )
    row = row.on_conflict_do_update(
        index_elements=list(tries.primary_key),
        set_={
            "count": tries.c.count + 1,
            "passed_at": sa.func.coalesce(tries.c.passed_at, row.excluded.passed_at),
        },
    )
    with engine.begin() as connection:
        _see(connection, place)
        connection.execute(row)


def note_hand_in(engine: sa.Engine, place: Place, hand_in: HandIn) -> None:
    """Remember a hand-in that is on the disk."""
    row = sa.insert(hand_ins).values(
        **vars(place),
        feedback=hand_in.feedback,
        received_at=iso(hand_in.received_at),
        sha256=hand_in.sha256,
    )
    with engine.begin() as connection:
        _see(connection, place)
        connection.execute(row)


def hand_ins_since(engine: sa.Engine, person: str, moment: datetime) -> int:
    """Count what somebody has handed in since a moment, in any lesson."""
    count = sa.select(sa.func.count()).where(
        hand_ins.c.person == person, hand_ins.c.received_at >= iso(moment)
    )
    with engine.connect() as connection:
        return connection.scalar(count)


def hand_ins_of(engine: sa.Engine, place: Place) -> list[sa.Row]:
    """Return somebody's hand-ins of a lesson, the latest first."""
    rows = (
        sa.select(hand_ins)
        .where(*(hand_ins.c[key] == value for key, value in vars(place).items()))
        .order_by(hand_ins.c.received_at.desc())
    )
    with engine.connect() as connection:
        return connection.execute(rows).all()


def pages_of(engine: sa.Engine, person: str) -> list[tuple[str, str]]:
    """Return the course and feedback name of each of somebody's hand-ins."""
    rows = sa.select(hand_ins.c.course, hand_ins.c.feedback)
    with engine.connect() as connection:
        found = connection.execute(rows.where(hand_ins.c.person == person))
        return [tuple(row) for row in found]


def forget_person(engine: sa.Engine, person: str) -> None:
    """Remove all that is remembered of somebody."""
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(sa.delete(table).where(table.c.person == person))


def pages_known(engine: sa.Engine, course: str) -> dict[str, int | None]:
    """Return each hand-in's feedback name, and the time of the page as it was read."""
    rows = sa.select(hand_ins.c.feedback, hand_ins.c.page_changed_ns)
    with engine.connect() as connection:
        found = connection.execute(rows.where(hand_ins.c.course == course))
        return dict(found.all())


def note_marks(
    engine: sa.Engine, feedback: str, changed_ns: int, marks: Marks | None
) -> None:
    """Remember the marks of a feedback page that was returned."""
    values = {"page_changed_ns": changed_ns, **(vars(marks) if marks else {})}
    row = sa.update(hand_ins).where(hand_ins.c.feedback == feedback).values(**values)
    with engine.begin() as connection:
        connection.execute(row)


def _see(connection: sa.Connection, place: Place) -> None:
    moment = now()
    row = insert(seen).values(**vars(place), opened_at=moment, last_seen=moment)
    connection.execute(
        row.on_conflict_do_update(
            index_elements=list(seen.primary_key), set_={"last_seen": moment}
        )
    )
