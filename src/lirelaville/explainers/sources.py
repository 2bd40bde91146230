"""« Comment le savons-nous ? »: where the numbers come from, and their limits."""

from datetime import date
from html import escape

from lirelaville.catalogue import describe
from lirelaville.explainers.downloads import spreadsheet_name
from lirelaville.french import typeset

MOST_GAPS = 5  # of one dataset; its page of the catalogue has them all


def explanation(facts: dict, base: str) -> str:
    """Write the end of a page: how we know, what to download, what is not said.

    Parameters
    ----------
    facts : dict
        ``data``, ``method`` and ``limits`` of the page (``Page.facts``).
    base : str
        The address of the site seen from the page: ``"/"``, ``"../"``.

    Returns
    -------
    str
        One section in HTML.
    """
    first, *others = facts["data"]
    tables = provenance(first, base) + "".join(
        f"<details><summary>Aussi\u00a0: {_said(describe(slug)['title'])}</summary>"
        f"{provenance(slug, base)}</details>"
        for slug in others
    )
    limits = facts["limits"] or [gap for s in facts["data"] for gap in _gaps(s)]
    items = "".join(f"<li>{typeset(limit)}</li>" for limit in limits)
    return (
        '<section class="prose" id="savoir"><h2>'
        f"{typeset('Comment le savons-nous ?')}</h2>"
        f"<p>{typeset(facts['method'])}</p>{tables}"
        + (
            f"<h3>Ce que ces chiffres ne disent pas</h3><ul>{items}</ul>"
            if items
            else ""
        )
        + "</section>"
    )


def provenance(slug: str, base: str = "../") -> str:
    """Describe a dataset for the reader who wants to check: publisher to file.

    Parameters
    ----------
    slug : str
        A dataset of the catalogue: ``"subventions"``.
    base : str
        The address of the site seen from the page.

    Returns
    -------
    str
        A definition list in HTML: publisher, licence, official addresses, date,
        download, and the page of this dataset on the public site.

    Notes
    -----
    Everything comes from ``datasets/<slug>/datapackage.json``.
    """
    card = describe(slug)
    publisher, licence = card["contributors"][0]["title"], card["licenses"][0]
    received = f"{date.fromisoformat(card['retrieved']):%d/%m/%Y}"
    if card.get("reception"):
        received += f" : {card['reception']}"
    home = f"{base}donnees/{slug}"
    table = next(r for r in card["resources"] if not r.get("raw"))
    facts = {
        "Qui publie": _said(publisher),
        "Une ligne du fichier": _said(card.get("row", card["description"])),
        "Adresse officielle": _links(card.get("sources", []), publisher),
        "Licence": _link(licence["title"], licence.get("path")),
        "Réception": _said(received),
        "Télécharger": _link(
            "la table, pour un tableur", f"{home}/{spreadsheet_name(table)}"
        ),
        "La table entière": _link("la lire, voir toutes ses limites", home),
    }
    items = "".join(
        f"<dt>{name}</dt><dd>{fact}</dd>" for name, fact in facts.items() if fact
    )
    return f'<dl class="provenance">{items}</dl>'


def _gaps(slug: str) -> list[str]:
    gaps = [_said(gap) for gap in describe(slug).get("known_gaps", [])]
    if len(gaps) > MOST_GAPS:
        return [
            *gaps[:MOST_GAPS],
            "Les autres limites connues sont dans la fiche de la table entière.",
        ]
    return gaps


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
