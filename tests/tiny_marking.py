"""Collect, mark and return feedback as formgrader's buttons do, for one person."""

import os
import sys
from pathlib import Path

from lirelaville.lessons.release import course_api

COURSE, SLUG = "tiny", "lire_une_liste"


def main(state: Path, person: str, course: str = COURSE, slug: str = SLUG) -> None:
    """Take the four steps; stop at the first that fails."""
    os.chdir(state / "courses" / course)
    api = course_api(state, course)
    for step in (
        lambda: api.collect(slug),
        lambda: api.autograde(slug, person),
        lambda: api.generate_feedback(slug, person),
        lambda: api.release_feedback(slug, person),
    ):
        result = step()
        if not result["success"]:
            raise SystemExit(result["error"] + result["log"])


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), *sys.argv[2:])
