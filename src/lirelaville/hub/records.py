"""Ask the hand-in service what people have opened, passed, handed in and got.

The hub's pages stay useful without it: a page that cannot reach it says so.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

from lirelaville.hub.door import NAME, door_url
from lirelaville.hub.site import Site, service_token

PATIENCE_S = 2.0
ERASING_S = 120.0  # several databases are rewritten


class NoAnswer(Exception):
    """The hand-in service is stopped, late, or answers something else."""


class DoorRefused(Exception):
    """The hand-in service said no; the words are French, for the person."""


@dataclass(frozen=True)
class Tries:
    """How somebody fares in one exercise that they have not passed yet."""

    count: int
    since: datetime | None


@dataclass(frozen=True)
class Released:
    """A lesson that can be opened, as the service reads it in its notebook."""

    title: str = ""
    exercises: tuple[str, ...] = ()


@dataclass(frozen=True)
class Record:
    """What one person has done in one lesson; times are in UTC, or None."""

    opened_at: datetime | None = None
    last_seen: datetime | None = None
    passed: frozenset[str] = frozenset()
    tried: frozenset[str] = frozenset()
    tries: dict[str, Tries] = field(default_factory=dict)
    handed_in_at: datetime | None = None
    marked_at: datetime | None = None  # when the version that has a mark was received
    score: float | None = None
    max_score: float | None = None
    to_read: bool = False


Records = dict[str, Record]  # lesson -> what was done in it


class Door:
    """The hand-in service, as the hub speaks to it: with the service's own token."""

    def __init__(self, site: Site):
        self.address = f"{door_url(site)}api"
        self.headers = {"Authorization": f"token {service_token(NAME)}"}

    async def released(self, course: str) -> dict[str, Released]:
        """Return the lessons that can be opened, by their names."""
        lessons = await self._get(f"lessons/{quote(course)}")
        return {
            lesson["slug"]: Released(
                lesson.get("title") or "", tuple(lesson.get("exercises") or ())
            )
            for lesson in lessons
        }

    async def of_person(self, course: str, name: str) -> Records:
        """Return the records of one person in a course."""
        query = urlencode({"user": name})
        return _records(
            (await self._get(f"records/{quote(course)}?{query}"))["lessons"]
        )

    async def of_course(self, course: str) -> dict[str, Records]:
        """Return the records of everybody in a course: person -> records."""
        people = (await self._get(f"records/{quote(course)}"))["people"]
        return {name: _records(_lessons(said)) for name, said in people.items()}

    async def _get(self, path: str) -> object:
        return await self._ask(HTTPRequest(f"{self.address}/{path}"))

    async def change(self, course: str, slug: str, action: str) -> None:
        """Release or withdraw a lesson (``action``: ``release``, ``withdraw``).

        Raises
        ------
        DoorRefused
            With the French sentence that says why.
        NoAnswer
            If the service does not answer.
        """
        path = f"lessons/{quote(course)}/{quote(slug)}/{action}"
        await self._ask(HTTPRequest(f"{self.address}/{path}", "POST", body=b""))

    async def erase(self, name: str) -> None:
        """Erase a person's hand-ins, feedback, marks and records, in every course.

        Raises
        ------
        DoorRefused
            With the French sentence that says why.
        NoAnswer
            If the service does not answer.
        """
        request = HTTPRequest(f"{self.address}/people/{quote(name)}", "DELETE")
        await self._ask(request, ERASING_S)

    async def _ask(
        self, request: HTTPRequest, patience_s: float = PATIENCE_S
    ) -> object:
        request.headers.update(self.headers)
        request.connect_timeout = PATIENCE_S
        request.request_timeout = patience_s
        try:
            answer = await AsyncHTTPClient().fetch(request)
            return json.loads(answer.body) if answer.body else None
        except HTTPClientError as error:
            message = _message(error)
            if message and error.code in {400, 403, 404, 409}:
                raise DoorRefused(message) from error
            raise NoAnswer(str(error)) from error
        except (OSError, ValueError) as error:
            raise NoAnswer(str(error)) from error


def _message(error: HTTPClientError) -> str:
    try:
        return json.loads(error.response.body)["message"]
    except (AttributeError, ValueError, KeyError, TypeError):
        return ""


def _lessons(said: dict) -> dict:
    return said.get("lessons", said)


def _records(lessons: dict) -> Records:
    return {slug: _record(said) for slug, said in lessons.items()}


def _record(said: dict) -> Record:
    times = ("opened_at", "last_seen", "handed_in_at", "marked_at")
    return Record(
        **{key: _time(said.get(key)) for key in times},
        passed=frozenset(said.get("passed") or ()),
        tried=frozenset(said.get("tried") or ()),
        tries={
            name: Tries(tries["count"], _time(tries["since"]))
            for name, tries in (said.get("tries") or {}).items()
        },
        score=said.get("score"),
        max_score=said.get("max_score"),
        to_read=bool(said.get("to_read")),
    )


def _time(text: str | None) -> datetime | None:
    if not text:
        return None
    when = datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=UTC)
