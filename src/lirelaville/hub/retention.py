"""Who has been away longer than the time that the sign-up page promises."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from jupyterhub import orm
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from lirelaville.french import count
from lirelaville.hub.database import opened
from lirelaville.hub.erasure import why_not
from lirelaville.hub.site import read_values


@dataclass(frozen=True)
class Participant:
    """Somebody who has an account, and when they were last there (UTC)."""

    name: str
    seen: datetime


def participants(db: Session) -> list[Participant]:
    """Return who may be erased, by name; none in a database that no hub has used."""
    if not inspect(db.get_bind()).has_table(orm.User.__tablename__):
        return []
    users = db.query(orm.User).order_by(orm.User.name)
    return [Participant(u.name, last_seen(u)) for u in users if not why_not(u)]


def last_seen(user: orm.User) -> datetime:
    """Return when somebody, or their server, last did anything; or signed up."""
    servers = [spawner.last_activity for spawner in user.orm_spawners.values()]
    known = [moment for moment in (user.last_activity, *servers) if moment]
    never = datetime.now(UTC).replace(tzinfo=None)
    return max(known, default=user.created or never).replace(tzinfo=UTC)


def inactive(db: Session, months: int, now: datetime) -> list[Participant]:
    """Return who was last seen more than so many months before ``now`` (UTC)."""
    limit = months_before(now, months)
    return [person for person in participants(db) if person.seen < limit]


def people_away(
    db: Session, settings: Path | None, tell: Callable[[str], None]
) -> list[str]:
    """Tell who has been away for too long, since when; return their pseudonyms."""
    months = read_values(settings).retention_months
    found = inactive(db, months, datetime.now(UTC))
    if not found:
        tell(f"Personne n'est sans activité depuis plus de {months} mois.")
    for person in found:
        tell(f"{person.name} : dernière activité le {person.seen:%d/%m/%Y}")
    return [person.name for person in found]


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day so many months earlier, or the month's last day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def reminder(state: Path, months: int, now: datetime) -> str:
    """Return what ``serve`` tells the operator of accounts kept long enough."""
    with opened(state) as db:
        late = len(inactive(db, months, now))
    if not late:
        return ""
    return (
        f"{count(late, 'compte')} sans activité depuis plus de {months} mois. Pour les "
        "voir et les effacer, atelier arrêté : lirelaville workshop remove --inactive "
        f"--state {state}"
    )
