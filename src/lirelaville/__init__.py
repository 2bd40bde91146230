"""Lire la ville: learn to read a city's open data.

``from lirelaville import load`` is all that a lesson needs.  Everything heavy is
imported when it is first asked for, so that ``import lirelaville`` stays instant.
"""

from importlib import import_module

__version__ = "0.1.0"

# name seen by lessons -> the module that defines it
_PUBLIC = {
    "apercu": "lirelaville.explainers.preview",
    "bouton_rendre": "lirelaville.handin",
    "load": "lirelaville.catalogue",
    "produire_fiches": "lirelaville.report.panel",
    "rendre": "lirelaville.handin",
    "source_line": "lirelaville.catalogue",
    "votre_fichier": "lirelaville.own_file",
}

__all__ = [
    "__version__",
    "apercu",
    "bouton_rendre",
    "load",
    "rendre",
    "source_line",
    "votre_fichier",
]


def __getattr__(name: str):
    """Import ``load`` and its like on first use (PEP 562)."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'lirelaville' has no attribute '{name}'")
    return getattr(import_module(_PUBLIC[name]), name)
