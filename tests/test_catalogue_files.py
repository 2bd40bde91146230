"""The catalogue as files: its README, its words, the tables that people download."""

import csv
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from reading import spaces
from typer.testing import CliRunner

from lirelaville.catalogue import dataset_names, describe, load
from lirelaville.catalogue.cells import cells, plain_fields
from lirelaville.catalogue.commands import app
from lirelaville.catalogue.descriptors import dataset_folder
from lirelaville.catalogue.readme import readme_file, readme_text
from lirelaville.catalogue.tables import resource_of
from lirelaville.catalogue.vocabulary import (
    OTHER,
    TYPES,
    UNITS,
    column_in_words,
    size_in_words,
    theme,
    type_in_words,
    unit_in_words,
)
from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.downloads import downloads, offered_file
from lirelaville.project import project_folder

TABLES = [
    (slug, resource["name"])
    for slug in dataset_names()
    for resource in describe(slug)["resources"]
    if not resource.get("raw")
]


def file_of(slug: str, resource: dict) -> Path:
    return dataset_folder(slug) / resource["path"]


def read_back(file: Path, slug: str, name: str, **options) -> pd.DataFrame:
    """Read a downloaded CSV as the table it says it is."""
    resource = resource_of(describe(slug), name)
    table = load(slug, resource=name)
    plain = [field["name"] for field in plain_fields(resource)]
    codes = {field["name"]: "str" for field in plain_fields(resource)}
    codes = {n: t for n, t in codes.items() if str(table[n].dtype) == "str"}
    found = pd.read_csv(
        file, dtype=codes, keep_default_na=False, na_values=[""], **options
    )
    assert list(found.columns) == plain
    return found


def same_as_loaded(found: pd.DataFrame, slug: str, name: str) -> None:
    table = pd.DataFrame(load(slug, resource=name))[found.columns]
    assert_frame_equal(found.astype(table.dtypes), table, check_dtype=False)


# the README


def test_readme_is_up_to_date():
    """What the forge shows is what the cards say."""
    assert readme_file().read_text() == readme_text(), (
        "datasets/README.md does not say what the cards say. "
        "Type: .venv/bin/lirelaville datasets readme"
    )


def test_readme_has_every_dataset_and_every_file_it_links_to():
    """One line and one section each; no dead link, no table cut by a cell."""
    text, folder = readme_file().read_text(), readme_file().parent
    for slug in sorted(p.parent.name for p in folder.glob("*/datapackage.json")):
        assert f"| [{slug}](#{slug}) |" in text
        assert f"\n### {slug}\n" in text
        for resource in json.loads((folder / slug / "datapackage.json").read_text())[
            "resources"
        ]:
            assert f"]({slug}/{resource['path']})" in text
            assert (folder / slug / resource["path"]).is_file()
    rows = [line for line in text.splitlines() if line.startswith("| [")]
    assert {row.replace(r"\|", "").count("|") for row in rows} == {8}


def test_readme_command_writes_it_again(tmp_path, monkeypatch):
    """After a card has changed, one command; another city's folder stays out of it."""
    ours, theirs = tmp_path / "datasets", tmp_path / "theirs"
    for folder, slug in ((ours, "meteo"), (ours, "iris"), (theirs, "quartiers")):
        shutil.copytree(dataset_folder(slug), folder / slug)
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(tmp_path))
    monkeypatch.setenv("LIRELAVILLE_DATASETS", str(theirs))
    card = ours / "iris" / "datapackage.json"
    card.write_text(card.read_text().replace('"years": "2025"', '"years": "20|25"'))
    shown = CliRunner().invoke(app, ["readme"])
    assert "datasets/README.md est à jour" in shown.output
    written = (ours / "README.md").read_text()
    assert "2 jeux de données" in spaces(written)
    assert r"| 20\|25 |" in written
    assert "quartiers]" not in written


# words


