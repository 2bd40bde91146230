"""Run every cell of a notebook in the learners' kernel; print what the cells show."""

import json
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from lirelaville.lessons.kernels import kernel_config


def main(path: Path) -> None:
    """Run in the notebook's folder, leave its kernel the time to tell, print."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id != "hand-in"]
    with tempfile.TemporaryDirectory(prefix="llv-") as folder:
        client = NotebookClient(
            notebook,
            config=kernel_config(Path(folder)),
            kernel_name="python3",
            allow_errors=True,
        )
        with client.setup_kernel(cwd=str(path.parent)):
            for place, cell in enumerate(notebook.cells):
                client.execute_cell(cell, place)
            time.sleep(2)
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    print(json.dumps([str(output) for output in outputs]))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
