"""Which folders each confined program of the workshop finds, and nothing else."""

import os
from pathlib import Path

from lirelaville.explainers.launch import KEPT
from lirelaville.hub.accounts import (
    Account,
    formation_account,
    own_folder,
    public_account,
)
from lirelaville.hub.site import Site
from lirelaville.project import DATASETS, project_folder
from lirelaville.sandbox import Bind, Sandbox, shown

PROJECT_PARTS = (
    "datasets",
    "hub_config",
    "pyproject.toml",
    "report_templates",
    "src",
    "voila_apps",
)
# what it costs to build and mark; a person's own limits are in hub.yml
FORMATION_LIMITS = ("--nproc=2000",)


def confined_formation(
    command: list[str], site: Site, folder: Path, course: str = ""
) -> list[str]:
    """Return a command of the formation's account; unchanged in a trial.

    Parameters
    ----------
    command : list of str
        A formgrader, or the door of hand-ins.
    site : Site
        This installation.
    folder : Path
        Where it starts; it may change it, and the exchange.
    course : str
        A formgrader's course: its lessons are shown, and may be changed.  Without it,
        the door: it sees the folders of all courses, to erase a person's work there.
    """
    if not site.isolated:
        return command
    state = site.state
    binds = [*project(site, course), *shown(folder, writable=True)]
    more = [] if course else [state / "courses"]
    binds += shown(state / "exchange", *more, writable=True)
    return _sandbox(formation_account(), binds, folder, site).confine(command)


def confined_build(command: list[str], site: Site) -> list[str]:
    """Return the command that builds the lessons, which it reads all."""
    state = site.state
    own = [state / "exchange", *(state / "courses" / name for name in site.courses)]
    binds = [
        *_parts(),
        *shown(project_folder() / "courses"),
        *shown(*own, writable=True),
    ]
    return _sandbox(formation_account(), binds, Path("/tmp"), site).confine(command)


def confined_alone(command: list[str], site: Site) -> list[str]:
    """Return a command that needs nothing of ours but this Python."""
    if not site.isolated:
        return command
    return _sandbox(formation_account(), [], Path("/tmp"), site).confine(command)


def confined_public(command: list[str], explainers: Path, site: Site) -> list[str]:
    """Return the command of the public pages: built pages and their run folder."""
    account = public_account()
    run = own_folder(explainers / ".run", account)
    binds = [*project(site), *shown(explainers), *shown(run, writable=True)]
    return _sandbox(account, binds, explainers, site).confine(command)


def inherited(site: Site) -> dict[str, str]:
    """Return what a part keeps of the operator's environment: confined, very little."""
    kept = KEPT if site.isolated else os.environ
    return {name: os.environ[name] for name in kept if name in os.environ}


def project(site: Site, course: str = "") -> list[Bind]:
    """Return the project, read-only: of the courses, only outlines and titles.

    ``course`` is shown whole, and may be changed: for its trainers.
    """
    courses = project_folder() / "courses"
    outlines = [
        Bind(site.runtime / "courses", place.target) for place in shown(courses)
    ]
    whole = shown(courses / course, writable=True) if course else []
    return [*_parts(), *outlines, *whole]


def prepare_folders(site: Site) -> None:
    """Give each account what is its own, before anything runs under it."""
    formation, state = formation_account(), site.state
    for folder in ("courses", "homes"):
        # Root's own: nobody may put a link where root looks for a folder.
        (state / folder).mkdir(exist_ok=True)
        os.chown(state / folder, 0, 0, follow_symlinks=False)
        (state / folder).chmod(0o755)
    for course in site.courses:
        own_folder(state / "courses" / course, formation)
        own_folder(project_folder() / "courses" / course, formation, mode=None)
    own_folder(state / "handin", formation)
    own_folder(state / "exchange", formation, mode=0o777)  # as nbgrader wants it
    write_outlines(site.runtime / "courses")


def write_outlines(folder: Path) -> None:
    """Write what courses say outside of them: outlines, glossary, titles of lessons.

    A link in a course is left out: root would read where it leads.
    """
    courses = project_folder().resolve() / "courses"
    for pattern in ("*.yml", "*/*.yml", "*/*.py", "*/lessons/*.py"):
        for path in courses.glob(pattern):
            if path.is_file() and path.resolve() == path:
                # a lesson damaged half-way must not stop the whole workshop
                text = path.read_text(encoding="utf-8", errors="replace")
                copy = folder / path.relative_to(courses)
                copy.parent.mkdir(parents=True, exist_ok=True)
                lesson = path.parent.name == "lessons"
                copy.write_text(_title(text) if lesson else text, encoding="utf-8")


def _sandbox(account: Account, binds: list[Bind], folder: Path, site: Site) -> Sandbox:
    return Sandbox(account, tuple(binds), folder, site.runtime, FORMATION_LIMITS)


def _title(text: str) -> str:
    titles = (line for line in text.splitlines() if line.startswith("# # "))
    return next(titles, "") + "\n"


def _parts() -> list[Bind]:
    there = (project_folder() / name for name in PROJECT_PARTS)
    folders = os.environ.get(DATASETS, "").split(os.pathsep)
    elsewhere = (Path(folder) for folder in folders if folder)
    return shown(*(path for path in (*there, *elsewhere) if path.exists()))
