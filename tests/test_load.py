"""``load`` returns checked tables that know their source, or says what to do."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lirelaville.catalogue import (
    dataset_names,
    describe,
    lambert93,
    load,
    source_line,
)
from lirelaville.catalogue.descriptors import NEEDED
from lirelaville.catalogue.prepare import with_fingerprint
from lirelaville.errors import LireLaVilleError
from lirelaville.project import project_folder


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A copy of the real datasets, free to be damaged."""
    shutil.copytree(project_folder() / "datasets", tmp_path / "datasets")
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(tmp_path))
    return tmp_path


def edit_card(project: Path, slug: str, change) -> None:
    """Apply a change to the parsed card of a dataset."""
    path = project / "datasets" / slug / "datapackage.json"
    card = json.loads(path.read_text())
    change(card)
    path.write_text(json.dumps(card, indent=2))


def rewrite_data(project: Path, slug: str, old: str, new: str) -> None:
    """Replace text in a data file and keep its card's fingerprint true."""
    folder = project / "datasets" / slug
    file = next(f for f in folder.iterdir() if f.suffix in (".csv", ".geojson"))
    assert old in file.read_text()
    content = file.read_text().replace(old, new).encode()
    file.write_bytes(content)
    card = folder / "datapackage.json"
    rows = json.loads(card.read_text())["resources"][0]["rows"]
    card.write_text(with_fingerprint(card.read_text(), content, rows))


# what load gives


@pytest.mark.parametrize("slug", dataset_names())
def test_every_dataset_loads_with_its_columns_and_its_source(slug):
    """The columns are the card's fields, and the table knows its name and source."""
    table = load(slug)
    fields = [f["name"] for f in describe(slug)["resources"][0]["schema"]["fields"]]
    assert [name for name in table.columns if name in fields] == fields
    assert set(table.columns) - set(fields) <= {"geometry"}
    assert len(table) == describe(slug)["resources"][0]["rows"]
    assert table.attrs == {"source": source_line(slug), "slug": slug}


def test_amounts_are_numbers_and_names_are_text():
    """Types come from the card: whole numbers stay whole even with gaps."""
    types = load("subventions").dtypes.astype(str).to_dict()
    assert types == {
        "annee": "int64",
        "beneficiaire": "str",
        "nature_juridique": "str",
        "montant_eur": "float64",
        "nombre_subventions": "int64",
        "objet": "str",
        "nombre_beneficiaires_agreges": "Int64",
    }


def test_codes_keep_their_leading_zeros():
    """The first commune of France is 01001, not 1001."""
    codes = load("populations")["code_insee"]
    assert codes.iloc[0] == "01001"
    assert set(codes.str.len()) == {5}


def test_yes_no_columns_are_booleans():
    """``table[table["limites_stables"]]`` works as a beginner expects."""
    census = load("recensement_iris")
    assert census["limites_stables"].dtype == "bool"
    assert len(census[~census["limites_stables"]]) == 2


@pytest.mark.parametrize("slug", ["quartiers", "equipements"])
def test_places_are_geographic_in_degrees(slug):
    """Outlines from GeoJSON and points from longitude, latitude are alike."""
    table = load(slug)
    assert table.crs == "EPSG:4326"
    west, south, east, north = table.total_bounds
    assert 5 < west < east < 6
    assert 43 < south < north < 44


def test_only_an_empty_cell_is_a_missing_value(project):
    """A beneficiary called NA is somebody."""
    rewrite_data(project, "subventions", "FRICHE LA BELLE DE MAI", "NA")
    subsidies = load("subventions")
    assert (subsidies["beneficiaire"] == "NA").sum() > 0
    assert subsidies["beneficiaire"].notna().all()
    assert subsidies["objet"].isna().sum() == 5013


def test_lambert93_measures_in_metres():
    """The 111 quartiers cover 238 km², whatever degrees may say."""
    assert lambert93(load("quartiers")).area.sum() / 1e6 == pytest.approx(238.1, abs=1)


def test_source_line_is_ready_to_print():
    """Publisher, title, licence and date, from a name or from a table."""
    expected = (
        "Source : Ville de Marseille, Subventions 2017–2022 · Licence Ouverte 2.0 · "
        "données reçues le 22/11/2026"
    )
    assert source_line("subventions") == expected
    assert source_line(load("subventions").query("annee == 2022")) == expected


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import lirelaville, lirelaville.catalogue", ("pandas", "geopandas")),
        ("from lirelaville import load; load('subventions')", ("geopandas",)),
    ],
    ids=["import", "plain table"],
)
def test_heavy_libraries_wait_until_needed(code, absent):
    """Importing the package costs neither pandas nor geopandas."""
    check = f"{code}; import sys; print([m for m in {absent} if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


