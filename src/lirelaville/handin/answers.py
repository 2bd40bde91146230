"""What every answer of the hand-in service shares: who asks, and French refusals."""

import errno
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from jupyterhub.services.auth import HubAuth
from tornado import web

from lirelaville.handin.permission import Caller, Refusal, who_asks
from lirelaville.handin.record import Place
from lirelaville.handin.released import Released, released_lesson

MESSAGES = {
    400: "Cette demande n'est pas lisible.",
    404: "Cette adresse n'existe pas.",
    405: "Cette adresse ne s'utilise pas de cette façon.",
    507: "Le disque du serveur est plein : rien n'a été perdu, mais rien n'a pu être "
    "ajouté. Prévenez votre formatrice ou formateur, puis réessayez.",
}
UNEXPECTED = (
    "Le service de rendu a rencontré une erreur. Réessayez dans une minute ; si cela "
    "recommence, prévenez votre formatrice ou formateur."
)
WITHDRAWN = (
    "Cette leçon n'existe pas, ou n'est plus distribuée : votre formatrice ou "
    "formateur l'a retirée. Ce que vous avez écrit reste dans votre espace."
)
NOT_YOURS = (
    "Vous n'êtes pas dans ce cours. Pour le rejoindre, demandez son code d'atelier à "
    "votre formatrice ou formateur."
)
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class Door:
    """What every request needs: the hub, nbgrader's folders, the record."""

    auth: HubAuth
    exchange: Path
    courses: Path
    record: sa.Engine
    most_mb: int

    def lesson(self, course: str, slug: str) -> Released:
        """Return a released lesson, or refuse."""
        lesson = released_lesson(self.exchange, course, slug)
        if lesson is None:
            raise Refusal(404, WITHDRAWN)
        return lesson


class Answer(web.RequestHandler):
    """Any address: JSON answers, a French sentence for whatever goes wrong."""

    def initialize(self, door: Door | None = None):
        """Keep what requests need."""
        self.door = door

    def set_default_headers(self):
        """Nothing of this is for a browser's memory, or another site."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Security-Policy", "default-src 'none'")

    def write_error(self, status_code: int, **details):
        """Answer with one sentence, never a traceback."""
        error = details.get("exc_info", (None, None))[1]
        if is_full(error):
            self.set_status(507)
            message = MESSAGES[507]
        else:
            message = getattr(error, "message", MESSAGES.get(status_code, UNEXPECTED))
        self.finish({"message": message})


class Nowhere(Answer):
    """Every other address."""

    def prepare(self):
        """Refuse, whatever the method."""
        raise web.HTTPError(404)


class Health(Answer):
    """``api/health``: whether the service answers."""

    def get(self):
        """Say so, to anybody."""
        self.finish({"status": "ok"})


class ForPeople(Answer):
    """An address of one course, for who takes or trains it."""

    hub_too = False

    async def prepare(self):
        """Let in the people of the course."""
        self.caller = await self._caller()

    async def _caller(self) -> Caller:
        authorization = self.request.headers.get("Authorization", "")
        caller = await who_asks(self.door.auth, authorization)
        if (caller.is_hub and not self.hub_too) or not caller.may_use(
            self.path_args[0]
        ):
            raise Refusal(403, NOT_YOURS)
        return caller

    def place(self, course: str, slug: str) -> Place:
        """Return where the caller is: nobody can speak for another."""
        return Place(course, self.caller.name, slug)


def is_full(error: BaseException | None) -> bool:
    """Tell whether something failed for want of room on the disk."""
    cause = getattr(error, "orig", error)  # SQLAlchemy wraps SQLite's own error
    return getattr(cause, "errno", None) in FULL or "disk is full" in str(cause)
