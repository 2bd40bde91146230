"""Read amounts and shares as French files write them, to the cent, or say why not."""

import re
from collections.abc import Iterable
from decimal import Decimal

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]+")
CURRENCY = re.compile(r"(?i)€|(?<![a-z])eur(os?)?\b")
MINUS = "-−–"
AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
UNREADABLE = "ce n'est pas un nombre"


def decimal_sign(texts: Iterable[str]) -> str:
    """Find out which of « , » and « . » marks decimals in a column.

    Parameters
    ----------
    texts : iterable of str
        The cells of one column.

    Returns
    -------
    str
        ``","`` or ``"."``; ``""`` if no cell tells or if both are used, so that
        « 12,500 » (twelve thousand five hundred, or twelve and a half?) is not guessed.
    """
    signs = set()
    for text in texts:
        bare = _bare(text)[0]
        if AMBIGUOUS.fullmatch(bare):
            continue
        last = max(bare.rfind(","), bare.rfind("."))
        if last >= 0:
            thousands = bare.count(bare[last]) > 1
            other = {",": ".", ".": ","}[bare[last]]
            signs.add(other if thousands else bare[last])
    return signs.pop() if len(signs) == 1 else ""


def read_amount(text: str, sign: str = "") -> tuple[Decimal | None, str]:
    """Read an amount in euros.

    Parameters
    ----------
    text : str
        « 1 234,50 € », « (1.234,50) », « -12 », « 47800.20 ».
    sign : str
        What marks decimals in this column, as ``decimal_sign`` found it.

    Returns
    -------
    tuple of (Decimal or None, str)
        The exact amount and ``""``; or None and why, in French.
    """
    bare, negative = _bare(text)
    if not bare:
        return None, "le montant est vide" if not text.strip() else UNREADABLE
    if re.fullmatch(r"[\d.,]+e[+-]?\d+", bare, re.IGNORECASE):
        return None, "écriture scientifique : le tableur a pu perdre des chiffres"
    if AMBIGUOUS.fullmatch(bare) and not sign:
        whole = bare.replace(",", "").replace(".", "")
        return None, f"faut-il lire {whole}, ou des millièmes d'euro ?"
    number = _plain(bare, sign)
    if number is None:
        return None, UNREADABLE
    return (-number if negative else number), ""


def read_share(text: str) -> tuple[Decimal | None, str]:
    """Read a share between 0 and 1 (« 0.45 », « 45 % »), as ``read_amount`` does."""
    share, reason = read_amount(text.replace("%", ""), "," if "," in text else ".")
    if share is None:
        return None, reason.replace("le montant est", "la part est")
    share = share / 100 if "%" in text else share
    if not 0 <= share <= 1:
        return None, "on attend une part entre 0 et 1 (1 veut dire 100 %)"
    return share, ""


def _bare(text: str) -> tuple[str, bool]:
    """Return a number without currency nor outer signs, and whether it is negative."""
    text = re.sub(r'^="?(.*?)"?$', r"\1", text.strip().lstrip("'"))
    text = CURRENCY.sub("", text).strip()
    bracketed = re.fullmatch(r"\((.*)\)", text)
    text = bracketed[1].strip() if bracketed else text
    signed = text[:1] in MINUS or text[-1:] in MINUS if text else False
    text = text.strip(MINUS + "+").strip()
    groups = SPACES.split(text)
    if len(groups) > 1 and not _are_thousands(groups):
        return text, False  # two numbers in a cell, or words
    return "".join(groups), bool(bracketed) or signed


def _are_thousands(groups: list[str]) -> bool:
    """Tell whether « 1 », « 234 », « 567,89 » are the groups of one number."""
    first, *others = groups
    joined = "|".join(others)
    return bool(
        re.fullmatch(r"\d{1,3}", first)
        and re.fullmatch(r"(\d{3}\|)*\d{3}(\|?[.,]\|?\d*)?", joined)
    )


def _plain(bare: str, sign: str) -> Decimal | None:
    """Return the number that digits, points and commas write, None if they do not."""
    last = max(bare.rfind(","), bare.rfind("."))
    mark = bare[last] if last >= 0 else ""
    both = "," in bare and "." in bare
    if mark and (bare.count(mark) > 1 or (AMBIGUOUS.fullmatch(bare) and sign != mark)):
        mark = {",": ".", ".": ","}[mark] if both else ""
    whole, _, decimals = bare.partition(mark) if mark else (bare, "", "")
    if (
        re.fullmatch(r"\d{1,3}([.,]\d{3})+", whole)
        and len(set(whole) & {".", ","}) == 1
    ):
        whole = re.sub(r"[.,]", "", whole)
    if re.fullmatch(r"\d+", whole + decimals):
        return Decimal(f"{whole or 0}.{decimals}" if decimals else whole)
    return None
