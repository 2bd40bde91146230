"""Hold a city's column to what our card promises and to what a lesson looks for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lirelaville.french import number

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5
PROPORTIONS = ("%", "indice de 0 à 1")


def missing_values(
    column: "pd.Series", field: dict, texts: frozenset[str], where: str
) -> Iterator[str]:
    """Yield why a notebook could not use a column: empty, or never the value it seeks.

    Parameters
    ----------
    column : Series
        The city's column.
    field : dict
        The same column in our card.
    texts : frozenset of str
        The texts of the notebook's code: those of our card's ``enum`` are sought.
    where : str
        How to name the column.
    """
    if column.isna().all():
        yield f"la colonne {where} est vide"
        return
    sought = [v for v in field.get("constraints", {}).get("enum", []) if v in texts]
    if not sought:
        return
    got = set(column.dropna().unique())
    lost = [value for value in sought if value not in got]
    if lost:
        read = ", ".join(f"« {value} »" for value in sorted(got)[:SHOWN])
        yield (
            f"la colonne {where} ne contient jamais "
            f"{' ni '.join(f'« {value} »' for value in lost)}. On y lit : {read}"
        )


def doubtful_values(column: "pd.Series", field: dict, where: str) -> Iterator[str]:
    """Yield the promises of our card that a column does not keep."""
    promised = field.get("constraints", {})
    empty, total = int(column.isna().sum()), len(column)
    if promised.get("required") and empty:
        yield f"colonne {where} : {number(empty)} cases vides sur {number(total)}"
    if promised.get("unique") and column.duplicated().any():
        again = column[column.duplicated()].iloc[0]
        yield f"colonne {where} : « {again} » revient, on attend des valeurs uniques"
    known = promised.get("enum")
    others = sorted(set(column.dropna().unique()) - set(known)) if known else []
    if others:
        yield f"colonne {where} : valeur inconnue de nos leçons, « {others[0]} »"
    yield from _out_of_bounds(column, field, where)


def _out_of_bounds(column: "pd.Series", field: dict, where: str) -> Iterator[str]:
    promised = field.get("constraints", {})
    least, most = promised.get("minimum"), promised.get("maximum")
    # A bound such as the year 2017, a date or a longitude is one city's, not all's.
    if (
        isinstance(least, int | float)
        and least <= 1
        and (below := int((column < least).sum()))
    ):
        least = f"{least:g}".replace(".", ",")
        yield f"colonne {where} : {number(below)} valeurs sous {least}"
    bounded = most is not None and field.get("unit") in PROPORTIONS
    if bounded and (above := int((column > most).sum())):
        yield f"colonne {where} : {number(above)} valeurs au-dessus de {most}"
