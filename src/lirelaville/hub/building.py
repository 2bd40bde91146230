"""Build what ``serve`` shows: the lessons, then the public pages.

With accounts of their own, lessons are built by the formation's, in its sandbox: this
module is then the program that runs there.
"""

import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import track

from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.build import build_explainers
from lirelaville.hub.site import Site
from lirelaville.hub.views import confined_build, inherited
from lirelaville.lessons.build import build_courses


def build(console: Console, site: Site) -> None:
    """Build and release what has changed: lessons, then public pages.

    Raises
    ------
    LireLaVilleError
        If a lesson cannot be built, in the words of the build.
    """
    if site.isolated:
        _build_confined(site)
    else:
        build_lessons(console, site.state)
    build_explainers(site.state)


def build_lessons(console: Console, state: Path) -> None:
    """Build and release the lessons that have changed, with a progress bar."""
    built = build_courses(
        state,
        progress=lambda lessons: (
            track(lessons, description="Préparation des leçons…", console=console)
            if lessons
            else []
        ),
    )
    for lesson in built:
        if lesson.message:
            console.print(lesson.message, style="yellow", highlight=False)


def _build_confined(site: Site) -> None:
    command = [sys.executable, "-m", "lirelaville.hub.building", str(site.state)]
    screen = {k: os.environ[k] for k in ("TERM", "COLUMNS") if k in os.environ}
    done = subprocess.run(
        confined_build(command, site),
        env={**inherited(site), **screen, "HOME": "/tmp"},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise LireLaVilleError(done.stderr.strip() or "La préparation a été arrêtée.")


if __name__ == "__main__":
    try:
        build_lessons(Console(), Path(sys.argv[1]))
    except LireLaVilleError as error:
        sys.exit(str(error))
