"""Two versions of a table are compared row by row, and the result is read at ease."""

import io
import json

import pandas as pd
import pytest
from publisher_site import publisher_site
from rich.console import Console

from lirelaville.catalogue import describe
from lirelaville.catalogue.prepare import write_resource
from lirelaville.catalogue.refreshing.differences import difference, key_of
from lirelaville.catalogue.refreshing.download import download
from lirelaville.catalogue.refreshing.drift import drift, looks_like
from lirelaville.catalogue.refreshing.show import in_words, show
from lirelaville.project import project_folder

DATASETS = project_folder() / "datasets"
FIELDS = [
    {"name": "annee", "type": "integer", "unit": "année"},
    {"name": "nom", "type": "string"},
    {"name": "montant_eur", "type": "number"},
]
GRANTS = "annee,nom,montant_eur\n2021,A,10.0\n2021,B,20.0\n2022,A,30.0\n"


@pytest.fixture
def compare(tmp_path):
    """Compare two texts as two versions of the same table."""

    def compare_texts(old: str, new: str, **resource):
        resource = {"path": "aides.csv", "schema": {"fields": FIELDS}} | resource
        for name, text in (("old", old), ("new", new)):
            (tmp_path / name).write_bytes(text.encode())
        return difference(tmp_path / "old", tmp_path / "new", resource)

    return compare_texts