def test_every_type_has_its_words_and_every_dataset_its_theme():
    """No English type; no dataset that nobody would look for."""
    fields = [
        field
        for slug, name in TABLES
        for field in resource_of(describe(slug), name)["schema"]["fields"]
    ]
    assert all(type_in_words(field) in TYPES.values() for field in fields)
    assert not [field["name"] for field in fields if "EUR" in unit_in_words(field)]
    assert [s for s in dataset_names() if theme(describe(s)) == OTHER] == []
    assert theme({"keywords": ["licorne"]}) == OTHER


@pytest.mark.parametrize(
    ("kind", "unit", "written", "read"),
    [
        (
            "number",
            "EUR",
            ["10350922.36", "5074000.0", ""],
            "10 350 922,36|5 074 000,00|",
        ),
        ("number", "%", ["15.0", "-3.0"], "15|−3"),
        ("number", "degrés", ["5.376404", "1e-05"], "5,376404|0,000010"),
        ("integer", "habitants", ["877215", "0"], "877 215|0"),
        ("integer", "année", ["2022"], "2022"),
        ("boolean", "", ["True", "false", ""], "oui|non|"),
        ("date", "", ["2025-07-14", ""], "14/07/2025|"),
        (
            "string",
            "",
            ["01001", "NA", "mot " * 40],
            f"01001|NA|{('mot ' * 22).strip()}…",
        ),
    ],
)
def test_cells_are_written_as_french_readers_expect(kind, unit, written, read):
    """Same decimals down a column; years and codes stay whole; holes stay holes."""
    found = column_in_words(written, {"type": kind, "unit": unit})
    assert spaces("|".join(found)) == read


@pytest.mark.parametrize(
    ("size", "said"),
    [(12, "12 octets"), (9590, "10 Ko"), (590898, "591 Ko"), (2_000_000, "2,0 Mo")],
)
def test_sizes_are_those_people_read(size, said):
    assert spaces(size_in_words(size)) == said


def test_units_keep_their_sign():
    """The sign used in the table stands beside its name."""
    assert all(sign in said for sign, said in UNITS.items())
    assert unit_in_words({"unit": "EUR par habitant"}) == "euros par habitant"
    assert unit_in_words({}) == ""


# tables, row after row


@pytest.mark.parametrize(("slug", "name"), TABLES, ids=lambda value: value)
def test_cells_are_those_of_the_table(slug, name):
    """Whatever the file's format: as many rows, as many cells, same first and last."""
    resource = resource_of(describe(slug), name)
    rows = list(cells(file_of(slug, resource), resource))
    assert len(rows) == resource["rows"]
    assert {len(row) for row in rows} == {len(plain_fields(resource))}
    assert list(cells(file_of(slug, resource), resource, 8)) == rows[:8]


def test_first_rows_of_the_national_table_do_not_need_the_others(tmp_path):
    """With the second half of the Parquet file damaged, its first rows still come."""
    import duckdb

    (resource,) = describe("revenus_iris_france")["resources"]
    content = bytearray(file_of("revenus_iris_france", resource).read_bytes())
    half, end = len(content) // 2, len(content) - 20_000  # the footer stays
    content[half:end] = bytes(end - half)
    damaged = tmp_path / "moitie.parquet"
    damaged.write_bytes(content)
    whole = cells(file_of("revenus_iris_france", resource), resource, 8)
    assert list(cells(damaged, resource, 8)) == list(whole)
    with pytest.raises(duckdb.Error):
        list(cells(damaged, resource))


def test_first_rows_of_a_csv_do_not_need_the_others(tmp_path):
    """The end of a large file is not even decoded."""
    (resource,) = describe("populations")["resources"]
    damaged = tmp_path / "fin.csv"
    damaged.write_bytes(file_of("populations", resource).read_bytes() + b"\xff\xfe")
    assert len(list(cells(damaged, resource, 8))) == 8
    with pytest.raises(UnicodeDecodeError):
        list(cells(damaged, resource))


def test_cells_refuse_a_file_with_another_header(tmp_path):
    """A column that has moved is not shown under another's name."""
    (resource,) = describe("populations")["resources"]
    moved = tmp_path / "populations.csv"
    moved.write_text("type,code_insee\nCOM,01001\n")
    with pytest.raises(LireLaVilleError, match=r"pas celui de sa fiche. .*Lu : type, "):
        list(cells(moved, resource))


