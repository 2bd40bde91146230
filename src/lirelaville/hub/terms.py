"""What may be asked of a workshop code: its course, its seats, its last day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.lessons.course import course_names

# A code ends with the day in France, wherever the server's clock says it is.
ZONE = ZoneInfo("Europe/Paris")
MOST_SEATS = 1000


def today_in_france() -> date:
    """Return the day that it is in France."""
    return datetime.now(ZONE).date()


def known_course(name: str) -> str:
    """Return the name of a course that exists.

    Raises
    ------
    LireLaVilleError
        If there is none, with the near names.
    """
    if name not in course_names():
        raise LireLaVilleError(unknown("cours", name, course_names()))
    return name


def read_seats(typed: int | str) -> int:
    """Return how many seats were asked, a number or as typed.

    Raises
    ------
    LireLaVilleError
        If that is not a whole number from 1 to 1000.
    """
    try:
        seats = int(typed)
    except ValueError:
        seats = 0
    if not 1 <= seats <= MOST_SEATS:
        raise LireLaVilleError(
            f"Nombre de places : attendu un nombre entier de 1 à {MOST_SEATS}, reçu "
            f"« {typed} »."
        )
    return seats


def read_last_day(typed: date | str, today: date) -> date:
    """Return the last day that was asked, a date or as typed.

    Raises
    ------
    LireLaVilleError
        If that is no date, or one before ``today``.
    """
    day = typed if isinstance(typed, date) else _read_day(typed)
    if day < today:
        raise LireLaVilleError(
            f"Dernier jour : le {day:%d/%m/%Y} est déjà passé (nous sommes le "
            f"{today:%d/%m/%Y}). Choisissez aujourd'hui ou une date à venir."
        )
    return day


def _read_day(typed: str) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(typed.strip(), form).date()
        except ValueError:
            continue
    raise LireLaVilleError(
        f"Dernier jour : attendu une date comme 2026-12-31 ou 31/12/2026, reçu "
        f"« {typed} »."
    )
