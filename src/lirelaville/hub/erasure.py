"""Erase a person: everything that the workshop keeps of them, wherever it is kept.

Each owner of data forgets its own part.  The account goes last: whatever stops in the
middle can be asked for again, and nobody else can take the pseudonym meanwhile.
"""

from pathlib import Path

from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.hub import codes
from lirelaville.hub.accounts import remove_person
from lirelaville.vacuum import vacuum

TRAINS = (
    "Le compte « {name} » sert à la formation ou à la correction : il ne s'efface pas "
    "ainsi. C'est hub.yml (« trainer »), ou un cours installé, qui le crée."
)
ELSEWHERE = (
    "{name} suit aussi un cours dont vous n'êtes pas formatrice ou formateur "
    "({courses}), et y perdrait son travail. La personne qui s'occupe du serveur peut "
    "tout effacer : lirelaville workshop remove {name}"
)


def why_not(user: orm.User, trained: set[str] | None = None) -> str:
    """Say why an account cannot be erased, or nothing.

    Parameters
    ----------
    user : orm.User
        The account's row.
    trained : set of str, optional
        The courses of the trainer who asks; None for the operator, who may for all.
    """
    groups = {group.name for group in user.groups}
    if (
        user.admin
        or user.name.startswith("grader-")
        or any(group.startswith("formgrade-") for group in groups)
    ):
        return TRAINS.format(name=user.name)
    own = {group.removeprefix("nbgrader-") for group in groups}
    others = own - trained if trained is not None else set()
    listed = ", ".join(sorted(others))
    return ELSEWHERE.format(name=user.name, courses=listed) if others else ""


def erasable(db: Session, name: str) -> orm.User:
    """Return somebody's row for the operator, who may erase any participant.

    Raises
    ------
    LireLaVilleError
        If nobody has this name, or a trainer.
    """
    user = orm.User.find(db, name)
    if user is None:
        known = [one.name for one in db.query(orm.User) if not why_not(one)]
        raise LireLaVilleError(unknown("compte", name, known))
    if why_not(user):
        raise LireLaVilleError(why_not(user))
    return user


def erase(state: Path, db: Session, name: str) -> None:
    """Erase a person of a workshop that is stopped.

    Parameters
    ----------
    state : Path
        The state folder, held by ``at_rest``.
    db : Session
        The hub's database.
    name : str
        A pseudonym.

    Raises
    ------
    LireLaVilleError
        If nobody has this name, or a trainer; or if something cannot be removed.
    """
    user = erasable(db, name)
    try:
        _erase_work(state, name)
        remove_person(state, name)
    except (OSError, DatabaseError) as error:
        raise LireLaVilleError(
            f"Tout n'est pas effacé pour « {name} » : {_what_resists(error)}. Le "
            "compte reste, pour recommencer : corrigez cela, puis retapez la commande."
        ) from error
    codes.forget_person(db, name)
    db.query(UserInfo).filter(UserInfo.username == name).delete()
    db.delete(user)
    db.commit()
    vacuum(state / "hub.sqlite")


def lock_out(db: Session, user: orm.User) -> None:
    """Sign somebody out everywhere, for good; the pseudonym stays taken; commit."""
    db.query(UserInfo).filter(UserInfo.username == user.name).update(
        {"is_authorized": False}
    )
    user.cookie_id = orm.new_token()
    for token in db.query(orm.APIToken).filter(orm.APIToken.user_id == user.id):
        db.delete(token)
    db.commit()


def _what_resists(error: OSError | DatabaseError) -> str:
    if isinstance(error, DatabaseError):
        return f"une base des leçons rendues ou des notes est illisible ({error.orig})"
    return f"« {error.filename} » résiste ({error.strerror})"


def _erase_work(state: Path, name: str) -> None:
    from lirelaville.handin import record
    from lirelaville.handin.catching_up import catch_up
    from lirelaville.handin.erasing import erase_work

    engine = record.open_record(state / "handin" / "record.sqlite")
    try:
        catch_up(engine, state / "exchange")
        erase_work(state / "exchange", state / "courses", engine, name)
    finally:
        engine.dispose()
