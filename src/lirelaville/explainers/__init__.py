"""Public explainers: one question, a few choices, one sentence, one chart.

An explainer is ``voila_apps/<slug>.py``, which ends with a call of ``page``
(``pages``, ``controls``; ``chart`` and ``flow`` draw).  ``build`` turns it into a
notebook, ``render`` runs it once, view by view; ``frame``, ``stills`` and ``sources``
write its static pages, which ``shelf`` and ``answers`` serve and ``export`` copies.
``live`` shows it with widgets, ``voila_site`` serves that, ``relay`` and ``living``
stand between the two; ``site`` is the whole, ``launch`` starts it as its own process.
The catalogue of data is ``catalogue_pages``, ``catalogue_routes`` and ``downloads``.
"""

from importlib import import_module

_PUBLIC = {
    "Bar": "lirelaville.explainers.chart",
    "Side": "lirelaville.explainers.flow",
    "bar_chart": "lirelaville.explainers.chart",
    "choice": "lirelaville.explainers.controls",
    "count": "lirelaville.french",
    "data_table": "lirelaville.explainers.chart",
    "data_tables": "lirelaville.explainers.chart",
    "euros": "lirelaville.french",
    "euros_in_words": "lirelaville.french",
    "figure": "lirelaville.explainers.chart",
    "flow_chart": "lirelaville.explainers.flow",
    "comparable": "lirelaville.explainers.controls",
    "million_euros": "lirelaville.french",
    "number": "lirelaville.french",
    "near_names": "lirelaville.explainers.controls",
    "page": "lirelaville.explainers.pages",
    "percent": "lirelaville.french",
    "search": "lirelaville.explainers.controls",
    "slider": "lirelaville.explainers.controls",
    "typeset": "lirelaville.french",
}

__all__ = list(_PUBLIC)


def __getattr__(name: str):
    """Import what an explainer asks for, and nothing else (PEP 562)."""
    if name not in _PUBLIC:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(_PUBLIC[name]), name)
