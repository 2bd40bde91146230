"""Release and withdraw a lesson for the room: the hub asks, never a person."""

import asyncio

from lirelaville.errors import LireLaVilleError
from lirelaville.handin.answers import WITHDRAWN, Answer
from lirelaville.handin.permission import Refusal, who_asks
from lirelaville.handin.released import is_name
from lirelaville.lessons.shelf import put_back, take_off

ACTIONS = {"release": put_back, "withdraw": take_off}


class Shelf(Answer):
    """``api/lessons/<course>/<slug>/release`` and ``…/withdraw``."""

    async def prepare(self):
        """Let in the hub alone, which knows who trains the course."""
        authorization = self.request.headers.get("Authorization", "")
        if not (await who_asks(self.door.auth, authorization)).is_hub:
            raise Refusal(403, "Seul le hub peut distribuer ou retirer une leçon.")

    async def post(self, course: str, slug: str, action: str):
        """Move the lesson, or say why not."""
        if not (is_name(course) and is_name(slug)):
            raise Refusal(404, WITHDRAWN)
        try:
            await asyncio.to_thread(ACTIONS[action], self.door.exchange, course, slug)
        except LireLaVilleError as error:
            raise Refusal(409, str(error)) from None
        self.set_status(204)
