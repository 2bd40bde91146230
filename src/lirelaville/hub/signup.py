"""Sign-up with a workshop code: pseudonym, password, code, and you are in."""

import re

from jupyterhub.handlers import BaseHandler
from jupyterhub.handlers.login import LoginHandler
from jupyterhub.orm import User
from nativeauthenticator import NativeAuthenticator
from traitlets import Unicode

from lirelaville.hub import codes, passwords
from lirelaville.hub.accounts import remove_person
from lirelaville.hub.codes import Code
from lirelaville.hub.database import TABLES
from lirelaville.hub.forms import FormPage, Refused
from lirelaville.hub.joining import (
    JoinCourse,
    admit,
    first_lesson_url,
    known_code,
    refuse,
)
from lirelaville.hub.new_password import NewPassword, ResetPassword
from lirelaville.hub.pages import PAGES
from lirelaville.hub.rates import Rates
from lirelaville.hub.site import received

WRONG_LOGIN = (
    "Ce pseudonyme et ce mot de passe ne vont pas ensemble. Vérifiez les majuscules, "
    "puis réessayez. Mot de passe oublié ? Demandez à votre formatrice ou formateur."
)
WRONG_PSEUDONYM = (
    "Ce pseudonyme ne convient pas : choisissez 2 à 32 lettres sans accent, chiffres, "
    "tirets ou points, en commençant par une lettre. Par exemple : lea13 ou jean-m."
)
TAKEN = (
    "Ce pseudonyme est déjà pris. Choisissez-en un autre, ou, si c'est le vôtre, "
    "retapez votre mot de passe."
)


class WorkshopAuthenticator(NativeAuthenticator):
    """NativeAuthenticator whose sign-up asks for a workshop code.

    Passwords are kept as NativeAuthenticator keeps them, but compared beside the event
    loop and within our own limits (``hub.rates``).  The code decides the course; only
    ``hub.joining`` puts people into the groups ``nbgrader-<course>``.
    """

    trainer = Unicode(config=True, help="Name of the trainer's account.")
    trainer_password = Unicode(config=True, help="Password of the trainer's account.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        TABLES.create_all(self.db.get_bind())
        self.rates = Rates()
        if self.trainer and not self.user_exists(self.trainer):
            self.create_user(self.trainer, self.trainer_password)

    def get_handlers(self, app):
        """Serve our own forms; leave out approval by an administrator."""
        return [
            ("/login", LogIn),
            ("/signup", SignUp),
            ("/join", JoinCourse),
            ("/new-password", NewPassword),
            (r"/room/([^/]+)/people/([^/]+)/password", ResetPassword),
            *PAGES,
        ]

    async def authenticate(self, handler, data):
        """Compare a password as our log-in does, for JupyterHub's other callers."""
        name = self.normalize_username(data["username"])
        stored = passwords.stored(self.db, name)
        return name if await passwords.matches(data["password"], stored) else None

    def delete_user(self, user):
        """Remove the person's seats, home and Unix account with the account.

        What they handed in is the hand-in service's: see ``hub.erasing``.
        """
        codes.forget_person(self.db, user.name)
        remove_person(received().state, user.name)
        return super().delete_user(user)

    def allows(self, name: str) -> bool:
        """Say whether a pseudonym, as normalised, may be chosen."""
        return bool(
            re.fullmatch(self.username_pattern, name) and not name.startswith("grader-")
        )

    def taken(self, name: str) -> bool:
        """Say whether an account, or rights given beforehand, has this name."""
        if self.user_exists(name):
            return True
        user = User.find(self.db, name)
        return user is not None and (
            user.admin or any(not g.name.startswith("nbgrader-") for g in user.groups)
        )


class SignUp(FormPage):
    """The page ``/hub/signup``: fields ``username``, ``password`` and ``code``."""

    template = "signup.html"

    def values(self) -> dict:
        """Return the pseudonym and the code as typed; never the password."""
        return {
            "username": self.get_body_argument("username", ""),
            "code": self.get_argument("code", ""),
        }

    async def get(self):
        """Show the form."""
        await self.show()

    async def answer(self) -> None:
        """Create the account, join the code's course, log in, open the lesson."""
        name = self.authenticator.normalize_username(self.typed("username"))
        password = self.get_body_argument("password", "", strip=False)
        code = known_code(self, name, self.typed("code"))
        if self.authenticator.allows(name) and self.authenticator.taken(name):
            await self.come_back(name, password, code)
        else:
            await self.create(name, password, code)
        await self.enter(name, first_lesson_url(self.hub.base_url, code.course))

    async def come_back(self, name: str, password: str, code: Code) -> None:
        """Let somebody who has an account join with it, or simply come back."""
        if not await self.right_password(name, password):
            # The same words for a stranger and for a wrong password.
            raise Refused(400, "username", TAKEN)
        admit(self.db, name, code)

    async def create(self, name: str, password: str, code: Code) -> None:
        """Make a new account that is in the course."""
        if code.state() != "open":
            refuse(code)
        if not self.authenticator.allows(name):
            raise Refused(400, "username", WRONG_PSEUDONYM)
        complaint = passwords.complaint(self.authenticator, password, name)
        if complaint:
            raise Refused(400, "password", complaint)
        new_hash = await passwords.hashed(password)
        if self.authenticator.taken(name):  # by somebody else, while we hashed
            raise Refused(400, "username", TAKEN)
        admit(self.db, name, code, new_hash)


class LogIn(FormPage, LoginHandler):
    """NativeAuthenticator's log-in with our page, our words and our limits."""

    template = "login.html"

    def values(self) -> dict:
        """Return the pseudonym as typed, and where to go next."""
        return {
            "username": self.get_argument("username", ""),
            "next": self.get_argument("next", default=""),
        }

    def render_template(self, name, **values):
        """Show errors on our error page; JupyterHub would show the form instead."""
        return BaseHandler.render_template(self, name, **values)

    def _render(self, username=None, **_):
        return self.render_template(self.template, **self.values())

    async def answer(self) -> None:
        """Log in; a missing field is a wrong log-in, not an error."""
        name = self.authenticator.normalize_username(self.typed("username"))
        password = self.get_body_argument("password", "", strip=False)
        if not name or not password:
            raise Refused(400, "password", WRONG_LOGIN)
        if not await self.right_password(name, password):
            raise Refused(403, "password", WRONG_LOGIN)
        await self.enter(name, self.get_next_url())
