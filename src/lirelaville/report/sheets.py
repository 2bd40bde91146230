"""Run a template once a value; deliver the sheets that add up, keep the others."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.workers import in_parallel
from lirelaville.report.template import Template
from lirelaville.report.values import file_names

REFUSED = "refusees"
IN_A_SHEET = "LIRELAVILLE_FICHE"  # set in the kernels of sheets: they make no others
ENDINGS = (".html", ".pdf")


@dataclass(frozen=True)
class Sheet:
    """How one sheet went; with an error there is no page: ``kept`` shows why.

    ``remark`` says what a delivered sheet lacks (its PDF).
    """

    value: object
    page: Path | None = None
    pdf: Path | None = None
    error: str = ""
    seconds: float = 0.0
    kept: Path | None = None
    remark: str = ""


@dataclass(frozen=True)
class Order:
    """What is asked for: sheets of what, where, on what day, printed by what.

    ``name`` is the parameter that changes; ``folder`` is created, and the sheets of
    other values stay in it; without ``browser`` there is no PDF.
    """

    template: Template
    name: str
    folder: Path
    made_on: date
    browser: Path | None = None


def make_sheets(
    order: Order,
    values: list[object],
    jobs: int = 0,
    label: str = "",
    pool: ProcessPoolExecutor | None = None,
) -> Iterator[Sheet]:
    """Yield each sheet as it is made, several at once; then write their list.

    Parameters
    ----------
    order : Order
        What is asked for.
    values : list
        What its parameter becomes, one sheet each.
    jobs : int
        How many at once; 0 is one per core.
    label : str, optional
        What the progress bar on stderr says; no bar by default.
    pool : ProcessPoolExecutor, optional
        Processes already there, where sheets are made again and again.
    """
    from lirelaville.report.pages import write_index

    order = replace(order, folder=order.folder.resolve())
    order.folder.mkdir(parents=True, exist_ok=True)
    files = file_names(order.name, values)
    items = [(order, *pair) for pair in zip(values, files, strict=True)]
    yield from in_parallel(make_sheet, items, jobs, label, pool)
    write_index(order.folder, order.name, order.made_on)


def make_sheet(order: Order, value: object, file: str) -> Sheet:
    """Make one sheet, whole or not at all, in a kernel and a folder of its own."""
    start = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="llv-") as work,
        tempfile.TemporaryDirectory(prefix=".llv-", dir=order.folder) as drafts,
    ):
        notebook = Path(work, f"{file}.ipynb")
        notebook.write_text(order.template.notebook, encoding="utf-8")
        error = run_template(notebook, Path(work), {order.name: value})
        if error:
            sheet = refuse(order, value, notebook, error)
        else:
            sheet = deliver(order, value, notebook, Path(drafts))
    return replace(sheet, seconds=time.monotonic() - start)


def run_template(notebook: Path, folder: Path, parameters: dict) -> str:
    """Run a notebook in place; return in French why it stopped, if it did."""
    from lirelaville.notebooks.forked import use_forked_kernels

    os.environ[IN_A_SHEET] = "1"
    use_forked_kernels()
    from lirelaville.notebooks.run import execute, failed_output

    error = execute(notebook, folder, parameters)
    output = failed_output(notebook) if error else None
    return " ".join(output.traceback) if output else error


def refuse(order: Order, value: object, notebook: Path, error: str) -> Sheet:
    """Take away the sheet made earlier; keep the notebook, run up to its error."""
    for ending in ENDINGS:
        (order.folder / f"{notebook.stem}{ending}").unlink(missing_ok=True)
    kept = order.folder / REFUSED / notebook.name
    kept.parent.mkdir(exist_ok=True)
    shutil.copyfile(notebook, kept)
    return Sheet(value, error=error, kept=kept)


def deliver(order: Order, value: object, notebook: Path, drafts: Path) -> Sheet:
    """Write the page and its PDF apart, then put them in place of the former ones."""
    from lirelaville.report.pages import write_page
    from lirelaville.report.pdf import print_page

    remark = ""
    draft = drafts / f"{notebook.stem}.html"
    write_page(notebook, draft, f"{order.name} {value}", order.made_on)
    if order.browser:
        try:
            print_page(order.browser, draft)
        except LireLaVilleError as error:
            remark = str(error)
    page, pdf = (order.folder / draft.with_suffix(ending).name for ending in ENDINGS)
    draft.replace(page)
    pdf.unlink(missing_ok=True)
    if (printed := draft.with_suffix(".pdf")).is_file():
        printed.replace(pdf)
    (order.folder / REFUSED / notebook.name).unlink(missing_ok=True)
    return Sheet(value, page, pdf if pdf.is_file() else None, remark=remark)


def summary(sheets: list[Sheet]) -> str:
    """Count the sheets: « 15 fiches, 1 refusée »."""
    refused = sum(bool(sheet.error) for sheet in sheets)
    made = len(sheets) - refused
    return f"{made} fiche{'s' * (made > 1)}, {refused} refusée{'s' * (refused > 1)}"
