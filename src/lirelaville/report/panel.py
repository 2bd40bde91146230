"""Make sheets from inside a notebook: ``produire_fiches``."""

import os
from collections.abc import Iterable
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import quote

from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.workers import lasting_workers
from lirelaville.report.sheets import IN_A_SHEET, Order, Sheet, make_sheets, summary
from lirelaville.report.template import read_template
from lirelaville.report.values import values_for


def produire_fiches(  # noqa: PLR0913 - each choice is given by its name
    modele: str,
    *,
    pour: str,
    valeurs: Iterable[object] | None = None,
    dans: str = "fiches",
    pdf: bool = False,
    le: date | None = None,
) -> list[Sheet]:
    """Make one sheet a value, with a progress bar, then show their links.

    Parameters
    ----------
    modele : str
        A notebook (``"fiche.ipynb"``, ``"fiche.py"``) or the name of a template of the
        project, whose cell tagged ``parameters`` defines ``pour``.
    pour : str
        The parameter that changes: ``"arrondissement"``.
    valeurs : iterable, optional
        Its values; by default those of the column of this name in ``quartiers``.
    dans : str
        The folder of the sheets, beside this notebook.
    pdf : bool
        Whether to print each page to PDF too.
    le : date, optional
        The day written on the sheets; today by default.

    Returns
    -------
    list of Sheet
        In the order of the values: ``value``, ``page``, ``pdf``, ``error``,
        ``seconds``.

    Raises
    ------
    LireLaVilleError
        If the template, its parameter or the values are wrong; a sheet that stops is
        no error, it is in the list with its reason.
    """
    from IPython.display import HTML, display

    from lirelaville.report.pdf import browser_for_pdf

    if os.environ.get(IN_A_SHEET):
        raise LireLaVilleError(
            "Une fiche ne peut pas produire d'autres fiches : produire_fiches(…) "
            f"s'écrit dans un autre carnet que « {modele} »."
        )
    template = read_template(str(modele), pour)
    values = values_for(template, pour, valeurs)
    browser, without = browser_for_pdf() if pdf else (None, "")
    order = Order(template, pour, Path(dans), le or date.today(), browser)
    sheets = sorted(
        _with_progress(make_sheets(order, values, pool=lasting_workers()), len(values)),
        key=lambda sheet: values.index(sheet.value),
    )
    display(HTML(_table(sheets, pour, order.folder, without)))
    print(summary(sheets))  # noqa: T201 - read under the cell, and by papermill
    return sheets


def _with_progress(sheets: Iterable[Sheet], total: int) -> list[Sheet]:
    """Go through the sheets as they come, moving a bar."""
    from IPython.display import display
    from ipywidgets import HTML, HBox, IntProgress

    bar, words = IntProgress(max=total), HTML(f"0 fiche sur {total}")
    display(HBox([bar, words]))
    made = []
    for sheet in sheets:
        made.append(sheet)
        bar.value = len(made)
        words.value = f"{len(made)} fiche{'s' * (len(made) > 1)} sur {total}"
    return made


def _table(sheets: list[Sheet], name: str, folder: Path, remark: str) -> str:
    """List the sheets: the links of those made, the reasons of those refused."""
    rows = "".join(
        f'<tr><th scope="row">{escape(f"{name} {sheet.value}")}</th>'
        f'<td style="text-align:left">{_outcome(sheet)}</td></tr>'
        for sheet in sheets
    )
    remarks = dict.fromkeys([remark, *(sheet.remark for sheet in sheets)])
    said = "".join(f"<p>{escape(line)}</p>" for line in remarks if line)
    every = _anchor(folder / "index.html", "La liste de toutes les fiches")
    return (
        '<table><thead><tr><th scope="col">Fiche</th><th scope="col">Résultat</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>{said}<p>{every}</p>"
    )


def _outcome(sheet: Sheet) -> str:
    if sheet.error:
        kept = _anchor(sheet.kept, "voir le carnet arrêté")
        return f"<strong>Refusée.</strong> {escape(sheet.error)} ({kept})"
    links = [_anchor(sheet.page, sheet.page.name)]
    links += [_anchor(sheet.pdf, "PDF")] if sheet.pdf else []
    return " · ".join(links)


def _anchor(file: Path, words: str) -> str:
    return (
        f'<a href="{escape(link(file))}" target="_blank" rel="noopener">'
        f"{escape(words)}</a>"
    )


def link(file: Path) -> str:
    """Return the address of a file: in the hub, as the person's server gives it."""
    prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX")
    file, home, here = file.resolve(), Path.home().resolve(), Path.cwd().resolve()
    if prefix and file.is_relative_to(home):
        # A browser shows no PDF within the sandbox in which the server puts files.
        saved = "?download=1" if file.suffix == ".pdf" else ""
        return f"{prefix}files/{quote(str(file.relative_to(home)))}{saved}"
    if file.is_relative_to(here):
        return quote(str(file.relative_to(here)))
    return file.as_uri()
