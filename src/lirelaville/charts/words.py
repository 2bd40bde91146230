"""The words of a chart: its numbers in French, its alternative text, its names."""

from collections.abc import Iterable
from math import floor, isnan, log10
from textwrap import wrap
from typing import TYPE_CHECKING

from lirelaville.french import MISSING, WIDE, number

if TYPE_CHECKING:
    import pandas as pd

MOST_SAID = 16  # values read aloud one by one; the table has them all


def on_lines(names: Iterable, width: int, lines: int) -> list[str]:
    """Return names laid out on a few lines, cut with … where that is not enough."""
    return [
        "\n".join(wrap(str(name), width, max_lines=lines, placeholder="…"))
        for name in names
    ]


def said(values: Iterable[float]) -> list[str]:
    """Write numbers alike, with the decimals that their size deserves.

    275 and 12; 92,2 and 8,0; 1,50 and 0,31.  A number that would read as zero
    without being zero keeps its first figure; a missing one is said to be so.
    """
    values = [float(value) for value in values]
    known = [abs(value) for value in values if not isnan(value)]
    largest, whole = max(known, default=0), all(value == int(value) for value in known)
    decimals = 0 if whole or largest >= 100 else 1 if largest >= 10 else 2
    return [
        MISSING if isnan(value) else number(value, _enough(value, decimals))
        for value in values
    ]


def _enough(value: float, decimals: int) -> int:
    first = -floor(log10(abs(value))) if value else 0
    return max(decimals, min(first, 4))


def graduation(value: float) -> str:
    """Write a number of an axis with the decimals that it has: 0 ; 0,5 ; 1."""
    return number(value, len(f"{value:.6f}".rstrip("0").partition(".")[2]))


def spoken(form: str, words: dict, facts: list[str]) -> str:
    """Return the alternative text: the form, the finding, then the facts."""
    unit = words["unit"].replace("\n", " ")
    return f"{form}{WIDE}: {words['title']} ({unit}). {' ; '.join(facts)}."


def wrapped(unit: str, width: int) -> str:
    """Return a unit on as many lines as its axis needs."""
    return "\n".join(wrap(unit, width))


def facts_of(values: "pd.Series", strong: list[str]) -> list[str]:
    """Say each value; where there are too many, the extremes and those brought out."""
    names = [str(name) for name in values.index]
    pairs = [
        f"{name}{WIDE}: {value}"
        for name, value in zip(names, said(values), strict=True)
    ]
    if len(pairs) <= MOST_SAID:
        return pairs
    known = values.dropna()
    low, high, middle = said([known.min(), known.max(), known.median()])
    missing = len(values) - len(known)
    return [
        f"{len(known)} valeurs",
        f"la plus petite, {known.idxmin()}{WIDE}: {low}",
        f"la médiane{WIDE}: {middle}",
        f"la plus grande, {known.idxmax()}{WIDE}: {high}",
        *(pair for name, pair in zip(names, pairs, strict=True) if name in strong),
        *([f"valeurs non publiées{WIDE}: {missing}"] if missing else []),
    ]
