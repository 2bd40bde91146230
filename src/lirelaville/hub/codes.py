"""Workshop codes: one opens a course, for so many people, until the end of a day.

They live in the hub's own database, so that a seat, a group and an account are taken in
one transaction.  The functions take a SQLAlchemy session: the hub's, or the one that
``hub.database`` opens for a command.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, insert, literal, select, update
from sqlalchemy.orm import Session

from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.hub.database import CODES, SEATS, TEMPORARY
from lirelaville.hub.terms import (
    ZONE,
    known_course,
    read_last_day,
    read_seats,
    today_in_france,
)

# no 0/O, 1/I/L: a code is read from a board and typed on a phone
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
DEFAULT_SEATS, DEFAULT_DAYS = 300, 90


@dataclass(frozen=True)
class Code:
    """One workshop code, with the seats taken so far."""

    code: str
    course: str
    seats: int
    taken: int
    until: date
    closed: bool

    def state(self, today: date | None = None) -> str:
        """Return ``open``, ``closed``, ``ended`` or ``full``."""
        if self.closed:
            return "closed"
        if self.until < (today or today_in_france()):
            return "ended"
        return "full" if self.taken >= self.seats else "open"


def new_code() -> str:
    """Return a fresh code such as ``K7MP-4XQD`` (31**8, about 40 bits)."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def list_codes(db: Session, course: str | None = None) -> list[Code]:
    """Return the codes, of one course or of all, the latest first."""
    taken = select(func.count()).where(SEATS.c.code == CODES.c.code).scalar_subquery()
    columns = (CODES.c.code, CODES.c.course, CODES.c.seats, taken)
    asked = select(*columns, CODES.c.until, CODES.c.closed)
    if course is not None:
        asked = asked.where(CODES.c.course == course)
    return [Code(*row) for row in db.execute(asked.order_by(CODES.c.created.desc()))]


def find_code(db: Session, typed: str) -> Code | None:
    """Return the code that someone typed, open or not, or None.

    Capitals, spaces and dashes do not matter; every code is compared, each in
    constant time, so that the answer's delay tells nothing.
    """
    typed = normal(typed)
    found = [
        code
        for code in list_codes(db)
        if secrets.compare_digest(normal(code.code).encode(), typed.encode())
    ]
    return found[0] if found else None


def normal(typed: str) -> str:
    """Return what counts of a code: its letters and figures, in capitals."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def create_code(
    db: Session,
    course: str,
    seats: int | str,
    until: date | str,
    today: date | None = None,
) -> Code:
    """Make a code and commit it.

    Parameters
    ----------
    db : Session
        The hub's database.
    course : str
        The one course that it gives.
    seats : int or str
        How many people it lets in, from 1 to 1000; as typed in a form will do.
    until : date or str
        Its last day: « 2026-12-31 » or « 31/12/2026 ».
    today : date, optional
        The day from which ``until`` is checked; today in France by default.

    Raises
    ------
    LireLaVilleError
        If the course is unknown, or the seats or the date cannot be.
    """
    code, last_day = new_code(), read_last_day(until, today or today_in_france())
    _add(db, code, known_course(course), read_seats(seats), last_day)
    db.commit()
    return find_code(db, code)


def close_code(db: Session, typed: str, course: str | None = None) -> Code:
    """Close a code for good and commit; who came in with it stays in.

    Raises
    ------
    LireLaVilleError
        If no such code exists (in ``course``, when it is given).
    """
    code = find_code(db, typed)
    if code is None or course not in {None, code.course}:
        known = [code.code for code in list_codes(db, course)]
        raise LireLaVilleError(unknown("code d'atelier", typed.upper(), known))
    db.execute(update(CODES).where(CODES.c.code == code.code).values(closed=True))
    db.commit()
    return find_code(db, typed)


def take_seat(
    db: Session, code: Code, pseudonym: str, today: date | None = None
) -> bool:
    """Take a seat if the code still has one; the caller commits.

    Asked and taken in one statement: the last seat cannot be given twice.
    """
    mine = (SEATS.c.code == code.code) & (SEATS.c.pseudonym == pseudonym)
    if db.execute(select(SEATS.c.code).where(mine)).first():
        return True
    taken = select(func.count()).where(SEATS.c.code == code.code).scalar_subquery()
    still_open = select(literal(code.code), literal(pseudonym)).where(
        CODES.c.code == code.code,
        CODES.c.closed.is_(False),
        CODES.c.until >= (today or today_in_france()),
        taken < CODES.c.seats,
    )
    done = db.execute(insert(SEATS).from_select(["code", "pseudonym"], still_open))
    return done.rowcount == 1


def forget_person(db: Session, pseudonym: str) -> None:
    """Forget who sat there, when an account is removed; the caller commits."""
    for table in (SEATS, TEMPORARY):
        db.execute(table.delete().where(table.c.pseudonym == pseudonym))


def open_codes(db: Session, courses: list[str], known: dict[str, str]) -> dict:
    """Return an open code for each course, keeping the known ones that still are.

    Parameters
    ----------
    db : Session
        The hub's database; what is added is committed.
    courses : list of str
        The courses that need a code.
    known : dict of str to str
        The code given so far for each course; one that the database does not have
        comes from an earlier version and is adopted.
    """
    return {course: _open_code(db, course, known.get(course)) for course in courses}


def _open_code(db: Session, course: str, known: str | None) -> str:
    found = find_code(db, known) if known else None
    if found and (found.course, found.state()) == (course, "open"):
        return found.code
    code = known if known and normal(known) and not found else new_code()
    until = today_in_france() + timedelta(days=DEFAULT_DAYS)
    _add(db, code, course, DEFAULT_SEATS, until)
    db.commit()
    return code


def _add(db: Session, code: str, course: str, seats: int, until: date) -> None:
    row = {"code": code, "course": course, "seats": seats, "until": until}
    db.execute(insert(CODES).values(**row, closed=False, created=datetime.now(ZONE)))
