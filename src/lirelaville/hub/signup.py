"""Sign-up with a workshop code: pseudonym, password, code, and you are in."""

import re

from jupyterhub.handlers import BaseHandler
from jupyterhub.orm import Group
from jupyterhub.utils import url_path_join
from nativeauthenticator import NativeAuthenticator
from nativeauthenticator.handlers import LoginHandler
from traitlets import Dict, Unicode

from lirelaville.hub.access import course_of_code
from lirelaville.lessons.course import read_course

WRONG_LOGIN = (
    "Ce pseudonyme et ce mot de passe ne vont pas ensemble. Vérifiez les majuscules, "
    "puis réessayez. Mot de passe oublié ? Demandez à votre formatrice ou formateur."
)


class WorkshopAuthenticator(NativeAuthenticator):
    """NativeAuthenticator whose sign-up asks for a workshop code.

    The code decides the course; this class is the only one that puts people into
    the groups ``nbgrader-<course>``.
    """

    codes = Dict(config=True, help="Workshop code of each course.")
    trainer = Unicode(config=True, help="Name of the trainer's account.")
    trainer_password = Unicode(config=True, help="Password of the trainer's account.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.trainer and not self.user_exists(self.trainer):
            self.create_user(self.trainer, self.trainer_password)

    def get_handlers(self, app):
        """Serve our sign-up and log-in; leave out approval by an administrator."""
        return [("/login", FrenchLogin), ("/signup", SignUp)]

    def complaint(self, username: str, password: str) -> str | None:
        """Return what is wrong with a new account, as a French sentence, or None."""
        name = self.normalize_username(username)
        if not re.fullmatch(self.username_pattern, name) or name.startswith("grader-"):
            return (
                "Ce pseudonyme ne convient pas : choisissez 2 à 32 lettres sans "
                "accent, chiffres, tirets ou points, en commençant par une lettre. "
                "Par exemple : lea13 ou jean-m."
            )
        if self.user_exists(name):
            return (
                "Ce pseudonyme est déjà pris. Choisissez-en un autre, ou connectez-"
                "vous si c'est le vôtre."
            )
        if len(password) < self.minimum_password_length:
            return (
                f"Ce mot de passe est trop court : il faut au moins "
                f"{self.minimum_password_length} caractères."
            )
        if len(password.encode()) > 72:  # bcrypt reads no further
            return "Ce mot de passe est trop long : 72 caractères au plus."
        if self.is_password_common(password):
            return "Ce mot de passe est trop courant : on le devinerait. Changez-le."
        return None


class SignUp(BaseHandler):
    """The page ``/hub/signup``: fields ``username``, ``password`` and ``code``."""

    async def get(self):
        """Show the form."""
        await self._show()

    async def post(self):
        """Create the account, join the code's course, log in, open the lesson."""
        username = self.get_body_argument("username", "").strip()
        password = self.get_body_argument("password", "", strip=False)
        course = course_of_code(
            self.authenticator.codes, self.get_body_argument("code", "")
        )
        if course is None:
            await self._show(
                403,
                "Ce code d'atelier n'est pas reconnu. Recopiez celui que votre "
                "formatrice ou formateur a affiché (huit lettres et chiffres).",
            )
            return
        complaint = self.authenticator.complaint(username, password)
        if complaint:
            await self._show(400, complaint)
            return
        self._create(self.authenticator.normalize_username(username), password, course)
        await self.login_user({"username": username, "password": password})
        self.redirect(first_lesson_url(self.hub.base_url, course))

    def _create(self, username: str, password: str, course: str) -> None:
        # The group first: stopped in between, the same person can simply try again,
        # for an account exists only once it has a password.
        user = self.user_from_username(username)
        group = Group.find(self.db, f"nbgrader-{course}")
        if user.orm_user not in group.users:
            group.users.append(user.orm_user)
        self.db.commit()
        self.authenticator.create_user(username, password)

    async def _show(self, status: int = 200, complaint: str = "") -> None:
        self.set_status(status)
        page = self.render_template(
            "signup.html",
            complaint=complaint,
            username=self.get_body_argument("username", ""),
            code=self.get_argument("code", ""),
        )
        self.finish(await page)


class FrenchLogin(LoginHandler):
    """NativeAuthenticator's log-in with our page and our words."""

    def _render(self, login_error=None, username=None, **_):
        return self.render_template(
            "login.html",
            login_error=WRONG_LOGIN if login_error else None,
            username=username or "",
            next=self.get_argument("next", default=""),
        )

    async def post(self):
        """Log in; a missing field is a wrong log-in, not an error."""
        if not self.get_argument("username", "") or not self.get_argument(
            "password", ""
        ):
            self.set_status(400)
            self.finish(await self._render(login_error=True))
            return
        await super().post()


def first_lesson_url(base_url: str, course: str) -> str:
    """Return the address that starts the person's server and opens lesson 1."""
    lessons = read_course(course).lessons
    if not lessons:
        return url_path_join(base_url, "home")
    slug = lessons[0].slug
    return url_path_join(
        base_url, "user-redirect", "notebooks", course, slug, f"{slug}.ipynb"
    )
