"""Execute lessons, explainers and templates in parallel; keep those that fail."""

import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.course import Lesson, read_courses
from lirelaville.lessons.kernels import CELL_SECONDS, kernel_config
from lirelaville.lessons.workers import in_parallel
from lirelaville.project import project_folder

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True)
class Execution:
    """How one notebook went; an empty error means that it passed."""

    name: str
    seconds: float
    error: str = ""
    kept: Path | None = None


def run_notebooks(state: Path, jobs: int = 0) -> list[Execution]:
    """Run every solved lesson, explainer and template of sheets with papermill.

    Parameters
    ----------
    state : Path
        A failed notebook, executed up to its error, is kept in ``state/failed``.
    jobs : int
        How many at once; 0 is one per core.

    Returns
    -------
    list of Execution
        Sorted by name.
    """
    targets = {
        f"{lesson.course}-{lesson.slug}": lesson
        for course in read_courses()
        for lesson in course.lessons
    }
    for folder in ("voila_apps", "report_templates"):
        for path in project_folder().glob(f"{folder}/*.py"):
            targets[f"{folder}-{path.stem}"] = path
    failed = state.resolve() / "failed"
    items = [(name, target, failed) for name, target in targets.items()]
    done = in_parallel(run_one, items, jobs, "Carnets exécutés")
    return sorted(done, key=lambda execution: execution.name)


def run_one(
    name: str, target: Lesson | Path, failed: Path, territory: str = ""
) -> Execution:
    """Run one notebook; copy it to ``failed`` if something unexpected happens."""
    start = time.monotonic()
    kept = failed / f"{name}.ipynb"
    kept.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="llv-") as folder:
        output = Path(folder, f"{name}.ipynb")
        try:
            output.write_text(notebook_text(target), encoding="utf-8")
            changed = {"territoire": territory} if territory else {}
            error = execute(output, Path(folder), changed)
        except LireLaVilleError as problem:
            error = str(problem)
        if error and output.is_file():
            failed.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(output, kept)
    seconds = time.monotonic() - start
    return Execution(name, seconds, error, kept if kept.is_file() else None)


def notebook_text(target: Lesson | Path) -> str:
    """Return the notebook to run: a solved lesson, or any other as it is."""
    if isinstance(target, Lesson):
        from lirelaville.lessons.notebook import as_text, build_notebook
        from lirelaville.lessons.rules import read_lesson

        return as_text(build_notebook(target, read_lesson(target)))
    import jupytext

    return jupytext.writes(jupytext.read(target), fmt="ipynb")


def execute(notebook: Path, folder: Path, parameters: dict | None = None) -> str:
    """Run a notebook in place, in an empty folder; return what went wrong.

    Parameters
    ----------
    notebook : Path
        Replaced by the same notebook with its outputs, up to its error.
    folder : Path
        Where its kernel's files go; it runs in the new folder ``home`` of it.
    parameters : dict, optional
        Values that replace those of its cell tagged ``parameters``.

    Returns
    -------
    str
        Empty if it ran to its end.
    """
    import papermill

    from lirelaville.notebooks.engine import NAME

    home = folder / "home"
    home.mkdir()
    try:
        papermill.execute_notebook(
            notebook,
            notebook,
            parameters=parameters,
            language="python",
            engine_name=NAME,
            kernel_name="python3",
            cwd=home,
            progress_bar=False,
            start_timeout=CELL_SECONDS,
            execution_timeout=CELL_SECONDS,
            config=kernel_config(folder),
        )
    except papermill.PapermillExecutionError:
        return unexpected_error(notebook)
    except (TimeoutError, RuntimeError) as error:  # too slow a cell, a dead kernel
        return str(error).strip()
    return ""


def unexpected_error(notebook: Path) -> str:
    """Return the first error of a cell that does not announce one.

    papermill counts every error; a lesson may show one on purpose, in a cell tagged
    ``raises-exception``.
    """
    output = failed_output(notebook)
    return f"{output.ename}: {output.evalue}" if output else ""


def failed_output(notebook: Path) -> "NotebookNode | None":
    """Return the error of the cell that stopped a notebook, None if none did."""
    import nbformat

    for cell in nbformat.read(notebook, as_version=4).cells:
        if "raises-exception" in cell.metadata.get("tags", []):
            continue
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return output
    return None
