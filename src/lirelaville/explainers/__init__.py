"""Public explainers: one question, one control, one chart, one sentence.

An explainer is ``voila_apps/<slug>.py``.  ``chart`` and ``sources`` write what it
shows, ``live`` makes it move; ``build`` turns it into a notebook, ``site`` serves them
all with Voilà, ``launch`` starts that server apart from everything else; the catalogue
of data is ``catalogue_pages``, ``catalogue_routes`` and ``downloads``.
"""

from importlib import import_module

_PUBLIC = {
    "Bar": "lirelaville.explainers.chart",
    "bar_chart": "lirelaville.explainers.chart",
    "choice": "lirelaville.explainers.live",
    "count": "lirelaville.french",
    "data_table": "lirelaville.explainers.chart",
    "euros": "lirelaville.french",
    "euros_in_words": "lirelaville.french",
    "figure": "lirelaville.explainers.chart",
    "follow": "lirelaville.explainers.live",
    "million_euros": "lirelaville.french",
    "percent": "lirelaville.french",
    "provenance": "lirelaville.explainers.sources",
    "show": "lirelaville.explainers.live",
    "typeset": "lirelaville.french",
}

__all__ = list(_PUBLIC)


def __getattr__(name: str):
    """Import what an explainer asks for, and nothing else (PEP 562)."""
    if name not in _PUBLIC:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(_PUBLIC[name]), name)
