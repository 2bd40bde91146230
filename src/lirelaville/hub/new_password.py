"""Another password: chosen by its owner, or given for once by a trainer."""

from jupyterhub.handlers import BaseHandler
from jupyterhub.orm import Group, User
from jupyterhub.utils import url_path_join
from tornado import web

from lirelaville.hub import passwords
from lirelaville.hub.forms import MUST_CHANGE, FormPage, Refused

WRONG_OLD = "Votre mot de passe actuel n'est pas celui-là. Vérifiez les majuscules."
SAME = "C'est le mot de passe que vous aviez déjà. Choisissez-en un autre."


class NewPassword(FormPage):
    """The page ``/hub/new-password``, for who is signed in or has a temporary one."""

    template = "new_password.html"

    def values(self) -> dict:
        """Return whose password it is, and whether the old one is asked."""
        return {
            "pseudonym": self.pseudonym,
            "ask_old": self.current_user is not None,
            "next": self.get_argument("next", ""),
            "changed": False,
        }

    async def prepare(self):
        """Find whose password is to change."""
        await super().prepare()
        signed_in = self.current_user
        self.pseudonym = signed_in.name if signed_in else self.half_logged_in()

    async def get(self):
        """Show the form; who is nobody yet logs in first."""
        if self.pseudonym is None:
            self.redirect(self.settings["login_url"])
            return
        await self.show()

    async def post(self):
        """Answer the form; after too long, the log-in starts again."""
        if self.pseudonym is None:
            self.redirect(self.settings["login_url"])
            return
        await super().post()

    async def answer(self) -> None:
        """Replace the password, sign out everywhere else, and go on."""
        name, new = self.pseudonym, self.get_body_argument("new", "", strip=False)
        old = self.get_body_argument("old", "", strip=False)
        if self.current_user and not await self.right_password(name, old):
            raise Refused(403, "old", WRONG_OLD)
        complaint = passwords.complaint(self.authenticator, new, name)
        if complaint:
            raise Refused(400, "new", complaint)
        if await passwords.matches(new, passwords.stored(self.db, name)):
            raise Refused(400, "new", SAME)
        new_hash = await passwords.hashed(new)
        owner = User.find(self.db, name)
        passwords.replace(self.db, owner, new_hash, to_change=False)
        self.clear_cookie(MUST_CHANGE, path=self.hub.base_url)
        await self.done(name)

    async def done(self, name: str) -> None:
        """Say so, or go on with the log-in that a temporary password began."""
        if self.current_user is None:
            await self.enter(name, self.get_next_url())
            return
        self.set_login_cookie(self.current_user)
        values = {**self.values(), "changed": True, "complaint": ""}
        self.finish(await self.render_template(self.template, **values))


class ResetPassword(BaseHandler):
    """A trainer's button: give a participant of their course a temporary password."""

    @web.authenticated
    async def get(self, course: str, _name: str):
        """Go back to the room: a page reloaded must not make another password."""
        self.redirect(url_path_join(self.hub.base_url, "room", course))

    @web.authenticated
    async def post(self, course: str, name: str):
        """Give the password, show it once, and sign the person out everywhere."""
        person = self.participant(course, name)
        given = passwords.temporary()
        new_hash = await passwords.hashed(given)
        passwords.replace(self.db, person, new_hash, to_change=True)
        self.set_header("Cache-Control", "no-store")
        page = self.render_template(
            "reset_password.html", person=name, password=given, course=course
        )
        self.finish(await page)

    def participant(self, course: str, name: str) -> User:
        """Return the person, if the trainer may do this for them.

        Raises
        ------
        tornado.web.HTTPError
            403 for who does not train this course, and for another trainer's account;
            404 for somebody who is not in the course.
        """
        trains = f"formgrade-{course}" in names(self.current_user.groups)
        person = User.find(self.db, name)
        groups = names(person.groups) if person else set()
        if not trains or any(group.startswith("formgrade-") for group in groups):
            raise web.HTTPError(403)
        if f"nbgrader-{course}" not in groups or not passwords.stored(self.db, name):
            raise web.HTTPError(404)
        return person


def names(groups: list[Group]) -> set[str]:
    """Return the names of some groups."""
    return {group.name for group in groups}
