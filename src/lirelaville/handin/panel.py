"""The two buttons under each lesson: « Rendre ma leçon » and « Lire mon corrigé »."""

import os
import time
from html import escape
from pathlib import Path
from urllib.parse import quote

from lirelaville.errors import LireLaVilleError
from lirelaville.handin.client import in_workshop
from lirelaville.handin.exchange import ELSEWHERE, corrige, notebook_path, rendre

# Notebook 7 and JupyterLab show their application to the page: see
# hub_config/jupyter/jupyter_server_config.py.  Two saves at once (autosave and ours)
# end in JupyterLab's alarming "the file has changed on disk": here each waits its turn.
SAVE = """
const panel = window.jupyterapp && window.jupyterapp.shell.currentWidget;
const context = panel && panel.context;
if (context && !context.savesInTurn) {
  const save = context.save.bind(context);
  let last = Promise.resolve();
  context.save = () => (last = last.then(save, save));
  context.savesInTurn = true;
}
if (context) context.save();
"""


def bouton_rendre(course: str, lesson: str) -> None:
    """Show the buttons that hand a lesson in and open its feedback."""
    import ipywidgets as widgets
    from IPython.display import display

    if not in_workshop():
        print(ELSEWHERE)  # noqa: T201 - the learner reads it under the cell
        return
    hand_in = widgets.Button(description="Rendre ma leçon", button_style="primary")
    read = widgets.Button(description="Lire mon corrigé")
    for button in (hand_in, read):
        button.layout.width = "auto"
    answer, page = widgets.HTML(), widgets.Output()
    hand_in.on_click(lambda _: _say(answer, _hand_in, course, lesson, page))
    read.on_click(lambda _: _say(answer, _read, course, lesson))
    display(widgets.VBox([widgets.HBox([hand_in, read]), answer, page]))


def _say(answer, action, *arguments) -> None:
    """Do something and show the sentence that tells how it went."""
    answer.value = '<p role="status">Un instant…</p>'
    try:
        sentence = action(*arguments)
    except LireLaVilleError as error:
        sentence = f"⚠ {escape(str(error))}"
    answer.value = f'<p role="status">{sentence}</p>'


def _hand_in(course: str, lesson: str, page) -> str:
    _save(notebook_path(course, lesson), page)
    receipt = rendre(course, lesson)
    return (
        f"<strong>Leçon reçue</strong> à {receipt.received_at:%H h %M}, dans sa "
        f"version enregistrée à {receipt.saved_at:%H h %M min %S s}. Votre formatrice "
        "ou formateur va la lire. Vous pouvez la modifier et la rendre à nouveau."
    )


def _read(course: str, lesson: str) -> str:
    feedback = corrige(course, lesson)
    if feedback is None:
        return "Votre corrigé n'est pas encore rendu. Revenez un peu plus tard."
    link = _link(feedback.path)
    marks = f"{feedback.score} points sur {feedback.max_score}"
    return (
        f"<strong>Votre note : {escape(marks)}.</strong> "
        f'<a href="{escape(link)}" target="_blank" rel="noopener">Ouvrir le corrigé '
        "(nouvel onglet)</a>"
    )


def _save(notebook: Path, page, wait_s: float = 15.0, fresh_s: float = 30.0) -> None:
    """Ask the page to save the notebook, and wait until the file has changed.

    Raises
    ------
    LireLaVilleError
        If the page does not save it and the last save is over ``fresh_s`` old: what
        would be handed in is not what the person sees.
    """
    from IPython.display import Javascript

    before = _saved_ns(notebook)
    page.append_display_data(Javascript(SAVE))
    deadline = time.monotonic() + wait_s
    while _saved_ns(notebook) == before and time.monotonic() < deadline:
        time.sleep(0.05)
    page.outputs = ()  # reloading the page must not save by itself
    if time.time() - _saved_ns(notebook) / 1e9 > wait_s + fresh_s:
        raise LireLaVilleError(
            "Vos dernières réponses ne sont pas encore enregistrées. Appuyez sur les "
            "touches Ctrl et S ensemble, puis cliquez à nouveau sur « Rendre ma "
            "leçon »."
        )


def _saved_ns(notebook: Path) -> int:
    return notebook.stat().st_mtime_ns if notebook.exists() else 0


def _link(path: Path) -> str:
    prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "/")
    return f"{prefix}files/{quote(str(path.relative_to(Path.home())))}"
