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
    from lirelaville.explainers.build import build_explainers, notebooks_folder
    from lirelaville.explainers.frame import read_views
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
            say(f"  {page.title}  http://127.0.0.1:{port}/{page.slug}/")
        for page in read_views(notebooks_folder(state)):
            if "problem" in page:
                say(f"Page « {page['slug']} » en panne : {page['problem']}")
        say("Ctrl-C pour arrêter.")
        site.process.wait()
    except KeyboardInterrupt:
        say("Arrêt…")
    finally:
        stop(site)


@app.command()
def export(
    to: Annotated[Path, typer.Option(help="Dossier de la copie, nouveau ou vide.")],
    address: Annotated[
        str, typer.Option(help="Adresse publique de la copie (https://…).")
    ] = "",
    live: Annotated[
        str, typer.Option(help="Adresse d'un site qui a les pages vivantes.")
    ] = "",
    state: Annotated[
        Path, typer.Option(help="Dossier de tout ce qui est construit.")
    ] = Path("state"),
) -> None:
    """Recopie tout le site public en fichiers."""
    from lirelaville.explainers.export import export_site

    console = Console(soft_wrap=True, highlight=False)
    with console.status("Copie du site public…"):
        written = export_site(state, to, address, live)
    console.print(f"{written} fichiers copiés dans « {to} ».")
    if not address:
        console.print(
            "Sans --address, les images d'aperçu des réseaux et le fil RSS n'ont pas "
            "d'adresse complète.",
            style="dim",
        )
