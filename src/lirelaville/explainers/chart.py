"""Draw a chart that anyone can read: bars in SVG, their source, their table.

The drawing has no fixed width: bars are given in percent and letters in pixels, so
that the words stay as large on a telephone as on a wide screen.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10

from lirelaville.french import number

LINE, BAR, GAP, AXIS = 20, 18, 16, 44  # heights, px
WIDEST = 80  # %, the rest is for the value written at the end of the longest bar


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its length (in the unit of the axis), its length in words."""

    label: str
    value: float
    said: str
    quiet: bool = False  # drawn in grey: a gap, a rest


def bar_chart(bars: Sequence[Bar], unit: str, finding: str) -> str:
    """Draw horizontal bars, each under its name and followed by its value.

    Parameters
    ----------
    bars : sequence of Bar
        From top to bottom; values are zero or more.
    unit : str
        Written under the axis: « millions d’euros ».
    finding : str
        What the chart shows, in a sentence or two: its alternative text.

    Returns
    -------
    str
        One ``<svg>`` element.
    """
    longest = max((bar.value for bar in bars), default=0) or 1
    drawn, top = [], 0
    for bar in bars:
        lines = _lines(bar.label)
        share = WIDEST * bar.value / longest
        drawn.append(_one_bar(bar, lines, share, top))
        top += LINE * len(lines) + BAR + GAP
    return (
        f'<svg class="bars" role="img" width="100%" height="{top + AXIS}" '
        f'xmlns="http://www.w3.org/2000/svg" aria-label="{escape(finding)}">'
        f"{_axis(longest, unit, top)}{''.join(drawn)}</svg>"
    )


def figure(title: str, drawing: str, source: str) -> str:
    """Put a drawing under its finding and above its source line.

    Parameters
    ----------
    title : str
        The finding, not the subject.
    drawing : str
        ``<svg>`` with its alternative text.
    source : str
        Publisher, licence and date, as given by ``source_line``.
    """
    return (
        f'<figure class="figure"><figcaption>{escape(title)}</figcaption>{drawing}'
        f'<p class="source">{escape(source)}</p></figure>'
    )


def data_table(caption: str, header: Sequence[str], rows: Sequence[Sequence]) -> str:
    """Give the figures of a chart as a table that opens on demand.

    Parameters
    ----------
    caption : str
        What the table holds, with its unit and date.
    header : sequence of str
        Names of the columns; the first one names the rows.
    rows : sequence of sequences of str
        Cells as they are to be read; columns after the first are set as numbers.  A
        second line in the first cell is a note, set smaller.
    """
    return data_tables([(caption, header, rows)])


def data_tables(tables: Sequence[tuple[str, Sequence[str], Sequence[Sequence]]]) -> str:
    """Give several tables, each (caption, header, rows) as ``data_table``, in one."""
    written = "".join(_table(*table) for table in tables)
    return (
        '<details class="data"><summary>Lire les chiffres dans un tableau</summary>'
        f"{written}</details>"
    )


def _table(caption: str, header: Sequence[str], rows: Sequence[Sequence]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    body = "".join(
        f'<tr><th scope="row">{_with_note(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in others)
        + "</tr>"
        for first, *others in rows
    )
    return (
        '<div class="scroll" role="region" tabindex="0" '
        f'aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _with_note(cell: str) -> str:
    name, _, note = cell.partition("\n")
    return escape(name) + (f"<small>{escape(note)}</small>" if note else "")


def _one_bar(bar: Bar, lines: list[str], share: float, top: float) -> str:
    words = "".join(
        f'<text class="label" x="0" y="{top + LINE * i + 14}">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )
    y = top + LINE * len(lines)
    kind = "bar quiet" if bar.quiet else "bar"
    return (
        f'{words}<rect class="{kind}" x="0" y="{y}" width="{share:.2f}%" '
        f'height="{BAR}"/>'
        f'<text class="value" x="{share:.2f}%" dx="8" y="{y + 14}">'
        f"{escape(bar.said)}</text>"
    )


def _axis(longest: float, unit: str, bottom: float) -> str:
    marks = []
    for value in ticks(longest):
        at = f"{WIDEST * value / longest:.2f}%"
        anchor = "middle" if value else "start"
        marks.append(
            f'<line class="grid" x1="{at}" x2="{at}" y1="0" y2="{bottom}"/>'
            f'<text class="tick" x="{at}" y="{bottom + 14}" text-anchor="{anchor}">'
            f"{number(value, 0 if value == int(value) else 1)}</text>"
        )
    return (
        f"{''.join(marks)}"
        f'<text class="unit" x="0" y="{bottom + 36}">{escape(unit)}</text>'
    )


def ticks(longest: float, about: int = 4) -> list[float]:
    """Return round values from 0 to at most ``longest``, about four of them."""
    rough = longest / about
    power = 10.0 ** floor(log10(rough))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= rough)
    return [step * i for i in range(int(longest / step + 1e-9) + 1)]


def _lines(label: str) -> list[str]:
    # About 300 px, what a small telephone leaves; capitals are wider.
    return textwrap.wrap(label, 30 if label.isupper() else 42) or [""]
