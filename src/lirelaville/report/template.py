"""Read the notebook that every sheet is made from, and what it can be given."""

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.project import project_folder

if TYPE_CHECKING:
    from nbformat import NotebookNode

TAG = "parameters"
SUFFIXES = (".py", ".ipynb")


@dataclass(frozen=True)
class Template:
    """A notebook to run again and again.

    ``parameters`` holds the names of its parameters cell, each with the value written
    there (None where it is not written out: a computation).
    """

    path: Path
    notebook: str
    parameters: dict[str, object]


def shipped_templates() -> dict[str, Path]:
    """Return the templates that come with the project, by name."""
    folder = project_folder() / "report_templates"
    return {path.stem: path for path in sorted(folder.glob("*.py"))}


def read_template(asked: str, name: str) -> Template:
    """Read a template that lets ``name`` be given.

    Parameters
    ----------
    asked : str
        The path of a notebook (``.ipynb`` or py:percent ``.py``), or the name of a
        template of ``report_templates/``.
    name : str
        The parameter that will change from sheet to sheet: ``"arrondissement"``.

    Raises
    ------
    LireLaVilleError
        If there is no such notebook, it cannot be read, or its cell tagged
        ``parameters`` does not define ``name``.
    """
    path = find_template(asked)
    notebook = _read(path)
    parameters = _parameters(notebook, path.name, name)
    if name not in parameters:
        raise LireLaVilleError(
            f"{path.name} : la cellule marquée « {TAG} » ne définit pas « {name} ». "
            f"On y trouve : {', '.join(parameters) or 'rien'}. Ajoutez-y une ligne "
            f"comme « {name} = 1 », ou donnez un nom qui s'y trouve."
        )
    import jupytext

    return Template(path, jupytext.writes(notebook, fmt="ipynb"), parameters)


def find_template(asked: str) -> Path:
    """Return the absolute path of a template, given its path or its name."""
    path = Path(asked).expanduser()
    if path.suffix in SUFFIXES:
        if path.is_file():
            return path.resolve()
        raise LireLaVilleError(
            f"Le carnet « {asked} » est introuvable dans {Path.cwd()}. Vérifiez son "
            "nom et son dossier, ou donnez le nom d'un modèle du projet : "
            f"{', '.join(shipped_templates()) or 'aucun'}."
        )
    shipped = shipped_templates()
    if asked not in shipped:
        raise LireLaVilleError(
            f"{unknown('modèle de fiche', asked, shipped)} Pour votre propre carnet, "
            "donnez son fichier : fiche.ipynb ou fiche.py."
        )
    return shipped[asked]


def _read(path: Path) -> "NotebookNode":
    import jupytext
    from nbformat import ValidationError
    from nbformat.reader import NotJSONError

    try:
        return jupytext.read(path)
    except (NotJSONError, ValidationError, UnicodeDecodeError, KeyError) as error:
        raise LireLaVilleError(
            f"{path.name} ne se lit pas comme un carnet. Attendu : un fichier .ipynb, "
            f"ou un texte .py en cellules « # %% » (UTF-8). Obtenu : "
            f"{str(error).partition(chr(10))[0][:200]}"
        ) from error


def _parameters(notebook: "NotebookNode", file: str, name: str) -> dict[str, object]:
    """Return what the parameters cell defines, with the values written there."""
    tagged = [
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "code" and TAG in cell.metadata.get("tags", [])
    ]
    if not tagged:
        raise LireLaVilleError(
            f"{file} n'a pas de cellule marquée « {TAG} ». Dans un texte .py, écrivez "
            f'en tête « # %% tags=["{TAG}"] » puis « {name} = 1 » ; dans un carnet, '
            f"donnez l'étiquette « {TAG} » à la cellule qui dit « {name} = 1 » (les "
            "deux roues dentées, en haut à droite)."
        )
    try:
        lines = ast.parse(tagged[0]).body
    except SyntaxError as error:
        raise LireLaVilleError(
            f"{file} : la ligne {error.lineno} de la cellule marquée « {TAG} » ne se "
            f"lit pas : « {(error.text or '').strip()} ». Attendu : « {name} = 1 »."
        ) from error
    return dict(pair for line in lines for pair in _assigned(line))


def _assigned(line: ast.stmt) -> list[tuple[str, object]]:
    targets = line.targets if isinstance(line, ast.Assign) else []
    if isinstance(line, ast.AnnAssign) and line.value:
        targets = [line.target]
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    return [(name, _written(line.value)) for name in names]


def _written(value: ast.expr) -> object:
    try:
        return ast.literal_eval(value)
    except ValueError:
        return None
