"""What the buttons of the trainer's room do; each goes back to a page that says it."""

from jupyterhub.utils import url_path_join

from lirelaville.errors import LireLaVilleError
from lirelaville.hub.codes import close_code, create_code
from lirelaville.hub.records import Door, DoorRefused, NoAnswer
from lirelaville.hub.room_pages import TrainerPage, trainers_only
from lirelaville.hub.site import received

DOOR_CLOSED = (
    "Le service qui garde les leçons ne répond pas. Rien n'est perdu. Réessayez dans "
    "une minute ; si cela continue, prévenez la personne qui s'occupe du serveur."
)


class StopServer(TrainerPage):
    """« Fermer son espace »."""

    @trainers_only
    async def post(self, course, name):
        """Stop the person's server, as an idle one would be."""
        user = self.member(course, name)
        if not user.spawner.active or user.spawner.pending:
            self.room(course, "people", name, fait="stopped")
            return
        await self.stop_single_user(user)
        self.room(course, "people", name, fait="stop")


class NewCode(TrainerPage):
    """« Créer un code »."""

    @trainers_only
    async def post(self, course):
        """Make a code and show it in big, ready to be projected."""
        try:
            code = create_code(
                self.db,
                course,
                self.get_body_argument("seats", ""),
                self.get_body_argument("until", ""),
            )
        except LireLaVilleError as error:
            await self.show(course, str(error), 400)
            return
        self.redirect(
            url_path_join(self.hub.base_url, "room", course, f"board?code={code.code}"),
            status=303,
        )


class CloseCode(TrainerPage):
    """« Fermer » beside a code."""

    @trainers_only
    async def post(self, course, code):
        """Close it; who came in with it stays."""
        try:
            close_code(self.db, code, course)
        except LireLaVilleError as error:
            await self.show(course, str(error), 404)
            return
        self.room(course, fait="close")


class ChangeLesson(TrainerPage):
    """« Distribuer » and « Retirer » beside a lesson."""

    @trainers_only
    async def post(self, course, slug, action):
        """Ask the hand-in service, which owns what is distributed."""
        try:
            await Door(received()).change(course, slug, action)
        except DoorRefused as error:
            await self.show(course, str(error), 409)
        except NoAnswer as error:
            self.log.warning("Hand-in service: %s", error)
            await self.show(course, DOOR_CLOSED, 503)
        else:
            self.room(course, fait=action)
