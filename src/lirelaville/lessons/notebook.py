"""Turn the cells of a lesson into the nbgrader notebook of its trainers.

The same cells always give the same bytes: cell ids come from the names, and
nothing of the machine, of the date or of jupytext is written.
"""

from lirelaville.lessons.course import Lesson
from lirelaville.lessons.glossary import link_words
from lirelaville.lessons.percent import Cell
from lirelaville.lessons.plain_errors import CHECK_MARK

TEXT_STUB = "*Double-cliquez ici, effacez cette phrase et écrivez votre réponse.*"
MISSING = "Il manque encore votre réponse"
HAND_IN = """## Rendre ma leçon

Vous voilà au bout, bravo ! Rendez votre travail même si tout n'est pas juste : \
vous saurez ce qui l'est, avec une explication pour le reste.

Exécutez la cellule ci-dessous (**Maj + Entrée**), puis cliquez sur le bouton."""
METADATA = {
    "kernelspec": {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}


def build_notebook(lesson: Lesson, cells: list[Cell]):
    """Return the source notebook: solutions, hidden tests and rubric included.

    Parameters
    ----------
    lesson : Lesson
        Its place in the course gives the line under the title.
    cells : list of Cell
        What `lirelaville.lessons.rules.read_lesson` returned.

    Returns
    -------
    NotebookNode
        Without the wrong answers, and with the cells that hand the lesson in.
    """
    from nbformat.v4 import new_notebook

    built = [
        notebook_cell
        for cell in link_words(lesson, cells)
        if cell.kind != "wrong"
        for notebook_cell in _BUILDERS[cell.kind](cell)
    ]
    title, _, rest = built[0].source.partition("\n")
    place = f"*Leçon {lesson.position} sur {lesson.count} · {lesson.minutes} min*"
    built[0].source = f"{title}\n\n{place}\n{rest}".rstrip()
    return new_notebook(cells=built + _hand_in(lesson), metadata=METADATA)


def as_text(notebook) -> str:
    """Return the text of the ``.ipynb`` file, with a final newline."""
    import nbformat

    return nbformat.writes(notebook).rstrip("\n") + "\n"


def plain_id(number: int) -> str:
    """Return the id of a cell of text or plain code, from its number in the file."""
    return f"cell-{number:02d}"


def _text(cell: Cell) -> list:
    return [_new("markdown", plain_id(cell.number), cell.source)]


def _code(cell: Cell) -> list:
    """Fold what a learner runs without reading: only its first line shows."""
    metadata, source = {}, cell.source
    if cell.tags:
        metadata["tags"] = list(cell.tags)
    if cell.fold:
        metadata["jupyter"] = {"source_hidden": True}
        source = f"# ▸ {cell.fold} : exécutez sans lire\n{source}"
    return [_new("code", plain_id(cell.number), source, metadata)]


def _exercise(cell: Cell) -> list:
    scaffold = cell.scaffold or (
        f"{cell.name} = ...  # ← remplacez les trois points par votre réponse"
    )
    metadata = _graded(cell.name, solution=True) | {
        "lirelaville": {"scaffold": scaffold}
    }
    return [_new("code", cell.name, cell.source, metadata)]


def _check(cell: Cell) -> list:
    """Fold the check for beginners: only its first line shows, and says what to do."""
    metadata = _graded(f"check_{cell.name}", grade=True, points=cell.points)
    metadata["jupyter"] = {"source_hidden": True}
    title = f"{CHECK_MARK}{cell.name} » : appuyez encore sur Maj + Entrée"
    source = f"{title}\n{_presence(cell.name)}\n{cell.source}"
    return [_new("code", f"check_{cell.name}", source, metadata)]


def _presence(name: str) -> str:
    """Return the assert that an untouched or never-run answer fails."""
    return (
        f'assert globals().get("{name}", ...) is not ..., (\n'
        f'    "{MISSING} « {name} » : remplacez les trois points, exécutez la "\n'
        '    "cellule (Maj + Entrée), puis revenez ici."\n'
        ")"
    )


def _written(cell: Cell) -> list:
    """Give the question with its rubric, locked, then the cell of the answer."""
    question = _graded(f"question_{cell.name}", locked=True)
    answer = _graded(cell.name, grade=True, solution=True, points=cell.points)
    return [
        _new("markdown", f"question_{cell.name}", cell.source, question),
        _new("markdown", cell.name, TEXT_STUB, answer),
    ]


def _hand_in(lesson: Lesson) -> list:
    source = (
        "from lirelaville import bouton_rendre\n"
        f'bouton_rendre("{lesson.course}", "{lesson.slug}")'
    )
    return [
        _new("markdown", "hand-in-text", HAND_IN),
        _new("code", "hand-in", source),
    ]


def _graded(grade_id: str, points=None, **roles: bool) -> dict:
    """Return nbgrader's metadata, schema 3; a check is locked."""
    marks = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": roles.get("grade", False),
        "solution": roles.get("solution", False),
        "task": False,
    }
    marks["locked"] = roles.get("locked", marks["grade"] and not marks["solution"])
    if points is not None:
        marks["points"] = points
    return {"nbgrader": marks}


def _new(cell_type: str, cell_id: str, source: str, metadata: dict | None = None):
    from nbformat import v4

    create = v4.new_markdown_cell if cell_type == "markdown" else v4.new_code_cell
    return create(source, id=cell_id, metadata=metadata or {})


_BUILDERS = {
    "text": _text,
    "code": _code,
    "exercise": _exercise,
    "check": _check,
    "written": _written,
}