def on_screen(found) -> str:
    """Return what is shown, as on a screen of 80 columns."""
    screen = io.StringIO()
    show(found, Console(file=screen, width=80))
    assert max(map(len, screen.getvalue().splitlines())) <= 80
    return screen.getvalue().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("slug", "resource"),
    [
        (slug, resource)
        for slug in ("subventions", "quartiers", "equipements", "revenus_iris_france")
        for resource in describe(slug)["resources"]
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_table_does_not_differ_from_itself(slug, resource):
    """CSV, GeoJSON or Parquet, with a key or without."""
    file = DATASETS / slug / resource["path"]
    found = difference(file, file, resource)
    assert found.nothing
    assert found.doubts == []
    assert found.before == found.after == resource["rows"]
    assert "Identique" in on_screen(found)


def test_rows_are_recognised_by_what_stands_before_the_first_number(compare):
    """A card without a key: the year and the name tell the rows apart."""
    found = compare(GRANTS, GRANTS.replace("30.0", "33.0").replace("2021,B,20.0\n", ""))
    assert found.key == ["annee", "nom"]
    assert found.removed["nom"].to_list() == ["B"]
    assert found.changed.to_dict("records") == [
        {"colonne": "montant_eur", "avant": "30.0", "après": "33.0"}
    ]
    shown = on_screen(found)
    assert "3 → 2 lignes : 1 retirée, 0 ajoutée, 1 modifiée." in shown
    assert "− 2021 · B · 20" in shown
    assert "2022 · A" in shown
    assert "+10,0" in shown


def test_rows_of_the_same_key_are_told_apart_by_their_order(compare):
    """Two grants to the same association the same year are two rows."""
    twice = GRANTS + "2022,A,5.0\n"
    assert compare(GRANTS, twice).added["montant_eur"].to_list() == ["5.0"]
    assert compare(twice, twice.replace("5.0", "6.0")).changed["après"].to_list() == [
        "6.0"
    ]


@pytest.mark.parametrize(
    ("schema", "key"),
    [
        ({"primaryKey": "nom"}, ["nom"]),
        ({"primaryKey": ["annee", "nom"]}, ["annee", "nom"]),
        ({"primaryKey": "disparue"}, ["annee", "nom"]),
        ({}, ["annee", "nom"]),
    ],
)
def test_key_comes_from_the_card_if_it_is_there(schema, key):
    """One column, several, one that is gone, none."""
    resource = {"schema": {"fields": FIELDS, **schema}}
    assert key_of(resource, ["annee", "nom", "montant_eur"]) == key


def test_unique_column_is_a_key():
    """``unique`` in the card is a promise too."""
    fields = [FIELDS[0], FIELDS[1] | {"constraints": {"unique": True}}]
    assert key_of({"schema": {"fields": fields}}, ["annee", "nom"]) == ["nom"]


def test_only_the_order_of_rows_changed(compare):
    """Nothing added, nothing removed, and yet not the same file."""
    head, *rows = GRANTS.splitlines(keepends=True)
    found = compare(GRANTS, head + "".join(reversed(rows)))
    assert not found.nothing
    assert "L'ordre des lignes a changé." in on_screen(found)


def test_raw_file_is_compared_line_by_line(compare):
    """A publisher's own file has no columns that we know of, nor our encoding."""
    found = compare("a;b\n1;2\n", "a;b\n1;3\n", raw=True)
    assert found.removed["ligne"].to_list() == ["1;2"]
    assert found.added["ligne"].to_list() == ["1;3"]


def test_raw_file_in_latin_1_is_read(tmp_path):
    """Montpellier's files are."""
    file = tmp_path / "brut.csv"
    file.write_bytes("été;1\n".encode("latin-1"))
    resource = {"path": "brut.csv", "raw": True, "schema": {"fields": []}}
    assert difference(file, file, resource).nothing


def test_parquet_and_geojson_changes_are_seen(tmp_path):
    """One changed cell, one moved outline."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    resource = {"path": "t.parquet", "schema": {"fields": FIELDS}}
    for name, amount in (("old", 1.5), ("new", None)):
        table = pd.DataFrame({"annee": [2021], "nom": ["A"], "montant_eur": [amount]})
        write_resource(table, resource, tmp_path / name)
    found = difference(
        tmp_path / "old" / "t.parquet", tmp_path / "new" / "t.parquet", resource
    )
    assert found.changed[["avant", "après"]].to_numpy().tolist() == [["1.5", ""]]
    assert "(vide)" in on_screen(found)

    quartiers = describe("quartiers")["resources"][0]
    features = json.loads((DATASETS / "quartiers/quartiers.geojson").read_text())
    features["features"][0]["geometry"]["coordinates"][0][0] = [5.0, 43.0]
    (tmp_path / "q.geojson").write_text(json.dumps(features))
    found = difference(
        DATASETS / "quartiers/quartiers.geojson", tmp_path / "q.geojson", quartiers
    )
    assert found.changed["colonne"].to_list() == ["geometry"]
    assert "contour" in on_screen(found)


def test_columns_that_come_go_and_move_are_told(compare):
    """Names first."""
    wider = "annee,nom,montant_eur,objet\n2021,A,10.0,x\n"
    short = "annee,nom,montant_eur\n2021,A,10.0\n"
    moved = "nom,annee,montant_eur\nA,2021,10.0\n"
    assert compare(short, wider).columns == ["« objet » est nouvelle."]
    assert compare(wider, short).columns == ["« objet » a disparu."]
    found = compare(short, moved)
    assert found.columns == ["L'ordre des colonnes a changé."]
    assert "Colonne L'ordre des colonnes" in on_screen(found)


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("12", "12.5", "que des nombres entiers ; maintenant : nombres."),
        ("2025-07-14", "14/07/2025", "que des dates ; maintenant : textes."),
        ("True", "oui", "que des oui ou non ; maintenant : textes."),
        ("1200", "01200", "que des nombres entiers ; maintenant : textes."),
        ("12", "", "que des nombres entiers ; maintenant : cellules vides."),
    ],
)
def test_columns_whose_content_changes_kind_are_told(was, now, words):
    """The card may allow it, and a person still wants to know."""
    said = drift(pd.DataFrame({"c": [was]}), pd.DataFrame({"c": [now]}))
    assert said[0] == f"« c » ne contenait {words}"


def test_column_that_was_never_empty_is_told():
    """Gaps that appear are news."""
    said = drift(pd.DataFrame({"c": ["1", "2"]}), pd.DataFrame({"c": ["1", ""]}))
    assert said == ["« c », jamais vide jusqu'ici, est vide dans 1\xa0ligne."]


def test_codes_with_a_leading_zero_are_not_whole_numbers():
    """01200 is a code."""
    assert looks_like(pd.Series(["01200", "13055"])) == "textes"
    assert looks_like(pd.Series(["0", "13055", ""])) == "nombres entiers"


def test_few_rows_lost_are_no_accident_many_are(compare):
    """A tenth of the rows."""
    rows = [f"2021,{letter},1.0\n" for letter in "ABCDEFGHIJKLMNOPQRST"]
    head = "annee,nom,montant_eur\n"
    assert compare(head + "".join(rows), head + "".join(rows[1:])).doubts == []
    (doubt,) = compare(head + "".join(rows), head + "".join(rows[2:])).doubts
    assert doubt.startswith("2\xa0lignes de moins sur 20\xa0lignes")


def test_largest_changes_come_first_and_the_others_are_counted(compare):
    """Five examples a column, whatever their number."""
    rows = [(f"2021,N{n},100.0\n", f"2021,N{n},{100 + n}.0\n") for n in range(1, 40)]
    old, new = ("".join(column) for column in zip(*rows, strict=True))
    shown = on_screen(
        compare(f"annee,nom,montant_eur\n{old}", f"annee,nom,montant_eur\n{new}")
    )
    assert shown.count("2021 · N") == 5
    assert shown.index("N39") < shown.index("N38") < shown.index("N35")
    assert "N34" not in shown


def test_many_columns_and_rows_do_not_fill_the_screen(tmp_path):
    """A new vintage changes everything."""
    names = [f"mesure_{n}" for n in range(20)]
    fields = [FIELDS[1], *({"name": name, "type": "number"} for name in names)]
    resource = {"path": "t.csv", "schema": {"fields": fields}}
    for version in (1, 2):
        table = pd.DataFrame({"nom": [f"L{n}" for n in range(50)]})
        table = table.assign(**dict.fromkeys(names, version))
        if version == 2:
            table["nom"] = table["nom"].str.replace("L4", "X4")
        table.to_csv(tmp_path / f"{version}.csv", index=False)
    shown = on_screen(difference(tmp_path / "1.csv", tmp_path / "2.csv", resource))
    assert "… et 6 autres." in shown
    assert "… et 8 autres colonnes." in shown
    assert len(shown.splitlines()) < 45


@pytest.mark.parametrize(
    ("cell", "field", "words"),
    [
        ("1234.50", {"type": "number"}, "1\u202f234,5"),
        ("beaucoup", {"type": "number"}, "beaucoup"),
        ("nan", {"type": "number"}, "nan"),
        ("2021", {"type": "integer", "unit": "année"}, "2021"),
        ("01001", {"type": "string"}, "01001"),
        ("x" * 70, {"type": "string"}, "x" * 60 + "…"),
    ],
)
def test_cells_are_written_as_french_readers_expect(cell, field, words):
    """Numbers with their commas, codes and years as they are."""
    assert in_words(cell, field) == words


def test_download_shows_how_far_it_is(tmp_path):
    """On a terminal: the name of the file and the size received."""
    with publisher_site() as site:
        site.pages["/t.csv"] = b"1;2\n" * 500_000
        screen = io.StringIO()
        file = {"url": f"{site.url}/t.csv", "saved_as": "insee/t.csv"}
        terminal = Console(file=screen, force_terminal=True, width=80)
        download(file, tmp_path / "t.csv", 200, terminal)
    assert (tmp_path / "t.csv").stat().st_size == 2_000_000
    assert "t.csv" in screen.getvalue()
    assert "2,0 Mo" in screen.getvalue()
