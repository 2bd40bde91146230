"""What the learner sees: choose a file, say which column is which, analyse."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.plain_errors import plain_lines
from lirelaville.own_file.columns import Part, chosen, guess, parts_of, read_columns
from lirelaville.own_file.reading import read_own_file, say_reading

if TYPE_CHECKING:
    import pandas as pd

Analysis = Callable[["pd.DataFrame"], object]
NOBODY = "(aucune)"
ASK = (
    "Choisissez un fichier CSV de votre service. Il est lu pour cette analyse, sans "
    "être enregistré. <strong>Pas de données personnelles ici</strong> : pour elles, "
    "refaites l'analyse sur votre poste."
)
IN_WORDS = (
    "Sans bouton : déposez le fichier à côté de cette leçon, puis écrivez son nom dans "
    'la dernière ligne de la cellule, comme ceci : fichier="mon_fichier.csv".'
)


def votre_fichier(
    analyser: Analysis,
    fichier: str = "",
    colonnes: dict[str, str] | None = None,
    **attendu: str,
) -> None:
    """Run an analysis on the learner's own CSV file, or say why it cannot be done.

    Parameters
    ----------
    analyser : callable
        Receives the table: the asked columns under the names given here, with their
        types, then the file's other columns as text; the index is the line in the
        file.  What it returns is displayed.  A ``ValueError`` of its own is a refusal
        whose words are shown.
    fichier : str
        A file beside the notebook; when empty, a button asks for one.
    colonnes : dict, optional
        Part to column of the file, where the guess is wrong.
    **attendu
        Part to kind: ``"texte"``, ``"code"``, ``"nombre"``, ``"position"`` (degrees or
        metres), ``"date"``; with ``?`` when the analysis does without it.

    Raises
    ------
    LireLaVilleError
        If a kind is unknown.  What is wrong with the file is said, not raised.
    """
    parts = parts_of(attendu)
    if fichier:
        path = Path(fichier)
        _say_what_is_wrong(
            lambda: _analyse(
                read_own_file(_content(path), path.name),
                parts,
                colonnes or {},
                analyser,
            )
        )
        return
    _show_panel(analyser, parts, colonnes or {})


def _content(path: Path) -> bytes:
    if not path.is_file():
        beside = ", ".join(f"« {p.name} »" for p in sorted(Path().glob("*.*sv")))
        raise LireLaVilleError(
            f"« {path} » n'est pas à côté de cette leçon. "
            f"Fichiers trouvés : {beside or 'aucun'}. Vérifiez le nom, lettre par "
            "lettre."
        )
    return path.read_bytes()


def _analyse(
    table: "pd.DataFrame", parts: list[Part], columns: dict, analyser: Analysis
) -> None:
    from IPython.display import display

    print(say_reading(table))  # noqa: T201 - the learner reads it under the cell
    columns = chosen(table, parts, columns)
    ready, sentences = read_columns(table, parts, columns)
    for part, column in columns.items():
        if part != column:
            print(f"{part} : colonne « {column} »")  # noqa: T201
    print(*sentences, sep="\n", end="\n" if sentences else "")  # noqa: T201
    result = analyser(ready)
    if result is not None:
        display(result)


def _say_what_is_wrong(action: Callable[[], None]) -> None:
    """Do something; whatever goes wrong becomes a sentence, never a traceback."""
    try:
        action()
    except (LireLaVilleError, ValueError) as error:
        print(f"⚠ {error}")  # noqa: T201
    except Exception as error:  # the analysis met a file that it did not foresee
        print("⚠ L'analyse s'est arrêtée.")  # noqa: T201
        print(*plain_lines(type(error), error, {}), sep="\n")  # noqa: T201


def _show_panel(analyser: Analysis, parts: list[Part], columns: dict) -> None:
    import ipywidgets as widgets
    from IPython.display import display

    upload = widgets.FileUpload(
        accept=".csv,.txt,.tsv", description="Choisir un fichier"
    )
    upload.layout.width = "auto"
    choices, page = widgets.VBox(), widgets.Output()
    upload.observe(
        lambda _: _read_upload(upload, choices, page, (analyser, parts, columns)),
        names="value",
    )
    ask = widgets.HTML(f"<p>{ASK}</p>")
    display(widgets.VBox([ask, upload, choices, page]))
    print(IN_WORDS)  # noqa: T201


def _read_upload(upload, choices, page, analysis: tuple) -> None:
    """Read what was uploaded, then ask which column is which."""
    if not upload.value:
        return
    (sent,) = upload.value
    content, name = bytes(sent["content"]), sent["name"]
    upload.value = ()  # the notebook must not keep a copy of the file
    page.clear_output()
    choices.children = ()

    def read() -> None:
        table = read_own_file(content, name)
        print(say_reading(table))  # noqa: T201
        _ask_columns(table, choices, page, analysis)

    with page:
        _say_what_is_wrong(read)


def _ask_columns(table: "pd.DataFrame", choices, page, analysis: tuple) -> None:
    import ipywidgets as widgets

    analyser, parts, columns = analysis
    known = {part: name for part, name in columns.items() if name in table}
    guessed = guess(table, parts) | known
    lists = {
        part.name: widgets.Dropdown(
            options=[NOBODY, *table.columns],
            value=guessed.get(part.name, NOBODY),
            description=part.name,
            style={"description_width": "initial"},
        )
        for part in parts
    }
    button = widgets.Button(description="Analyser", button_style="primary")

    def analyse(_) -> None:
        page.clear_output()
        picked = {name: box.value for name, box in lists.items()}
        with page:
            _say_what_is_wrong(lambda: _analyse_picked(table, parts, picked, analyser))

    button.on_click(analyse)
    told = widgets.HTML(
        f"<p>Dans « {escape(table.attrs['lecture']['nom'])} », quelle colonne est "
        "laquelle ?</p>"
        if parts
        else ""
    )
    choices.children = (told, *lists.values(), button)


def _analyse_picked(
    table: "pd.DataFrame", parts: list[Part], picked: dict, analyser: Analysis
) -> None:
    """Analyse with the columns of the lists: « (aucune) » means none, no guess."""
    missing = [p.name for p in parts if p.needed and picked[p.name] == NOBODY]
    if missing:
        raise LireLaVilleError(
            f"Choisissez la colonne « {missing[0]} » dans sa liste : l'analyse en a "
            "besoin."
        )
    asked = [part for part in parts if picked[part.name] != NOBODY]
    _analyse(table, asked, {part.name: picked[part.name] for part in asked}, analyser)
