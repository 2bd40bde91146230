"""Passwords: judged, hashed beside the event loop, given anew by a trainer."""

import os
import secrets
from asyncio import get_running_loop
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import bcrypt
from jupyterhub.orm import APIToken, User, new_token
from nativeauthenticator.orm import UserInfo
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from lirelaville.hub.database import TEMPORARY

LONGEST = 72  # bytes: bcrypt reads no further
# What people in France type first, missing from NativeAuthenticator's English list.
FRENCH_COMMON = {
    "atelier",
    "azerty",
    "azertyui",
    "bonjour",
    "bonjour1",
    "camille",
    "changezmoi",
    "chouchou",
    "coucou",
    "doudou",
    "formation",
    "jetaime",
    "lalire",
    "lirelaville",
    "loulou",
    "marseille",
    "motdepasse",
    "nicolas",
    "soleil",
}
# Read aloud in a noisy room, typed on a phone: no accent, no capital, no look-alike.
WORDS = """
abricot agneau aiguille ananas argile arrosoir artichaut assiette automne avocat
bagage balcon baleine bambou banane banquet barque bassin bateau berger beurre biscuit
bonnet bouquet bouton brique brioche brouette bureau cabane cactus cadran calanque
calme canal canard caramel carotte carton casque castor cerise chaise chameau chapeau
chariot chemin cheval chocolat cigale citron citrouille clavier cloche coffre colline
colombe comptoir coquille corbeau corde cousin couteau cravate crayon cuisine cygne
dauphin domino dragon drapeau dune falaise fanfare farine fauteuil fenouil fermier
figue figuier filet flamant flocon fontaine fourmi fraise framboise fromage galet
galop garage gazelle girafe glacier gourde grelot grenier griotte guitare hamac hangar
haricot hibou horloge huile iguane jardin jasmin jonquille jumelle kiosque lagune
lampe lanterne lavande lentille lessive lilas limace lotus lundi lune lutin maison
mandarine manteau marche mardi marmotte marron matin melon menthe merle minute miroir
mistral moineau montagne moulin mouton muscade musique navet navire neige noisette
nougat nuage olive olivier orage orange orchestre ourson palette palmier panier papaye
papier papillon parasol parfum parquet passage pastis patin peinture perle perroquet
persil phare piano pigeon pinceau piscine plage planche platane poireau pomme poney
poulain prairie prune puzzle quartier radis raisin rameau renard requin rivage rivet
robinet rocher romarin roseau ruban sable safran salade sandale sapin sardine savon
sirop soleil sorbet souris sucre tambour tapis tartine taupe taxi terrasse terrine
thym tigre timbre tomate tortue toucan tournesol train trousse tulipe turban vagabond
vague valise vanille velours verger village violon virgule voile voiture volcan voyage
wagon yaourt zeste
""".split()  # noqa: SIM905 - read as a list of words

# As many as there are cores: bcrypt computes outside Python's lock.
_THREADS = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="bcrypt")


async def hashed(password: str) -> bytes:
    """Hash a password with bcrypt; the hub answers others in the meantime."""
    return await get_running_loop().run_in_executor(
        _THREADS, lambda: bcrypt.hashpw(password.encode(), bcrypt.gensalt())
    )


async def matches(password: str, stored: bytes | None) -> bool:
    """Say whether a password is the stored one.

    For somebody unknown (``None``) it takes as long, and is never true: the delay does
    not tell who has an account.
    """
    if len(password.encode()) > LONGEST:
        password, stored = "", None
    right = await get_running_loop().run_in_executor(
        _THREADS, lambda: bcrypt.checkpw(password.encode(), stored or _nobodys())
    )
    return right and stored is not None


def complaint(authenticator, password: str, pseudonym: str) -> str | None:
    """Return what is wrong with a new password, as a French sentence, or None."""
    shortest = authenticator.minimum_password_length
    if len(password) < shortest:
        return (
            f"Ce mot de passe est trop court : il faut au moins {shortest} caractères."
        )
    if len(password.encode()) > LONGEST:
        return f"Ce mot de passe est trop long : {LONGEST} caractères au plus."
    plain = password.lower()
    if pseudonym and pseudonym in plain and len(plain) < len(pseudonym) + 4:
        return (
            "Ce mot de passe ressemble trop à votre pseudonyme : on le devinerait. "
            "Changez-le."
        )
    without_figures = plain.rstrip("0123456789!?.")
    if {plain, without_figures} & FRENCH_COMMON or any(
        authenticator.is_password_common(one) for one in (password, plain)
    ):
        return "Ce mot de passe est trop courant : on le devinerait. Changez-le."
    return None


def temporary() -> str:
    """Return a password to read aloud, such as ``olive-tambour-lagune-47``."""
    words = [secrets.choice(WORDS) for _ in range(3)]
    return "-".join([*words, str(10 + secrets.randbelow(90))])


def stored(db: Session, pseudonym: str) -> bytes | None:
    """Return the hash that is kept for someone, if they may log in."""
    column = select(UserInfo.password).where(
        UserInfo.username == pseudonym, UserInfo.is_authorized
    )
    return db.execute(column).scalar()


def is_temporary(db: Session, pseudonym: str) -> bool:
    """Say whether someone's password was given by a trainer, and not changed yet."""
    mine = select(TEMPORARY).where(TEMPORARY.c.pseudonym == pseudonym)
    return db.execute(mine).first() is not None


def replace(db: Session, user: User, password_hash: bytes, *, to_change: bool) -> None:
    """Give someone another password and sign them out everywhere; commit.

    Parameters
    ----------
    db : Session
        The hub's database.
    user : User
        The person's row.
    password_hash : bytes
        What ``hashed`` returned.
    to_change : bool
        Whether the next log-in asks for yet another one.
    """
    whose = UserInfo.username == user.name
    db.execute(update(UserInfo).where(whose).values(password=password_hash))
    db.execute(delete(TEMPORARY).where(TEMPORARY.c.pseudonym == user.name))
    if to_change:
        db.execute(insert(TEMPORARY).values(pseudonym=user.name))
    user.cookie_id = new_token()
    # what browsers hold for servers and formgrader; the servers' own tokens stay
    for token in db.query(APIToken).filter(
        APIToken.user_id == user.id, APIToken.session_id.is_not(None)
    ):
        db.delete(token)
    db.commit()


@cache
def _nobodys() -> bytes:
    return bcrypt.hashpw(secrets.token_bytes(16), bcrypt.gensalt())