# downloads


@pytest.mark.parametrize(("slug", "name"), TABLES, ids=lambda value: value)
def test_the_table_for_spreadsheets_is_the_same_table(slug, name, tmp_path):
    """Semicolons, decimal commas, UTF-8 mark; read back, not a figure has moved."""
    found, offered = offered_file(slug, f"{name}_tableur.csv", tmp_path)
    assert found.read_bytes().startswith(b"\xef\xbb\xbf")
    assert offered.media_type == "text/csv; charset=utf-8"
    table = read_back(
        found,
        slug,
        name,
        sep=";",
        decimal=",",
        true_values=["oui"],
        false_values=["non"],
        encoding="utf-8-sig",
    )
    neutral = {
        text: table[text].str.replace("^'(?=[=+@-])", "", regex=True)
        for text in table.select_dtypes("str")
    }
    same_as_loaded(table.assign(**neutral), slug, name)


@pytest.mark.parametrize(("slug", "name"), TABLES, ids=lambda value: value)
def test_every_table_comes_as_plain_csv(slug, name, tmp_path):
    """GeoJSON and Parquet too, their outlines aside."""
    found, _ = offered_file(slug, f"{name}.csv", tmp_path)
    same_as_loaded(read_back(found, slug, name), slug, name)


@pytest.mark.parametrize("slug", dataset_names())
def test_files_of_the_catalogue_are_offered_to_the_byte(slug, tmp_path):
    """What people download is what the fingerprint on the page is of."""
    for name, offered in downloads(describe(slug)).items():
        found, same = offered_file(slug, name, tmp_path)
        assert same == offered
        if not offered.made:
            assert found == dataset_folder(slug) / name


def test_a_text_that_a_spreadsheet_would_run_is_made_a_text_again(tmp_path):
    """One of Paris's contracts begins with a dash; numbers keep their sign."""
    found, _ = offered_file("marches_paris", "marches_paris_tableur.csv", tmp_path)
    with found.open(encoding="utf-8-sig", newline="") as lines:
        objects = [row["objet"] for row in csv.DictReader(lines, delimiter=";")]
    assert [text[:14] for text in objects if text.startswith("'")] == ["'- Formations "]
    found, _ = offered_file("meteo", "meteo_tableur.csv", tmp_path)
    assert ";-" in found.read_text()


def test_a_table_is_written_once_until_the_data_change(tmp_path, monkeypatch):
    """The kept file is used again, then replaced when its source has another print."""
    shutil.copytree(project_folder() / "datasets" / "iris", tmp_path / "datasets/iris")
    monkeypatch.setenv("LIRELAVILLE_PROJECT", str(tmp_path))
    cache = tmp_path / "cache"
    first, _ = offered_file("iris", "iris_tableur.csv", cache)
    first.write_text("déjà là")
    assert offered_file("iris", "iris_tableur.csv", cache)[0].read_text() == "déjà là"
    card = tmp_path / "datasets/iris/datapackage.json"
    source = card.with_name("iris.geojson")
    source.write_text(source.read_text() + "\n")
    with pytest.raises(LireLaVilleError, match=r"iris\.geojson a changé"):
        offered_file("iris", "iris_tableur.csv", cache)
    from hashlib import sha256

    old = json.loads(card.read_text())["resources"][0]["hash"]
    new = f"sha256:{sha256(source.read_bytes()).hexdigest()}"
    card.write_text(card.read_text().replace(old, new))
    again, _ = offered_file("iris", "iris_tableur.csv", cache)
    assert [path.name for path in (cache / "iris").iterdir()] == [again.name]
    assert again != first


@pytest.mark.parametrize(
    "name", ["", "..", "prepare.py", "rules.py", "SUBVENTIONS.CSV", "quartiers.csv"]
)
def test_only_what_is_on_offer_is_given(name, tmp_path):
    """Neither the programs beside the table nor another dataset's file."""
    assert offered_file("subventions", name, tmp_path) is None
