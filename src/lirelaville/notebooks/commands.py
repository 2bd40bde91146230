"""``lirelaville notebooks``: run every notebook again."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Les carnets : exécuter à nouveau toutes les leçons et toutes les pages.",
    no_args_is_help=True,
)


@app.callback()
def main() -> None:
    """Les carnets : exécuter à nouveau toutes les leçons et toutes les pages."""


@app.command()
def run(
    jobs: Annotated[
        int, typer.Option(metavar="N", help="Combien à la fois ; 0 : un par cœur.")
    ] = 0,
    state: Annotated[
        Path, typer.Option(metavar="DOSSIER", help="Le dossier d'état.")
    ] = Path("state"),
) -> None:
    """Exécute chaque leçon résolue et chaque page publique avec papermill."""
    from rich.console import Console

    from lirelaville.notebooks.run import run_notebooks

    console = Console(soft_wrap=True, highlight=False)
    executions = run_notebooks(state, jobs)
    for execution in executions:
        mark = "[red]✗[/]" if execution.error else "[green]✓[/]"
        console.print(f"{mark} {execution.name} ({execution.seconds:.1f} s)")
        if execution.error:
            console.print(f"   – {execution.error}", markup=False)
        if execution.kept:
            console.print(f"   – gardé dans {execution.kept}", markup=False)
    failed = sum(bool(execution.error) for execution in executions)
    typer.echo(f"{len(executions) - failed} passed, {failed} failed")
    if failed:
        raise typer.Exit(1)
