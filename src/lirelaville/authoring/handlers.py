"""The addresses of the trainers' pages: French pages, and the actions behind them."""

import asyncio
import secrets
from functools import cached_property, wraps
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader
from jupyter_server.base.handlers import JupyterHandler
from markupsafe import Markup
from tornado.web import HTTPError, authenticated

from lirelaville.authoring.jobs import Jobs
from lirelaville.authoring.lessons import find_lesson, standing, standings
from lirelaville.authoring.model import DATASETS, new_lesson
from lirelaville.authoring.outline import add_lesson
from lirelaville.authoring.preview import write_preview
from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.course import read_course
from lirelaville.project import project_folder

TEMPLATES = Path(__file__).parent / "templates"
# what an address asks for -> what is done, in a process of its own
ACTIONS = {"verify": "check", "release": "publish", "withdraw": "withdraw"}


def answer_in_french(method):
    """Answer what a person can act on with its sentence, status 400."""

    @wraps(method)
    async def answered(self, *arguments):
        try:
            await method(self, *arguments)
        except LireLaVilleError as error:
            self.refuse(str(error))

    return answered


class Page(JupyterHandler):
    """Any of our addresses: the course, its jobs, and pages with our look."""

    def initialize(self, root: Path, jobs: Jobs) -> None:
        """Keep where the course is and what is being done to its lessons."""
        self.root, self.jobs = root, jobs

    @cached_property
    def nonce(self) -> str:
        """What our own script shows to the browser."""
        return secrets.token_urlsafe(16)

    @property
    def content_security_policy(self) -> str:
        """Let the notebook page show ours at its side, and nobody else."""
        return (
            "default-src 'none'; connect-src 'self'; img-src data:; "
            f"style-src 'unsafe-inline'; script-src 'nonce-{self.nonce}'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
        )

    @property
    def state(self) -> Path:
        """The state folder."""
        return self.root.parents[1]

    def show(self, template: str, **values: object) -> None:
        """Show one of our templates."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(
            pages()
            .get_template(template)
            .render(
                base=self.base_url,
                hub=self.settings.get("hub_host", "")
                + self.settings.get("hub_prefix", "/hub/"),
                xsrf=self.xsrf_token.decode(),
                nonce=self.nonce,
                style=Markup(style()),
                script=Markup((TEMPLATES / "page.js").read_text(encoding="utf-8")),
                course=read_course(self.root.name),
                panel=bool(self.get_query_argument("panneau", "")),
                **values,
            )
        )

    def show_lesson(self, template: str, slug: str) -> None:
        """Show the page of a lesson, or what changes in it."""
        course = read_course(self.root.name)
        try:
            one = standing(self.state, course, slug)
        except LireLaVilleError as error:
            raise HTTPError(404, str(error)) from error
        self.show(template, one=one, job=self.jobs.last.get(slug))

    def answer(self, **values: object) -> None:
        """Answer in JSON."""
        self.set_header("Cache-Control", "no-store")
        self.finish(values)

    def refuse(self, words: str, status: int = 400) -> None:
        """Say why nothing was done."""
        self.set_status(status)
        self.answer(message=words)


class IndexPage(Page):
    """``atelier/``: every lesson of the course, and where it stands."""

    @authenticated
    async def get(self) -> None:
        """Show the lessons, the drafts, and the notebooks made in formgrader."""
        found = await asyncio.to_thread(standings, self.state, self.root.name)
        listed = [one for one in found if one.listed]
        drafts = [one for one in found if not one.listed]
        groups = [("Le parcours, dans l'ordre", listed), ("Brouillons", drafts)]
        ours = {one.lesson.slug for one in found}
        sources = sorted(path.name for path in self.root.glob("source/*/"))
        others = [name for name in sources if name not in ours]
        self.show("index.html", groups=groups, others=others)


class LessonPage(Page):
    """``atelier/<slug>``: check and publish one lesson."""

    @authenticated
    async def get(self, slug: str) -> None:
        """Show where the lesson stands and the last report."""
        self.show_lesson("lesson.html", slug)


class LessonState(Page):
    """``atelier/<slug>/etat``: what changes in the page of a lesson."""

    @authenticated
    async def get(self, slug: str) -> None:
        """Show that part alone."""
        self.show_lesson("fragment.html", slug)


class Preview(Page):
    """``atelier/<slug>/essai``: the lesson as participants get it."""

    @authenticated
    async def post(self, slug: str) -> None:
        """Write it and open it; say what is to be repaired first, if it is."""
        course = read_course(self.root.name)
        try:
            lesson = find_lesson(course, slug)
            name = await asyncio.to_thread(write_preview, self.root, lesson)
        except LireLaVilleError:
            # its page says what is wrong, cell by cell
            self.redirect(f"{self.base_url}atelier/{quote(slug)}")
        else:
            self.redirect(f"{self.base_url}notebooks/{quote(name)}")


class NewLesson(Page):
    """``lirelaville/lessons``: a draft from the model."""

    @authenticated
    @answer_in_french
    async def post(self) -> None:
        """Write the file and lead to it."""
        said = self.get_json_body() or {}
        slug = str(said.get("slug", ""))
        new_lesson(self.root.name, slug, str(said.get("title", "")))
        self.answer(location=f"notebooks/lessons/{quote(slug)}.py")


class LessonAction(Page):
    """``lirelaville/lessons/<slug>/<action>``: verify, release, withdraw, list, cancel.

    The answer is ``{"message": …}`` when it is refused; a job goes on after it.
    """

    @authenticated
    @answer_in_french
    async def post(self, slug: str, action: str) -> None:
        """Begin a job, stop it, or add a draft to the course."""
        course = read_course(self.root.name)
        find_lesson(course, slug)
        if action == "cancel":
            await self.jobs.stop(slug)
        elif action == "list":
            minutes = str((self.get_json_body() or {}).get("minutes", ""))
            if not minutes.isdigit() or not 5 <= int(minutes) <= 240:
                raise LireLaVilleError(
                    f"La durée « {minutes} » ne convient pas : écrivez un nombre de "
                    "minutes, de 5 à 240."
                )
            add_lesson(course.slug, slug, int(minutes), datasets=self._datasets(slug))
        else:
            self.jobs.start(ACTIONS[action], slug)
        self.answer(slug=slug, action=action)

    def _datasets(self, slug: str) -> tuple[str, ...]:
        """Return the tables of the model, if the lesson still reads them."""
        lesson = find_lesson(read_course(self.root.name), slug)
        text = lesson.path.read_text(encoding="utf-8", errors="replace")
        return tuple(name for name in DATASETS if f'load("{name}"' in text)


def pages() -> Environment:
    """Return our templates; everything that people wrote is escaped."""
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)


def style() -> str:
    """Return the look of the hub's pages."""
    path = project_folder() / "hub_config" / "templates" / "style.css"
    return path.read_text(encoding="utf-8")


def addresses(root: Path, jobs: Jobs) -> list[tuple]:
    """Return the addresses, below the base of the server."""
    name, shared = r"([^/]+)", {"root": root, "jobs": jobs}
    return [
        (r"atelier/?", IndexPage, shared),
        (rf"atelier/{name}", LessonPage, shared),
        (rf"atelier/{name}/etat", LessonState, shared),
        (rf"atelier/{name}/essai", Preview, shared),
        (r"lirelaville/lessons", NewLesson, shared),
        (
            rf"lirelaville/lessons/{name}/(verify|release|withdraw|list|cancel)",
            LessonAction,
            shared,
        ),
    ]
