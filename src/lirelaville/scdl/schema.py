"""Give the national schema of subsidies, as a Table Schema."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("subventions_schema.json")


def national_schema() -> dict:
    """Return the SCDL schema of subsidies, version 2.1.1.

    Returns
    -------
    dict
        A Table Schema for ``frictionless.Schema.from_descriptor``: 16 fields, 11 of
        them required.  ``custom_checks`` names, as the official schema does, the two
        columns whose SIRET must have the right key: frictionless leaves that to
        ``lirelaville.scdl.conformity``.  A copy: change it freely.

    Notes
    -----
    Source: https://schema.data.gouv.fr/scdl/subventions/2.1.1/documentation.html
    (OpenDataFrance; décret n° 2017-779 of 5 May 2017, arrêté of 17 November 2017).
    Names, order, types and which fields are required were read on that page; patterns,
    lengths and lists on the text of version 2.0.2 of the same specification.  Titles
    and descriptions are our own, shorter.  The official file, at ``homepage``, could
    not be compared with this one from here.
    """
    return json.loads(_text())


@cache
def _text() -> str:
    return FILE.read_text(encoding="utf-8")
