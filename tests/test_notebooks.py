"""papermill over every lesson and every explainer: the real ones, a small project."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from tiny_course import LESSON, write_course

from lirelaville.lessons.course import read_courses
from lirelaville.project import project_folder

ROOT = project_folder()
COMMAND = Path(sys.executable).with_name("lirelaville")
GOOD_PAGE = "# %% [markdown]\n# # Une page\n\n# %%\n1 + 1\n"
BAD_PAGE = "# %%\ndepart = 1\n\n# %%\ndepart / 0\n\n# %%\nprint('jamais')\n"
WIDGET_PAGE = (
    "# %%\nfrom ipywidgets import interact\ninteract(lambda n: print(n), n=[1, 2])\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one lesson and two pages, one of which fails."""
    write_course(tmp_path)
    (tmp_path / "voila_apps").mkdir()
    (tmp_path / "voila_apps" / "bonne.py").write_text(GOOD_PAGE, encoding="utf-8")
    (tmp_path / "voila_apps" / "panne.py").write_text(BAD_PAGE, encoding="utf-8")
    return tmp_path


def run_notebooks(project: Path) -> subprocess.CompletedProcess:
    """Run « lirelaville notebooks run » as an operator does."""
    code = "from lirelaville.cli import main; main()"
    state = str(project / "state")
    return subprocess.run(
        [
            sys.executable,
            "-c",
            code,
            "notebooks",
            "run",
            "--jobs",
            "2",
            "--state",
            state,
        ],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LIRELAVILLE_PROJECT": str(project)},
    )


def test_every_lesson_every_page_and_every_template_runs_again(tmp_path: Path):
    """What people read today is what the tables and the program give today."""
    done = subprocess.run(
        [str(COMMAND), "notebooks", "run", "--state", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    lessons = sum(len(course.lessons) for course in read_courses())
    pages = [*ROOT.glob("voila_apps/*.py"), *ROOT.glob("report_templates/*.py")]
    expected = f"{lessons + len(pages)} passed, 0 failed"
    assert done.stdout.splitlines()[-1] == expected, done.stdout + done.stderr


def test_a_failed_notebook_is_kept_up_to_its_error(project: Path):
    """The others pass, errors on purpose included; the last line counts them."""
    done = run_notebooks(project)
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines()[-1] == "2 passed, 1 failed"
    assert "✓ tiny-lire_une_liste (" in done.stdout
    assert "✗ voila_apps-panne (" in done.stdout
    assert "ZeroDivisionError: division by zero" in done.stdout
    kept = project / "state" / "failed" / "voila_apps-panne.ipynb"
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
    cells = nbformat.read(kept, as_version=4).cells
    errors = [cell for cell in cells if "depart / 0" in cell.source]
    assert errors[0].outputs[0].ename == "ZeroDivisionError"
    never_run = next(cell for cell in cells if "jamais" in cell.source)
    assert never_run.outputs == []


def test_once_repaired_nothing_is_kept(project: Path):
    """A page with widgets passes too, and the former failure goes."""
    kept = project / "state" / "failed" / "voila_apps-panne.ipynb"
    kept.parent.mkdir(parents=True)
    kept.touch()
    (project / "voila_apps" / "panne.py").write_text(WIDGET_PAGE, encoding="utf-8")
    done = run_notebooks(project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "3 passed, 0 failed"
    assert not kept.exists()


def test_a_malformed_lesson_and_a_dead_kernel_are_counted(project: Path):
    """They fail like any other notebook: one line each, no traceback."""
    write_course(project, LESSON.replace("points=2", "points=9"))
    dead = "# %%\nimport os\nos.kill(os.getpid(), 9)\n"
    (project / "voila_apps" / "panne.py").write_text(dead, encoding="utf-8")
    done = run_notebooks(project)
    assert done.stdout.splitlines()[-1] == "1 passed, 2 failed"
    assert "tiny/lire_une_liste, cellule 5 (ligne 17) : points=9" in done.stdout
    assert "Kernel died" in done.stdout
    assert "Traceback" not in done.stderr
