"""The request that hands a lesson in: read, checked, written, then answered."""

import asyncio
from datetime import UTC, datetime, timedelta

from tornado import web

from lirelaville.errors import LireLaVilleError
from lirelaville.handin import record
from lirelaville.handin.answers import ForPeople
from lirelaville.handin.permission import Refusal
from lirelaville.handin.receive import HandIn, check_notebook, write_hand_in
from lirelaville.handin.record import Place

MEGABYTE = 1_000_000
# Read to its end and thrown away, so that the refusal can be read at the other end.
DRAINED_BYTES = 1_000 * MEGABYTE
# A kernel in a loop must not fill the disk; nobody hands in that often.
MOST_HAND_INS, IN = 20, timedelta(minutes=10)


@web.stream_request_body
class HandIns(ForPeople):
    """``api/handins/<course>/<slug>``: the notebook, as it was saved."""

    async def prepare(self):
        """Find out who sends before reading; a refusal waits for the last byte."""
        self.request.connection.set_max_body_size(DRAINED_BYTES)
        self.received, self.size, self.refusal = [], 0, None
        try:
            self.caller = await self._caller()
            self.lesson = self.door.lesson(*self.path_args)
            await asyncio.to_thread(self._refuse_a_flood)
        except Refusal as refusal:
            self.refusal = refusal

    def data_received(self, chunk: bytes):
        """Keep what fits; forget the rest."""
        self.size += len(chunk)
        if self.refusal is None and self.size <= self.door.most_mb * MEGABYTE:
            self.received.append(chunk)
        else:
            self.received.clear()

    async def post(self, course: str, slug: str):
        """Write the hand-in to the disk, then say that it was received."""
        if self.refusal:
            raise self.refusal
        if self.size > self.door.most_mb * MEGABYTE:
            raise Refusal(413, _too_big(self.size, self.door.most_mb))
        place = self.place(course, slug)
        done = await asyncio.to_thread(self._receive, place, b"".join(self.received))
        self.finish(
            {"received_at": record.iso(done.received_at), "sha256": done.sha256}
        )

    def _receive(self, place: Place, content: bytes) -> HandIn:
        try:
            check_notebook(content)
        except LireLaVilleError as error:
            raise Refusal(400, str(error)) from None
        done = write_hand_in(
            self.door.exchange, place.course, self.lesson, place.person, content
        )
        record.note_hand_in(self.door.record, place, done)
        return done

    def _refuse_a_flood(self):
        since = datetime.now(UTC) - IN
        count = record.hand_ins_since(self.door.record, self.caller.name, since)
        if count >= MOST_HAND_INS:
            raise Refusal(
                429,
                f"Vous avez déjà rendu {count} fois en dix minutes. Vos réponses sont "
                "gardées : attendez un peu avant de rendre à nouveau.",
            )


def _too_big(size: int, most_mb: int) -> str:
    return (
        f"Cette leçon pèse {size / MEGABYTE:.0f} Mo, et le service en accepte "
        f"{most_mb}. Un résultat affiché est sans doute très long : menu « Édition », "
        "« Effacer les sorties de toutes les cellules », puis rendez à nouveau."
    )
