"""Ce qui doit rester vrai dans « populations », au-delà des types."""

import pandas as pd

# commune: beginning of the codes of its arrondissements, how many
SPLIT = {"13055": ("132", 16), "69123": ("6938", 9), "75056": ("751", 20)}


def marseille(table: pd.DataFrame) -> str:
    """Marseille compte 877 215 habitants."""
    people = table.set_index("code_insee")["population_municipale"].get("13055")
    return "" if people == 877_215 else f"obtenu {people}"


def parts_make_the_whole(table: pd.DataFrame) -> str:
    """Marseille, Lyon et Paris égalent la somme de leurs arrondissements."""
    people = table.set_index("code_insee")["population_municipale"]
    for city, (start, count) in SPLIT.items():
        of_city = (table["type"] == "ARM") & table["code_insee"].str.startswith(start)
        parts = people[of_city.to_numpy()]
        if len(parts) != count or parts.sum() != people.get(city):
            return f"{city} : {len(parts)} arrondissements, {parts.sum()} habitants"
    return ""


def totals_add_up(table: pd.DataFrame) -> str:
    """Municipale + comptée à part = totale, sauf à Saint-Barthélemy (97701)."""
    added = table["population_municipale"] + table["population_comptee_a_part"]
    odd = table[added != table["population_totale"]]["code_insee"].tolist()
    return "" if odd == ["97701"] else f"différent pour {odd[:5]}"


def recent_except_overseas(table: pd.DataFrame) -> str:
    """L'année est 2022 partout, sauf dans l'outre-mer (codes 97 et 98)."""
    older = table[table["annee"] != 2022]["code_insee"]
    odd = older[~older.str.startswith(("97", "98"))].tolist()
    return f"autre année pour {odd[:5]}" if odd else ""


RULES = (marseille, parts_make_the_whole, totals_add_up, recent_except_overseas)
