"""Find the column that plays each part of an analysis, and read its values."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from lirelaville.errors import LireLaVilleError, unknown
from lirelaville.own_file.reading import listed
from lirelaville.scdl.dates import read_date
from lirelaville.scdl.headers import fold
from lirelaville.scdl.numbers import decimal_sign, read_amount

if TYPE_CHECKING:
    import pandas as pd

KINDS = {
    "texte": "du texte",
    "code": "des codes",
    "nombre": "des nombres",
    "position": "des nombres",
    "date": "des dates",
}
MOST_UNREADABLE = 0.2  # beyond this share of its cells a column is of another kind
# part -> words that files use for it, the likeliest first
WORDS = {
    "montant": ("montant", "somme", "total", "credit", "depense", "cout", "prix"),
    "beneficiaire": ("beneficiaire", "association", "tiers", "raison", "organisme"),
    "nom": ("nom", "libelle", "intitule", "designation", "titre"),
    "categorie": ("categorie", "type", "famille", "domaine", "nature"),
    "annee": ("annee", "exercice", "millesime", "an"),
    "date": ("date", "jour"),
    "code": ("code", "numero", "identifiant", "id", "siret"),
    "quartier": ("quartier", "secteur", "arrondissement", "iris"),
    "longitude": ("longitude", "lon", "lng", "x"),
    "latitude": ("latitude", "lat", "y"),
    "population": ("population", "habitants", "pop"),
}


@dataclass(frozen=True)
class Part:
    """What an analysis asks for: a name, a kind of values, needed or not."""

    name: str
    kind: str
    needed: bool


def parts_of(asked: dict[str, str]) -> list[Part]:
    """Read « montant="nombre", objet="texte?" ».

    Raises
    ------
    LireLaVilleError
        If a kind is not one of ``KINDS``.
    """
    for kind in asked.values():
        if kind.removesuffix("?") not in KINDS:
            raise LireLaVilleError(unknown("sorte de colonne", kind, KINDS))
    return [
        Part(name, kind.removesuffix("?"), not kind.endswith("?"))
        for name, kind in asked.items()
    ]


def guess(table: "pd.DataFrame", parts: list[Part]) -> dict[str, str]:
    """Guess which column plays each part, from its name, then from its values.

    Returns
    -------
    dict
        Part to column; a part that no column resembles is absent, and no column
        plays two parts.
    """
    found: dict[str, str] = {}
    for part in parts:
        free = [name for name in table if name not in found.values()]
        likely = _by_name(part.name, free)
        fitting = [name for name in likely if _is_of_kind(table[name], part.kind)]
        # Its very name, but not its kind: better say what is wrong with its cells.
        fitting += [name for name in likely if fold(name) == fold(part.name)]
        if not fitting and part.kind in {"nombre", "position", "date"} and part.needed:
            able = [name for name in free if _is_of_kind(table[name], part.kind)]
            fitting = able if len(able) == 1 else []
        if fitting:
            found[part.name] = fitting[0]
    return found


def chosen(
    table: "pd.DataFrame", parts: list[Part], columns: dict[str, str]
) -> dict[str, str]:
    """Check the columns that somebody chose, and guess the others.

    Raises
    ------
    LireLaVilleError
        If a chosen column is not in the file (near names are given), or if no column
        is found for a needed part.
    """
    for column in columns.values():
        if column not in table.columns:
            raise LireLaVilleError(unknown("colonne", column, table.columns))
    others = [part for part in parts if part.name not in columns]
    free = table.drop(columns=list(columns.values()))
    found = guess(free, others) | columns
    missing = [part for part in parts if part.needed and part.name not in found]
    if missing:
        part = missing[0]
        names = ", ".join(f"« {name} »" for name in table.columns[:30])
        raise LireLaVilleError(
            f"Je ne trouve pas la colonne « {part.name} » ({KINDS[part.kind]}). "
            f"Colonnes du fichier : {names}. Si l'une d'elles convient, dites laquelle "
            f'avec colonnes={{"{part.name}": "…"}} ou dans la liste.'
        )
    return {part.name: found[part.name] for part in parts if part.name in found}


def read_columns(
    table: "pd.DataFrame", parts: list[Part], columns: dict[str, str]
) -> tuple["pd.DataFrame", list[str]]:
    """Name the chosen columns after their parts and read their values.

    Parameters
    ----------
    table : DataFrame
        What ``read_own_file`` returned.
    parts : list of Part
        What the analysis asks for.
    columns : dict
        Part to column, as ``chosen`` returned it.

    Returns
    -------
    tuple of (DataFrame, list of str)
        The parts first (float64, datetime64 or text), then the other columns as
        text; and a sentence for each column some of whose cells stay empty because
        they cannot be read.

    Raises
    ------
    LireLaVilleError
        If more than a fifth of a column's cells are not of its kind.
    """
    import pandas as pd

    kinds = {part.name: part.kind for part in parts}
    read, sentences = {}, []
    for name, column in columns.items():
        values, unreadable = _values(table[column], kinds[name])
        filled = (table[column] != "").sum()
        if not filled:
            raise LireLaVilleError(f"La colonne « {column} » est vide.")
        if len(unreadable) > MOST_UNREADABLE * filled:
            raise LireLaVilleError(
                _not_of_kind(table[column], column, kinds[name], unreadable)
            )
        if unreadable:
            sentences.append(_left_empty(table[column], column, unreadable))
        read[name] = values
    others = table.drop(columns=list(columns.values()))
    others = others.drop(columns=[name for name in read if name in others])
    result = pd.concat([pd.DataFrame(read, index=table.index), others], axis=1)
    result.attrs = dict(table.attrs)
    return result, sentences


def _by_name(wanted: str, names: list[str]) -> list[str]:
    """Return the columns whose name resembles a part, the nearest first."""
    folded = {name: fold(name) for name in names}
    part = fold(wanted)
    exact = [name for name in names if folded[name] == part]
    words = WORDS.get(wanted, (part,))
    inside = [
        name
        for word in words
        for name in names
        if folded[name] == word or (len(word) > 3 and word in folded[name])
    ]
    near = get_close_matches(part, folded.values(), n=1, cutoff=0.8)
    close = [name for name in names if folded[name] in near]
    return list(dict.fromkeys([*exact, *inside, *close]))


def _is_of_kind(column: "pd.Series", kind: str) -> bool:
    filled = (column != "").sum()
    unreadable = _values(column, kind)[1]
    return bool(filled) and len(unreadable) <= MOST_UNREADABLE * filled


def _values(column: "pd.Series", kind: str) -> tuple["pd.Series", list[int]]:
    """Return the values of a column and the lines whose cell cannot be read."""
    import pandas as pd

    if kind in {"texte", "code"}:
        return column.mask(column == ""), []
    if kind in {"nombre", "position"}:
        # « 5.351 » may be thousands of euros; among degrees it is never thousands.
        sign = decimal_sign(column)
        if not sign and kind == "position":
            sign = "," if column.str.contains(",").any() else "."
        read = [read_amount(cell, sign)[0] for cell in column]
        values = pd.Series(read, index=column.index, dtype="object").astype("float64")
    else:
        dates = [read_date(cell)[0] for cell in column]
        values = pd.to_datetime(pd.Series(dates, index=column.index, dtype="object"))
    lines = column.index[values.isna().to_numpy() & (column != "").to_numpy()]
    return values, list(lines)


def _not_of_kind(column: "pd.Series", name: str, kind: str, lines: list[int]) -> str:
    return (
        f"La colonne « {name} » ne contient pas {KINDS[kind].replace('des ', 'de ')} "
        f"(cases illisibles : {len(lines)} sur {len(column)}). "
        f"Par exemple, ligne {lines[0]} : « {column[lines[0]]} ». Choisissez une "
        "autre colonne, ou corrigez le fichier."
    )


def _left_empty(column: "pd.Series", name: str, lines: list[int]) -> str:
    return (
        f"Cases illisibles de la colonne « {name} » : {len(lines)} (lignes "
        f"{listed(lines)}, par exemple « {column[lines[0]]} »). Elles restent vides : "
        "elles ne comptent pas pour zéro."
    )
