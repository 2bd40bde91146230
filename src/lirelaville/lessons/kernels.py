"""Run cells in a real kernel, the one that learners get."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lirelaville.project import jupyter_environment

CELL_SECONDS = 120
# no history file: parallel kernels would fight for one SQLite database
ARGUMENTS = ["--HistoryManager.enabled=False"]
PLAIN_ERRORS = ["--ext", "lirelaville.lessons.plain_errors"]


def use_own_runtime() -> None:
    """Give this process its own Jupyter folders: parallel starts would race."""
    folder = tempfile.mkdtemp(prefix="llv-")
    os.environ.update(jupyter_environment())
    os.environ.update(JUPYTER_RUNTIME_DIR=folder, IPYTHONDIR=folder)


@contextmanager
def lesson_kernel() -> Iterator[Callable]:
    """Start a kernel in an empty folder; give the function that runs one cell.

    Yields
    ------
    callable
        ``run(cell)`` executes a code cell in place and returns it with its outputs;
        an error in the cell is an output, not an exception.
    """
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbformat.v4 import new_notebook

    with tempfile.TemporaryDirectory(prefix="llv-") as folder:
        manager = AsyncKernelManager(kernel_name="python3", transport="ipc")
        client = NotebookClient(
            new_notebook(),
            km=manager,
            timeout=CELL_SECONDS,
            allow_errors=True,
            extra_arguments=[*ARGUMENTS, *PLAIN_ERRORS],
        )

        def run(cell):
            client.nb.cells = [cell]
            return client.execute_cell(cell, 0)

        with client.setup_kernel(cwd=folder):
            yield run
