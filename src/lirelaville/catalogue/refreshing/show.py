"""Show on screen, in French and in 80 columns, how a new table differs from ours."""

from decimal import Decimal, InvalidOperation
from math import isnan
from typing import TYPE_CHECKING
from unicodedata import category

from rich.box import SIMPLE_HEAD
from rich.markup import escape as as_plain_text
from rich.table import Table

from lirelaville.french import count, number

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from lirelaville.catalogue.refreshing.differences import Difference

EXAMPLES = 5
LINES = 12  # of examples of changed cells, all columns together
LETTERS = 60  # of a long text
TEXT = {"type": "string"}


def printable(text: str) -> str:
    """Return a text from outside without what would command the terminal."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if category(letter)[0] == "C" else letter
        for letter in text
    )


def escape(text: str) -> str:
    """Return a text from outside, to be printed as it is by rich."""
    return as_plain_text(printable(text))


def show(found: "Difference", console: "Console") -> None:
    """Print what is new in one table, the most changed first.

    Parameters
    ----------
    found : Difference
        Of one data file.
    console : Console
        Where to print.
    """
    console.print(f"\n[bold]{found.resource['path']}[/]", highlight=False)
    if found.nothing:
        console.print(f"  Identique ({count(found.after, 'ligne')}).", highlight=False)
        return
    changed_rows = found.changed.index.nunique()
    console.print(
        f"  {number(found.before)} → {count(found.after, 'ligne')} : "
        f"{count(len(found.removed), 'retirée')}, "
        f"{count(len(found.added), 'ajoutée')}, "
        f"{count(changed_rows, 'modifiée')}.",
        highlight=False,
    )
    if changed_rows or len(found.added) != found.after:
        console.print(
            f"  [dim]Une ligne est reconnue à : {', '.join(found.key)}.[/]",
            highlight=False,
        )
    if found.reordered:
        console.print("  L'ordre des lignes a changé.")
    for sentence in found.columns:
        console.print(f"  [yellow]Colonne[/] {escape(sentence)}", highlight=False)
    _show_rows("[red]−[/]", found.removed, found, console)
    _show_rows("[green]+[/]", found.added, found, console)
    _show_changes(found, console)


def _show_rows(
    sign: str, rows: "pd.DataFrame", found: "Difference", console: "Console"
) -> None:
    if not len(rows):
        return
    title = "Retirées" if rows is found.removed else "Ajoutées"
    console.print(f"\n  [bold]{title} ({number(len(rows))})[/]", highlight=False)
    fields = _fields(found)
    for key, row in rows.head(EXAMPLES).iterrows():
        told = [_key_in_words(key, found)]
        told += [
            in_words(cell, fields.get(name, TEXT))
            for name, cell in row.items()
            if cell and name not in found.key and name != "geometry"
        ]
        console.print(
            f"  {sign} {escape(' · '.join(told[:5]))}",
            no_wrap=True,
            overflow="ellipsis",
            highlight=False,
        )
    if len(rows) > EXAMPLES:
        console.print(f"    … et {number(len(rows) - EXAMPLES)} autres.")


def _show_changes(found: "Difference", console: "Console") -> None:
    if not len(found.changed):
        return
    console.print("\n  [bold]Modifiées[/]")
    by_column = found.changed.groupby("colonne", sort=False)
    counts = by_column.size().sort_values(ascending=False, kind="stable")
    each = max(1, min(EXAMPLES, LINES // len(counts)))
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for heading, options in {
        "Colonne": {"overflow": "fold", "max_width": 30},
        "Lignes": {"justify": "right"},
        "Par exemple": {"overflow": "fold", "max_width": 22},
        "Avant": {"justify": "right", "overflow": "fold", "max_width": 18},
        "Après": {"justify": "right", "overflow": "fold", "max_width": 18},
        "Écart": {"justify": "right", "no_wrap": True},
    }.items():
        table.add_column(heading, **options)
    for column in counts.index[:LINES]:
        _add_examples(table, by_column.get_group(column), each, found)
    console.print(table, highlight=False)
    if len(counts) > LINES:
        others = count(len(counts) - LINES, "autre colonne", "autres colonnes")
        console.print(f"  … et {others}.")


def _add_examples(
    table: Table, changes: "pd.DataFrame", each: int, found: "Difference"
) -> None:
    """Add the largest changes of one column, its name on the first line only."""
    import pandas as pd

    before, after = (
        pd.to_numeric(changes[when], errors="coerce") for when in ("avant", "après")
    )
    gap = (after - before) / before.abs().where(before != 0)
    largest = gap.abs().reset_index(drop=True).sort_values(ascending=False).index
    column = changes["colonne"].iloc[0]
    field = _fields(found).get(column, TEXT)
    if field["type"] not in ("number", "integer"):
        gap, largest = gap * float("nan"), range(len(changes))
    first = (escape(column), number(len(changes)))
    for place in list(largest)[:each]:
        row = changes.iloc[place]
        table.add_row(
            *first,
            escape(_key_in_words(changes.index[place], found)),
            escape(in_words(row["avant"], field) or "(vide)"),
            escape(in_words(row["après"], field) or "(vide)"),
            _percent(gap.iloc[place]),
        )
        first = ("", "")


def in_words(cell: str, field: dict) -> str:
    """Write one cell as French readers expect it: « 1 234,5 », « contour »."""
    if field["type"] == "geojson":
        return "contour"
    if field["type"] not in ("number", "integer") or field.get("unit") == "année":
        return cell if len(cell) <= LETTERS else f"{cell[:LETTERS]}…"
    try:
        digits = Decimal(cell).normalize().as_tuple()
    except InvalidOperation:  # text where a number is expected
        return cell[:LETTERS]
    if not isinstance(digits.exponent, int):  # nan, inf
        return cell
    return number(float(cell), max(0, -digits.exponent))


def _percent(gap: float) -> str:
    if isnan(gap):  # no number before, or no number at all
        return ""
    sign = "+" if gap > 0 else ""
    return f"{sign}{number(gap * 100, 1)}\u202f%"


def _key_in_words(key: object, found: "Difference") -> str:
    *cells, _rank = key
    return " · ".join(cell or "(vide)" for cell in cells)


def _fields(found: "Difference") -> dict[str, dict]:
    return {field["name"]: field for field in found.resource["schema"]["fields"]}
