"""Tell whether a lesson or a page can run on another city's tables, and if not why."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lirelaville.territory.folder import Package
from lirelaville.territory.needs import REFERENCE
from lirelaville.territory.targets import Target
from lirelaville.territory.values import doubtful_values, missing_values

if TYPE_CHECKING:
    import pandas as pd


@dataclass
class Verdict:
    """What was found for one target; it can run if nothing is missing."""

    target: Target
    missing: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    tables: dict[str, str] = field(default_factory=dict)  # dataset -> where it is from
    absent: list[str] = field(default_factory=list)  # datasets the folder has not
    failed: bool = False  # it was run, and stopped

    @property
    def can_run(self) -> bool:
        """Whether nothing is missing, and nothing went wrong if it was run."""
        return not self.missing and not self.failed


def is_own(card: dict) -> bool:
    """Tell whether a table is the city's own, so that another city brings its own."""
    return card["territory"].startswith(REFERENCE)


def judge(
    target: Target,
    cards: dict[str, dict],
    theirs: dict[str, Package],
    tables: "dict[str, pd.DataFrame] | None" = None,
) -> Verdict:
    """Compare what a notebook asks with what a city brings.

    Parameters
    ----------
    target : Target
        The lesson or page.
    cards : dict
        Slug to card of the project's own datasets (``reference_cards``).
    theirs : dict
        Slug of ours to the city's package that stands for it.
    tables : dict of DataFrame, optional
        Slug of ours to the city's table, or None for a table of the project that does
        not name the city; without tables only the cards are compared.

    Returns
    -------
    Verdict
        Missing: a dataset, a column, a type, a unit, a column that is empty, a value
        that the notebook looks for and that never occurs.  Remarks: what it can do
        with, from optional columns to the constraints of our card.  Bounds that are
        those of one city (years, codes, degrees) are not compared.
    """
    verdict, needs = Verdict(target), target.needs
    for slug in needs.datasets:
        card = cards.get(slug)
        if card is None:
            verdict.missing.append(f"le projet n'a pas de jeu « {slug} »")
        elif not is_own(card):
            verdict.tables[slug] = f"table du projet ({card['territory']})"
            if needs.territory and (tables or {}).get(slug, card) is None:
                verdict.missing.append(
                    f"« {slug} », table du projet ({card['territory']}), ne dit rien "
                    "de votre ville"
                )
        elif slug not in theirs:
            verdict.absent.append(slug)
            verdict.missing.append(f"il manque le jeu « {slug} » : {card['title']}")
        else:
            verdict.tables[slug] = theirs[slug].slug
            _compare(verdict, slug, card, theirs[slug], (tables or {}).get(slug))
    at_home = needs.territory or REFERENCE
    if all(package.territory != at_home for package in theirs.values()):
        _read_facts(verdict, cards)
    return verdict


def _compare(verdict: Verdict, slug: str, card: dict, package: Package, table) -> None:
    """Compare one table's columns, then its cells if there are any to look at."""
    ours = {f["name"]: f for f in card["resources"][0]["schema"]["fields"]}
    got = {f["name"]: f for f in package.card["resources"][0]["schema"]["fields"]}
    needs = verdict.target.needs
    implied = {"longitude", "latitude", "geometry"} & set(ours)
    for name in dict.fromkeys([*needs.columns(list(ours)), *sorted(implied)]):
        where = f"« {name} » de {package.slug}"
        faults = list(_field_faults(ours[name], got.get(name), where))
        if not faults and table is not None and name in table:
            faults = list(missing_values(table[name], ours[name], needs.texts, where))
            if not faults:
                found = doubtful_values(table[name], ours[name], where)
                verdict.remarks.extend(found)
        if name in needs.optional:
            verdict.remarks += [f"{fault} : elle s'en passe" for fault in faults]
        else:
            verdict.missing += faults


def _field_faults(ours: dict, got: dict | None, where: str) -> Iterator[str]:
    """Yield why a column of their card cannot stand for ours."""
    if got is None:
        unit = f", en {ours['unit']}" if ours.get("unit") else ""
        yield f"il manque la colonne {where} ({ours['title']}, {ours['type']}{unit})"
        return
    if got["type"] != ours["type"] and (ours["type"], got["type"]) != (
        "number",
        "integer",
    ):
        yield f"la colonne {where} est de type {got['type']}, attendu {ours['type']}"
    if got.get("unit", ours.get("unit")) != ours.get("unit"):
        yield f"la colonne {where} est en {got['unit']}, attendu {ours.get('unit')}"


def _read_facts(verdict: Verdict, cards: dict[str, dict]) -> None:
    """Tell what of the notebook speaks of the reference city only."""
    needs = verdict.target.needs
    own = [slug for slug in needs.datasets if slug in cards and is_own(cards[slug])]
    if own and not needs.territory:
        verdict.missing.append("elle n'a pas encore de paramètre « territoire »")
    fixed = [f"« {slug} »" for slug in needs.fixed if slug in own]
    if fixed and needs.territory:
        verdict.missing.append(
            f"elle demande {', '.join(fixed)} sans dire pour quel territoire"
        )
    if needs.settings:
        verdict.missing.append(
            f"réglages à écrire pour votre ville, dans sa première cellule de code : "
            f"{', '.join(needs.settings)}"
        )
    if needs.passages:
        lines = ", ".join(map(str, needs.passages[:6]))
        more = "…" if len(needs.passages) > 6 else ""
        verdict.remarks.append(
            f"ce qu'elle dit de {REFERENCE} reste à relire : lignes {lines}{more}"
        )
