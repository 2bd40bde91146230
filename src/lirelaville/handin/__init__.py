"""Handing in, from the last cell of a lesson: ``bouton_rendre`` and ``rendre``."""

from lirelaville.handin.exchange import corrige, rendre
from lirelaville.handin.panel import bouton_rendre

__all__ = ["bouton_rendre", "corrige", "rendre"]
