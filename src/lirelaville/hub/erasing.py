"""« Effacer cette personne »: a trainer reads what goes, confirms, and it goes."""

import asyncio

from jupyterhub.utils import url_path_join
from tornado import web

from lirelaville.errors import LireLaVilleError
from lirelaville.hub import watch
from lirelaville.hub.accounts import remove_person
from lirelaville.hub.erasure import lock_out, why_not
from lirelaville.hub.forms import FormPage, Refused
from lirelaville.hub.outline import outline
from lirelaville.hub.records import Door, DoorRefused, NoAnswer
from lirelaville.hub.room_pages import trainers_only
from lirelaville.hub.site import received
from lirelaville.vacuum import vacuum

OTHER_NAME = (
    "Ce n'est pas le pseudonyme de cette personne : rien n'est effacé. Recopiez « {} »."
)
STARTING = (
    "Son espace de travail s'ouvre ou se ferme en ce moment : rien n'est effacé. "
    "Attendez une minute, puis recommencez."
)
HALF = (
    "L'effacement n'est pas terminé. {} Cette personne ne peut plus se connecter, et "
    "son pseudonyme reste pris. Recommencez dans une minute ; si cela continue, "
    "prévenez la personne qui s'occupe du serveur."
)


class ErasePerson(FormPage):
    """``/hub/room/<course>/people/<name>/erase``: field ``pseudonym``."""

    template = "erase.html"

    def values(self) -> dict:
        """Return who would go, from which course's room, and what forbids it."""
        return {
            "course": outline(self.course),
            "person": self.person.name,
            "forbidden": self.why_not(),
            "pseudonym": self.get_body_argument("pseudonym", ""),
        }

    @trainers_only
    async def get(self, course, name):
        """Say what goes, and ask for the pseudonym."""
        self.find(course, name)
        await self.show()

    @trainers_only
    async def post(self, course, name):
        """Answer the form."""
        self.find(course, name)
        await super().post()

    def find(self, course: str, name: str) -> None:
        """Find the account, which must be in the course, or answer 404."""
        self.course, self.person = course, self.find_user(name)
        groups = {g.name for g in self.person.groups} if self.person else set()
        if f"nbgrader-{course}" not in groups:
            raise web.HTTPError(404)

    def why_not(self) -> str:
        """Say why this trainer cannot erase this person, or nothing."""
        groups = [group.name for group in self.current_user.groups]
        trained = [g for g in groups if g.startswith("formgrade-")]
        courses = {group.removeprefix("formgrade-") for group in trained}
        return why_not(self.person.orm_user, courses)

    async def answer(self) -> None:
        """Erase everything, then go back to the room."""
        if self.why_not():
            raise Refused(403, "", self.why_not())
        if self.typed("pseudonym") != self.person.name:
            raise Refused(400, "pseudonym", OTHER_NAME.format(self.person.name))
        if self.person.spawner.pending:
            raise Refused(409, "", STARTING)
        lock_out(self.db, self.person.orm_user)
        try:
            await self.erase()
        except (LireLaVilleError, DoorRefused) as error:
            self.log.exception("%s is half erased", self.person.name)
            raise Refused(503, "", HALF.format(error)) from error
        except (NoAnswer, OSError) as error:
            self.log.exception("%s is half erased", self.person.name)
            raise Refused(503, "", HALF.format("")) from error
        room = url_path_join(self.hub.base_url, "room", self.course)
        self.redirect(f"{room}?fait=erased", status=303)

    async def erase(self) -> None:
        """Close the server, then let each owner of data forget; the account last."""
        user, state = self.person, received().state
        if user.spawner.active:
            await self.stop_single_user(user)
        if user.spawner.active:
            raise LireLaVilleError("Son espace de travail ne se ferme pas.")
        await Door(received()).erase(user.name)
        await asyncio.to_thread(remove_person, state, user.name)
        watch.forget_person(user.name)
        self.authenticator.delete_user(user)
        await user.delete_spawners()
        self.users.delete(user)
        try:
            await asyncio.to_thread(vacuum, state / "hub.sqlite")
        except LireLaVilleError as error:  # the next erasure takes the traces too
            self.log.error("%s", error)
