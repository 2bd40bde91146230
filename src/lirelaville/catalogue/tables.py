"""Load a dataset as a table, once its bytes are those that its card announces."""

from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.catalogue.descriptors import (
    dataset_folder,
    describe,
    of_territory,
    source_line,
)
from lirelaville.errors import LireLaVilleError, unknown

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


def load(
    slug: str,
    *,
    where: str = "",
    territory: str = "",
    resource: str = "",
) -> "pd.DataFrame | gpd.GeoDataFrame":
    """Load a dataset of the catalogue, verified, with its source line.

    Parameters
    ----------
    slug : str
        Name of a folder of ``datasets/``: ``"subventions"``.
    where : str, optional
        Keep only the rows for which this holds, as after ``WHERE`` in SQL:
        ``"code_insee LIKE '132%'"``.  The other rows of a CSV or Parquet file are
        not brought into memory.
    territory : str, optional
        The territory wanted: ``"Montpellier"`` gives the package that stands there
        for ``slug`` (its card says ``"model": "subventions"``).
    resource : str, optional
        Name of another table of the same package; the first one by default.

    Returns
    -------
    DataFrame or GeoDataFrame
        One column per field of the card; codes are ``str`` with their leading zeros.
        Geographic (EPSG:4326, degrees) when the file is GeoJSON or has the columns
        ``longitude`` and ``latitude``.  ``attrs["source"]`` is the line to print
        under a chart, ``attrs["slug"]`` the name of the package read.

    Raises
    ------
    LireLaVilleError
        If the dataset, its territory or its table is unknown, its file is missing or
        has changed, its columns are not those of its card, or ``where`` cannot be
        applied to them.
    """
    slug = of_territory(slug, territory) if territory else slug
    card = describe(slug)
    described = resource_of(card, resource)
    file = verified_file(slug, described)
    from lirelaville.catalogue.readers import read

    try:
        table = read(file, described, where)
    except ValueError as error:
        raise LireLaVilleError(
            f"{described['path']} ne se lit pas comme sa fiche le dit ({error}). Pour "
            f"savoir où : lirelaville datasets check {slug}"
        ) from error
    table.attrs["source"] = source_line(card)
    table.attrs["slug"] = slug
    return table


def raw_file(slug: str, resource: str) -> Path:
    """Return the path of a file kept as its publisher made it, faults included.

    Parameters
    ----------
    slug : str
        Name of a folder of ``datasets/``: ``"montpellier_budget"``.
    resource : str
        Name of one of its resources: ``"montpellier_budget_brut_2013"``.

    Raises
    ------
    LireLaVilleError
        If there is no such dataset or resource, or the file is missing or changed.
    """
    return verified_file(slug, resource_of(describe(slug), resource))


def lambert93(table: "gpd.GeoDataFrame") -> "gpd.GeoDataFrame":
    """Project a geographic table to Lambert-93, where lengths are in metres.

    Parameters
    ----------
    table : GeoDataFrame
        Any table with a geometry; ``load("quartiers")`` is in degrees.

    Returns
    -------
    GeoDataFrame
        The same rows in EPSG:2154: ``.area`` is in m², ``.distance`` in metres.

    Raises
    ------
    LireLaVilleError
        If the table has no geometry.
    """
    if not hasattr(table, "to_crs"):
        raise LireLaVilleError(
            "Cette table n'a pas de géométrie : lambert93 s'emploie sur une table "
            'géographique, comme load("quartiers").'
        )
    return table.to_crs(2154)


def resource_of(card: dict, name: str = "") -> dict:
    """Return one resource of a card by its name, the first one by default."""
    if not name:
        return card["resources"][0]
    known = {resource["name"]: resource for resource in card["resources"]}
    if name not in known:
        raise LireLaVilleError(unknown(f"table de « {card['name']} »", name, known))
    return known[name]


def verified_file(slug: str, resource: dict) -> Path:
    """Return the path of a data file, if its bytes are those its card announces.

    Parameters
    ----------
    slug : str
        The dataset.
    resource : dict
        Its resource in the card: ``path`` and ``hash`` (``sha256:…``).

    Raises
    ------
    LireLaVilleError
        If the file is missing or its sha256 differs.
    """
    where = f"datasets/{slug}/{resource['path']}"
    file = dataset_folder(slug) / resource["path"]
    try:
        with file.open("rb") as stream:
            got = file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        raise LireLaVilleError(
            f"Le fichier {where} n'est pas là. Restaurez-le : git restore {where}"
        ) from None
    expected = resource["hash"].removeprefix("sha256:")
    if got != expected:
        raise LireLaVilleError(
            f"{resource['path']} a changé : sha256 attendu {expected[:8]}…, "
            f"obtenu {got[:8]}…. Si l'éditeur a corrigé ses données, tapez "
            f"« lirelaville datasets refresh {slug} » et lisez les différences ; sinon "
            f"restaurez le fichier : git restore {where}"
        )
    return file
