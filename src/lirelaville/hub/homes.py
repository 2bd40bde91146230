"""A person's folder: made private, with the released lessons of their courses."""

import hashlib
import shutil
from pathlib import Path

from lirelaville.hub.site import Site


def prepare_home(spawner, site: Site) -> None:
    """Before a server starts, make its owner's home and bring the lessons in."""
    courses = [
        group.name.removeprefix("nbgrader-")
        for group in spawner.user.groups
        if group.name.startswith("nbgrader-")
    ]
    bring_lessons(site.state, spawner.user.name, courses)
    runtime = runtime_folder(site.runtime, spawner.user.name)
    spawner.environment = {
        **spawner.environment,
        "JUPYTER_RUNTIME_DIR": str(runtime),
    }


def runtime_folder(base: Path, account: str) -> Path:
    """Return an account's private folder for kernel sockets, with a short name."""
    folder = base / hashlib.sha256(account.encode()).hexdigest()[:8]
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def bring_lessons(state: Path, username: str, courses: list[str]) -> list[Path]:
    """Copy each released lesson that the person does not have yet.

    Work in progress is never touched: a lesson already there stays as it is.

    Parameters
    ----------
    state : Path
        The state folder.
    username : str
        The person's account.
    courses : list of str
        The courses they take.

    Returns
    -------
    list of Path
        The lesson folders that were added, ``homes/<person>/<course>/<lesson>``.
    """
    home = state / "homes" / username
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    added = []
    for course in courses:
        for released in sorted((state / "courses" / course / "release").glob("*/")):
            mine = home / course / released.name
            if not mine.exists():
                _copy_whole_or_not(released, mine)
                added.append(mine)
    return added


def _copy_whole_or_not(source: Path, target: Path) -> None:
    # A copy cut half-way must not pass for the lesson: rename when it is complete.
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.tmp")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(source, draft)
    draft.rename(target)
