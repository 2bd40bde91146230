"""Read the cells of a notebook that may be anything: only what marking needs."""

import json

from lirelaville.errors import LireLaVilleError

MOST_CELLS, MOST_CHARACTERS = 5_000, 2_000_000
AGAIN = "Ouvrez-le dans Jupyter, enregistrez-le, puis rendez-le de nouveau."


class Unreadable(LireLaVilleError):
    """A file that is not a notebook, or not one that can be marked."""


def read_cells(content: bytes) -> list[list[str]]:
    """Return the cells of a notebook, without their outputs.

    Parameters
    ----------
    content : bytes
        The file as it was handed in.

    Returns
    -------
    list of [kind, id, grade id, source]
        In the file's order; an id that is missing or malformed is empty.

    Raises
    ------
    Unreadable
        With the reason, in French.
    """
    notebook = _parsed(content)
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise Unreadable(f"Ce carnet n'a pas de cellules. {AGAIN}")
    if len(cells) > MOST_CELLS:
        raise Unreadable(
            f"Ce carnet a {len(cells)} cellules ; {MOST_CELLS} au plus sont corrigées. "
            "Supprimez celles qui ne servent pas."
        )
    read = [_cell(cell) for cell in cells if isinstance(cell, dict)]
    characters = sum(len(cell[3]) for cell in read)
    if characters > MOST_CHARACTERS:
        raise Unreadable(
            f"Le texte de ce carnet compte {characters} caractères ; "
            f"{MOST_CHARACTERS} au plus sont corrigés. Une donnée y est-elle collée ?"
        )
    return read


def _parsed(content: bytes) -> dict:
    """Return the notebook as JSON, or say why it is none."""
    if not content.strip():
        raise Unreadable(f"Ce fichier est vide. {AGAIN}")
    try:
        notebook = json.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except RecursionError:
        raise Unreadable(f"Ce fichier emboîte trop de niveaux. {AGAIN}") from None
    except ValueError:
        raise Unreadable(
            f"Ce fichier n'est pas un carnet, ou il est coupé. {AGAIN}"
        ) from None
    if not isinstance(notebook, dict):
        raise Unreadable(f"Ce fichier n'est pas un carnet. {AGAIN}")
    if notebook.get("nbformat") != 4:
        raise Unreadable(
            f"Ce carnet est d'un format que la correction ne lit pas (attendu : 4). "
            f"{AGAIN}"
        )
    return notebook


def _cell(cell: dict) -> list[str]:
    metadata = _dict(cell.get("metadata"))
    marks = _dict(metadata.get("nbgrader"))
    source = cell.get("source")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    kind = cell.get("cell_type")
    return [
        kind if kind in ("code", "markdown") else "raw",
        _text(cell.get("id"))[:100],
        _text(marks.get("grade_id"))[:100],
        _text(source),
    ]


def _dict(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    # JSON can write half of a character, which no file can hold.
    text = value if isinstance(value, str) else ""
    return text.encode("utf-8", "replace").decode()
