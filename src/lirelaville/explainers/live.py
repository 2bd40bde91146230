"""Show a page in a notebook: widgets above, what follows them below."""

import logging
from html import escape

import ipywidgets as widgets
from IPython.display import HTML, display

from lirelaville.explainers.controls import Choice, Control, Slider
from lirelaville.explainers.pages import Page
from lirelaville.explainers.sources import explanation

SUGGESTED = 300  # names sent to the browser, to be offered as one types
BROKEN = (
    '<p class="broken">Ce calcul n’a pas pu se faire. La panne est de notre côté : '
    "essayez un autre choix.</p>"
)


def show(page: Page) -> None:
    """Display the controls, the sentence, the chart, and where they come from.

    Each widget is displayed with what it says at this moment, as plain HTML: the page
    is readable at once, and where the live part will never come.
    """
    controls = {name: _widget(name, it) for name, it in page.controls.items()}
    sentence, figure = widgets.HTML(), widgets.HTML()

    def follow(*_) -> None:
        chosen = {name: widget.value for name, widget in controls.items()}
        sentence.value = _safely(page.sentence, chosen)
        figure.value = _safely(page.figure, chosen)

    for widget in controls.values():
        widget.observe(follow, "value")
    # A mistake of the page is shown where it is, at the start only.
    sentence.value, figure.value = (
        page.sentence(**page.default),
        page.figure(**page.default),
    )
    still = "".join(_still(page.controls[name], it) for name, it in controls.items())
    _display(widgets.Box(list(controls.values())), still, "control")
    _display(sentence, sentence.value, "sentence")
    _display(figure, figure.value, "figure")
    display(HTML(explanation(page.facts(), "../")))


def _widget(name: str, control: Control) -> widgets.ValueWidget:
    text = control.label
    if isinstance(control, Choice):
        made = widgets.Dropdown(
            description=text,
            options=[(said, value) for value, said in control.options],
            value=control.default,
        )
    elif isinstance(control, Slider):
        made = widgets.BoundedIntText(
            description=text,
            min=control.lowest,
            max=control.highest,
            step=control.step,
            value=control.default,
        )
    else:
        made = widgets.Combobox(
            description=text,
            placeholder=control.example,
            options=control.names[:SUGGESTED],
            continuous_update=False,
        )
    made.add_class("one-control")
    made.add_class(f"control-{name}")
    return made


def _safely(view, chosen: dict) -> str:
    try:
        return view(**chosen)
    except Exception:
        logging.getLogger("lirelaville").exception("a view failed")
        return BROKEN


def _still(control: Control, widget: widgets.ValueWidget) -> str:
    label = f'<label class="still">{escape(control.label)} '
    if isinstance(control, Choice):
        said = escape(dict(control.options)[widget.value])
        return f"{label}<select disabled><option>{said}</option></select></label>"
    return f'{label}<input disabled value="{escape(str(widget.value))}"></label>'


def _display(widget: widgets.DOMWidget, still: str, part: str) -> None:
    bundle = widget._repr_mimebundle_()
    metadata = {"lirelaville": {"part": part}}
    display({**bundle, "text/html": still}, metadata=metadata, raw=True)
