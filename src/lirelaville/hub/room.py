"""The trainer's room: who is in which lesson, how it goes, who is stuck."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from jupyterhub import orm
from sqlalchemy import select
from sqlalchemy.orm import Session

from lirelaville.hub.lesson_states import state_of
from lirelaville.hub.outline import Outline
from lirelaville.hub.records import Record, Records

# Stuck: in the same exercise for the third time, or for ten minutes, and still there.
TRIES, MINUTES = 3, timedelta(minutes=10)
# After half an hour without any sign of life, people have left: nobody to help.
AWAY = timedelta(minutes=30)


@dataclass(frozen=True)
class Member:
    """What the hub itself knows of someone in a course."""

    name: str
    seen: datetime | None
    running: bool


@dataclass(frozen=True)
class Person:
    """One line of the room, as its page receives it."""

    name: str
    lesson: str  # « 3. Comparer des villes », empty before the first opening
    exercises: str  # one letter an exercise: p passed, t tried, n not yet
    stuck: str  # why, in French; empty if not
    seen: str  # ISO 8601, empty if never
    handed_in: int
    running: bool


def members(db: Session, course: str) -> list[Member]:
    """Return the participants of a course, by name, in one question to the database.

    Loading them as JupyterHub's own objects takes over a second for 300 people.
    """
    trains = _in_group(f"formgrade-{course}")
    rows = db.execute(
        select(
            orm.User.name,
            orm.User.last_activity,
            orm.Spawner.last_activity,
            orm.Spawner.server_id,
        )
        .outerjoin(
            orm.Spawner,
            (orm.Spawner.user_id == orm.User.id) & (orm.Spawner.name == ""),
        )
        .where(orm.User.id.in_(_in_group(f"nbgrader-{course}")))
        .where(orm.User.id.not_in(trains))
        .order_by(orm.User.name)
    )
    return [
        Member(name, latest(_utc(hub), _utc(server)), server_id is not None)
        for name, hub, server, server_id in rows
    ]


def _in_group(name: str):
    linked = orm.user_group_map.c
    return (
        select(linked.user_id)
        .join(orm.Group, orm.Group.id == linked.group_id)
        .where(orm.Group.name == name)
    )


def people(
    course: Outline,
    members: Iterable[Member],
    records: dict[str, Records],
    now: datetime,
) -> list[Person]:
    """Return a line for each member, by name.

    Parameters
    ----------
    course : Outline
        The course, for the titles and exercises of its lessons.
    members : iterable of Member
        Its participants.
    records : dict of str to Records
        What each has done; someone without any has not begun.
    now : datetime
        The moment of the answer, with its time zone.
    """
    return [_person(course, one, records.get(one.name, {}), now) for one in members]


def _person(course: Outline, member: Member, done: Records, now: datetime) -> Person:
    slug = current_lesson(done)
    record, step = done.get(slug, Record()), course.step(slug) if slug else None
    seen = latest(member.seen, *(one.last_seen for one in done.values()))
    here = seen is not None and now - seen < AWAY
    return Person(
        name=member.name,
        lesson=(f"{step.position}. " if step.position else "") + step.title
        if step
        else "",
        exercises=marks(step.exercises, record) if step else "",
        stuck=why_stuck(step.exercises, record, now) if step and here else "",
        seen=seen.isoformat(timespec="seconds") if seen else "",
        handed_in=sum(
            state_of(one) in {"handed-in", "marked"} for one in done.values()
        ),
        running=member.running,
    )


def current_lesson(done: Records) -> str:
    """Return the lesson where somebody was last seen, or nothing."""
    moments = {
        slug: moment
        for slug, record in done.items()
        if (moment := latest(record.opened_at, record.last_seen))
    }
    return max(moments, key=moments.get, default="")


def marks(exercises: Iterable[str], record: Record) -> str:
    """Return a letter for each exercise: ``p`` passed, ``t`` tried, ``n`` not yet."""
    return "".join(
        "p" if name in record.passed else "t" if name in record.tried else "n"
        for name in exercises
    )


def why_stuck(exercises: Iterable[str], record: Record, now: datetime) -> str:
    """Say why somebody is stuck in a lesson, or nothing: « exercice 2 : 3 essais ».

    Only exercises that were tried and not passed count, in a lesson not handed in.
    """
    if record.handed_in_at:
        return ""
    for number, name in enumerate(exercises, start=1):
        tries = record.tries.get(name)
        if tries is None or name in record.passed:
            continue
        if tries.count >= TRIES:
            return f"exercice {number} : {tries.count} essais"
        if tries.since and now - tries.since >= MINUTES:
            waited = int((now - tries.since).total_seconds() // 60)
            return f"exercice {number} : depuis {waited} min"
    return ""


def room_state(people: list[Person], answers: bool) -> dict:
    """Return what the page of the room asks for every three seconds."""
    return {"people": [asdict(person) for person in people], "answers": answers}


def latest(*moments: datetime | None) -> datetime | None:
    """Return the last of some moments, or None if there is none."""
    return max((moment for moment in moments if moment), default=None)


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None
