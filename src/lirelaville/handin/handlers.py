"""The requests of learners' servers and of the hub, but for the hand-ins themselves."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path

from lirelaville.errors import LireLaVilleError
from lirelaville.handin import record
from lirelaville.handin.answers import MESSAGES, Answer, ForPeople
from lirelaville.handin.permission import Refusal, who_asks
from lirelaville.handin.receive import check_notebook
from lirelaville.handin.record import Place
from lirelaville.handin.released import released_lessons
from lirelaville.handin.returned import feedback_folder, read_marks
from lirelaville.handin.summary import summary


class Lessons(ForPeople):
    """``api/lessons/<course>``: what can be opened."""

    hub_too = True

    async def get(self, course: str):
        """List names and titles."""
        found = await asyncio.to_thread(released_lessons, self.door.exchange, course)
        keep = ("slug", "title", "exercises")
        lessons = [{key: asdict(lesson)[key] for key in keep} for lesson in found]
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(lessons))


class Lesson(ForPeople):
    """``api/lessons/<course>/<slug>``: the notebook to work on."""

    async def get(self, course: str, slug: str):
        """Give its bytes, and remember that it was opened."""
        lesson = self.door.lesson(course, slug)
        content = await asyncio.to_thread(_whole, lesson.path)
        place = self.place(course, slug)
        await asyncio.to_thread(record.note_seen, self.door.record, place)
        self.set_header("Content-Type", "application/x-ipynb+json")
        self.finish(content)


class Opening(ForPeople):
    """``api/openings/<course>/<slug>``: a copy that the person has is open again."""

    async def post(self, course: str, slug: str):
        """Remember it."""
        self.door.lesson(course, slug)
        place = self.place(course, slug)
        await asyncio.to_thread(record.note_seen, self.door.record, place)
        self.set_status(204)


class Progress(ForPeople):
    """``api/progress/<course>/<slug>``: a check was run."""

    async def post(self, course: str, slug: str):
        """Remember whether it passed; only the lesson's own exercises count."""
        lesson = self.door.lesson(course, slug)
        try:
            said = json.loads(self.request.body)
            exercise, passed = said["exercise"], said["passed"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Refusal(400, MESSAGES[400]) from None
        if exercise not in lesson.exercises or not isinstance(passed, bool):
            raise Refusal(400, "Cette leçon n'a pas d'exercice de ce nom.")
        await asyncio.to_thread(
            record.note_try,
            self.door.record,
            self.place(course, slug),
            exercise,
            passed,
        )
        self.set_status(204)


class Feedback(ForPeople):
    """``api/feedback/<course>/<slug>``: the latest copy that was returned."""

    async def get(self, course: str, slug: str):
        """Give its page and its marks, or 404 while nobody has returned any."""
        place = self.place(course, slug)
        found = await asyncio.to_thread(self._latest, place)
        if found is None:
            raise Refusal(404, "Votre corrigé n'est pas encore rendu.")
        self.finish(found)

    def _latest(self, place: Place) -> dict | None:
        folder = feedback_folder(self.door.exchange, place.course)
        for row in record.hand_ins_of(self.door.record, place):
            path = folder / f"{row.feedback}.html"
            try:
                changed_ns, page = path.stat().st_mtime_ns, path.read_text("utf-8")
            except FileNotFoundError:
                continue
            marks = read_marks(page)
            record.note_marks(self.door.record, row.feedback, changed_ns, marks)
            known = {"received_at": row.received_at, "html": page}
            return known | (asdict(marks) if marks else {})
        return None


class Records(Answer):
    """``api/records/<course>``: where people stand, for the hub's own pages."""

    async def prepare(self):
        """Let in the hub alone."""
        authorization = self.request.headers.get("Authorization", "")
        if not (await who_asks(self.door.auth, authorization)).is_hub:
            raise Refusal(403, "Seul le hub peut lire ce registre.")

    async def get(self, course: str):
        """Give one person's lessons (``?user=``), or everybody's."""
        user = self.get_query_argument("user", None)
        found = await asyncio.to_thread(summary, self.door.record, course, user)
        if user is not None:
            self.finish({"lessons": found.get(user, {})})
        else:
            people = {name: {"lessons": lessons} for name, lessons in found.items()}
            self.finish({"people": people})


def _whole(path: Path) -> bytes:
    """Read a released notebook; nbgrader may be replacing it at this very moment."""
    try:
        content = path.read_bytes()
        check_notebook(content)
    except (FileNotFoundError, LireLaVilleError):
        raise Refusal(
            503, "Cette leçon est en train d'être mise à jour. Réessayez tout de suite."
        ) from None
    return content
