"""Public explainers: one question, one control, one chart, one sentence.

An explainer is ``voila_apps/<slug>.py``.  ``french``, ``chart`` and ``sources`` write
what it shows, ``live`` makes it move; ``build`` turns it into a notebook, ``site``
serves them all with Voilà, ``launch`` starts that server apart from everything else.
"""

from importlib import import_module

_PUBLIC = {
    "Bar": "chart",
    "bar_chart": "chart",
    "choice": "live",
    "count": "french",
    "data_table": "chart",
    "euros": "french",
    "euros_in_words": "french",
    "figure": "chart",
    "follow": "live",
    "million_euros": "french",
    "percent": "french",
    "provenance": "sources",
    "show": "live",
    "typeset": "french",
}

__all__ = list(_PUBLIC)


def __getattr__(name: str):
    """Import what an explainer asks for, and nothing else (PEP 562)."""
    if name not in _PUBLIC:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)
