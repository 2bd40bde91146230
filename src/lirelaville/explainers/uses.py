"""Find which lessons and which public pages use a dataset."""

import re
from collections import defaultdict
from pathlib import Path

import nbformat

from lirelaville.explainers.build import Explainer, built_explainers
from lirelaville.lessons.course import read_courses

# load("subventions"), load("subventions", territory=…), provenance("subventions")
CALL = re.compile(r"""\b(?:load|provenance)\(\s*["'](\w+)["']""")


def lessons_using() -> dict[str, list[tuple[str, str]]]:
    """Return, for each dataset, the (course, lesson) titles of ``course.yml``."""
    found = defaultdict(list)
    for course in read_courses():
        for lesson in course.lessons:
            for slug in lesson.datasets:
                found[slug].append((course.title, lesson.title))
    return dict(found)


def pages_using(folder: Path) -> dict[str, list[Explainer]]:
    """Return, for each dataset, the explainers whose program loads it.

    Parameters
    ----------
    folder : Path
        The folder of the built notebooks, as they are served.
    """
    found = defaultdict(list)
    for page in built_explainers(folder):
        notebook = nbformat.read(folder / f"{page.slug}.ipynb", as_version=4)
        program = "\n".join(c.source for c in notebook.cells if c.cell_type == "code")
        for slug in sorted(set(CALL.findall(program))):
            found[slug].append(page)
    return dict(found)
