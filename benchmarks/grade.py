"""Time the marking of a folder of hand-ins against stock « nbgrader autograde ».

    make benchmark            (or: .venv/bin/python benchmarks/grade.py --runs 5)

Both mark the same files: right answers, none, and two sets of a beginner's wrong ones.
Stock nbgrader runs one after the other, unconfined, with its own settings; ours runs
confined, one hand-in a core.  They alternate, and must give the same marks.
"""

import argparse
import csv
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil

from lirelaville.lessons import outputs
from lirelaville.lessons.build import _read_and_build
from lirelaville.lessons.course import Lesson, read_courses
from lirelaville.lessons.notebook import TEXT_STUB, as_text
from lirelaville.lessons.rules import read_lesson

COURSE, SLUG = "citizens", "lire_un_tableau"
PROGRAMS = Path(sys.executable).parent
STOCK = f"""\
c = get_config()
c.CourseDirectory.course_id = "{COURSE}"
c.ClearMarkScheme.enforce_metadata = False  # our rubric stands in the question
c.ClearSolutions.text_stub = {TEXT_STUB!r}  # so that both know an untouched text
"""


def prepare(folder: Path, lesson: Lesson, people: int) -> None:
    """Write the stock course, its released lesson, and the same hand-ins twice."""
    stock, ours = folder / "stock", folder / "ours"
    source = stock / "source" / lesson.slug / f"{lesson.slug}.ipynb"
    source.parent.mkdir(parents=True)
    notebook = _read_and_build(lesson)
    source.write_text(as_text(notebook), encoding="utf-8")
    (stock / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")
    run(stock, "nbgrader", "generate_assignment", lesson.slug)
    released = stock / "release" / lesson.slug / f"{lesson.slug}.ipynb"
    kinds = answers(lesson, notebook)
    for number in range(people):
        person = f"p{number + 1:02}"
        handed_in = nbformat.read(released, as_version=4)
        for cell in handed_in.cells:
            cell.source = kinds[number % len(kinds)].get(cell.id, cell.source)
        for path in (
            stock / "submitted" / person / lesson.slug / f"{lesson.slug}.ipynb",
            ours / person / f"{lesson.slug}.ipynb",
        ):
            path.parent.mkdir(parents=True)
            nbformat.write(handed_in, path)


def answers(lesson: Lesson, notebook) -> list[dict[str, str]]:
    """Return four learners: all right, nothing, two kinds of wrong."""
    wrong = [cell for cell in read_lesson(lesson) if cell.kind == "wrong"]
    right = {c.id: c.source for c in outputs.code_cells(notebook) if _is_answer(c)}
    last = {cell.name: cell.source for cell in wrong}
    first = {cell.name: cell.source for cell in reversed(wrong)}
    written = {c.id: "Voté n'est pas dépensé." for c in notebook.cells if _is_text(c)}
    return [right | written, {}, first, last]


def ours(folder: Path, lesson: Lesson) -> dict:
    """Mark with one command; return the marks."""
    marks = folder / "marks.csv"
    run(folder, "lirelaville", "grade", lesson.course, lesson.slug,
        "--submissions", "ours", "--out", str(marks))  # fmt: skip
    with marks.open(encoding="utf-8", newline="") as lines:
        return {
            (row["person"], row["exercise"]): float(row["score"] or "nan")
            for row in csv.DictReader(lines)
        }


def stock(folder: Path, lesson: Lesson) -> None:
    """Mark with stock nbgrader, into its gradebook."""
    run(folder / "stock", "nbgrader", "autograde", lesson.slug, "--force")


def gradebook(folder: Path, lesson: Lesson) -> dict:
    """Return nbgrader's marks; NaN where a person has to read."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'stock' / 'gradebook.db'}") as book:
        return {
            (submission.student.id, grade.name.removeprefix("check_")): float("nan")
            if grade.needs_manual_grade
            else grade.auto_score or 0.0
            for submission in book.assignment_submissions(lesson.slug)
            for grade in submission.notebooks[0].grades
        }


def run(folder: Path, program: str, *arguments: str) -> None:
    """Run a program of this environment; show what it says only if it fails."""
    done = subprocess.run(
        [PROGRAMS / program, *arguments],
        cwd=folder,
        env=os.environ | {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


def seconds(task, *given) -> float:
    """Time one task."""
    begun = time.perf_counter()
    task(*given)
    return time.perf_counter() - begun


def _is_answer(cell) -> bool:
    return outputs.is_exercise(cell) and not outputs.is_check(cell)


def _is_text(cell) -> bool:
    return cell.cell_type == "markdown" and outputs.is_exercise(cell)


def main() -> None:
    """Alternate both, compare the marks, print hand-ins a minute and the ratio."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--people", type=int, default=30)
    options.add_argument("--lesson", default=f"{COURSE}/{SLUG}")
    chosen = options.parse_args()
    course, _, slug = chosen.lesson.partition("/")
    (lesson,) = (one for one in read_courses([course])[0].lessons if one.slug == slug)
    total = psutil.virtual_memory().total / 2**30
    print(f"{os.cpu_count()} cores, {total:.0f} GB, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, lesson, chosen.people)
        times: dict[str, list[float]] = {"ours": [], "stock": []}
        for number in range(chosen.runs):
            times["ours"].append(seconds(ours, folder, lesson))
            times["stock"].append(seconds(stock, folder, lesson))
            a_minute = {key: 60 * chosen.people / t[-1] for key, t in times.items()}
            print(
                f"run {number + 1}: ours {a_minute['ours']:.0f} hand-ins a minute, "
                f"stock {a_minute['stock']:.0f}"
            )
        mine, theirs = ours(folder, lesson), gradebook(folder, lesson)
        different = [key for key in theirs if repr(mine.get(key)) != repr(theirs[key])]
        print(f"{len(theirs)} marks, {len(different)} different {different[:5]}")
    ratios = [s / o for o, s in zip(times["ours"], times["stock"], strict=True)]
    print(
        f"{slug}, {chosen.people} hand-ins: ours {statistics.median(times['ours']):.1f}"
        f" s, stock {statistics.median(times['stock']):.1f} s; "
        f"{statistics.median(ratios):.1f} times as many a minute "
        f"({min(ratios):.1f} to {max(ratios):.1f})"
    )
    if different:
        raise SystemExit("the marks differ")


if __name__ == "__main__":
    main()
