"""« Et avec vos données ? »: run a lesson's analysis on the learner's own CSV file.

``reading`` finds the encoding, the separator and the header; ``columns`` finds the
column that plays each part and reads its values; ``panel`` is what the learner sees.
"""

from lirelaville.own_file.panel import votre_fichier

__all__ = ["votre_fichier"]
