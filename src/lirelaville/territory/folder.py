"""Read a folder of another city's data packages."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lirelaville.errors import LireLaVilleError
from lirelaville.project import DATASETS
from lirelaville.scdl.review import FILE
from lirelaville.territory.needs import REFERENCE


@dataclass
class Package:
    """One data package: its card, what it stands for, what is wrong with it."""

    slug: str
    card: dict
    faults: list[str] = field(default_factory=list)

    @property
    def stands_for(self) -> str:
        """The dataset of ours that it plays the part of in its territory."""
        return self.card.get("model", self.slug)

    @property
    def territory(self) -> str:
        """The city it is about."""
        return self.card.get("territory", "")


@contextmanager
def datasets_from(folder: Path | None) -> Iterator[None]:
    """Put a folder of packages before the project's, or none (``None``)."""
    before = os.environ.get(DATASETS)
    os.environ[DATASETS] = str(folder.resolve()) if folder else ""
    try:
        yield
    finally:
        os.environ.pop(DATASETS)
        if before is not None:
            os.environ[DATASETS] = before


def packages_in(folder: Path) -> list[Package]:
    """Read the cards of a folder; one that cannot be read is a fault, not an error.

    Raises
    ------
    LireLaVilleError
        If the folder is not there, or holds no package; if it holds a CSV instead, the
        message gives the command that makes a package of it.
    """
    from lirelaville.catalogue import describe

    if not folder.is_dir():
        raise LireLaVilleError(f"Le dossier « {folder} » n'existe pas.")
    slugs = sorted(card.parent.name for card in folder.glob("*/datapackage.json"))
    if not slugs:
        raise LireLaVilleError(_nothing_in(folder))
    packages = []
    with datasets_from(folder):
        for slug in slugs:
            try:
                packages.append(Package(slug, describe(slug)))
            except LireLaVilleError as error:
                packages.append(Package(slug, {}, [str(error)]))
    return packages


def territory_of(packages: list[Package], asked: str = "") -> str:
    """Return the territory to check: the one asked for, or the only one there is.

    Raises
    ------
    LireLaVilleError
        If there are several or none, or the one asked for is not there.
    """
    known = sorted({p.territory for p in packages if p.card} - {"", "France"})
    if asked in known or (asked and not known):
        return asked
    if asked:
        raise LireLaVilleError(
            f"Aucun jeu de ce dossier n'a pour territoire « {asked} ». "
            f"Territoires lus : {', '.join(known)}."
        )
    if len(known) > 1:
        raise LireLaVilleError(
            f"Ce dossier parle de plusieurs territoires : {', '.join(known)}. "
            "Choisissez : --territory VILLE"
        )
    return known[0] if known else ""


def verify(packages: list[Package], folder: Path) -> Iterator[Package]:
    """Check each package as ``datasets check`` does; yield it once it is done."""
    from lirelaville.catalogue.checking import check

    with datasets_from(folder):
        for package in packages:
            if package.card and not package.faults:
                package.faults += check(package.slug)
            yield package


def csv_files(folder: Path) -> list[Path]:
    """Return the CSV files that lie in a folder, outside of any package."""
    return [file for file in sorted(folder.glob("*.[cC][sS][vV]")) if file.name != FILE]


def read_command(file: Path, folder: Path) -> str:
    """Return the command that makes a package of a national-schema file."""
    return (
        f'lirelaville territory read "{file}" --territory "Votre ville" --to "{folder}"'
    )


def _nothing_in(folder: Path) -> str:
    files = csv_files(folder)
    start = f"Aucun jeu de données dans « {folder} »."
    if files:
        return (
            f"{start} Mais il y a {files[0].name} : si c'est la liste des subventions "
            f"au schéma national, tapez :\n  {read_command(files[0], folder)}"
        )
    return (
        f"{start} On attend un dossier par jeu, avec sa fiche : "
        f"{folder}/subventions/datapackage.json. Le modèle : datasets/subventions "
        f"(celui de {REFERENCE}) ; pour partir d'une liste de subventions au schéma "
        "national : lirelaville territory read FICHIER.csv"
    )
