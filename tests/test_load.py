"""``load`` returns checked tables that know their source, or says what to do."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from lirelaville.catalogue import (
    dataset_names,
    describe,
    lambert93,
    load,
    raw_file,
    source_line,
)
from lirelaville.catalogue.checking import check
from lirelaville.catalogue.descriptors import NEEDED
from lirelaville.catalogue.prepare import with_fingerprint, write
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
    resource = json.loads(card.read_text())["resources"][0]
    text = with_fingerprint(
        card.read_text(), resource["name"], content, resource["rows"]
    )
    card.write_text(text)


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


# some rows, other tables, other territories


@pytest.mark.parametrize(
    ("slug", "where", "query"),
    [
        ("populations", "code_insee LIKE '132%'", "code_insee.str.startswith('132')"),
        ("subventions", "annee = 2022 AND objet IS NULL", "annee==2022 & objet.isna()"),
        ("quartiers", "arrondissement = 1", "arrondissement == 1"),
        ("equipements", "nombre_places > 60", "nombre_places > 60"),
        ("recensement_iris", "NOT limites_stables", "not limites_stables"),
        ("revenus_iris", "nom_iris = 'nulle part'", "nom_iris == 'nulle part'"),
    ],
)
def test_where_gives_the_rows_a_whole_load_would_keep(slug, where, query):
    """Same rows, same order, same types as loading everything and then filtering."""
    expected = load(slug).query(query).reset_index(drop=True)
    found = load(slug, where=where)
    assert_frame_equal(found, expected)
    assert found.attrs == load(slug).attrs


@pytest.mark.parametrize("slug", ["subventions", "quartiers"], ids=["csv", "geojson"])
def test_where_on_an_unknown_column_lists_the_columns(slug):
    """The mistake is quoted and the columns are there to copy."""
    with pytest.raises(LireLaVilleError) as error:
        load(slug, where="anne = 2022")
    assert "La condition « anne = 2022 » ne s'applique pas" in str(error.value)
    assert f"Colonnes : {load(slug).columns[0]}, " in str(error.value)


def test_where_finds_a_cell_of_the_wrong_type(project):
    """A faulty table is refused, whether it is read whole or in part."""
    rewrite_data(project, "subventions", "10350922.36", "beaucoup")
    with pytest.raises(LireLaVilleError, match="ne se lit pas comme sa fiche le dit"):
        load("subventions", where="annee = 2022")


@pytest.fixture
def weather(project) -> dict:
    """A package of two tables, Parquet and CSV, with dates and holes."""
    fields = [
        {"name": "jour", "type": "date", "constraints": {"required": True}},
        {"name": "station", "type": "string"},
        {"name": "pluie_mm", "type": "number"},
        {"name": "heures", "type": "integer"},
        {"name": "complet", "type": "boolean"},
    ]
    rows = pd.DataFrame(
        {
            "jour": ["2025-01-01", "2025-01-02", "2025-07-14"],
            "station": ["01", None, "03"],
            "pluie_mm": [0.5, None, 0.0],
            "heures": pd.array([24, None, 23], dtype="Int64"),
            "complet": pd.array([True, None, False], dtype="boolean"),
        }
    )
    card = describe("populations") | {"name": "temps", "territory": "Ailleurs"}
    card["model"] = "meteo"
    empty = {"hash": "", "bytes": 0, "rows": 0, "schema": {"fields": fields}}
    card["resources"] = [
        {"name": "temps", "path": "temps.parquet", **empty},
        {"name": "copie", "path": "copie.csv", **empty},
    ]
    folder = project / "datasets" / "temps"
    folder.mkdir()
    (folder / "datapackage.json").write_text(json.dumps(card, indent=2))
    write({"temps": rows, "copie": rows}, folder)
    return card


def test_parquet_and_csv_give_the_same_table(weather):
    """Dates are dates, whole numbers whole, codes text, holes are holes."""
    table, copy = load("temps"), load("temps", resource="copie")
    assert_frame_equal(table, copy)
    assert table.dtypes.astype(str).to_dict() == {
        "jour": "datetime64[us]",
        "station": "str",
        "pluie_mm": "float64",
        "heures": "Int64",
        "complet": "boolean",
    }
    assert table["jour"].dt.month.to_list() == [1, 1, 7]
    assert table.isna().sum().sum() == 4
    assert check("temps") == []


@pytest.mark.parametrize("resource", ["temps", "copie"])
def test_where_reads_dates(weather, resource):
    """A date is written year-month-day between quotes."""
    assert len(load("temps", resource=resource, where="jour < '2025-02-01'")) == 2


def test_unknown_table_of_a_package_gives_near_names(weather):
    """The package is there, the table is not."""
    with pytest.raises(LireLaVilleError, match="Vouliez-vous dire « copie »"):
        load("temps", resource="copies")


def test_a_file_that_is_not_parquet_points_to_the_check(project, weather):
    """Somebody saved a web page under this name."""
    page = b"<html>Service indisponible</html>"
    folder = project / "datasets" / "temps"
    (folder / "temps.parquet").write_bytes(page)
    card = folder / "datapackage.json"
    card.write_text(with_fingerprint(card.read_text(), "temps", page, 3))
    with pytest.raises(LireLaVilleError, match="ne se lit pas comme sa fiche le dit"):
        load("temps")


def test_a_territory_has_its_own_package(weather):
    """``model`` says for which table another territory's package stands."""
    assert load("temps", territory="Ailleurs").attrs["slug"] == "temps"
    assert load("subventions", territory="Marseille").attrs["slug"] == "subventions"
    with pytest.raises(LireLaVilleError) as error:
        load("subventions", territory="Lyon")
    assert "n'existe pas pour le territoire « Lyon »" in str(error.value)
    assert "Il existe pour : Marseille (subventions)" in str(error.value)


