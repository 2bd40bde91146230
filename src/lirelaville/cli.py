"""The ``lirelaville`` command: a thin layer on functions of the other modules."""

import sys
from importlib import import_module

import typer
from rich.console import Console
from rich.markup import escape

from lirelaville.correction.commands import grade
from lirelaville.errors import LireLaVilleError
from lirelaville.hub import workshop_commands
from lirelaville.hub.commands import serve
from lirelaville.project import use_absolute_datasets
from lirelaville.report.commands import report

app = typer.Typer(
    help="Lire la ville : apprendre à lire les données ouvertes de sa commune.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

# sub-command -> module whose ``app`` holds its commands; a module imports what is
# heavy inside its functions, so that ``lirelaville --help`` stays quick.
for name in ("datasets", "lessons", "notebooks", "explainers", "territory"):
    module = {"datasets": "catalogue"}.get(name, name)
    app.add_typer(import_module(f"lirelaville.{module}.commands").app, name=name)
app.add_typer(workshop_commands.app, name="workshop")
app.command()(serve)
app.command()(grade)
app.command()(report)


def main() -> None:
    """Run the command line; show an expected error as a sentence, not a traceback."""
    use_absolute_datasets()
    try:
        app()
    except LireLaVilleError as error:
        Console(stderr=True, soft_wrap=True).print(
            f"[bold red]Erreur :[/] {escape(str(error))}", highlight=False
        )
        sys.exit(1)
