"""Check a dataset: its card, its fingerprint, its types, then its own rules."""

import json
import re
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.catalogue.descriptors import (
    dataset_folder,
    dataset_names,
    describe,
)
from lirelaville.catalogue.readers import read
from lirelaville.catalogue.tables import load, verified_file
from lirelaville.errors import LireLaVilleError

if TYPE_CHECKING:
    from frictionless import Error, Resource

# what frictionless calls a fault -> what we say
FAULTS = {
    "type-error": "n'est pas du type annoncé",
    "constraint-error": "ne respecte pas sa contrainte",
    "unique-error": "devrait être unique",
    "primary-key": "répète la clé d'une autre ligne",
    "missing-label": "manque à l'en-tête",
    "extra-label": "est de trop dans l'en-tête",
    "incorrect-label": "n'est pas à sa place dans l'en-tête",
    "missing-cell": "manque",
    "extra-cell": "est de trop",
    "blank-row": "ligne vide",
    "row-count": "le nombre de lignes n'est pas celui de la fiche",
}
# the useful part of frictionless's own explanation, in French
DETAILS = {
    r'constraint "(\w+)" is "(.*)"': r" (\1 : \2)",
    r'type is "(\w+)/\w+"': r" (\1)",
    r"the same as in the row at position (\d+)": r" (celle de la ligne \1)",
}
SHOWN = 5


def check(slug: str) -> list[str]:
    """List what is wrong with a dataset; an empty list when all is well.

    Files kept as their publisher made them (``"raw": true``) are held to their
    fingerprint only: their faults are what they are kept for.

    Parameters
    ----------
    slug : str
        Name of a folder of ``datasets/``.

    Returns
    -------
    list of str
        One French sentence per fault.  Later steps are not run on a table that
        failed an earlier one: their faults would only be consequences.

    Raises
    ------
    LireLaVilleError
        If there is no such dataset.
    """
    try:
        card = describe(slug)
        files = {r["name"]: verified_file(slug, r) for r in card["resources"]}
    except LireLaVilleError as error:
        if slug not in dataset_names():
            raise
        return [str(error)]
    return (
        list(card_faults(card))
        or [
            fault
            for resource in card["resources"]
            for fault in schema_faults(slug, resource, files[resource["name"]])
        ]
        or list(rule_faults(slug))
    )


def rules_of(slug: str) -> tuple[Callable, ...]:
    """Return the rules of ``datasets/<slug>/rules.py``, none if there is no file.

    A rule takes the table, returns what it found wrong (empty when it holds), and
    its docstring is the promise as shown to people.
    """
    file = dataset_folder(slug) / "rules.py"
    if not file.is_file():
        return ()
    spec = spec_from_file_location(f"rules_{slug}", file)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    try:
        return module.RULES
    except AttributeError:
        raise LireLaVilleError(
            f"datasets/{slug}/rules.py ne dit pas quelles sont ses règles. "
            "Terminez-le par : RULES = (ma_regle,)"
        ) from None


def card_faults(card: dict) -> Iterator[str]:
    """Yield what the Frictionless standard refuses in a card, and a wrong size."""
    from frictionless import Package

    for error in Package.metadata_validate(card):
        yield f"datapackage.json n'est pas conforme à Frictionless : {error.note}"


def schema_faults(slug: str, resource: dict, file: Path) -> Iterator[str]:
    """Yield the cells that are not what the card's fields announce."""
    size = file.stat().st_size
    if size != resource["bytes"]:
        yield (
            f"datapackage.json annonce {resource['bytes']} octets, "
            f"{resource['path']} en a {size}."
        )
    if resource.get("raw"):
        return
    report = _resource(slug, resource, file).validate(limit_errors=100)
    errors = [error for task in report.tasks for error in [*task.errors]]
    errors += report.errors
    for error in errors[:SHOWN]:
        yield _in_french(error)
    if len(errors) > SHOWN:
        yield f"… et {len(errors) - SHOWN} autres défauts."


def rule_faults(slug: str) -> Iterator[str]:
    """Yield the promises of ``rules.py`` that the table does not keep."""
    for rule in rules_of(slug):
        try:
            found = rule(load(slug))
        except LireLaVilleError as error:  # another dataset that this rule needs
            found = str(error)
        if found:
            yield f"Promesse non tenue : {rule.__doc__.splitlines()[0]} ({found})"


def _resource(slug: str, resource: dict, file: Path) -> "Resource":
    from frictionless import Resource, Schema

    if file.suffix == ".csv":
        return Resource.from_descriptor(resource, basepath=str(dataset_folder(slug)))
    # frictionless reads tables: what else there is becomes rows of cells
    rows = _features(file) if file.suffix == ".geojson" else _records(file, resource)
    return Resource(data=rows, schema=Schema.from_descriptor(resource["schema"]))


def _features(file: Path) -> list[dict]:
    return [
        {**feature["properties"], "geometry": feature["geometry"]}
        for feature in json.loads(file.read_bytes())["features"]
    ]


def _records(file: Path, resource: dict) -> list[dict]:
    table = read(file, resource).astype(object)
    return table.where(table.notna(), None).to_dict("records")


def _in_french(error: "Error") -> str:
    words = FAULTS.get(error.type)
    if words is None:
        return f"{error.title} : {error.note}"
    row = getattr(error, "row_number", None)
    column = getattr(error, "field_name", None) or getattr(error, "label", None)
    cell = getattr(error, "cell", None)
    parts = [
        f"ligne {row}" if row else "",
        f"colonne « {column} »" if column else "",
        f"« {cell} »" if cell else "",
    ]
    detail = ""
    for pattern, french in DETAILS.items():
        if found := re.fullmatch(pattern, error.note):
            detail = found.expand(french)
    return f"{', '.join(part for part in parts if part)} : {words}{detail}."
