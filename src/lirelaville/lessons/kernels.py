"""Run cells in a real kernel, the one that learners get."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lirelaville.project import jupyter_environment

CELL_SECONDS = 120
# As our kernelspec does; said again for the projects that come without hub_config.
ARGUMENTS = ["--ext", "lirelaville.lessons.plain_errors"]


def use_own_runtime(folder: str) -> None:
    """Give this process its own Jupyter folders: parallel starts would race."""
    own = str(Path(folder, str(os.getpid())))
    os.environ.update(jupyter_environment())
    os.environ.update(JUPYTER_RUNTIME_DIR=own, IPYTHONDIR=own)


def kernel_config(folder: Path):
    """Return the traitlets Config of a kernel that talks through files in a folder.

    Notes
    -----
    jupyter_client names its ipc sockets after the connection file, and relatively to
    the current folder when there is none yet: the file is named here.
    """
    from traitlets.config import Config

    config = Config()
    config.KernelManager.transport = "ipc"
    config.KernelManager.connection_file = str(folder / "kernel.json")
    return config


def ignore_output_widgets(client) -> None:
    """Leave what an Output widget shows among the outputs of its cell.

    Notes
    -----
    nbclient mimics these widgets by writing to the socket on which it awaits the
    reply; now and then the reply is not noticed, and the cell waits until its timeout
    (1 run of ``interact`` in 60, nbclient 0.11, pyzmq's edge-triggered polling).
    """
    client.comm_open_handlers.clear()


@contextmanager
def lesson_kernel() -> Iterator[Callable]:
    """Start a kernel in an empty folder; give the function that runs one cell.

    Yields
    ------
    callable
        ``run(cell)`` executes a code cell in place and returns it with its outputs;
        an error in the cell is an output, not an exception.
    """
    from nbclient import NotebookClient
    from nbformat.v4 import new_notebook

    with tempfile.TemporaryDirectory(prefix="llv-") as folder:
        home = Path(folder, "home")
        home.mkdir()
        client = NotebookClient(
            new_notebook(),
            config=kernel_config(Path(folder)),
            kernel_name="python3",
            extra_arguments=list(ARGUMENTS),
            timeout=CELL_SECONDS,
            allow_errors=True,
            shutdown_kernel="immediate",
        )
        ignore_output_widgets(client)

        def run(cell):
            client.nb.cells = [cell]
            return client.execute_cell(cell, 0)

        with client.setup_kernel(cwd=str(home)):
            yield run
