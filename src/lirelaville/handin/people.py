"""Erase a person's work for the hub, which asks once somebody has confirmed."""

import asyncio

from lirelaville.errors import LireLaVilleError
from lirelaville.handin.answers import MESSAGES, Answer
from lirelaville.handin.erasing import erase_work
from lirelaville.handin.permission import Refusal, who_asks
from lirelaville.handin.released import is_name


class Person(Answer):
    """``api/people/<name>``."""

    async def prepare(self):
        """Let in the hub alone, which knows who may ask for it."""
        authorization = self.request.headers.get("Authorization", "")
        if not (await who_asks(self.door.auth, authorization)).is_hub:
            raise Refusal(403, "Seul le hub peut effacer le travail d'une personne.")

    async def delete(self, person: str):
        """Erase it, or say why not."""
        if not is_name(person):
            raise Refusal(404, MESSAGES[404])
        # tokens that the hub has revoked by now must not hand in after this
        self.door.auth.cache.clear()
        where = (self.door.exchange, self.door.courses, self.door.record)
        try:
            await asyncio.to_thread(erase_work, *where, person)
        except LireLaVilleError as error:
            raise Refusal(409, str(error)) from None
        self.set_status(204)
