"""The hub's database, ``hub.sqlite``: our tables in it, and a way in for commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from lirelaville.errors import LireLaVilleError

# Not JupyterHub's own metadata: it would take a database that has only these tables
# for one of its old versions, and refuse it.
TABLES = MetaData()

CODES = Table(
    "workshop_codes",
    TABLES,
    Column("code", String(16), primary_key=True),
    Column("course", String(64), nullable=False),
    Column("seats", Integer, nullable=False),
    Column("until", Date, nullable=False),  # its last day
    Column("closed", Boolean, nullable=False),
    Column("created", DateTime, nullable=False),
)
SEATS = Table(
    "workshop_seats",
    TABLES,
    Column("code", String(16), primary_key=True),
    Column("pseudonym", String(255), primary_key=True),
)
# Whose password was given by a trainer: the next log-in asks for a new one.
TEMPORARY = Table(
    "temporary_passwords", TABLES, Column("pseudonym", String(255), primary_key=True)
)


@contextmanager
def opened(state: Path) -> Iterator[Session]:
    """Open the database of a state folder, made if needed, beside a hub or without.

    Raises
    ------
    LireLaVilleError
        If ``hub.sqlite`` is not a database, or cannot be written.
    """
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = state / "hub.sqlite"
    path.touch(mode=0o600)
    # A running hub writes too, a moment at a time: wait for it rather than fail.
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
    try:
        TABLES.create_all(engine)
        with Session(engine) as db:
            yield db
    except DatabaseError as error:
        raise LireLaVilleError(
            f"La base « {path} » ne peut pas être utilisée ({error.orig}). Elle garde "
            "les comptes et les codes : restaurez sa sauvegarde ou rendez de la place "
            "au disque, puis recommencez."
        ) from error
    finally:
        engine.dispose()
