"""Command ``lirelaville report``."""

from pathlib import Path
from typing import Annotated

import typer


def report(
    template: Annotated[
        str,
        typer.Argument(
            metavar="MODÈLE",
            help="Un carnet (.ipynb, ou .py en cellules) ou le nom d'un modèle fourni.",
        ),
    ],
    to: Annotated[Path, typer.Option(metavar="DOSSIER", help="Où mettre les fiches.")],
    parameter: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="NOM",
            help="Une fiche par valeur de cette colonne des quartiers "
            "(arrondissement), ou pour ces valeurs (arrondissement=1,2,3).",
        ),
    ] = "arrondissement",
    jobs: Annotated[
        int, typer.Option(metavar="N", help="Combien à la fois ; 0 : une par cœur.")
    ] = 0,
    pdf: Annotated[bool, typer.Option(help="Ajouter un PDF à chaque page.")] = True,
) -> None:
    """Produire les fiches d'un carnet : une page par arrondissement, et la liste."""
    from datetime import date

    from rich.console import Console

    from lirelaville.report.pdf import browser_for_pdf
    from lirelaville.report.sheets import Order, make_sheets, summary
    from lirelaville.report.template import read_template
    from lirelaville.report.values import parse_for, values_for

    console = Console(soft_wrap=True, highlight=False)
    name, given = parse_for(parameter)
    read = read_template(template, name)
    values = values_for(read, name, given)
    browser, without = browser_for_pdf() if pdf else (None, "")
    if without:
        console.print(without, markup=False)
    order = Order(read, name, to, date.today(), browser)
    sheets = []
    for sheet in make_sheets(order, values, jobs, "Fiches produites"):
        sheets.append(sheet)
        tell(console, name, sheet)
    console.print(f"La liste : {to / 'index.html'}", markup=False)
    typer.echo(summary(sheets))
    if any(sheet.error for sheet in sheets):
        raise typer.Exit(1)


def tell(console, name: str, sheet) -> None:
    """Say how one sheet went: one line, and the reason of a refusal below it."""
    mark = "[red]✗[/]" if sheet.error else "[green]✓[/]"
    console.print(f"{mark} {name} {sheet.value} ({sheet.seconds:.1f} s)")
    for line in (sheet.error, sheet.remark):
        if line:
            console.print(f"   – {line}", markup=False)
    if sheet.kept:
        console.print(f"   – refusée, gardée dans {sheet.kept}", markup=False)
