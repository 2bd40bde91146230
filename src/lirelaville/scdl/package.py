"""Make the data package « subventions » of a city from its national-schema file."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from lirelaville.errors import LireLaVilleError
from lirelaville.scdl.card import card_of
from lirelaville.scdl.faults import filled_rows
from lirelaville.scdl.people import looks_like_a_person, names_a_person
from lirelaville.scdl.review import HIDE, PERSON, PUBLISH
from lirelaville.scdl.shares import shared_out

if TYPE_CHECKING:
    import pandas as pd

SLUG = "subventions"
UNNAMED = "(non nommé)"
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Origin:
    """Where a file comes from, as only the person who brings it knows."""

    territory: str
    publisher: str
    licence: str  # a key of card.LICENCES
    source: str  # official address
    received: date


@dataclass(frozen=True)
class Prepared:
    """A table ready to be written, and what became of the rows of the file."""

    table: "pd.DataFrame"
    to_review: "pd.DataFrame"
    rows: int
    used: int
    totals: int
    unnamed: int
    amount_eur: Decimal
    hidden_objects: int
    shared: int


def prepare(
    table: "pd.DataFrame", problems: "pd.DataFrame", decisions: dict[str, str]
) -> Prepared:
    """Add the subsidies up by year and beneficiary, in the columns of our lessons.

    Parameters
    ----------
    table, problems : DataFrame
        What ``read_scdl`` returned.
    decisions : dict
        Name of a beneficiary to « publier » or « masquer »; a name that looks like a
        private person's is published only if somebody decided so.

    Returns
    -------
    Prepared
        One row per year and named beneficiary, and one per year for those not named.
        Totals, and rows without amount, year or name, are left out; each is in
        ``to_review``.

    Raises
    ------
    LireLaVilleError
        If no row can be used.
    """
    usable = ~table["total_presume"] & table["annee"].notna()
    usable &= table["montant"].notna() & (table["nomBeneficiaire"] != "")
    kept = table[usable].copy()
    if kept.empty:
        raise LireLaVilleError(
            f"Aucune des {len(table)} lignes n'a à la fois un nom, un montant et une "
            "année lisibles. Regardez les premières raisons : "
            + " ; ".join(problems["raison"].value_counts().index[:3])
        )
    kept["montant"], shared = shared_out(kept)
    names = kept["nomBeneficiaire"].str.split().str.join(" ")
    doubts = _doubts(names, kept["idBeneficiaire_texte"] != "", decisions)
    hidden = [name for name in doubts if decisions.get(name, HIDE) != PUBLISH]
    hides = kept["objet"].map(names_a_person)
    to_review = _to_review(problems, kept.assign(nom=names), doubts, hides)
    to_review["decision"] = [decisions.get(v, "") for v in to_review["valeur"]]
    kept["beneficiaire"] = names.mask(names.isin(hidden), UNNAMED)
    kept["objet"] = kept["objet"].str.split().str.join(" ").mask(hides, "")
    return Prepared(
        table=_added_up(kept, names),
        to_review=to_review,
        rows=int(filled_rows(table).sum()),
        used=len(kept),
        totals=int(table["total_presume"].sum()),
        unnamed=int((kept["beneficiaire"] == UNNAMED).sum()),
        amount_eur=sum(kept["montant"], Decimal(0)),
        hidden_objects=int(hides.sum()),
        shared=shared,
    )


def write_package(prepared: Prepared, origin: Origin, folder: Path) -> Path:
    """Write ``FOLDER/subventions``: the table and its card; return that folder."""
    from lirelaville.catalogue.prepare import write

    package = folder / SLUG
    package.mkdir(parents=True, exist_ok=True)
    card = json.dumps(card_of(prepared, origin), ensure_ascii=False, indent=2)
    (package / "datapackage.json").write_text(card + "\n", encoding="utf-8")
    write(prepared.table, package)
    return package


def _doubts(
    names: "pd.Series", has_siret: "pd.Series", decisions: dict[str, str]
) -> dict[str, str]:
    """Return the names that may be a person's, or that somebody decided on, and why."""
    known = has_siret.groupby(names).any()
    doubts = {name: looks_like_a_person(name, has) for name, has in known.items()}
    found = {name: why for name, why in doubts.items() if why}
    return dict.fromkeys(set(decisions) & set(known.index), "déjà décidé") | found


def _added_up(kept: "pd.DataFrame", names: "pd.Series") -> "pd.DataFrame":
    """Return one row per year and beneficiary, the largest one first."""
    import pandas as pd

    by_size = kept.assign(nom=names).sort_values(
        "montant", ascending=False, kind="stable", key=lambda c: c.astype("float64")
    )
    groups = by_size.groupby(["annee", "beneficiaire"], sort=False)
    added = groups.agg(
        montant_eur=("montant", lambda amounts: sum(amounts, Decimal(0))),
        nombre_subventions=("montant", "size"),
        objet=("objet", lambda objects: next((o for o in objects if o), None)),
        combien=("nom", "nunique"),
    ).reset_index()
    unnamed = added["beneficiaire"] == UNNAMED
    added["objet"] = added["objet"].mask(unnamed)
    counts = added.pop("combien").where(unnamed).astype("Int64")
    added["nombre_beneficiaires_agreges"] = counts
    order = added["montant_eur"].astype("float64")
    added = added.assign(_order=-order).sort_values(
        ["annee", "_order", "beneficiaire"], kind="stable"
    )
    added["montant_eur"] = pd.array(
        [f"{a.quantize(CENT, ROUND_HALF_UP):.2f}" for a in added["montant_eur"]], "str"
    )
    return added.drop(columns="_order").reset_index(drop=True)


def _to_review(
    problems: "pd.DataFrame", kept: "pd.DataFrame", doubts: dict, hides: "pd.Series"
) -> "pd.DataFrame":
    """Return the problems of the file, then what was kept back to protect people."""
    import pandas as pd

    first = kept[~kept["nom"].duplicated()]
    people = [
        (line, "nomBeneficiaire", name, f"{PERSON} : {doubts[name]}")
        for line, name in zip(first["ligne"], first["nom"], strict=True)
        if name in doubts
    ]
    reason = "l'objet nomme quelqu'un : laissé vide"
    objects = [
        (line, "objet", text, reason)
        for line, text in zip(kept["ligne"][hides], kept["objet"][hides], strict=True)
    ]
    found = pd.DataFrame(people + objects, columns=problems.columns)
    whole = pd.concat([problems, found], ignore_index=True)
    return whole.sort_values("ligne", kind="stable", ignore_index=True)
