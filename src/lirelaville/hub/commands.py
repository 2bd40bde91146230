"""Command ``lirelaville serve``."""

from pathlib import Path
from typing import Annotated

import typer

State = Annotated[
    Path, typer.Option("--state", help="Dossier de tout ce qui est produit.")
]


def serve(  # noqa: PLR0913, PLR0917 - each is an option of the command
    port: Annotated[int, typer.Option(help="Port des cours.")] = 8000,
    public_port: Annotated[int, typer.Option(help="Port des pages publiques.")] = 8001,
    state: State = Path("state"),
    trial: Annotated[
        bool,
        typer.Option("--trial", help="Essai : un seul compte système pour tous."),
    ] = False,
    public: Annotated[
        bool, typer.Option("--public", help="Ouvrir aux autres ordinateurs, en HTTPS.")
    ] = False,
    settings: Annotated[
        Path | None, typer.Option(help="Un autre fichier de réglages que hub.yml.")
    ] = None,
) -> None:
    """Construire les cours, puis lancer le hub et les pages publiques."""
    from lirelaville.hub.serve import Asked
    from lirelaville.hub.serve import serve as run

    run(Asked(state, port, public_port, trial, public, settings))
