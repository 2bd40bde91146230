"""``lirelaville territory read``: from a published file to a package and a list."""

from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.scdl.card import LICENCES
from lirelaville.scdl.package import SLUG, Origin, Prepared, prepare, write_package
from lirelaville.scdl.review import (
    FILE,
    PERSON,
    read_decisions,
    write_review,
)
from lirelaville.scdl.table import read_scdl
from lirelaville.territory.report import console, say

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 8


def read_into(file: Path, origin: Origin, folder: Path, *, replace: bool) -> None:
    """Read a file, write ``FOLDER/subventions`` and ``FOLDER/lignes_a_revoir.csv``.

    Parameters
    ----------
    file : Path
        A national-schema CSV.
    origin : Origin
        What its card will say.
    folder : Path
        Created if needed.  Decisions written in a former list are followed.
    replace : bool
        Whether a package that is already there may be written again.

    Raises
    ------
    LireLaVilleError
        If the file cannot be used, the licence is unknown, or a package is there.
    """
    if origin.licence not in LICENCES:
        raise LireLaVilleError(unknown("licence", origin.licence, LICENCES))
    if (folder / SLUG).exists() and not replace:
        raise LireLaVilleError(
            f"Il y a déjà un jeu « {SLUG} » dans {folder}. Pour le récrire, ajoutez "
            "--replace ; sinon, choisissez un autre dossier avec --to."
        )
    with console.status(f"Lecture de {file.name}…"):
        table, problems = read_scdl(file)
        decisions = read_decisions(folder / FILE)
        prepared = prepare(table, problems, decisions)
        package = write_package(prepared, origin, folder)
        write_review(prepared.to_review, folder / FILE)
    show_result(prepared, package)
    show_review(prepared.to_review, folder)


def show_result(prepared: Prepared, package: Path) -> None:
    """Print what became of every row of the file."""
    left_out = prepared.rows - prepared.used - prepared.totals
    amount = f"{prepared.amount_eur:,.2f}".replace(",", " ").replace(".", ",")
    say(f"{prepared.rows} lignes lues, aucune perdue :")
    say(f"{prepared.used} dans le jeu, pour {amount} € ;", 2, "–")
    if prepared.unnamed:
        say(f"dont {prepared.unnamed} sans nom (peut-être des particuliers) ;", 2, "–")
    if prepared.shared:
        say(f"dont {prepared.shared} comptées pour leur part seulement ;", 2, "–")
    if prepared.totals:
        say(f"{prepared.totals} ligne(s) de total, écartée(s) ;", 2, "–")
    if left_out:
        say(f"{left_out} sans nom, sans montant ou sans année : à revoir ;", 2, "–")
    say(f"Le jeu est écrit dans {package}.\n")


def show_review(to_review: "pd.DataFrame", folder: Path) -> None:
    """Print the reasons found, the most frequent first, and what to do with them."""
    if to_review.empty:
        say("Rien à revoir.")
    else:
        reasons = to_review["raison"].value_counts()
        say(f"À revoir, ligne par ligne, dans {folder / FILE} :")
        for reason, times in reasons.head(SHOWN).items():
            first = to_review.loc[to_review["raison"] == reason, "ligne"].iloc[0]
            say(f"{times} fois (d'abord ligne {first}) : {reason}", 2, "–")
        if len(reasons) > SHOWN:
            say(f"… et {len(reasons) - SHOWN} autres raisons.", 2)
    if to_review["raison"].str.startswith(PERSON).any():
        say(
            "\nDes noms sont peut-être ceux de particuliers : ils ne sont pas publiés. "
            "Pour chacun, écrivez « publier » ou « masquer » dans la colonne "
            "« decision », puis tapez la même commande avec --replace. Un particulier "
            "peut aussi échapper à ce tri : relisez les bénéficiaires sans SIRET."
        )
        say(
            f"{FILE} contient ces noms : ne le publiez pas, et rangez-le hors de ce "
            "dossier avant d'ouvrir l'atelier."
        )
    say(f"\nEnsuite : lirelaville territory check {folder}")
