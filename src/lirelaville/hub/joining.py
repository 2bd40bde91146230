"""Joining a course: a code is checked, and a seat taken with the group and account."""

import time

from jupyterhub.orm import Group, User
from jupyterhub.utils import url_path_join
from nativeauthenticator.orm import UserInfo
from sqlalchemy.orm import Session
from tornado import web

from lirelaville.hub import codes
from lirelaville.hub.codes import Code
from lirelaville.hub.forms import FormPage, Refused
from lirelaville.lessons.course import read_course

UNKNOWN = (
    "Ce code d'atelier n'est pas reconnu. Recopiez celui que votre formatrice ou "
    "formateur a affiché (huit lettres et chiffres)."
)
ASK_FOR_ANOTHER = "Demandez-en un autre à votre formatrice ou formateur."


def known_code(page: FormPage, person: str, typed: str) -> Code:
    """Return the code that somebody typed, open or not, within the limits.

    Raises
    ------
    TooMany
        If this address, person or code was wrong too often.
    Refused
        If there is no such code.
    """
    rates, person, now = page.authenticator.rates, person[:64], time.monotonic()
    rates.check_codes(page.address(), person, now)
    code = codes.find_code(page.db, typed)
    if code is None or Group.find(page.db, f"nbgrader-{code.course}") is None:
        rates.wrong_code(page.address(), person, codes.normal(typed)[:64], now)
        raise Refused(403, "code", UNKNOWN)
    return code


def refuse(code: Code) -> None:
    """Say why a real code lets nobody in: who typed it had it from the workshop.

    Raises
    ------
    Refused
        Always: the code is closed, ended or used up.
    """
    reasons = {
        "closed": "Ce code d'atelier a été fermé.",
        "ended": "Ce code d'atelier n'est plus valable depuis le "
        f"{code.until:%d/%m/%Y} au soir.",
    }
    full = f"Toutes les places de ce code d'atelier sont prises ({code.seats})."
    raise Refused(403, "code", f"{reasons.get(code.state(), full)} {ASK_FOR_ANOTHER}")


def admit(db: Session, pseudonym: str, code: Code, new_hash: bytes = b"") -> None:
    """Take a seat and join the course; with ``new_hash``, make the account too.

    One transaction, and no ``await`` in it (the hub has one session for everybody):
    killed in the middle, nothing of it remains.

    Raises
    ------
    Refused
        If the code is no longer open, and the person not in the course already.
    """
    group = Group.find(db, f"nbgrader-{code.course}")
    try:
        user = User.find(db, pseudonym) or User(name=pseudonym)
        if group not in user.groups:
            if not codes.take_seat(db, code, pseudonym):
                refuse(codes.find_code(db, code.code))
            user.groups.append(group)
        db.add(user)
        if new_hash:
            whole = {"username": pseudonym, "password": new_hash}
            db.add(UserInfo(**whole, is_authorized=True))
        db.commit()
    except BaseException:
        db.rollback()
        raise


def first_lesson_url(base_url: str, course: str) -> str:
    """Return the address that starts the person's server and opens lesson 1."""
    lessons = read_course(course).lessons
    if not lessons:
        return url_path_join(base_url, "home")
    return url_path_join(base_url, "user-redirect", "lecon", course, lessons[0].slug)


class JoinCourse(FormPage):
    """The page ``/hub/join``: who is signed in types a second code."""

    template = "join.html"

    def values(self) -> dict:
        """Return the code, as typed or as given in the address."""
        return {"code": self.get_argument("code", "")}

    @web.authenticated
    async def get(self):
        """Show the form."""
        await self.show()

    @web.authenticated
    async def post(self):
        """Answer the form, for who is signed in."""
        await super().post()

    async def answer(self) -> None:
        """Join the code's course and open its first lesson."""
        name = self.current_user.name
        code = known_code(self, name, self.typed("code"))
        admit(self.db, name, code)
        self.redirect(first_lesson_url(self.hub.base_url, code.course))
