"""Write the card of a package made from a national-schema file."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lirelaville.scdl.package import Origin, Prepared

# the two licences that the law offers to French authorities (CRPA, D.323-2-1)
LICENCES = {
    "lo": {
        "name": "etalab-2.0",
        "title": "Licence Ouverte 2.0",
        "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    },
    "odbl": {
        "name": "ODbL-1.0",
        "title": "ODbL 1.0",
        "path": "https://opendatacommons.org/licenses/odbl/1-0/",
    },
}
FIELDS = {
    "annee": ("integer", "Année", "Année de la subvention.", "année"),
    "beneficiaire": (
        "string",
        "Bénéficiaire",
        "Nom tel que l'éditeur l'écrit, espaces réduits ; une même association peut "
        "avoir plusieurs graphies. « (non nommé) » : des noms qui sont peut-être ceux "
        "de particuliers.",
        "",
    ),
    "montant_eur": (
        "number",
        "Montant",
        "Total des subventions de l'année pour ce bénéficiaire.",
        "EUR",
    ),
    "nombre_subventions": (
        "integer",
        "Nombre de subventions",
        "Nombre de lignes du fichier d'origine additionnées ici.",
        "subventions",
    ),
    "objet": (
        "string",
        "Objet",
        "À quoi sert la plus grosse de ces subventions, tel que l'éditeur l'écrit.",
        "",
    ),
    "nombre_beneficiaires_agreges": (
        "integer",
        "Nombre de bénéficiaires agrégés",
        "Nombre de noms réunis dans la ligne « (non nommé) » ; vide quand la ligne "
        "nomme un seul bénéficiaire.",
        "bénéficiaires",
    ),
}
REQUIRED = ("annee", "beneficiaire", "montant_eur", "nombre_subventions")


def card_of(prepared: "Prepared", origin: "Origin") -> dict:
    """Return the card; fingerprint, size and rows are filled with the table.

    Parameters
    ----------
    prepared : Prepared
        The table, and the counts that become known gaps.
    origin : Origin
        Territory, publisher, licence, official address, date of reception.
    """
    years = prepared.table["annee"]
    span = "–".join(dict.fromkeys((str(years.min()), str(years.max()))))
    title = f"Subventions {span}"
    row = (
        f"le total des subventions attribuées par {origin.publisher} à un "
        "bénéficiaire, une année donnée"
    )
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "subventions",
        "title": title,
        "description": f"Une ligne est {row}.",
        "row": row,
        "years": span,
        "territory": origin.territory,
        "model": "subventions",
        "keywords": ["subventions", "associations", "budget"],
        "contributors": [{"title": origin.publisher, "roles": ["publisher"]}],
        "sources": [{"title": f"{origin.publisher}, {title}", "path": origin.source}],
        "licenses": [LICENCES[origin.licence]],
        "retrieved": origin.received.isoformat(),
        "known_gaps": list(_known_gaps(prepared)),
        "resources": [_resource()],
    }


def _resource() -> dict:
    return {
        "name": "subventions",
        "type": "table",
        "path": "subventions.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "hash": "",
        "bytes": 0,
        "rows": 0,
        "schema": {"fields": [_field(name) for name in FIELDS]},
    }


def _field(name: str) -> dict:
    kind, title, description, unit = FIELDS[name]
    field = {"name": name, "type": kind, "title": title, "description": description}
    if unit:
        field["unit"] = unit
    if name in REQUIRED:
        field["constraints"] = {"required": True}
    return field


def _known_gaps(prepared: "Prepared"):
    left_out = prepared.rows - prepared.used - prepared.totals
    yield (
        "Seules les subventions de plus de 23 000 € doivent être publiées : les autres "
        "peuvent manquer, sans que le fichier le dise."
    )
    if left_out:
        yield (
            f"{left_out} lignes sur {prepared.rows} n'avaient pas de nom, d'année ou "
            "de montant lisible : elles manquent ici."
        )
    if prepared.totals:
        yield f"{prepared.totals} lignes de total ont été écartées."
    if prepared.unnamed:
        yield (
            f"{prepared.unnamed} subventions sont réunies sans nom : leurs "
            "bénéficiaires sont peut-être des particuliers."
        )
    if prepared.hidden_objects:
        yield f"{prepared.hidden_objects} objets qui nommaient quelqu'un sont vides."
    if prepared.shared:
        yield (
            f"{prepared.shared} lignes partageaient une même subvention : chacune est "
            "comptée pour sa part."
        )
    yield "Aides en argent et en nature sont additionnées ensemble."
