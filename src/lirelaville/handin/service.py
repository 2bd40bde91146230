"""The hand-in service, run by ``serve`` beside the hub: ``python -m``.

Learners' servers reach lessons, hand-ins and feedback through it alone; behind it,
nbgrader's exchange is a folder that no learner's account can see.
"""

import asyncio
import os
import signal
import time
from datetime import timedelta
from pathlib import Path

from tornado import web
from tornado.httpserver import HTTPServer
from tornado.ioloop import PeriodicCallback
from tornado.log import app_log, enable_pretty_logging

from lirelaville.handin import answers, handlers, record
from lirelaville.handin.answers import Door
from lirelaville.handin.catching_up import catch_up
from lirelaville.handin.hand_ins import HandIns
from lirelaville.handin.people import Person
from lirelaville.handin.permission import hub_auth
from lirelaville.handin.returned import pages_since, read_marks
from lirelaville.handin.shelving import Shelf

PREFIX = "/services/handin/"
LOOK_EVERY = timedelta(seconds=2)
# A folder's date is not finer than some milliseconds; a little more is looked at again.
OVERLAP_S = 4


def main() -> None:
    """Serve until told to stop; everything it needs is in the environment."""
    enable_pretty_logging()
    asyncio.run(serve(open_door(), int(os.environ["LIRELAVILLE_HANDIN_PORT"])))


def open_door() -> Door:
    """Gather what requests need, from the environment that ``hub/door.py`` makes."""
    state = Path(os.environ["LIRELAVILLE_STATE"])
    engine = record.open_record(state / "handin" / "record.sqlite")
    catch_up(engine, state / "exchange")
    return Door(
        auth=hub_auth(),
        exchange=state / "exchange",
        courses=state / "courses",
        record=engine,
        most_mb=int(os.environ["LIRELAVILLE_HANDIN_MB"]),
    )


async def serve(door: Door, port: int) -> None:
    """Answer on the loopback until SIGTERM."""
    server = HTTPServer(
        application(door),
        max_body_size=64 * 1024,  # but hand-ins, which say their own
        idle_connection_timeout=60,
        body_timeout=120,
    )
    server.listen(port, "127.0.0.1")
    marks = NewMarks(door)
    PeriodicCallback(marks.look, LOOK_EVERY).start()
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await stopped.wait()
    server.stop()


def application(door: Door) -> web.Application:
    """Return the addresses of the service."""
    api, course, lesson = f"{PREFIX}api", "([^/]+)", "([^/]+)/([^/]+)"
    known = {"door": door}
    return web.Application(
        [
            (f"{api}/health", answers.Health),
            (f"{api}/lessons/{course}", handlers.Lessons, known),
            (f"{api}/lessons/{lesson}", handlers.Lesson, known),
            (f"{api}/lessons/{lesson}/(release|withdraw)", Shelf, known),
            (f"{api}/openings/{lesson}", handlers.Opening, known),
            (f"{api}/handins/{lesson}", HandIns, known),
            (f"{api}/feedback/{lesson}", handlers.Feedback, known),
            (f"{api}/progress/{lesson}", handlers.Progress, known),
            (f"{api}/records/{course}", handlers.Records, known),
            (f"{api}/people/([^/]+)", Person, known),
        ],
        default_handler_class=answers.Nowhere,
    )


class NewMarks:
    """Looks now and then for pages that a trainer has returned, and reads their marks.

    So that the espace says « notée » before the person asks for the page.
    """

    def __init__(self, door: Door):
        self.door = door
        self.looked_s: dict[str, float] = {}  # course -> when

    async def look(self) -> None:
        """Look in every course; a fault is logged and tried again."""
        try:
            await asyncio.to_thread(self._look)
        except Exception:
            app_log.exception("Les corrigés rendus n'ont pas pu être lus.")

    def _look(self) -> None:
        for folder in self.door.exchange.glob("*/feedback"):
            self._read_new_pages(folder.parent.name)

    def _read_new_pages(self, course: str) -> None:
        since = self.looked_s.get(course, 0.0) - OVERLAP_S
        self.looked_s[course] = time.time()
        pages = pages_since(self.door.exchange, course, since)
        if not pages:
            return
        known = record.pages_known(self.door.record, course)
        for name in pages.keys() & known.keys():
            changed_ns = pages[name].stat().st_mtime_ns
            if changed_ns != known[name]:
                marks = read_marks(pages[name].read_text("utf-8"))
                record.note_marks(self.door.record, name, changed_ns, marks)


if __name__ == "__main__":
    main()
