"""The pages of the trainer's room; each for the trainers of that course only.

What their buttons do is in ``room_changes``.
"""

import asyncio
import functools
from datetime import UTC, datetime

from jupyterhub.handlers import BaseHandler
from jupyterhub.utils import url_path_join
from tornado import web

from lirelaville.hub.codes import find_code, list_codes, today_in_france
from lirelaville.hub.lesson_states import lesson_states
from lirelaville.hub.outline import outline
from lirelaville.hub.records import Door, NoAnswer, Records, Released
from lirelaville.hub.room import members, people, room_state
from lirelaville.hub.room_lists import lesson_lines, person_view
from lirelaville.hub.site import received

# what can be told after a change, by its name in the address
DONE = {
    "release": "La leçon est distribuée : chacun peut l'ouvrir.",
    "withdraw": "La leçon est retirée. Les personnes qui l'avaient ouverte gardent "
    "leur travail et leurs notes.",
    "close": "Le code est fermé : il n'inscrit plus personne. Les personnes déjà "
    "inscrites restent dans le cours.",
    "stop": "L'espace de travail se ferme. Les réponses enregistrées sont gardées.",
    "stopped": "Son espace de travail était déjà fermé.",
    "erased": "C'est effacé : le compte, le dossier, les leçons rendues, les corrigés "
    "et les notes de cette personne.",
}


def trainers_only(method):
    """Let in a page's visitor if they train its course, whatever else they are."""

    @web.authenticated
    @functools.wraps(method)
    async def checked(self, course, *rest):
        groups = {group.name for group in self.current_user.groups}
        if f"formgrade-{course}" not in groups:
            raise web.HTTPError(403)
        await method(self, course, *rest)

    return checked


class TrainerPage(BaseHandler):
    """What the pages of the room share."""

    async def state(self, course: str) -> tuple[dict, dict[str, Records], bool]:
        """Return the room's state, the records, and whether the service answered."""
        try:
            records, answers = await Door(received()).of_course(course), True
        except NoAnswer:
            records, answers = {}, False
        now, known = datetime.now(UTC), outline(course)
        present = people(known, members(self.db, course), records, now)
        return room_state(present, answers), records, answers

    async def show(self, course: str, complaint: str = "", status: int = 200) -> None:
        """Show the whole room, with what went wrong if something did."""
        (state, records, answers), released = await asyncio.gather(
            self.state(course), released_lessons(course)
        )
        self.set_status(status)
        page = await self.render_template(
            "room.html",
            course=outline(course),
            state=state,
            codes=list_codes(self.db, course),
            lessons=lesson_lines(outline(course), released, records),
            answers=answers,
            complaint=complaint,
            done=DONE.get(self.get_query_argument("fait", ""), ""),
            today=today_in_france(),
        )
        self.finish(page)

    def room(self, course: str, *more: str, fait: str = "") -> None:
        """Go back to the room, or to a page below it, saying what was done."""
        address = url_path_join(self.hub.base_url, "room", course, *more)
        self.redirect(f"{address}?fait={fait}" if fait else address, status=303)

    def member(self, course: str, name: str):
        """Return someone of the course as JupyterHub's user, or answer 404."""
        if name not in {member.name for member in members(self.db, course)}:
            raise web.HTTPError(404)
        return self.find_user(name)


class Room(TrainerPage):
    """``/hub/room/<course>``."""

    @trainers_only
    async def get(self, course):
        """Show people, codes and lessons."""
        await self.show(course)


class RoomState(TrainerPage):
    """``/hub/room/<course>/state.json``: what changes while people work.

    Tornado answers 304 while nothing has changed: the page then stays as it is.
    """

    def get_content_type(self):
        """Say that the answer is JSON."""
        return "application/json"

    @trainers_only
    async def get(self, course):
        """Answer the state of everybody."""
        self.set_header("Cache-Control", "private, no-cache")
        self.finish((await self.state(course))[0])


class PersonPage(TrainerPage):
    """``/hub/room/<course>/people/<name>``."""

    @trainers_only
    async def get(self, course, name):
        """Show the lessons of one person, and what can be done for them."""
        user = self.member(course, name)
        answers, records, released = True, {}, None
        try:
            records = await Door(received()).of_person(course, name)
            released = await released_lessons(course)
        except NoAnswer:
            answers = False
        known = outline(course)
        page = await self.render_template(
            "person.html",
            course=known,
            person=user.name,
            running=user.active,
            lessons=person_view(lesson_states(known, released, records), records),
            answers=answers,
            done=DONE.get(self.get_query_argument("fait", ""), ""),
        )
        self.finish(page)


class Board(TrainerPage):
    """``/hub/room/<course>/board?code=…``: for the projector."""

    @trainers_only
    async def get(self, course):
        """Show a code, the address to type and the three steps, very large."""
        code = find_code(self.db, self.get_query_argument("code", ""))
        if code is None or code.course != course:
            raise web.HTTPError(404)
        page = await self.render_template(
            "board.html", course=outline(course), code=code, address=self.request.host
        )
        self.finish(page)


async def released_lessons(course: str) -> dict[str, Released] | None:
    """Return the released lessons, or None if nobody can say."""
    try:
        return await Door(received()).released(course)
    except NoAnswer:
        return None
