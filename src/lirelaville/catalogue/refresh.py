"""Ask the publisher again: gather the files, prepare them, compare, ask, replace."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from lirelaville.catalogue.checking import check
from lirelaville.catalogue.descriptors import dataset_folder, describe
from lirelaville.catalogue.refreshing.differences import Difference, difference
from lirelaville.catalogue.refreshing.gather import files_of, gather
from lirelaville.catalogue.refreshing.replace import replace
from lirelaville.catalogue.refreshing.rerun import run_prepare
from lirelaville.catalogue.refreshing.show import printable, show
from lirelaville.catalogue.tables import verified_file
from lirelaville.errors import LireLaVilleError

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class Choices:
    """What the person asks of a refresh.

    ``by_hand`` is a folder of files that they downloaded themselves, ``max_mb`` the
    largest file accepted, in millions of bytes.
    """

    by_hand: Path | None = None
    dry_run: bool = False
    yes: bool = False
    max_mb: int = 200


def refresh(slug: str, choices: Choices, today: date, console: "Console") -> bool:
    """Compare a dataset with its publisher's files of today; replace it if agreed.

    Parameters
    ----------
    slug : str
        Name of a folder of ``datasets/``.
    choices : Choices
        What the person asked for.
    today : date
        Written in the card as the day of reception.
    console : Console
        Where to show the differences and to ask.

    Returns
    -------
    bool
        True when nothing is left to look at: identical, replaced, or shown without
        any fault.  False when the person, or a fault, kept the table in place.

    Raises
    ------
    LireLaVilleError
        If the files cannot be had, read or written.  Nothing is replaced then.
    """
    card = describe(slug)
    try:
        with TemporaryDirectory(prefix="lirelaville-") as work:
            console.print(f"[bold]{slug}[/] : {card['title']}", highlight=False)
            sources = gather(card, Path(work) / "sources", choices, console)
            fresh = Path(work) / "datasets" / slug
            run_prepare(slug, sources, fresh, console)
            found = compare(card, fresh)
            if not any_news(slug, found, console):
                _say_confirmed(card, choices, console)
                return True
            faults = faults_of(slug, fresh, found)
            _show_faults(faults, console)
            if choices.dry_run or not agreed(slug, faults, choices, console):
                console.print("\nRien n'est remplacé.")
                return choices.dry_run and not faults
            replace(slug, fresh, today, console)
    except OSError as error:
        raise LireLaVilleError(
            f"Un fichier ne peut être lu ou écrit ({error}). datasets/{slug} est resté "
            "tel quel. Vérifiez les droits du dossier et la place sur le disque."
        ) from error
    return True


def compare(card: dict, fresh: Path) -> list[Difference]:
    """Compare each data file in place with the one just prepared."""
    here = dataset_folder(card["name"])
    return [
        difference(here / r["path"], fresh / r["path"], r) for r in card["resources"]
    ]


def any_news(slug: str, found: list[Difference], console: "Console") -> bool:
    """Show the differences; say whether there are any."""
    for each in found:
        show(each, console)
    if not all(each.nothing for each in found):
        return True
    try:
        for each in found:
            verified_file(slug, each.resource)
    except LireLaVilleError as error:  # same cells, but not the file of its card
        console.print(f"\n{escape(str(error).split('. ')[0])}.", highlight=False)
        return True
    console.print("\nLes fichiers reçus donnent la même table : rien à remplacer.")
    return False


def faults_of(slug: str, fresh: Path, found: list[Difference]) -> list[str]:
    """List what the new tables would break, and what looks like an accident."""
    doubts = [doubt for each in found for doubt in each.doubts]
    with _first_datasets_folder(fresh.parent):
        try:
            return doubts + check(slug)
        except Exception as error:  # a rule met a table that its author never imagined
            return [*doubts, f"Une règle de rules.py s'y arrête : {error!r}."]


def agreed(slug: str, faults: list[str], choices: Choices, console: "Console") -> bool:
    """Ask the person; ``--yes`` answers for them, unless there is a fault."""
    import typer

    if choices.yes and faults:
        console.print(
            "\n--yes ne remplace pas une table en défaut. Relancez sans --yes pour "
            "décider vous-même."
        )
        return False
    if choices.yes:
        return True
    console.print()
    answer = typer.prompt(f"Remplacer datasets/{slug} ? (oui/non)", default="non")
    return answer.strip().casefold() in ("o", "oui", "y", "yes")


def _show_faults(faults: list[str], console: "Console") -> None:
    if not faults:
        console.print("\nLa nouvelle version respecte ses types et ses règles.")
        return
    console.print(f"\n[bold red]À regarder ({len(faults)})[/]")
    for fault in faults:
        told = Text.assemble(("✗ ", "red"), printable(fault))
        console.print(Padding(told, (0, 0, 0, 2), expand=False))


def _say_confirmed(card: dict, choices: Choices, console: "Console") -> None:
    """Say that the official address was tried at last, and gives what was received."""
    files = [] if choices.by_hand else files_of(card)
    if any(file.get("confirmed") is False for file in files):
        console.print(
            "L'adresse officielle donne donc ce qui avait été reçu : vous pouvez "
            "l'écrire dans la fiche (« reception », et « confirmed » : true)."
        )


@contextmanager
def _first_datasets_folder(folder: Path) -> Iterator[None]:
    """Let the package of this folder stand for the one of the project."""
    before = os.environ.get("LIRELAVILLE_DATASETS")
    os.environ["LIRELAVILLE_DATASETS"] = os.pathsep.join(
        [str(folder), *([before] if before else [])]
    )
    try:
        yield
    finally:
        if before is None:
            del os.environ["LIRELAVILLE_DATASETS"]
        else:
            os.environ["LIRELAVILLE_DATASETS"] = before
