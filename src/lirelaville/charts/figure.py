"""What every chart of a lesson is made of: paper, words, picture, table."""

from base64 import b64encode
from dataclasses import dataclass
from html import escape
from io import BytesIO
from math import isnan
from typing import TYPE_CHECKING

from lirelaville.catalogue import source_line
from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.french import MISSING, number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, DPI = 7, 150  # inches; 700 px on a screen, sharp on a dense one
STRONG, SOFT, INK = "#1f5a7a", "#a9bccb", "#1b1b1b"
MOST_SAID = 14  # values read aloud; the table has them all


@dataclass(frozen=True)
class Chart:
    """A drawn chart with what a reader who does not see it needs."""

    title: str
    source: str
    alternative: str
    rows: tuple[tuple[str, str], ...]
    heading: tuple[str, str]
    png: bytes

    def _repr_html_(self) -> str:
        """Return the picture, its source, and its figures in a table that opens."""
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.heading)
        body = "".join(
            f'<tr><th scope="row">{escape(name)}</th><td>{escape(said)}</td></tr>'
            for name, said in self.rows
        )
        return (
            '<figure style="margin:0;max-width:700px">'
            f"<figcaption><strong>{escape(self.title)}</strong></figcaption>"
            f'<img alt="{escape(self.alternative)}" style="max-width:100%" width="700" '
            f'src="data:image/png;base64,{b64encode(self.png).decode()}">'
            f'<p style="font-size:small;margin:0">{escape(self.source)}</p>'
            "<details><summary>Lire les chiffres dans un tableau</summary>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            "</details></figure>"
        )

    def __repr__(self) -> str:
        """Return the alternative text: what a terminal or a log shows."""
        return self.alternative


def paper(height: float) -> "tuple[Figure, Axes]":
    """Return an empty figure of the lessons' width, ``height`` inches high."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), dpi=DPI, layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=10)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: said_number(value))
    return figure, axes


def checked(values: "pd.Series", title: str) -> "pd.Series":
    """Return values as numbers; refuse a column where there is none."""
    import pandas as pd

    if not pd.api.types.is_numeric_dtype(values) or not values.notna().any():
        raise LireLaVilleError(
            f"Rien à dessiner pour « {title} » : la colonne « {values.name} » n'a "
            "aucun nombre. Regardez-la avec .head()."
        )
    return values.astype("float64")


def named(highlight: object, known: "pd.Index") -> list[str]:
    """Return the names to bring out, all of them known."""
    names = [highlight] if isinstance(highlight, str) else list(highlight)
    absent = [name for name in names if name not in known]
    if absent:
        raise LireLaVilleError(
            f"« {absent[0]} » n'est pas dans ce graphique. On y trouve : "
            f"{', '.join(str(name) for name in list(known)[:12])}."
        )
    return names


def shortened(values: "pd.Series", longest: int = 38) -> list[str]:
    """Return the names of the values, cut where they would crowd the drawing."""
    names = [str(name) for name in values.index]
    return [n if len(n) <= longest else n[: longest - 1] + "…" for n in names]


def said_number(value: float) -> str:
    """Write a value with the decimals its size deserves: 275 ; 92,2 ; 0,31."""
    if isnan(value):
        return MISSING
    exact = value == round(value) or abs(value) >= 100
    return number(value, 0 if exact else 1 if abs(value) >= 10 else 2)


def chart_of(figure: "Figure", form: str, values: "pd.Series", words: dict) -> Chart:
    """Finish a chart: its picture, its alternative text, its figures.

    Parameters
    ----------
    figure : Figure
        Drawn.
    form : str
        What kind of drawing it is, the first word of the alternative text.
    values : Series
        What is drawn, indexed by name, in the order in which to read it.
    words : dict
        ``title``, ``unit`` and ``source`` (slugs or tables, one or a list).
    """
    source, title, unit = words["source"], words["title"], words["unit"]
    sources = source if isinstance(source, list | tuple) else [source]
    rows = tuple((str(name), said_number(value)) for name, value in values.items())
    shown = [f"{name} {said}" for name, said in rows]
    if len(shown) > MOST_SAID:
        shown = [*shown[: MOST_SAID // 2], "…", *shown[-MOST_SAID // 2 :]]
    picture = BytesIO()
    # no date, no version: the same figures give the same bytes
    figure.savefig(picture, format="png", metadata={"Software": None})
    return Chart(
        title=title,
        source=" ; ".join(source_line(one) for one in sources),
        alternative=f"{form} : {title} ({unit}). {' ; '.join(shown)}.",
        rows=rows,
        heading=("", unit),
        png=picture.getvalue(),
    )
