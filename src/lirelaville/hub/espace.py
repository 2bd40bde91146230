"""The home page of a signed-in person: their courses, where they are, what is next."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from jupyterhub.handlers import BaseHandler
from tornado import web

from lirelaville.hub.lesson_states import LessonState, badge_of, lesson_states
from lirelaville.hub.outline import Outline, outline
from lirelaville.hub.records import Door, NoAnswer
from lirelaville.hub.site import received

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class MyCourse:
    """One course on the page."""

    outline: Outline
    takes: bool
    trains: bool
    lessons: tuple[LessonState, ...] = ()
    badge: str = ""
    earned: bool = False
    seen: datetime = NEVER
    answers: bool = True  # False: the hand-in service does not

    @property
    def next(self) -> LessonState | None:
        """The lesson to go on with."""
        return next((lesson for lesson in self.lessons if lesson.next), None)

    @property
    def handed_in(self) -> int:
        """How many lessons were handed in."""
        return sum(one.state in {"handed-in", "marked"} for one in self.lessons)


class Espace(BaseHandler):
    """The page ``/hub/home``."""

    @web.authenticated
    async def get(self):
        """Show the courses of the signed-in person, as they stand now."""
        user = self.current_user
        if user.running:
            await user.spawner.poll_and_notify()  # a server may have died
        courses = await my_courses({group.name for group in user.groups}, user.name)
        self.finish(await self.render_template("home.html", courses=courses))


async def my_courses(groups: set[str], name: str) -> list[MyCourse]:
    """Return what the home page shows of each course that a person takes or trains.

    Parameters
    ----------
    groups : set of str
        Names of the person's groups: ``nbgrader-<course>``, ``formgrade-<course>``.
    name : str
        Their pseudonym.

    Returns
    -------
    list of MyCourse
        The course they were last seen in comes first, its next lesson alone marked
        as the thing to do now.
    """
    site = received()
    mine = [
        (course, f"nbgrader-{course}" in groups, f"formgrade-{course}" in groups)
        for course in site.courses
    ]
    found = await asyncio.gather(
        *(
            _my_course(Door(site), course, takes, trains, name)
            for course, takes, trains in mine
            if takes or trains
        )
    )
    found.sort(key=lambda course: course.seen, reverse=True)  # stable: then in order
    return found


async def _my_course(
    door: Door, course: str, takes: bool, trains: bool, name: str
) -> MyCourse:
    """Return one course; without the hand-in service, its lessons without states."""
    known, answers = outline(course), True
    released, records = None, {}
    try:
        released, records = await asyncio.gather(
            door.released(course), door.of_person(course, name)
        )
    except NoAnswer:
        answers = False
    lessons = lesson_states(known, released, records)
    badge, earned = badge_of(known, records) if takes and answers else ("", False)
    return MyCourse(
        known,
        takes,
        trains,
        tuple(lessons),
        badge,
        earned,
        max((record.last_seen or NEVER for record in records.values()), default=NEVER),
        answers,
    )
