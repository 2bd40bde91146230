"""Read the cards of the datasets: ``datasets/<slug>/datapackage.json``."""

import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.catalogue.columns import TYPES
from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.project import project_folder

if TYPE_CHECKING:
    import pandas as pd

# what every card must hold, as paths from its root
NEEDED = (
    "title",
    "description",
    "contributors/0/title",
    "licenses/0/title",
    "territory",
    "retrieved",
    "resources/0/path",
    "resources/0/hash",
    "resources/0/schema/fields",
)
FIELD_TYPES = (*TYPES, "geojson")


def datasets_folders() -> list[Path]:
    """Return the folders that hold data packages, the first one first.

    Those named by ``LIRELAVILLE_DATASETS`` (another city's tables) come before the
    project's own: a package found there replaces the one of the same name here.
    """
    added = os.environ.get("LIRELAVILLE_DATASETS", "").split(os.pathsep)
    return [*(Path(name) for name in added if name), project_folder() / "datasets"]


def dataset_folder(slug: str) -> Path:
    """Return the folder of one dataset, whether it exists or not."""
    for folder in datasets_folders():
        if (folder / slug / "datapackage.json").is_file():
            return folder / slug
    return datasets_folders()[-1] / slug


def dataset_names() -> list[str]:
    """Return the slugs of all datasets there are, in alphabetical order."""
    cards = [
        card
        for folder in datasets_folders()
        for card in folder.glob("*/datapackage.json")
    ]
    return sorted({card.parent.name for card in cards})


def of_territory(slug: str, territory: str) -> str:
    """Return the slug of the package that stands for ``slug`` in a territory.

    It is ``slug`` itself if its card says this territory, else the package of this
    territory whose card says ``"model": slug``.

    Raises
    ------
    LireLaVilleError
        If there is none.
    """
    there = {}
    for name in [slug, *dataset_names()]:
        card = describe(name)
        if slug in (name, card.get("model")):
            there.setdefault(card["territory"], name)
    if territory not in there:
        known = ", ".join(f"{place} ({name})" for place, name in there.items())
        raise LireLaVilleError(
            f"Le jeu de données « {slug} » n'existe pas pour le territoire "
            f"« {territory} ». Il existe pour : {known}."
        )
    return there[territory]


def describe(slug: str) -> dict:
    """Read the card of a dataset: publisher, licence, fields, known gaps.

    Parameters
    ----------
    slug : str
        Name of a folder of ``datasets/``: ``"subventions"``.

    Returns
    -------
    dict
        The parsed Frictionless descriptor.

    Raises
    ------
    LireLaVilleError
        If there is no such dataset, or its card is unreadable or incomplete.
    """
    where = f"datasets/{slug}/datapackage.json"
    try:
        file = dataset_folder(slug) / "datapackage.json"
        card = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LireLaVilleError(
            unknown("jeu de données", slug, dataset_names())
        ) from None
    except ValueError as error:
        raise LireLaVilleError(
            f"{where} n'est pas un fichier JSON lisible ({error}). "
            f"Corrigez-le, ou restaurez-le : git restore {where}"
        ) from error
    _check_card(card, where)
    return card


def source_line(slug_or_table: "str | dict | pd.DataFrame") -> str:
    """Return the line to print under a chart: publisher, title, licence, date.

    Parameters
    ----------
    slug_or_table : str, dict or DataFrame
        A dataset's slug, its card, or a table returned by ``load`` (or made from one).

    Returns
    -------
    str
        « Source : Ville de Marseille, Subventions 2017–2022 · Licence Ouverte 2.0 ·
        données reçues le 22/11/2026 »

    Raises
    ------
    LireLaVilleError
        If the table was not loaded from the catalogue.
    """
    if not isinstance(slug_or_table, str | dict):
        if "source" in slug_or_table.attrs:
            return slug_or_table.attrs["source"]
        raise LireLaVilleError(
            "Cette table ne connaît pas sa source : elle ne vient pas de load(…), ou "
            "un calcul l'a fait perdre. Donnez plutôt le nom du jeu de données : "
            'source_line("subventions").'
        )
    card = describe(slug_or_table) if isinstance(slug_or_table, str) else slug_or_table
    publisher, licence = card["contributors"][0], card["licenses"][0]
    received = date.fromisoformat(card["retrieved"])
    return (
        f"Source : {publisher['title']}, {card['title']} · {licence['title']} · "
        f"données reçues le {received:%d/%m/%Y}"
    )


def _check_card(card: dict, where: str) -> None:
    for path in NEEDED:
        value = card
        for step in path.split("/"):
            try:
                value = value[int(step) if step.isdigit() else step]
            except (KeyError, IndexError, TypeError):
                raise LireLaVilleError(
                    f"{where} est incomplet : il manque « {path} ». "
                    "Le modèle : datasets/subventions/datapackage.json."
                ) from None
    fields = [field for r in card["resources"] for field in r["schema"]["fields"]]
    for field in fields:
        if field.get("type") not in FIELD_TYPES:
            raise LireLaVilleError(
                f"{where} : la colonne « {field.get('name')} » a le type "
                f"« {field.get('type')} ». Types lus : {', '.join(FIELD_TYPES)}."
            )
    try:
        date.fromisoformat(card["retrieved"])
    except (TypeError, ValueError):
        raise LireLaVilleError(
            f"{where} : « retrieved » vaut « {card['retrieved']} ». "
            "Une date s'écrit année-mois-jour : 2026-11-22."
        ) from None
