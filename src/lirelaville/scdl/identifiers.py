"""Read SIRET numbers and yes-or-no cells, or say why not."""

import re

LA_POSTE = "356000000"  # its establishments follow another rule than Luhn's
NOT_SIRET = {
    r"(?i)\d[,\d]*e\+?\d+": "écriture scientifique : le tableur a perdu des chiffres",
    r"(?i)w[0-9a-z]{9}": "c'est un numéro RNA d'association, pas un SIRET",
    r"\d{9}": "c'est un SIREN (9 chiffres) : il manque les 5 derniers du SIRET",
}
YES, NO = ("oui", "o", "vrai", "true", "1"), ("non", "n", "faux", "false", "0")


def read_siret(text: str) -> tuple[str | None, str]:
    """Read a SIRET: 14 digits whose control key is right.

    Returns
    -------
    tuple of (str or None, str)
        The 14 digits and ``""``; None and why, in French; or the digits and a remark,
        when a spreadsheet dropped the zero that the key proves was there.
    """
    digits = re.sub(r'^="?(.*?)"?$', r"\1", text.strip())
    digits = re.sub(r"[\s\u00a0\u202f.'’-]", "", re.sub(r"[.,]0$", "", digits))
    for pattern, reason in NOT_SIRET.items():
        if re.fullmatch(pattern, digits):
            return None, reason
    if re.fullmatch(r"\d{13}", digits) and key_is_right(f"0{digits}"):
        return f"0{digits}", "il manquait le zéro du début : remis"
    if not re.fullmatch(r"\d{14}", digits):
        return None, "ce n'est pas un SIRET : on attend 14 chiffres"
    if not key_is_right(digits):
        return None, "la clé de ce SIRET est fausse : un chiffre a dû être mal copié"
    return digits, ""


def key_is_right(siret: str) -> bool:
    """Tell whether 14 digits have the control key of a SIRET (Luhn)."""
    digits = [int(digit) for digit in siret]
    if siret.startswith(LA_POSTE) and sum(digits) % 5 == 0:
        return True
    doubled = [2 * digit for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(d - 9 if d > 9 else d for d in doubled)) % 10 == 0


def read_yes_no(text: str) -> tuple[bool | None, str]:
    """Read « oui », « non » and their like."""
    word = text.strip().casefold()
    if word in YES or word in NO:
        return word in YES, ""
    return None, "on attend oui ou non"
