"""Find the year of each subsidy."""

from typing import TYPE_CHECKING

from lirelaville.scdl.dates import year_in

if TYPE_CHECKING:
    import pandas as pd


def add_years(table: "pd.DataFrame") -> list[tuple]:
    """Add ``annee`` to a table, and report the rows (totals apart) that have none.

    The column ``exercice`` if the file has one; else the year of ``dateConvention``,
    or of a cell that says only « 2023 »; else the first year of payment.
    """
    import pandas as pd

    years = [
        year_in(exercise)
        or (date.year if date is not pd.NaT else year_in(text))
        or (int(payment[:4]) if isinstance(payment, str) else None)
        for exercise, date, text, payment in zip(
            table["exercice"].to_list(),
            table["dateConvention"].to_list(),
            table["dateConvention_texte"].to_list(),
            table["datesPeriodeVersement"].to_list(),
            strict=True,
        )
    ]
    table["annee"] = pd.array(years, dtype="Int64")
    return [
        (line, "annee", text, "année inconnue : ni exercice, ni date lisible")
        for line, text, year, total in zip(
            table["ligne"],
            table["dateConvention_texte"],
            years,
            table["total_presume"],
            strict=True,
        )
        if year is None and not total
    ]
