"""What a learner's server and notebooks ask of the hand-in service.

The address and the token come from the hub (``hub/homes.py``).  Only the standard
library: notebooks start faster.
"""

import json
import os
import urllib.error
import urllib.request
from urllib.parse import quote

from lirelaville.errors import LireLaVilleError

URL, TOKEN = "LIRELAVILLE_HANDIN_URL", "LIRELAVILLE_HANDIN_TOKEN"


class NotDone(LireLaVilleError):
    """The service refused (its French words) or did not answer; ``status`` is HTTP's.

    ``status`` is None when nothing answered.
    """

    def __init__(self, message: str, status: int | None = None):
        super().__init__(message)
        self.status = status


def in_workshop() -> bool:
    """Tell whether this process runs in somebody's workspace of the hub."""
    return bool(os.environ.get("JUPYTERHUB_USER") and os.environ.get(URL))


def fetch_lesson(course: str, lesson: str) -> bytes:
    """Return the released notebook of a lesson.

    Raises
    ------
    NotDone
        If it is withdrawn, the person is not in the course, or nothing answers.
    """
    return _ask("lessons", course, lesson)


def say_opened(course: str, lesson: str) -> None:
    """Tell that the person's own copy of a lesson is open again."""
    _ask("openings", course, lesson, b"", seconds=5)


def say_checked(course: str, lesson: str, exercise: str, passed: bool) -> None:
    """Tell that a check was run, and whether it passed."""
    said = json.dumps({"exercise": exercise, "passed": passed}).encode()
    _ask("progress", course, lesson, said, seconds=5)


def hand_in(course: str, lesson: str, notebook: bytes) -> dict:
    """Hand a notebook in; the answer says when it was received, and its sha256."""
    return json.loads(_ask("handins", course, lesson, notebook, seconds=120))


def fetch_feedback(course: str, lesson: str) -> dict | None:
    """Return the latest feedback, or None while nobody has returned any."""
    try:
        return json.loads(_ask("feedback", course, lesson, seconds=60))
    except NotDone as error:
        if error.status == 404:
            return None
        raise


def _ask(
    what: str, course: str, lesson: str, data: bytes | None = None, seconds: float = 10
) -> bytes:
    path = "/".join(quote(part, safe="") for part in (what, course, lesson))
    request = urllib.request.Request(
        f"{os.environ[URL]}api/{path}",
        data,
        {"Authorization": f"token {os.environ.get(TOKEN, '')}"},
    )
    # No proxy: the service is on this computer, whatever the network's settings.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=seconds) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        raise NotDone(_words(error), error.code) from None
    except OSError:  # URLError and timeouts are its kinds
        raise NotDone(
            "L'atelier ne répond pas. Attendez une minute, puis réessayez ; si cela "
            "recommence, prévenez votre formatrice ou formateur."
        ) from None


def _words(error: urllib.error.HTTPError) -> str:
    """Return the service's own sentence; the relay before it has none."""
    try:
        return json.loads(error.read())["message"]
    except (OSError, ValueError, KeyError, TypeError):
        return "L'atelier ne répond pas comme prévu. Réessayez dans une minute."
