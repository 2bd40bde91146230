"""Write numbers, amounts and shares as French readers expect them.

Thousands are parted by a narrow no-break space, decimals by a comma; a missing value
is said, never shown as zero.
"""

import math
import re

NARROW = "\u202f"  # no-break, narrow: in numbers, before ; ! ? % €, inside « »
WIDE = "\u00a0"  # no-break: before a colon
MISSING = "non publié"


def number(value: float | None, decimals: int = 0) -> str:
    """Write a number: ``number(1234567.89, 1)`` is « 1 234 567,9 »."""
    if _missing(value):
        return MISSING
    text = f"{abs(value):,.{decimals}f}"
    negative = value < 0 and text.strip("0.,")
    return ("−" if negative else "") + text.replace(",", NARROW).replace(".", ",")


def euros(value: float | None) -> str:
    """Write an amount to the euro: « 172 514 615 € »."""
    return MISSING if _missing(value) else f"{number(value)}{NARROW}€"


def million_euros(value: float | None) -> str:
    """Write an amount in short, for a chart: « 18,0 M€ »."""
    return MISSING if _missing(value) else f"{number(value / 1e6, 1)}{NARROW}M€"


def euros_in_words(value: float | None) -> str:
    """Write an amount for a sentence: « 172,5 millions d’euros », « 1 euro ».

    French counts from 2 in the plural: 1,9 million, 2 millions.
    """
    if _missing(value):
        return f"un montant {MISSING}"
    for size, name in ((1e9, "milliard"), (1e6, "million")):
        if abs(value) >= size:
            amount = round(value / size, 1)
            decimals = 0 if amount == int(amount) else 1
            return f"{number(amount, decimals)}{WIDE}{_agree(amount, name)} d’euros"
    return f"{number(value)}{WIDE}{_agree(round(value), 'euro')}"


def percent(share: float | None, short: bool = False) -> str:
    """Write a share of 1: « 40 % », « moins de 1 % » (``short``: « < 1 % »)."""
    if _missing(share):
        return MISSING
    if 0 < share < 0.005:
        return f"{f'<{NARROW}' if short else 'moins de '}1{NARROW}%"
    return f"{number(share * 100)}{NARROW}%"


def count(how_many: int, singular: str, plural: str | None = None) -> str:
    """Count things: « 1 391 bénéficiaires », « 1 bénéficiaire », « 0 bénéficiaire »."""
    return f"{number(how_many)}{WIDE}{_agree(how_many, singular, plural)}"


def typeset(text: str) -> str:
    """Give a text typed with ordinary spaces its French no-break spaces.

    Parameters
    ----------
    text : str
        « À qui vont les subventions ? », typed as one types.

    Returns
    -------
    str
        The same words; the spaces before ``; ! ? % €``, inside guillemets and before
        a colon no longer break, apostrophes are curved.
    """
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    text = re.sub(r" +([;!?%€»])", rf"{NARROW}\1", text)
    text = re.sub(r"« +", f"«{NARROW}", text)
    return re.sub(r"(?<=\S) +:(?=\s|$)", f"{WIDE}:", text, flags=re.MULTILINE)


def _agree(how_many: float, singular: str, plural: str | None = None) -> str:
    return singular if abs(how_many) < 2 else plural or f"{singular}s"


def _missing(value: float | None) -> bool:
    # pandas.NA compares to nothing, so it is asked to be a number first.
    try:
        return value is None or math.isnan(value)
    except TypeError:
        return True
