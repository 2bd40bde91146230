"""Say for which values sheets are made, and how their files are called."""

import re
import unicodedata
from collections.abc import Iterable

from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.report.template import Template
from lirelaville.territory.needs import REFERENCE

TABLE = "quartiers"


def parse_for(asked: str) -> tuple[str, list[str] | None]:
    """Read what was given to ``--for``: a name, and its values if they are said.

    >>> parse_for("arrondissement=1,2")
    ('arrondissement', ['1', '2'])
    >>> parse_for("arrondissement")
    ('arrondissement', None)
    """
    name, equals, listed = asked.partition("=")
    values = [value.strip() for value in listed.split(",") if value.strip()]
    return name.strip(), values if equals else None


def values_for(
    template: Template, name: str, given: Iterable[object] | None
) -> list[object]:
    """Return the values to make a sheet of, each once.

    Parameters
    ----------
    template : Template
        Its parameter ``territoire``, if it has one, says which city to look in.
    name : str
        The parameter, and the column of ``quartiers`` if no value is given.
    given : iterable, optional
        The values.  A text such as ``"12"`` becomes a number, unless the template's
        own value is a text.

    Raises
    ------
    LireLaVilleError
        If there is no value, or no such column.
    """
    if given is None:
        return column_values(name, str(template.parameters.get("territoire") or ""))
    as_text = isinstance(template.parameters[name], str)
    values = list(dict.fromkeys(_plain(value, as_text) for value in given))
    if not values:
        raise LireLaVilleError(
            f"Aucune valeur de « {name} » : il n'y a pas de fiche à produire. "
            f"Donnez-en au moins une : {name}=1,2,3."
        )
    return values


def column_values(name: str, territory: str) -> list[object]:
    """Return the distinct values of a column of ``quartiers``, sorted."""
    from lirelaville.catalogue import load

    quartiers = load(TABLE, territory=territory or REFERENCE)
    columns = [column for column in quartiers if column != "geometry"]
    if name not in columns:
        raise LireLaVilleError(
            f"{unknown(f'colonne de « {TABLE} »', name, columns)} Pour d'autres "
            f"valeurs, dites-les : {name}=1,2,3."
        )
    return sorted(quartiers[name].dropna().unique().tolist())


def file_names(name: str, values: list[object]) -> list[str]:
    """Return the name of each sheet's files, without ending; they sort as the values.

    >>> file_names("arrondissement", [1, 12])
    ['arrondissement-01', 'arrondissement-12']
    """
    width = max(2, *(len(str(value)) for value in values))
    names = [
        f"{value:0{width}d}" if isinstance(value, int) else simple(str(value))
        for value in values
    ]
    for rank, found in enumerate(names):
        if not found or found in names[:rank]:
            raise LireLaVilleError(
                f"La valeur « {values[rank]} » donnerait le fichier "
                f"« {simple(name)}-{found}.html », vide de nom ou déjà pris. Donnez "
                "des valeurs qui diffèrent par leurs lettres ou leurs chiffres."
            )
    return [f"{simple(name)}-{found}" for found in names]


def _plain(value: object, as_text: bool) -> object:
    """Return a value of Python's own: papermill would write numpy's as texts."""
    if hasattr(value, "item"):
        value = value.item()
    if as_text:
        return str(value)
    whole = isinstance(value, str) and re.fullmatch(r"-?(0|[1-9]\d*)", value)
    return int(value) if whole else value


def simple(text: str) -> str:
    """Write a text as a file name: lower case, no accent, no space."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
