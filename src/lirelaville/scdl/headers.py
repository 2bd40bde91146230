"""Recognise the columns of the national schema under the many names they are given."""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from lirelaville.errors import LireLaVilleError
from lirelaville.scdl.records import records

# field of the schema -> other names seen in published files, and in its older versions
NAMES = {
    "nomAttribuant": "nom de l'attribuant, nom attributaire, attribuant, collectivité",
    "idAttribuant": "identification de l'attribuant, identification de l'attributaire, "
    "siret attribuant, siret de l'attribuant",
    "dateConvention": "date de la convention, date de convention, "
    "date de la convention de subvention, date de décision, date délibération",
    "referenceDecision": "référence de la décision, numéro de délibération",
    "nomBeneficiaire": "nom du bénéficiaire, bénéficiaire, nom bénéficiaire, "
    "nonbeneficiaire, nom de l'association, raison sociale",
    "idBeneficiaire": "identification du bénéficiaire, siret, numéro siret, n° siret, "
    "siret bénéficiaire, siret du bénéficiaire, idbeneficiare",
    "objet": "object, objet de la subvention, objet de la convention, objet du dossier",
    "montant": "montant total de la subvention, montant de la subvention, "
    "montant voté, montant total, montant attribué, montant accordé, "
    "montant en euros, montant €",
    "nature": "nature de la subvention",
    "conditionsVersement": "conditions de versement",
    "datesPeriodeVersement": "date ou période de versement, date de versement, "
    "dates ou périodes de versement, date(s) ou période(s) de versement, "
    "dateperiodedeversement, dateperiodedversement, datesversement",
    "idRAE": "numéro de référencement au répertoire des entreprises, numéro rae",
    "notificationUE": "aide notifiée à l'europe, aide d'état notifiée, "
    "notification ue, aide d'état notifiée à la commission européenne",
    "pourcentageSubvention": "pourcentage subvention, "
    "pourcentage du montant de la subvention attribué au bénéficiaire, "
    "% du mt de la subvention attribuée au bénéficiaire",
    "dispositifAide": "dispositif, dispositif d'aide",
    "rnaBeneficiaire": "rna, numéro rna",
    "exercice": "année, annee, année budgétaire, exercice budgétaire",
}
FIELDS = tuple(NAMES)
ESSENTIAL = {"nomBeneficiaire": "le nom du bénéficiaire", "montant": "le montant"}
SEPARATORS = ";,\t|"
LINES_BEFORE = 20  # a title, a date, a logo's name may stand above the header
SCHEMA = "https://schema.data.gouv.fr/scdl/subventions/"


@dataclass(frozen=True)
class Layout:
    """Where the header is, what separates cells, which column holds which field."""

    separator: str
    line: int
    header: tuple[str, ...]
    columns: dict[str, int]  # field -> rank of its column

    def name_of(self, field: str) -> str:
        """Return the name that the file gives to a field."""
        if field in self.columns:
            return self.header[self.columns[field]].strip()
        return field


def fold(text: str) -> str:
    """Return the letters and digits of a name, without accents or capitals."""
    # « notifiÃ©e » is « notifiée » converted once too often.
    with suppress(UnicodeError):
        text = text.encode("cp1252").decode("utf-8")
    letters = unicodedata.normalize("NFKD", text.replace("œ", "oe").casefold())
    return re.sub(r"[^a-z0-9%€]", "", letters)


FOLDED = {
    fold(name): field
    for field, others in NAMES.items()
    for name in (field, *others.split(", "))
}


def find_layout(text: str, name: str) -> Layout:
    """Find the header of a subsidies file and its separator.

    Parameters
    ----------
    text : str
        The whole file.
    name : str
        Its name, for messages.

    Raises
    ------
    LireLaVilleError
        If no line names both the beneficiary and the amount; near names are given.

    Notes
    -----
    The separator is the one that makes the header's names appear.  ``csv.Sniffer``
    was tried: on the first kilobyte of a real file (the usual way) it gives up as
    soon as the objects contain punctuation.
    """
    found = [
        Layout(separator, record.line, tuple(record.cells), columns_of(record.cells))
        for separator in SEPARATORS
        for record in islice(records(text, separator), LINES_BEFORE)
    ]
    best = max(found, key=lambda layout: (len(layout.columns), len(layout.header)))
    missing = [field for field in ESSENTIAL if field not in best.columns]
    if missing:
        raise LireLaVilleError(_not_this_schema(best, missing, name))
    return best


def columns_of(header: list[str]) -> dict[str, int]:
    """Return which column holds each field; the first one if a name is repeated."""
    columns = {}
    for rank, name in enumerate(header):
        field = FOLDED.get(fold(name))
        if field:
            columns.setdefault(field, rank)
    return columns


def _not_this_schema(best: Layout, missing: list[str], name: str) -> str:
    what = " ni ".join(f"{ESSENTIAL[field]} ({field})" for field in missing)
    read = ", ".join(f"« {cell.strip()} »" for cell in best.header[:20] if cell.strip())
    near = [
        f"« {cell.strip()} » ressemble à {FOLDED[guess]}"
        for cell in best.header
        for guess in get_close_matches(fold(cell), FOLDED, n=1, cutoff=0.75)
        if FOLDED[guess] not in best.columns
    ]
    hint = f" {' ; '.join(near)} : renommez la colonne." if near else ""
    return (
        f"{name} ne suit pas le schéma national « Subventions » : je n'y trouve pas "
        f"{what}. Colonnes lues, ligne {best.line} : {read}.{hint} "
        f"Le schéma est décrit ici : {SCHEMA}"
    )
