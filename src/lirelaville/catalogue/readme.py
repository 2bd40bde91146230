"""Write ``datasets/README.md``: the catalogue, for whoever looks at it on a forge."""

from pathlib import Path

from lirelaville.catalogue.descriptors import dataset_folder, describe, source_line
from lirelaville.catalogue.vocabulary import by_theme, rows_in_words, size_in_words
from lirelaville.french import count, typeset
from lirelaville.project import project_folder

INTRODUCTION = """\
# Les jeux de données

{total}, {size} en tout. Chacun est un dossier : la table, sa fiche
(`datapackage.json`, norme Frictionless) et le programme qui l'a préparée
(`prepare.py`). Dans une leçon ou un programme : `load("subventions")`. Pour vérifier
que rien n'a changé : `lirelaville datasets check`.

Cette page est écrite par `lirelaville datasets readme` à partir des fiches : ne la
corrigez pas ici.
"""
TABLE_HEAD = """\
| jeu | une ligne | années | éditeur | licence | lignes | taille |
|---|---|---|---|---|--:|--:|"""


def readme_file() -> Path:
    """Return where the catalogue is written: ``datasets/README.md``."""
    return project_folder() / "datasets" / "README.md"


def readme_text() -> str:
    """Write the catalogue of the project's own packages, from their cards.

    Returns
    -------
    str
        Markdown in French: one table per theme, then one short section per dataset.
        The same cards give the same text.

    Raises
    ------
    LireLaVilleError
        If a card is unreadable or incomplete.
    """
    here = readme_file().parent
    slugs = sorted(path.parent.name for path in here.glob("*/datapackage.json"))
    # A folder of LIRELAVILLE_DATASETS may stand before ours: its cards stay out.
    cards = {s: describe(s) for s in slugs if dataset_folder(s).parent == here}
    themes = by_theme(cards)
    parts = [
        typeset(_introduction(cards)),
        *(_theme(title, found) for title, found in themes.items()),
        "## Jeu par jeu\n",
        *(_section(s, card) for found in themes.values() for s, card in found.items()),
    ]
    return "\n".join(parts)


def write_readme() -> Path:
    """Write ``datasets/README.md`` and return its path."""
    file = readme_file()
    file.write_text(readme_text(), encoding="utf-8")
    return file


def _introduction(cards: dict[str, dict]) -> str:
    total = count(len(cards), "jeu de données", "jeux de données")
    size = size_in_words(sum(map(_size, cards.values())))
    return INTRODUCTION.format(total=total, size=size)


def _theme(title: str, cards: dict[str, dict]) -> str:
    rows = [
        "| "
        + " | ".join(
            [
                f"[{slug}](#{slug})",
                _cell(card["row"]),
                _cell(card.get("years", "")),
                _cell(card["contributors"][0]["title"]),
                _cell(card["licenses"][0]["title"]),
                rows_in_words(card),
                size_in_words(_size(card)),
            ]
        )
        + " |"
        for slug, card in cards.items()
    ]
    return "\n".join([f"## {title}\n", TABLE_HEAD, *rows]) + "\n"


def _section(slug: str, card: dict) -> str:
    parts = [
        f"### {slug}",
        f"**{_plain(card['title'])}** · {_plain(card['territory'])}",
        _plain(card["description"]),
        *(_columns(resource, slug) for resource in card["resources"]),
        typeset(f"{_plain(source_line(card))}. Adresse officielle : ")
        + f"{_addresses(card)}.",
        typeset(_gaps(card, slug)),
    ]
    return "\n\n".join(parts) + "\n"


def _columns(resource: dict, slug: str) -> str:
    link = f"[{resource['path']}]({slug}/{resource['path']})"
    if resource.get("raw"):
        return typeset(f"{link} : avec les défauts du fichier de l'éditeur.")
    names = [f"`{field['name']}`" for field in resource["schema"]["fields"]]
    return typeset(f"{link} : {', '.join(names)}")


def _gaps(card: dict, slug: str) -> str:
    how_many = len(card.get("known_gaps", []))
    if not how_many:
        return "Aucune limite n'est notée dans sa fiche : elle en a sûrement."
    known = count(how_many, "limite connue", "limites connues")
    return (
        f"{known} : à lire dans [sa fiche]({slug}/datapackage.json) avant de compter."
    )


def _addresses(card: dict) -> str:
    return ", ".join(
        f"[{_plain(source['title'])}]({source['path']})"
        if source.get("path")
        else _plain(source["title"])
        for source in card.get("sources", [])
    )


def _size(card: dict) -> int:
    return sum(resource["bytes"] for resource in card["resources"])


def _plain(text: str) -> str:
    """Keep a text from being read as Markdown or HTML."""
    for sign in "\\`*_[]<":
        text = text.replace(sign, f"\\{sign}")
    return typeset(text)


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")
