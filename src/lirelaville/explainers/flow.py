"""Draw money that comes in and goes out: two columns of bars joined by their total.

As in ``chart``, words have a fixed size and the rest fills the width: each side is
placed from its own edge, and only the ribbons between them stretch.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from lirelaville.explainers.chart import Bar

TALL, TOP, GAP, THICK = 480, 54, 6, 8  # heights of the bars and above; widths; px
LINE, WRAP, APART = 17, 17, 6  # of a label: px, characters (a narrow telephone), px
BEGIN = 16  # px, from the edge to the words


@dataclass(frozen=True)
class Side:
    """One column: what it is called, its total in words, its parts from the top."""

    name: str
    total: str
    parts: Sequence[Bar]


@dataclass(frozen=True)
class _Placed:
    """A part with its place: on its edge, in the middle, and that of its words."""

    bar: Bar
    top: float
    height: float
    joins: float
    words: float

    @property
    def lines(self) -> list[str]:
        return [*textwrap.wrap(self.bar.label, WRAP), self.bar.said]


def flow_chart(left: Side, right: Side, finding: str) -> str:
    """Draw where money comes from, on the left, and where it goes, on the right.

    Parameters
    ----------
    left, right : Side
        Parts in the same unit; a side whose total is smaller ends higher.
    finding : str
        What the drawing shows, in a sentence or two: its alternative text.

    Returns
    -------
    str
        One ``<svg>`` element.
    """
    total = max(sum(bar.value for bar in side.parts) for side in (left, right)) or 1
    sides = [_place(side.parts, TALL / total) for side in (left, right)]
    bottom = max(
        max(it.top + it.height, it.words + LINE * len(it.lines))
        for side in sides
        for it in side
    )
    ribbons = "".join(
        f'<svg x="{x}%" y="0" width="50%" height="{bottom:.0f}" '
        f'viewBox="0 0 100 {bottom:.0f}" preserveAspectRatio="none">'
        + "".join(_ribbon(it, flipped) for it in side)
        + "</svg>"
        for side, x, flipped in ((sides[0], 0, False), (sides[1], 50, True))
    )
    middle = (
        f'<rect class="bar" x="50%" y="{TOP}" width="4" height="{TALL}" '
        'transform="translate(-2 0)"/>'
    )
    return (
        f'<svg class="bars flow" role="img" width="100%" height="{bottom + 8:.0f}" '
        f'xmlns="http://www.w3.org/2000/svg" aria-label="{escape(finding)}">'
        f"{ribbons}{middle}{_column(left, sides[0], 1)}"
        f'<svg x="100%" overflow="visible">{_column(right, sides[1], -1)}</svg></svg>'
    )


def _place(parts: Sequence[Bar], scale: float) -> list[_Placed]:
    """Stack the parts, each with its words beside it."""
    top, joins, placed = float(TOP), float(TOP), []
    for bar in parts:
        height = bar.value * scale
        lines = len(textwrap.wrap(bar.label, WRAP)) + 1
        middle = top + (height - LINE * lines) / 2
        placed.append(_Placed(bar, top, height, joins, middle))
        top, joins = top + height + GAP, joins + height
    return _apart(placed)


def _apart(placed: list[_Placed]) -> list[_Placed]:
    """Move words apart where parts are thin: down from the top, then up again."""
    free, low = float(TOP), [it.words for it in placed]
    for rank, it in enumerate(placed):
        low[rank] = max(low[rank], free)
        free = low[rank] + LINE * len(it.lines) + APART
    ends = [it.top + it.height for it in placed[-1:]]
    # Half of what the last words were pushed down is shared with those above them.
    room = (free - APART + max([TOP, *ends])) / 2
    for rank, it in reversed(list(enumerate(placed))):
        low[rank] = min(low[rank], room - LINE * len(it.lines))
        room = low[rank] - APART
    return [replace(it, words=words) for it, words in zip(placed, low, strict=True)]


def _ribbon(it: _Placed, flipped: bool) -> str:
    edge, middle = (100, 0) if flipped else (0, 100)
    kind = "ribbon quiet" if it.bar.quiet else "ribbon"
    low, joined = it.top + it.height, it.joins + it.height
    return (
        f'<path class="{kind}" d="M{edge} {it.top:.1f} C50 {it.top:.1f} 50 '
        f"{it.joins:.1f} {middle} {it.joins:.1f} L{middle} {joined:.1f} "
        f'C50 {joined:.1f} 50 {low:.1f} {edge} {low:.1f} Z"/>'
    )


def _column(side: Side, parts: list[_Placed], sign: int) -> str:
    anchor = "start" if sign > 0 else "end"
    head = (
        f'<g text-anchor="{anchor}">'
        f'<text class="head" y="14">{escape(side.name)}</text>'
        f'<text class="value" y="34">{escape(side.total)}</text>'
    )
    return head + "".join(_part(it, sign) for it in parts) + "</g>"


def _part(it: _Placed, sign: int) -> str:
    x = 0 if sign > 0 else -THICK
    kind = "bar quiet" if it.bar.quiet else "bar"
    at, block = it.top + it.height / 2, LINE * len(it.lines)
    thread = ""
    if abs(it.words + block / 2 - at) > 8:
        thread = (
            f'<path class="thread" d="M{sign * THICK} {at:.1f} '
            f'L{sign * (BEGIN - 3)} {it.words + block / 2:.1f}"/>'
        )
    classes = ["label"] * (len(it.lines) - 1) + ["value"]
    words = "".join(
        f'<text class="{classes[rank]}" '
        f'x="{sign * BEGIN}" y="{it.words + LINE * rank + 13:.1f}">'
        f"{escape(line)}</text>"
        for rank, line in enumerate(it.lines)
    )
    # Thinner than a pixel, a part would not be seen.
    return (
        f'<rect class="{kind}" x="{x}" y="{it.top:.1f}" width="{THICK}" '
        f'height="{max(it.height, 1):.1f}"/>{thread}{words}'
    )
