"""Build, answer, mark and give feedback as nbgrader does; print the page's path."""

import os
import sys
from pathlib import Path

import nbformat

from lirelaville.lessons.build import build_courses
from lirelaville.lessons.release import course_api

SLUG = "lire_une_liste"
ANSWERS = {
    "total": "total = 900",
    "moyenne": "moyenne = 200",
    "limites": "On ignore à qui. BEGIN HIDDEN TESTS, BEGIN MARK SCHEME "
    "<script>alert(1)</script>",
}


def main(state: Path) -> None:
    """Hand in one notebook as ``p01`` and write its feedback."""
    build_courses(state)
    course = state / "courses" / "tiny"
    notebook = nbformat.read(course / "release" / SLUG / f"{SLUG}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = ANSWERS.get(cell.id, cell.source)
    submitted = course / "submitted" / "p01" / SLUG
    submitted.mkdir(parents=True)
    nbformat.write(notebook, submitted / f"{SLUG}.ipynb")
    os.chdir(course)
    api = course_api(state, "tiny")
    for step in (api.autograde, api.generate_feedback):
        result = step(SLUG, "p01")
        if not result["success"]:
            raise SystemExit(result["error"] + result["log"])
    print(course / "feedback" / "p01" / SLUG / f"{SLUG}.html")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
