"""Command ``lirelaville serve``."""

from pathlib import Path
from typing import Annotated

import typer

State = Annotated[
    Path, typer.Option("--state", help="Dossier de tout ce qui est produit.")
]


def serve(
    port: Annotated[int, typer.Option(help="Port des cours.")] = 8000,
    public_port: Annotated[int, typer.Option(help="Port des pages publiques.")] = 8001,
    state: State = Path("state"),
) -> None:
    """Construire les cours, puis lancer le hub et les pages publiques."""
    from lirelaville.hub.serve import serve as run

    run(state, port, public_port)
