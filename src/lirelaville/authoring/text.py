"""Write a notebook back as the text of a lesson: what was not edited stays as it was.

jupytext reads and writes the cells; what a browser adds to them is left out, and the
words after ``# %%`` keep their accents.
"""

import re

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.percent import IGNORED

FORMAT = "py:percent"
# "\\u00e9" as json writes it; a pair of backslashes is a backslash, and stays.
ESCAPED = re.compile(r"\\(\\|u[0-9a-f]{4})")
SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class UnsafeText(LireLaVilleError):
    """A notebook whose text would be read back as another one: which cell, and why."""


def notebook_of(text: str):
    """Return the notebook of a lesson's text."""
    import jupytext

    return jupytext.reads(text, fmt=FORMAT)


def text_of(notebook) -> str:
    """Return the text of a notebook: neither outputs nor anything of the editor's.

    Parameters
    ----------
    notebook : NotebookNode
        As the browser sends it.

    Returns
    -------
    str
        ``py:percent`` text; the text that was opened, but for what was edited.

    Raises
    ------
    UnsafeText
        If a cell holds a line that would start another cell.
    """
    import jupytext
    from nbformat.v4 import new_notebook

    filters = {
        "notebook_metadata_filter": "-all",
        "cell_metadata_filter": ",".join(
            ["all", *(f"-{name}" for name in sorted(IGNORED))]
        ),
    }
    # Whatever the browser says of the kernel or of pairing has no place in the text.
    bare = new_notebook(cells=notebook.cells, metadata={"jupytext": filters})
    text = re.sub(
        "^# %%.*$",
        lambda line: with_accents(line[0]),
        jupytext.writes(bare, fmt=FORMAT),
        flags=re.M,
    )
    _require_same_cells(notebook, text)
    return text


def with_accents(line: str) -> str:
    """Write in full the letters that JSON escaped."""
    plain = ESCAPED.sub(
        lambda found: found[0] if found[1] == "\\" else chr(int(found[1][1:], 16)),
        line,
    )
    # An emoji comes as two halves.
    return SURROGATES.sub(
        lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), plain
    )


def _require_same_cells(notebook, text: str) -> None:
    """Refuse a text that says something else than the notebook: nothing is lost."""
    written = [cell for cell in notebook.cells if cell.source.strip()]
    read = [cell for cell in notebook_of(text).cells if cell.source.strip()]
    pairs = zip(written, read, strict=False)
    for number, (ours, theirs) in enumerate(pairs, start=1):
        if _essence(ours) != _essence(theirs):
            raise UnsafeText(
                f"La leçon n'est pas enregistrée : la cellule {number}, qui commence "
                f"par « {ours.source.strip().splitlines()[0]} », contient une ligne "
                "que le fichier de la leçon prendrait pour le début d'une autre "
                "cellule (« # %% » ou « %% »). Ôtez ces signes en début de ligne."
            )
    if len(written) != len(read):
        raise UnsafeText(
            f"La leçon n'est pas enregistrée : {len(written)} cellules à l'écran, "
            f"{len(read)} dans son fichier. Ôtez « # %% » en début de ligne, dans la "
            "dernière cellule."
        )


def _essence(cell) -> tuple[str, str]:
    return cell.cell_type, cell.source.strip()