# what load refuses


def test_unknown_dataset_gives_near_names():
    """A slip of the finger is answered with the right name."""
    with pytest.raises(LireLaVilleError) as error:
        load("subvention")
    assert "Pas de jeu de données « subvention »" in str(error.value)
    assert "Vouliez-vous dire « subventions » ?" in str(error.value)


def test_changed_file_is_refused_with_both_fingerprints(project):
    """One changed digit is enough, and the message says what to do."""
    file = project / "datasets/subventions/subventions.csv"
    file.write_text(file.read_text().replace("10350922.36", "10350922.37"))
    with pytest.raises(LireLaVilleError) as error:
        load("subventions")
    expected = describe("subventions")["resources"][0]["hash"][7:15]
    assert f"subventions.csv a changé : sha256 attendu {expected}…" in str(error.value)
    assert "python datasets/subventions/prepare.py" in str(error.value)
    assert "git restore datasets/subventions/subventions.csv" in str(error.value)


def test_missing_file_says_how_to_restore_it(project):
    """The file that is not there is named."""
    (project / "datasets/quartiers/quartiers.geojson").unlink()
    with pytest.raises(LireLaVilleError, match=r"quartiers\.geojson n'est pas là"):
        load("quartiers")


def test_unreadable_card_says_where(project):
    """A missing brace is located by line and column."""
    card = project / "datasets/populations/datapackage.json"
    card.write_text(card.read_text()[:-5])
    with pytest.raises(LireLaVilleError, match=r"pas un fichier JSON lisible .*line"):
        load("populations")


@pytest.mark.parametrize("path", NEEDED)
def test_incomplete_card_names_what_is_missing(project, path):
    """A card without licence, date or fields is not used."""

    def remove(card: dict) -> None:
        *parents, last = path.split("/")
        if last == "title" and parents:
            parents, last = parents[:-1], parents[-1]
        place = card
        for step in parents:
            place = place[int(step) if step.isdigit() else step]
        del place[int(last) if last.isdigit() else last]

    edit_card(project, "populations", remove)
    with pytest.raises(LireLaVilleError, match=f"incomplet : il manque « {path} »"):
        load("populations")


def test_unknown_type_in_a_card_is_refused(project):
    """A type that load cannot read is named with those it can."""

    def change(card: dict) -> None:
        card["resources"][0]["schema"]["fields"][0]["type"] = "entier"

    edit_card(project, "populations", change)
    with pytest.raises(LireLaVilleError, match=r"a le type « entier ». Types lus"):
        load("populations")


def test_french_date_in_a_card_is_refused(project):
    """The date of reception is written year-month-day."""
    edit_card(project, "populations", lambda card: card.update(retrieved="22/11/2026"))
    with pytest.raises(LireLaVilleError, match=r"« retrieved » vaut « 22/11/2026 »"):
        load("populations")


@pytest.mark.parametrize(
    ("slug", "old", "column"),
    [
        ("subventions", "montant_eur", "montant_eur"),
        ("quartiers", '"nom":', "nom"),
    ],
    ids=["csv", "geojson"],
)
def test_missing_column_is_named(project, slug, old, column):
    """A renamed column is told, with the columns that are there."""
    rewrite_data(project, slug, old, old.replace(column, "autre"))
    with pytest.raises(LireLaVilleError, match=f"Il manque à .* « {column} ».*autre"):
        load(slug)


def test_cell_of_the_wrong_type_points_to_the_check(project):
    """Text in a column of amounts is not read as a missing amount."""
    rewrite_data(project, "subventions", "10350922.36", "beaucoup")
    with pytest.raises(LireLaVilleError, match="ne se lit pas comme sa fiche le dit"):
        load("subventions")


def test_table_without_source_is_told_what_to_write():
    """A joined table has lost its source line; its name is asked for."""
    table = load("subventions")
    table.attrs.clear()
    with pytest.raises(LireLaVilleError, match="ne connaît pas sa source"):
        source_line(table)


def test_lambert93_wants_a_geometry():
    """A table of amounts has no place on a map."""
    with pytest.raises(LireLaVilleError, match="n'a pas de géométrie"):
        lambert93(load("subventions"))
