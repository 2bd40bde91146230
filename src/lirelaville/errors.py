"""The one error type whose words are shown to a person as they are.

The command line prints it without a traceback; everything else is a bug.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class LireLaVilleError(Exception):
    """Something a person can act on: what, expected, got, what next (in French)."""


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Say in French that a name does not exist, with its near names.

    Parameters
    ----------
    kind : str
        What was looked for, without article: ``"jeu de données"``.
    name : str
        What was asked for.
    known : iterable of str
        The names that exist.

    Returns
    -------
    str
        « Pas de jeu de données « subvention ». Vouliez-vous dire … ? Connus : … »
    """
    known = sorted(known)
    plain = {one.lower(): one for one in known}
    near = get_close_matches(name.lower(), plain, n=3, cutoff=0.6)
    quoted = " ou ".join(f"« {plain[one]} »" for one in near)
    guess = f" Vouliez-vous dire {quoted} ?" if near else ""
    return f"Pas de {kind} « {name} ».{guess} Connus : {', '.join(known) or 'aucun'}."
