"""Commands ``lirelaville workshop …``: codes, and the erasure of people."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Les codes qui ouvrent les cours ; effacer une personne.",
    no_args_is_help=True,
)

State = Annotated[
    Path, typer.Option("--state", metavar="DOSSIER", help="Dossier de l'installation.")
]
# How « list » says where a code stands.
STATES = {"open": "ouvert", "full": "complet", "ended": "terminé", "closed": "fermé"}


@app.command()
def create(
    course: Annotated[
        str, typer.Option(metavar="COURS", help="Le cours que le code ouvre.")
    ],
    seats: Annotated[
        str, typer.Option(metavar="N", help="Combien de personnes il inscrit.")
    ] = "30",
    until: Annotated[
        str,
        typer.Option(
            metavar="DATE",
            help="Son dernier jour, compris : 2026-12-31 ou 31/12/2026 (sans date : "
            "dans 90 jours). Il finit à minuit, heure de Paris.",
        ),
    ] = "",
    state: State = Path("state"),
) -> None:
    """Créer un code d'atelier ; il marche aussitôt, sans rien redémarrer."""
    from datetime import timedelta

    from lirelaville.hub import codes
    from lirelaville.hub.database import opened

    last = until or codes.today_in_france() + timedelta(days=codes.DEFAULT_DAYS)
    with opened(state) as db:
        code = codes.create_code(db, course, seats, last)
    typer.echo(
        f"{code.code}\n"
        f"Ce code ouvre le cours « {code.course} » à {code.seats} personnes, "
        f"jusqu'au {code.until:%d/%m/%Y} au soir (heure de Paris)."
    )


@app.command("list")
def list_all(
    course: Annotated[
        str, typer.Option(metavar="COURS", help="Seulement les codes de ce cours.")
    ] = "",
    state: State = Path("state"),
) -> None:
    """Montrer les codes : cours, places prises, dernier jour, état."""
    from rich.console import Console
    from rich.table import Table

    from lirelaville.hub import codes
    from lirelaville.hub.database import opened

    with opened(state) as db:
        known = codes.list_codes(db, codes.known_course(course) if course else None)
    table = Table("Code", "Cours", "Places prises", "Dernier jour", "État", box=None)
    for code in known:
        taken, last = f"{code.taken} sur {code.seats}", f"{code.until:%d/%m/%Y}"
        table.add_row(code.code, code.course, taken, last, STATES[code.state()])
    Console(highlight=False).print(table if known else "Aucun code pour l'instant.")


@app.command()
def close(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Le code à fermer.")],
    state: State = Path("state"),
) -> None:
    """Fermer un code : il n'inscrit plus personne, les inscrits restent."""
    from lirelaville.hub import codes
    from lirelaville.hub.database import opened

    with opened(state) as db:
        closed = codes.close_code(db, code)
    typer.echo(
        f"Le code {closed.code} est fermé. Les {closed.taken} personnes qu'il a "
        f"inscrites restent dans le cours « {closed.course} »."
        if closed.taken > 1
        else f"Le code {closed.code} est fermé."
    )


@app.command()
def remove(
    pseudonym: Annotated[
        str, typer.Argument(metavar="PSEUDONYME", help="La personne à effacer.")
    ] = "",
    inactive: Annotated[
        bool, typer.Option("--inactive", help="Qui a dépassé la durée de garde.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ne rien demander.")] = False,
    state: State = Path("state"),
    settings: Annotated[
        Path | None, typer.Option(help="Un autre fichier de réglages que hub.yml.")
    ] = None,
) -> None:
    """Effacer une personne, son travail et ses notes, atelier arrêté."""
    from lirelaville.errors import LireLaVilleError
    from lirelaville.hub.database import opened
    from lirelaville.hub.erasure import erasable, erase
    from lirelaville.hub.retention import people_away
    from lirelaville.hub.state_folder import at_rest

    if bool(pseudonym) == inactive:
        raise LireLaVilleError(
            "Qui effacer ? Attendu un pseudonyme ou « --inactive », l'un des deux. Par "
            "exemple : lirelaville workshop remove lea13"
        )
    with at_rest(state) as held, opened(held) as db:
        if inactive:
            names = people_away(db, settings, typer.echo)
        else:
            names = [erasable(db, pseudonym).name]
        if names and _agreed(names, yes):
            for name in names:
                erase(held, db, name)
                typer.echo(f"« {name} » : tout est effacé.")


def _agreed(names: list[str], yes: bool) -> bool:
    typer.echo(
        "S'effacent pour de bon : compte, dossier, leçons rendues, corrigés, notes et "
        f"avancement de {', '.join(names)}."
    )
    try:
        agreed = yes or input("Tapez oui pour effacer : ").strip().casefold() == "oui"
    except EOFError:
        agreed = False
    if not agreed:
        typer.echo("Rien n'est effacé.")
    return agreed