def test_another_citys_folder_comes_first(project, weather, tmp_path, monkeypatch):
    """Its tables replace ours of the same name; the others remain."""
    theirs = tmp_path / "chez_eux"
    shutil.move(project / "datasets" / "temps", theirs / "subventions")
    monkeypatch.setenv("LIRELAVILLE_DATASETS", str(theirs))
    assert load("subventions")["station"].to_list()[0] == "01"
    assert len(load("quartiers")) == 111
    assert "temps" not in dataset_names()


def test_raw_file_is_the_publishers_own(project, weather):
    """The path of a file to open by oneself, verified too."""
    path = raw_file("temps", "copie")
    assert path.read_text().startswith("jour,station")
    path.write_text("autre chose")
    with pytest.raises(LireLaVilleError, match=r"copie\.csv a changé"):
        raw_file("temps", "copie")


# what load refuses


def test_unknown_dataset_gives_near_names():
    """A slip of the finger is answered with the right name."""
    with pytest.raises(LireLaVilleError) as error:
        load("subvention")
    assert "Pas de jeu de données « subvention »" in str(error.value)
    assert "Vouliez-vous dire « subventions »" in str(error.value)


def test_changed_file_is_refused_with_both_fingerprints(project):
    """One changed digit is enough, and the message says what to do."""
    file = project / "datasets/subventions/subventions.csv"
    file.write_text(file.read_text().replace("10350922.36", "10350922.37"))
    with pytest.raises(LireLaVilleError) as error:
        load("subventions")
    expected = describe("subventions")["resources"][0]["hash"][7:15]
    assert f"subventions.csv a changé : sha256 attendu {expected}…" in str(error.value)
    assert "lirelaville datasets refresh subventions" in str(error.value)
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


def test_an_outline_that_does_not_close_points_to_the_check(project):
    """GEOS refuses it: the message is ours, in French, with the next step."""
    shape = '{"type":"Polygon","coordinates":[[[5.3,43.2],[5.4,43.2],[5.4,43.3]]]}'
    file = project / "datasets/quartiers/quartiers.geojson"
    first = file.read_text().splitlines()[1].rstrip(",")
    broken = json.loads(first) | {"geometry": json.loads(shape)}
    rewrite_data(project, "quartiers", first, json.dumps(broken))
    with pytest.raises(LireLaVilleError, match="ne se lit pas comme sa fiche le dit"):
        load("quartiers")
    assert check("quartiers")


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
