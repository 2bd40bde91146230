"""The ``lirelaville territory`` commands: bring your own city."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Votre ville : quelles leçons s'ouvrent avec vos données.",
    no_args_is_help=True,
)
State = Annotated[Path, typer.Option(metavar="DOSSIER", help="Le dossier d'état.")]


@app.command()
def check(
    folder: Annotated[
        Path, typer.Argument(metavar="DOSSIER", help="Le dossier de vos jeux.")
    ],
    territory: Annotated[
        str,
        typer.Option(metavar="VILLE", help="Si le dossier parle de plusieurs villes."),
    ] = "",
    run: Annotated[
        bool, typer.Option("--run", help="Exécuter vraiment ce qui peut l'être.")
    ] = False,
    state: State = Path("state"),
) -> None:
    """Dit quelles leçons et quelles pages s'ouvrent avec les données d'une ville."""
    from rich.console import Console
    from rich.progress import track

    from lirelaville.territory import folder as folders
    from lirelaville.territory import report
    from lirelaville.territory.survey import judge_all

    packages = folders.packages_in(folder)
    territory = folders.territory_of(packages, territory)
    packages = [p for p in packages if not p.card or p.territory == territory]
    report.say(f"Territoire : {territory}, dans {folder}")
    report.console.print()
    checked = folders.verify(packages, folder)
    bar = Console(stderr=True)
    packages = list(track(checked, "Jeux vérifiés", len(packages), console=bar))
    report.show_packages(packages)
    report.console.print()
    verdicts = judge_all(packages, folder, territory)
    executions = {}
    if run:
        from lirelaville.territory.run import run_all

        executions = run_all(verdicts, folder, territory, state)
    report.show_verdicts(verdicts, executions)
    report.console.print()
    report.show_end(folder, territory, packages, verdicts)
    failed = [execution for execution in executions.values() if execution.error]
    if failed or any(package.faults for package in packages):
        raise typer.Exit(1)


@app.command()
def read(  # noqa: PLR0913, PLR0917 - one argument an option
    file: Annotated[
        Path, typer.Argument(metavar="FICHIER.csv", help="La liste des subventions.")
    ],
    territory: Annotated[str, typer.Option(metavar="VILLE", help="Quelle ville.")],
    to: Annotated[
        Path, typer.Option(metavar="DOSSIER", help="Le dossier de vos jeux.")
    ],
    publisher: Annotated[
        str,
        typer.Option(
            metavar="NOM", prompt="Qui publie ce fichier (exemple : Ville de Niort)"
        ),
    ],
    licence: Annotated[
        str,
        typer.Option(
            metavar="lo|odbl",
            prompt="Sous quelle licence : lo (Licence Ouverte) ou odbl",
            help="lo : Licence Ouverte 2.0 ; odbl : ODbL 1.0.",
        ),
    ],
    source: Annotated[
        str,
        typer.Option(
            metavar="ADRESSE", prompt="À quelle adresse officielle (https://…)"
        ),
    ],
    received: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="DATE", help="Reçu le ; aujourd'hui."
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Récrire le jeu s'il existe déjà.")
    ] = False,
) -> None:
    """Fait d'une liste de subventions au schéma national un jeu pour vos leçons."""
    from lirelaville.scdl.package import Origin
    from lirelaville.scdl.reading import read_into

    day = received.date() if received else date.today()
    origin = Origin(territory, publisher, licence, source, day)
    read_into(file, origin, to, replace=replace)
