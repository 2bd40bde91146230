"""The catalogue: real tables that know where they come from.

``descriptors`` reads the cards, ``tables`` and ``readers`` the data, ``checking``
verifies both, ``prepare`` writes them from the publishers' files.
"""

from lirelaville.catalogue.descriptors import dataset_names, describe, source_line
from lirelaville.catalogue.tables import lambert93, load, raw_file

__all__ = ["dataset_names", "describe", "lambert93", "load", "raw_file", "source_line"]
