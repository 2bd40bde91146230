"""Write the name of a city inside a French sentence."""

import re
import unicodedata

VOWELS = "aeiouyœæ"


def of_city(name: str) -> str:
    """Write « de » and a city: « de Marseille », « d’Aix », « du Mans », « des Lilas ».

    Parameters
    ----------
    name : str
        « Marseille », « Le Mans », « L'Haÿ-les-Roses ».
    """
    if found := re.match(r"(Le|Les) (.+)", name):
        return {"Le": "du ", "Les": "des "}[found[1]] + found[2]
    first = unicodedata.normalize("NFKD", name[:1].lower())[:1]
    # Before an « h » usage varies with the city: « de » is never wrong.
    return f"d’{name}" if first and first in VOWELS else f"de {name}"
