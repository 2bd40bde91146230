"""The ``lirelaville datasets`` commands."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lirelaville.catalogue.descriptors import dataset_names, describe

app = typer.Typer(
    help="Les jeux de données : d'où ils viennent, ce qu'ils valent.",
    no_args_is_help=True,
)


@app.command("list")
def list_datasets() -> None:
    """Voir les jeux de données, leur éditeur, leur licence et leurs années."""
    table = Table(title="Jeux de données", title_justify="left")
    table.add_column("Nom", no_wrap=True)
    for heading in ("Titre", "Éditeur", "Licence", "Années"):
        table.add_column(heading)
    table.add_column("Lignes", justify="right", no_wrap=True)
    for slug in dataset_names():
        card = describe(slug)
        table.add_row(
            slug,
            card["title"],
            card["contributors"][0]["title"],
            card["licenses"][0]["title"],
            card.get("years", "?"),
            f"{card['resources'][0].get('rows', 0):,}".replace(",", "\u202f"),
        )
    Console().print(table)


@app.command("check")
def check_datasets(
    slugs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[JEU]…", help="Les jeux à vérifier ; tous par défaut."),
    ] = None,
) -> None:
    """Vérifie l'empreinte, les types et les règles de chaque jeu de données."""
    from lirelaville.catalogue.checking import check, rules_of

    console, chosen = Console(), slugs or dataset_names()
    failed = 0
    for slug in chosen:
        with console.status(escape(f"{slug}…")):
            faults = check(slug)
        if faults:
            failed += 1
            console.print(f"[bold red]✗[/] {slug}")
            for fault in faults:
                console.print(f"    {escape(fault)}", soft_wrap=True, highlight=False)
        else:
            rules = len(rules_of(slug))
            console.print(
                f"[green]✓[/] {slug} : empreinte, types et {rules} règles",
                highlight=False,
            )
    console.print(
        f"Jeux vérifiés : {len(chosen)}, en défaut : {failed}", highlight=False
    )
    if failed:
        raise typer.Exit(1)


@app.command("readme")
def write_datasets_readme() -> None:
    """Écrit datasets/README.md, le catalogue à lire sans rien lancer."""
    from lirelaville.catalogue.readme import write_readme

    file = write_readme()
    Console().print(f"{file.parent.name}/{file.name} est à jour.", highlight=False)


@app.command("refresh")
def refresh_dataset(
    slug: Annotated[str, typer.Argument(metavar="JEU", help="Le jeu à rafraîchir.")],
    sources: Annotated[
        Path | None,
        typer.Option(help="Dossier de fichiers déjà téléchargés à la main."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Montrer, ne rien remplacer.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Remplacer sans demander, si rien ne cloche.")
    ] = False,
    max_mb: Annotated[
        int, typer.Option(min=1, help="Taille maximale d'un fichier, en Mo.")
    ] = 200,
) -> None:
    """Redemande les fichiers à l'éditeur, montre ce qui change, puis remplace."""
    from lirelaville.catalogue.refresh import Choices, refresh

    console, choices = Console(), Choices(sources, dry_run, yes, max_mb)
    try:
        settled = refresh(slug, choices, date.today(), console)
    except (KeyboardInterrupt, typer.Abort):
        console.print(f"\nInterrompu : datasets/{slug} est resté tel quel.")
        raise typer.Exit(130) from None
    if not settled:
        raise typer.Exit(1)
