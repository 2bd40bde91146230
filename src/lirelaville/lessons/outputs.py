"""Read a built notebook and what came out of its cells."""

from collections.abc import Iterator


def code_cells(notebook) -> Iterator:
    """Yield the code cells, without the hand-in button at the end."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.id != "hand-in":
            yield cell


def is_check(cell) -> bool:
    """Tell a check from any other code cell."""
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def is_exercise(cell) -> bool:
    """Tell a cell to complete from any other code cell."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def answer_name(cell) -> str:
    """Return the name of the answer of an exercise or of its check."""
    return cell.metadata.nbgrader.grade_id.removeprefix("check_")


def check_of(notebook, name: str):
    """Return the check of an answer."""
    return next(cell for cell in notebook.cells if cell.id == f"check_{name}")


def first_line(cell) -> str:
    """Return what names a cell in a message."""
    return cell.source.split("\n")[0]


def error_of(cell):
    """Return the error among the outputs of a cell, or None."""
    return next((o for o in cell.outputs if o.output_type == "error"), None)


def says(cell) -> str:
    """Return what the learner reads: the error, else what went to stderr."""
    error = error_of(cell)
    if error:
        return "\n".join(error.traceback)
    streams = [o for o in cell.outputs if o.output_type == "stream"]
    return "\n".join(o.text for o in streams if o.name == "stderr").strip()


def seen(cell) -> str:
    """Return the same as a sentence of a report."""
    said = says(cell)
    return f"On lit : « {said} »" if said else "On ne lit aucun message."
