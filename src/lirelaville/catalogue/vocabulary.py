"""Say what a card says in words that any reader knows: theme, type, unit, size."""

from collections.abc import Sequence
from decimal import Decimal

from lirelaville.french import number, typeset

# theme -> the keywords of cards that lead to it; the first keyword known decides
THEMES = {
    "L'argent de la ville": "budget finances comptes dette subventions investissement "
    "investissements dépenses impôts élus frais",
    "Les achats publics": "marchés_publics commande_publique fournisseurs",
    "La population et les revenus": "population recensement revenus pauvreté "
    "inégalités ménages",
    "Le logement": "logement logement_social loyers ventes énergie",
    "Les entreprises et l'emploi": "entreprises établissements emploi emplois_aidés "
    "salaires chômage",
    "Les lieux et les services": "équipements commerces services écoles crèches "
    "culture sport santé transports",
    "Les cartes": "carte quartiers géographie iris contours",
    "Le temps qu'il fait": "météo climat température",
}
OTHER = "Autres sujets"

TYPES = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre à virgule",
    "boolean": "oui ou non",
    "date": "date",
    "geojson": "forme sur la carte",
}
YES_OR_NO = {"true": "oui", "false": "non"}  # as spelled in CSV files -> in French
UNITS = {
    "°C": "degrés Celsius (°C)",
    "mm": "millimètres (mm)",
    "m/s": "mètres par seconde (m/s)",
    "%": "pour cent (%)",
}
# a unit short enough to stand under the name of a column
SHORT_UNITS = {
    "EUR": "€",
    "EUR par habitant": "€ par hab.",
    "EUR par heure": "€ par heure",
    "EUR par m²": "€ par m²",
} | {unit: unit for unit in UNITS}

SHOWN_LETTERS = 90


def theme(card: dict) -> str:
    """Return the theme of a dataset, after the first of its keywords that has one."""
    known = {
        word.replace("_", " "): title
        for title, words in THEMES.items()
        for word in words.split()
    }
    for keyword in card.get("keywords", []):
        if keyword.casefold() in known:
            return typeset(known[keyword.casefold()])
    return OTHER


def by_theme(cards: dict[str, dict]) -> dict[str, dict[str, dict]]:
    """Group cards by theme, in the order of ``THEMES``, then of their titles.

    Another territory's packages (``model``) come after those they stand for.

    Parameters
    ----------
    cards : dict
        Slug to card.

    Returns
    -------
    dict
        Theme to {slug: card}; a theme without a dataset is left out.
    """
    grouped = {title: {} for title in [*map(typeset, THEMES), OTHER]}
    for slug, card in sorted(cards.items(), key=lambda item: _rank(item[1])):
        grouped[theme(card)][slug] = card
    return {title: found for title, found in grouped.items() if found}


def _rank(card: dict) -> tuple[bool, str]:
    return "model" in card, card["title"]


def type_in_words(field: dict) -> str:
    """Return the type of a field in French: « nombre entier »."""
    return TYPES.get(field["type"], field["type"])


def unit_in_words(field: dict) -> str:
    """Return the unit of a field in words: « euros par habitant »; empty if none."""
    unit = field.get("unit", "")
    return typeset(UNITS.get(unit, unit.replace("EUR", "euros")))


def size_in_words(how_many: int) -> str:
    """Write a size in bytes as people read it: « 591 Ko », « 1,5 Mo »."""
    for size, name, decimals in ((1e6, "Mo", 1), (1e3, "Ko", 0)):
        if how_many >= size:
            return f"{number(how_many / size, decimals)}\u00a0{name}"
    return f"{number(how_many)}\u00a0octets"


def rows_in_words(card: dict) -> str:
    """Write the number of rows of each table: « 7 598 », « 61 + 1 054 »."""
    tables = [r for r in card["resources"] if not r.get("raw")]
    return " + ".join(number(table["rows"]) for table in tables)


def column_in_words(cells: Sequence[str], field: dict) -> list[str]:
    """Write the cells of a column as French readers expect them.

    Parameters
    ----------
    cells : sequence of str
        As in the file: ``"10350922.36"``, ``"2025-07-14"``, ``"True"``; ``""`` where
        a value is missing, and it stays so.
    field : dict
        Their field in the card: ``type`` and ``unit``.

    Returns
    -------
    list of str
        « 10 350 922,36 » with as many decimals in every cell as in the longest one,
        « 14/07/2025 », « oui »; long texts are shortened.
    """
    kind = field["type"]
    if kind in ("integer", "number") and field.get("unit") != "année":
        decimals = max(map(_decimals, cells), default=0)
        return [number(float(cell), decimals) if cell else "" for cell in cells]
    if kind == "boolean":
        return [YES_OR_NO.get(cell.lower(), cell) for cell in cells]
    if kind == "date":
        return ["/".join(reversed(cell.split("-"))) for cell in cells]
    return [cell if len(cell) <= SHOWN_LETTERS else _shortened(cell) for cell in cells]


def _decimals(cell: str) -> int:
    exponent = Decimal(cell or "0").normalize().as_tuple().exponent
    return max(0, -exponent)


def _shortened(text: str) -> str:
    return text[:SHOWN_LETTERS].rsplit(" ", 1)[0] + "…"
