"""Read a lesson file (``py:percent`` text) into cells that know their line."""

from dataclasses import dataclass
from pathlib import Path

# what an author may write after "# %%"
ATTRIBUTES = (
    "exercise",
    "scaffold",
    "check",
    "points",
    "wrong",
    "because",
    "says",
    "written",
    "fold",
    "tags",
)
# what jupytext adds by itself, or keeps when a trainer saves from the browser
IGNORED = {
    *("jupyter", "editable", "deletable", "collapsed", "scrolled", "slideshow"),
    *("lines_to_next_cell", "lines_to_end_of_cell_marker", "trusted", "execution"),
    "jp-MarkdownHeadingCollapsed",
}
KINDS = ("exercise", "check", "wrong", "written")


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson file.

    ``kind`` is ``text``, ``code``, ``exercise``, ``check``, ``wrong``, ``written``
    or ``raw``; ``name`` is the answer's name for the four kinds of exercise cells;
    ``fold`` is what a folded cell does, in the words that the learner reads.
    """

    kind: str
    source: str
    number: int
    line: int
    markdown: bool = False
    name: str = ""
    points: object = None
    scaffold: str = ""
    because: str = ""
    says: str = ""
    fold: str = ""
    tags: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unreadable: str = ""


# what a rule yields: the cell (None: the lesson), what is wrong, what to write instead
Found = tuple[Cell | None, str, str]


def read_cells(path: Path) -> list[Cell]:
    """Read every cell of a lesson file, wrong answers included."""
    import jupytext

    text = path.read_text(encoding="utf-8")
    notebook = jupytext.reads(text, fmt="py:percent")
    lines = _marker_lines(text)
    # A first cell without its "# %%" has no line of its own: it starts the file.
    lines = [1] * (len(notebook.cells) - len(lines)) + lines
    return [
        _cell(cell, number, line)
        for number, (cell, line) in enumerate(
            zip(notebook.cells, lines, strict=False), start=1
        )
    ]


def _marker_lines(text: str) -> list[int]:
    return [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if line.startswith("# %%")
    ]


def _cell(cell, number: int, line: int) -> Cell:
    """Turn a jupytext cell into ours."""
    given = {key: value for key, value in cell.metadata.items() if key not in IGNORED}
    unreadable = given.pop("incorrectly_encoded_metadata", "") or given.pop("title", "")
    kind = next((kind for kind in KINDS if kind in given), None)
    plain = {"markdown": "text", "code": "code"}.get(cell.cell_type, "raw")
    return Cell(
        kind=kind or plain,
        source=cell.source,
        number=number,
        line=line,
        markdown=cell.cell_type == "markdown",
        name=str(given.get(kind, "")),
        points=given.get("points"),
        **{
            key: str(given.get(key, ""))
            for key in ("scaffold", "because", "says", "fold")
        },
        tags=tuple(given.get("tags", ())),
        unknown=tuple(key for key in given if key not in ATTRIBUTES),
        unreadable=unreadable,
    )
