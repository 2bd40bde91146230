"""The national schema: it loads, lets a good row pass, and refuses each bad value."""

import pandas as pd
import pytest
from frictionless import Schema
from hatchling.builders.wheel import WheelBuilder

from lirelaville.errors import LireLaVilleError
from lirelaville.project import project_folder
from lirelaville.scdl import schema
from lirelaville.scdl.conformity import ABSENT, EMPTY_ROW, WRONG_KEY, erreurs_scdl
from lirelaville.scdl.headers import FIELDS
from lirelaville.scdl.schema import national_schema

SIRET = "21130055300016"  # Ville de Marseille
GOOD = {
    "nomAttribuant": "Ville d’Été",
    "idAttribuant": SIRET,
    "dateConvention": "2023-05-01",
    "referenceDecision": "",
    "nomBeneficiaire": "Théâtre de l’Œuvre",
    "idBeneficiaire": "",
    "rnaBeneficiaire": "",
    "objet": "Fête à Noël, « 3 € »",
    "montant": "1234.50",
    "nature": "aide en numéraire",
    "conditionsVersement": "unique",
    "datesPeriodeVersement": "2023-05-01/2023-12-31",
    "idRAE": "",
    "notificationUE": "non",
    "pourcentageSubvention": "1",
    "dispositifAide": "",
}
REQUIRED = [
    *("nomAttribuant", "idAttribuant", "dateConvention", "nomBeneficiaire", "objet"),
    *("montant", "nature", "conditionsVersement", "datesPeriodeVersement"),
    *("notificationUE", "pourcentageSubvention"),
]


def errors_of(**cells: object) -> list[tuple]:
    """The errors of one row: good, but for these cells."""
    return list(erreurs_scdl(pd.DataFrame([GOOD | cells])).itertuples(index=False))


def test_the_schema_says_which_one_it_is():
    """Its version and its address are those of the public documentation."""
    found = national_schema()
    assert found["version"] == "2.1.1"
    assert found["version"] in found["path"]
    assert found["homepage"] == "https://gitlab.com/opendatafrance/scdl/subventions"
    assert found["sources"][0]["path"] == found["path"]


def test_the_schema_loads_in_frictionless():
    """Sixteen fields, in the order of the documentation, eleven of them required."""
    fields = Schema.from_descriptor(national_schema()).fields
    assert [field.name for field in fields] == list(GOOD)
    assert [field.name for field in fields if field.required] == REQUIRED


def test_the_reader_and_the_schema_name_the_same_fields():
    """What read_scdl recognises is the schema, and the year that many cities add."""
    assert set(FIELDS) == {*GOOD, "exercice"}


def test_a_caller_cannot_change_the_schema_of_the_others():
    """Each call gives a copy."""
    national_schema()["fields"].clear()
    assert len(national_schema()["fields"]) == 16


def test_the_schema_ships_in_the_wheel():
    """An installed package finds it beside its module."""
    wheel = WheelBuilder(str(project_folder()))
    shipped = [file.distribution_path for file in wheel.recurse_included_files()]
    assert f"lirelaville/scdl/{schema.FILE.name}" in shipped


def test_a_good_row_passes():
    """Nothing is said of a row that follows the schema."""
    assert errors_of() == []
    assert errors_of(idBeneficiaire=SIRET, rnaBeneficiaire="W133001234") == []


def test_columns_may_come_in_any_order_with_others_beside_them():
    """The optional ones may be absent."""
    row = {name: GOOD[name] for name in reversed(REQUIRED)} | {"exercice": "2023"}
    assert erreurs_scdl(pd.DataFrame([row])).empty


@pytest.mark.parametrize("name", REQUIRED)
def test_a_required_field_is_asked_for(name):
    """Its column absent, or its cell empty, are two different errors."""
    table = pd.DataFrame([GOOD])
    (absent,) = erreurs_scdl(table.drop(columns=name)).itertuples(index=False)
    (empty,) = errors_of(**{name: None})
    assert tuple(absent) == (0, name, "", ABSENT)
    assert (empty.ligne, empty.colonne, empty.valeur) == (2, name, "")
    assert "case vide" in empty.raison


