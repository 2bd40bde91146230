"""What every chart of a lesson is made of: paper, words, picture, table."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from lirelaville.catalogue import source_line
from lirelaville.charts.words import graduation, said
from lirelaville.errors import LireLaVilleError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Letters of 10 points on a page 5.5 inches wide: 16 px on a desk, 9 px on a phone.
WIDTH, DPI, SHOWN_PX = 5.5, 160, 620
STRONG, SOFT, INK = "#1f5a7a", "#7d97aa", "#1b1b1b"


@dataclass(frozen=True)
class Chart:
    """A drawn chart with what a reader who does not see it needs."""

    title: str
    source: str
    alternative: str
    unit: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    png: bytes

    def _repr_html_(self) -> str:
        """Return the picture, its source, and its figures in a table that opens."""
        return (
            f'<figure style="margin:0;max-width:{SHOWN_PX}px">'
            f"<figcaption><strong>{escape(self.title)}</strong></figcaption>"
            f'<img alt="{escape(self.alternative)}" width="{SHOWN_PX}" '
            'style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{b64encode(self.png).decode()}">'
            f'<p style="font-size:small;margin:0">{escape(self.source)}</p>'
            "<details><summary>Lire les chiffres dans un tableau "
            f'({escape(self.unit)})</summary><div tabindex="0" '
            f'style="overflow-x:auto">{self._table()}</div></details></figure>'
        )

    def _table(self) -> str:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.heading)
        body = "".join(
            f'<tr><th scope="row">{escape(name)}</th>'
            + "".join(f"<td>{escape(value)}</td>" for value in values)
            + "</tr>"
            for name, *values in self.rows
        )
        return (
            f"<table><thead><tr><td></td>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>"
        )

    def __repr__(self) -> str:
        """Return the alternative text: what a terminal or a log shows."""
        return self.alternative


def alike(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    """Draw in the same way whatever a lesson has set for its own figures."""

    @wraps(draw)
    def drawn(*args: object, **words: object) -> Chart:
        import matplotlib

        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            return draw(*args, **words)

    return drawn


def paper(height: float) -> "tuple[Figure, Axes]":
    """Return an empty figure of the lessons' width, ``height`` inches high."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(WIDTH, height), dpi=DPI, layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=10)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
        axis.set_major_formatter(lambda value, _: graduation(value))
    return figure, axes


def checked(values: "pd.Series", title: str) -> "pd.Series":
    """Return values as numbers; refuse a column that cannot be drawn."""
    import pandas as pd

    if not isinstance(values, pd.Series):
        raise LireLaVilleError(
            f"Pour dessiner « {title} », il faut une seule colonne de nombres, avec "
            'les noms en index : tableau.set_index("nom")["montant"].'
        )
    name = f"la colonne « {values.name} »" if values.name else "cette colonne"
    if not pd.api.types.is_numeric_dtype(values) or not values.notna().any():
        raise LireLaVilleError(
            f"Rien à dessiner pour « {title} » : {name} n'a aucun nombre. Regardez-la "
            "avec .head()."
        )
    values = values.astype("float64")
    if values.abs().max() == float("inf"):
        where = values.abs().idxmax()
        raise LireLaVilleError(
            f"Impossible de dessiner « {title} » : pour « {where} », {name} est "
            "infinie. Cherchez une division par zéro."
        )
    return values


def named(highlight: object, known: "pd.Index") -> list[str]:
    """Return the names to bring out as text, all of them known."""
    single = isinstance(highlight, str) or not hasattr(highlight, "__iter__")
    names = [str(name) for name in ([highlight] if single else highlight)]
    there = [str(name) for name in known]
    absent = [name for name in names if name not in there]
    if absent:
        raise LireLaVilleError(
            f"« {absent[0]} » n'est pas dans ce graphique. On y trouve : "
            f"{', '.join(there[:12])}{'…' if len(there) > 12 else ''}."
        )
    return names


def chart_of(
    figure: "Figure", table: "pd.DataFrame", words: dict, alternative: str
) -> Chart:
    """Finish a chart: its picture, its alternative text, its figures.

    Parameters
    ----------
    figure : Figure
        Drawn.
    table : DataFrame
        What is drawn, as it should be read: names in the index, numbers.
    words : dict
        ``title``, ``unit`` and ``source`` (slugs or tables, one or a list; words with
        spaces, such as « votre fichier », are written as they are).
    alternative : str
        The drawing in words: its form, then what to know about the values.
    """
    source = words["source"]
    sources = source if isinstance(source, list | tuple) else [source]
    columns = [said(table[name]) for name in table]
    picture = BytesIO()
    # no date, no version: the same figures give the same bytes
    figure.savefig(picture, format="png", metadata={"Software": None})
    return Chart(
        title=words["title"],
        source=_together([_line_of(one) for one in sources]),
        alternative=alternative,
        unit=words["unit"].replace("\n", " "),
        heading=tuple(str(name).replace("\n", " ") for name in table),
        rows=tuple(zip([str(name) for name in table.index], *columns, strict=True)),
        png=picture.getvalue(),
    )


def _line_of(source: object) -> str:
    """Return a source line; words with spaces name no dataset and stand as written."""
    if isinstance(source, str) and " " in source.strip():
        return source if source.startswith("Source") else f"Source : {source}"
    return source_line(source)


def _together(lines: list[str]) -> str:
    """Join source lines: « Sources : A ; B », one of each."""
    first, *others = dict.fromkeys(lines)
    if not others:
        return first
    said = [line.removeprefix("Source : ") for line in (first, *others)]
    return f"Sources : {' ; '.join(said)}"
