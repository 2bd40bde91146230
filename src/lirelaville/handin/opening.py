"""A lesson opens in its owner's server, fetched first if they do not have it yet.

A Jupyter server extension (``hub_config/jupyter/jupyter_server_config.py`` loads it).
It adds ``lecon/<course>/<lesson>``, which leads to the notebook, and
``lecon/<course>/<lesson>/recommencer``, which puts a fresh one beside the old one.
"""

import asyncio
import contextlib
import os
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from markupsafe import Markup

from lirelaville.handin import client
from lirelaville.handin.copies import beside_name, place_lesson, start_again
from lirelaville.handin.exchange import notebook_path
from lirelaville.handin.released import is_name
from lirelaville.handin.sealing import seal
from lirelaville.project import project_folder

UNKNOWN = (
    "Cette leçon n'existe pas. L'adresse a sans doute été mal recopiée : ouvrez la "
    "leçon depuis « Mes cours »."
)
NO_ROOM = (
    "La leçon n'a pas pu être écrite dans votre espace : il est plein, ou protégé. "
    "Supprimez un fichier dont vous n'avez plus besoin, puis réessayez. Ce que vous "
    "avez déjà écrit est gardé."
)


class LessonPage(JupyterHandler):
    """Any of our addresses: where the copy is, and pages in French."""

    def lesson(self, course: str, lesson: str) -> Path | None:
        """Return where the copy is or will be; say so if there cannot be one."""
        if is_name(course) and is_name(lesson):
            return notebook_path(course, lesson)
        self.complain(404, UNKNOWN)
        return None

    def open(self, course: str, lesson: str) -> None:
        """Lead to the notebook; its kernel starts while the page loads."""
        path = f"{course}/{lesson}/{lesson}.ipynb"
        starting = self.settings.setdefault("lirelaville_starting", {})
        if path not in starting or starting[path].done():
            starting[path] = asyncio.create_task(self.start_kernel(path))
        self.redirect(notebook_url(self.base_url, course, lesson))

    async def start_kernel(self, path: str) -> None:
        """Start the kernel as the page would, unless it runs already.

        Those of lessons that no page shows any more give their memory back first: who
        goes from one lesson to the next would otherwise reach the limit at the eighth.
        """
        try:
            for session in await self.session_manager.list_sessions():
                kernel = session["kernel"]
                left = (
                    kernel["connections"] == 0 and kernel["execution_state"] == "idle"
                )
                if left and session["path"] != path:
                    await self.session_manager.delete_session(session["id"])
            if not await self.session_manager.session_exists(path):
                name = path.rpartition("/")[2]
                await self.session_manager.create_session(
                    path, name, "notebook", kernel_name="python3"
                )
        except Exception:  # the page then starts it, and tells what is wrong
            self.log.exception("The kernel of %s did not start ahead.", path)

    def complain(self, status: int, complaint: str, retry: str = "") -> None:
        """Show what happened and what to do."""
        self.set_status(status)
        self.show("La leçon ne s'ouvre pas", complaint=complaint, retry=retry)

    def show(self, title: str, **values) -> None:
        """Show our page."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(_template().render(title=title, home=hub_home(), **values))

    async def carry_out(self, course: str, lesson: str, action) -> bool:
        """Do something with the disk and the service; say why if it fails."""
        try:
            await asyncio.to_thread(action)
        except client.NotDone as error:
            self.complain(error.status or 503, str(error), self.request.uri)
        except OSError as error:
            self.log.warning("%s/%s: %s", course, lesson, error.strerror)
            self.complain(507, NO_ROOM, self.request.uri)
        else:
            return True
        return False


class OpenLesson(LessonPage):
    """``lecon/<course>/<lesson>``."""

    async def get(self, course: str, lesson: str):
        """Fetch the lesson unless its owner has a copy, and open it."""
        notebook = self.lesson(course, lesson)
        if notebook is None:
            return
        if notebook.exists():
            # Told beside: a lesson that is there opens even if the service is down.
            asyncio.get_running_loop().run_in_executor(None, _say_opened, notebook)
            self.open(course, lesson)
            return

        def bring():
            place_lesson(notebook, client.fetch_lesson(course, lesson))

        if await self.carry_out(course, lesson, bring):
            self.open(course, lesson)


class StartAgain(LessonPage):
    """``lecon/<course>/<lesson>/recommencer``: asks first, then does it."""

    async def get(self, course: str, lesson: str):
        """Say what will happen."""
        notebook = self.lesson(course, lesson)
        if notebook is None:
            return
        if not notebook.exists():
            self.redirect(url_path_join(self.base_url, "lecon", course, lesson))
            return
        self.show(
            "Recommencer la leçon ?",
            old_name=beside_name(notebook, datetime.now()),
            open=notebook_url(self.base_url, course, lesson),
            xsrf=Markup(self.xsrf_form_html()),
        )

    async def post(self, course: str, lesson: str):
        """Keep the copy beside, put a fresh one in its place, open it."""
        notebook = self.lesson(course, lesson)
        if notebook is None:
            return

        def renew():
            fresh = client.fetch_lesson(course, lesson)
            start_again(notebook, fresh, datetime.now())

        if await self.carry_out(course, lesson, renew):
            await self.stop_kernel(course, lesson)
            self.open(course, lesson)

    async def stop_kernel(self, course: str, lesson: str) -> None:
        """Stop the old copy's kernel, which still knows its answers."""
        path = f"{course}/{lesson}/{lesson}.ipynb"
        for session in await self.session_manager.list_sessions():
            if session["path"] == path:
                await self.session_manager.delete_session(session["id"])


def notebook_url(base_url: str, course: str, lesson: str) -> str:
    """Return the address of a lesson's notebook in its owner's server."""
    parts = ("notebooks", course, lesson, f"{lesson}.ipynb")
    return url_path_join(base_url, *map(quote, parts))


def hub_home() -> str:
    """Return the address of the hub's page « Mes cours »."""
    base = os.environ.get("JUPYTERHUB_BASE_URL", "/")
    return os.environ.get("JUPYTERHUB_HOST", "") + url_path_join(base, "hub", "home")


def _say_opened(notebook: Path) -> None:
    # A lesson withdrawn, the service down: the copy opens all the same.
    with contextlib.suppress(client.NotDone, KeyError):
        client.say_opened(notebook.parent.parent.name, notebook.parent.name)


@lru_cache
def _template():
    here = FileSystemLoader(Path(__file__).parent / "templates")
    pages = Environment(loader=here, autoescape=True)
    style = project_folder() / "hub_config" / "templates" / "style.css"
    pages.globals["style"] = Markup(style.read_text(encoding="utf-8"))
    return pages.get_template("lecon.html")


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": "lirelaville.handin.opening"}]


def _load_jupyter_server_extension(server_app) -> None:
    """Hide the server's own token, and add our addresses."""
    try:
        seal(server_app)
    except Exception:  # Jupyter would only warn, and go on with the token in reach
        server_app.log.exception("Le jeton de ce serveur n'a pas pu être caché.")
        server_app.exit(1)
    base = server_app.web_app.settings["base_url"]
    lesson = r"lecon/([^/]+)/([^/]+)"
    server_app.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, lesson), OpenLesson),
            (url_path_join(base, lesson, "recommencer"), StartAgain),
        ],
    )
