"""What the public pages of the catalogue say, read from the cards of the datasets."""

import json
import logging
from datetime import date
from urllib.parse import quote

from lirelaville.catalogue.descriptors import dataset_names, describe, source_line
from lirelaville.catalogue.vocabulary import by_theme, rows_in_words
from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.downloads import CARD
from lirelaville.explainers.table_facts import raw_facts, table_facts
from lirelaville.french import count, typeset


def readable_cards() -> dict[str, dict]:
    """Return the cards by slug; one that cannot be read is told in the journal."""
    cards = {}
    for slug in dataset_names():
        try:
            cards[slug] = describe(slug)
        except LireLaVilleError as error:
            logging.getLogger("lirelaville").warning("left out: %s", error)
    return cards


def list_facts() -> dict:
    """Gather what the list of datasets says, by theme.

    Returns
    -------
    dict
        ``themes``: title to list of datasets; ``territories``: sorted names, the one
        with most datasets first; ``total``: « 23 jeux de données ».
    """
    cards = readable_cards()
    places = [card["territory"] for card in cards.values()]
    return {
        "themes": {
            title: [_listed(slug, card) for slug, card in found.items()]
            for title, found in by_theme(cards).items()
        },
        "territories": sorted(set(places), key=lambda p: (-places.count(p), p)),
        "total": count(len(cards), "jeu de données", "jeux de données"),
    }


def _listed(slug: str, card: dict) -> dict:
    columns = [
        f"{typeset(field['title'])} ({field['name']})"
        for resource in card["resources"]
        for field in resource.get("schema", {}).get("fields", [])
    ]
    return {
        "slug": slug,
        "title": typeset(card["title"]),
        "row": typeset(card.get("row", card["description"])),
        "publisher": typeset(card["contributors"][0]["title"]),
        "territory": card["territory"],
        "years": card.get("years", ""),
        "rows": rows_in_words(card),
        "search": " ".join(
            [slug, card["description"], *card.get("keywords", [])]
            + [publisher["title"] for publisher in card["contributors"]]
        ),
        "columns": json.dumps(columns, ensure_ascii=False),
    }


def dataset_facts(slug: str) -> dict:
    """Gather what the page of one dataset says.

    Parameters
    ----------
    slug : str
        A dataset of the catalogue.

    Returns
    -------
    dict
        Every text is typeset in French; ``tables`` and ``raw_files`` describe the
        resources.

    Raises
    ------
    LireLaVilleError
        If there is no such dataset, or a file is not the one its card announces.
    """
    card = describe(slug)
    row, about = _row_and_rest(card)
    tables = [r for r in card["resources"] if not r.get("raw")]
    return {
        "slug": slug,
        "title": typeset(card["title"]),
        "row": typeset(row),
        "about": typeset(about),
        "facts": _facts(card),
        "sources": [_link(source) for source in card.get("sources", [])],
        "licence": _link(card["licenses"][0]),
        "received": f"{date.fromisoformat(card['retrieved']):%d/%m/%Y}",
        "reception": typeset(card.get("reception", "")),
        "gaps": [typeset(gap) for gap in card.get("known_gaps", [])],
        "citation": _citation(card),
        "card_file": CARD,
        "tables": [table_facts(slug, resource) for resource in tables],
        "raw_files": [raw_facts(slug, r) for r in card["resources"] if r.get("raw")],
    }


def _row_and_rest(card: dict) -> tuple[str, str]:
    """Split « Une ligne est … . » from the rest of the description."""
    first, _, rest = card["description"].partition(". ")
    if first.startswith("Une ligne est "):
        return first.removeprefix("Une ligne est ").removesuffix("."), rest
    return card.get("row", ""), card["description"]


def _facts(card: dict) -> dict[str, str]:
    publishers = [typeset(contributor["title"]) for contributor in card["contributors"]]
    facts = {
        "Qui publie": publishers[0],
        "D’après": ", ".join(publishers[1:]),
        "Territoire": typeset(card["territory"]),
        "Années": card.get("years", ""),
        "Lignes": rows_in_words(card),
    }
    return {name: fact for name, fact in facts.items() if fact}


def _link(named: dict) -> dict:
    return {"title": typeset(named["title"]), "address": named.get("path", "")}


def _citation(card: dict) -> str:
    addresses = [source.get("path") for source in card.get("sources", [])]
    # With one file a year, no single address is the source of the whole table.
    if len(addresses) == 1 and addresses[0]:
        return f"{source_line(card)} · {addresses[0]}"
    return source_line(card)


def report_address(contact: str, title: str) -> str:
    """Return the address to which a reader reports an error, ``""`` if there is none.

    Parameters
    ----------
    contact : str
        ``contact`` of ``hub.yml``: an e-mail, a web address, or other words.
    title : str
        The dataset, for the subject of the e-mail.
    """
    if contact.startswith(("https://", "http://")):
        return contact
    if "@" in contact and " " not in contact:
        subject = quote(f"Erreur dans « {title} »")
        return f"mailto:{quote(contact, safe='@+')}?subject={subject}"
    return ""
