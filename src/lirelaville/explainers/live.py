"""The moving parts of an explainer: one choice, and what follows it."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets
from IPython.display import display


def choice(label: str, options: Sequence, value: Any) -> widgets.Dropdown:
    """Make a choice with a real label: a list, the same on a telephone.

    Parameters
    ----------
    label : str
        Read aloud by screen readers: « Année ».
    options : sequence
        The values to choose from, in their order.
    value : object
        The one chosen at first; if it is not among the options, the last one is.
    """
    first = value if value in options else options[-1]
    return widgets.Dropdown(description=label, options=list(options), value=first)


def follow(control: widgets.Dropdown, view: Callable[[Any], str]) -> widgets.HTML:
    """Make a piece of page that is written anew each time a choice changes.

    Parameters
    ----------
    control : Dropdown
        The choice, from ``choice``.
    view : callable
        Takes the chosen value, returns HTML.
    """
    shown = widgets.HTML()
    widgets.dlink((control, "value"), (shown, "value"), view)
    return shown


def show(widget: widgets.Dropdown | widgets.HTML) -> None:
    """Display a widget together with what it says at this moment, as plain HTML.

    The page is then readable at once, while the live part is being fetched, and where
    it will never come: without JavaScript, in print, in the static copy.
    """
    bundle = widget._repr_mimebundle_()
    display({**bundle, "text/html": _still(widget)}, raw=True)


def _still(widget: widgets.Dropdown | widgets.HTML) -> str:
    if isinstance(widget, widgets.HTML):
        return widget.value
    return (
        f'<label class="still">{escape(widget.description)} <select disabled>'
        f"<option>{escape(str(widget.value))}</option></select></label>"
    )
