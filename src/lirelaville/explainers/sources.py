"""Say where the numbers of a page come from, as the card of the dataset does."""

from datetime import date
from html import escape

from lirelaville.catalogue import describe
from lirelaville.french import typeset


def provenance(slug: str) -> str:
    """Describe a dataset for the reader who wants to check: publisher to file.

    Parameters
    ----------
    slug : str
        A dataset of the catalogue: ``"subventions"``.

    Returns
    -------
    str
        A definition list in HTML: publisher, licence, official addresses, date, and
        the page of this dataset on the public site.

    Notes
    -----
    Everything comes from ``datasets/<slug>/datapackage.json``.
    """
    card = describe(slug)
    publisher, licence = card["contributors"][0]["title"], card["licenses"][0]
    received = f"{date.fromisoformat(card['retrieved']):%d/%m/%Y}"
    if card.get("reception"):
        received += f" : {card['reception']}"
    facts = {
        "Qui publie": _said(publisher),
        "Une ligne du fichier": _said(card.get("row", card["description"])),
        "Adresse officielle": _links(card.get("sources", []), publisher),
        "Licence": _link(licence["title"], licence.get("path")),
        "Réception": _said(received),
        # Beside the page, wherever the site is: no base address is known here.
        "La table entière": _link(
            "la lire, voir ses limites, la télécharger", f"donnees/{slug}"
        ),
    }
    items = "".join(
        f"<dt>{name}</dt><dd>{fact}</dd>" for name, fact in facts.items() if fact
    )
    return f'<dl class="provenance">{items}</dl>'


def _links(sources: list[dict], publisher: str) -> str:
    return " · ".join(
        _link(source["title"].removeprefix(f"{publisher}, "), source.get("path"))
        for source in sources
    )


def _link(text: str, address: str | None) -> str:
    words = _said(text)
    return f'<a href="{escape(address)}">{words}</a>' if address else words


def _said(text: str) -> str:
    return escape(typeset(text))
