"""``lirelaville explainers``: the public site alone, without the hub."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from lirelaville.ports import require_free_port

app = typer.Typer(help="Les pages publiques, sans compte.", no_args_is_help=True)


@app.callback()
def explainers() -> None:
    """Les pages publiques, sans compte."""


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port du site public.")] = 8001,
    state: Annotated[
        Path, typer.Option(help="Dossier de tout ce qui est construit.")
    ] = Path("state"),
) -> None:
    """Sert les pages publiques seules, jusqu'à Ctrl-C."""
    from lirelaville.explainers.build import build_explainers
    from lirelaville.explainers.launch import start_site
    from lirelaville.processes import stop, wait_until_answers

    say = Console(soft_wrap=True, highlight=False).print
    require_free_port(port, "lirelaville explainers serve --port=")
    pages = build_explainers(state)
    site = start_site(state, port)
    try:
        wait_until_answers(site, f"http://127.0.0.1:{port}/")
        say(f"Site public : http://127.0.0.1:{port}/")
        for page in pages:
            say(f"  {page.title}  http://127.0.0.1:{port}/{page.slug}")
        say("Ctrl-C pour arrêter.")
        site.process.wait()
    except KeyboardInterrupt:
        say("Arrêt…")
    finally:
        stop(site)