@pytest.mark.parametrize(
    ("name", "bad", "reason"),
    [
        ("idAttribuant", "211 300 553 00016", "mauvaise forme (exemple : 2335"),
        ("idAttribuant", "21130055300017", WRONG_KEY),
        ("dateConvention", "01/05/2023", "pas une date (attendu : 2017-06-27)"),
        ("dateConvention", "2023-02-30", "pas une date"),
        ("idBeneficiaire", "130055300", "mauvaise forme"),
        ("idBeneficiaire", "38047555800059", WRONG_KEY),
        ("rnaBeneficiaire", "133001234", "mauvaise forme (exemple : W380475558)"),
        ("objet", "x" * 257, "plus de 256 caractères"),
        ("montant", "1 234,50 €", "pas un nombre (attendu : 47800.20)"),
        ("nature", "F", "hors de la liste : aide en numéraire | aide en nature"),
        ("conditionsVersement", "x" * 257, "plus de 256 caractères"),
        ("datesPeriodeVersement", "mai 2023", "mauvaise forme (exemple : 2017-03-14/"),
        ("datesPeriodeVersement", "2023-05-01_2023-12-31", "mauvaise forme"),
        ("idRAE", "123456", "plus de 5 caractères"),
        ("notificationUE", "false", "on attend oui ou non"),
        ("notificationUE", False, "on attend oui ou non"),
        ("pourcentageSubvention", "0", "moins de 0,01"),
        ("pourcentageSubvention", "100", "plus de 1"),
        ("pourcentageSubvention", "45 %", "pas un nombre"),
    ],
)
def test_each_rule_refuses_its_bad_value(name, bad, reason):
    """One error, on that cell, that says what was expected."""
    (error,) = errors_of(**{name: bad})
    assert (error.ligne, error.colonne, error.valeur) == (2, name, str(bad))
    assert reason in error.raison


def test_values_of_pandas_are_judged_as_they_will_be_published():
    """Numbers and dates of pandas pass: their text is what the schema asks."""
    table = pd.DataFrame([GOOD])
    table["montant"] = pd.to_numeric(table["montant"])
    table["pourcentageSubvention"] = 1
    table["dateConvention"] = pd.to_datetime(table["dateConvention"])
    assert erreurs_scdl(table).empty


def test_every_error_is_told_with_its_line():
    """More than a thousand errors are all there, where frictionless stops."""
    table = pd.DataFrame([GOOD | {"montant": "1 €"}] * 1_200)
    lines = erreurs_scdl(table)["ligne"]
    assert lines.tolist() == list(range(2, 1_202))


def test_empty_rows_and_empty_tables_are_judged_too():
    """An empty row is one error; a table without rows conforms; no column is absent."""
    table = pd.DataFrame([GOOD, dict.fromkeys(GOOD), GOOD])
    (error,) = erreurs_scdl(table).itertuples(index=False)
    assert (error.ligne, error.raison) == (3, EMPTY_ROW)
    assert erreurs_scdl(pd.DataFrame(columns=list(GOOD))).empty
    nothing_of_it = erreurs_scdl(pd.DataFrame({"Montant": ["12 €"]}))
    assert nothing_of_it["colonne"].tolist() == REQUIRED


def test_what_the_schema_cannot_see_passes():
    """A total among the rows, somebody else's SIRET: valid is not true."""
    total = GOOD | {"nomBeneficiaire": "TOTAL", "montant": "2469"}
    assert erreurs_scdl(pd.DataFrame([GOOD, GOOD, total])).empty


def test_a_name_given_twice_is_refused():
    """Nobody could tell which of the two columns is meant."""
    table = pd.DataFrame([GOOD]).rename(columns={"referenceDecision": "objet"})
    with pytest.raises(LireLaVilleError, match="colonnes s'appellent « objet »"):
        erreurs_scdl(table)
