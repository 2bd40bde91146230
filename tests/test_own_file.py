"""« Et avec vos données ? »: any CSV file is analysed, or the reason is said."""

import sys
from datetime import datetime
from pathlib import Path

import ipywidgets as widgets
import pytest
from ipywidgets.widgets.widget import _instances

from lirelaville import votre_fichier
from lirelaville.charts import bars
from lirelaville.errors import LireLaVilleError
from lirelaville.own_file.columns import parts_of
from lirelaville.own_file.reading import read_own_file

CLUBS = """\
Ville de X;;
Nom de l'association;Montant voté;Date
Club d'échecs;1 234,50 €;01/02/2023
Amis, voisins et compagnie;12,5;2 mars 2023
Théâtre;n.c.;
Chorale;3;2023-04-05
Écran;4;2023-04-05
Rugby;5;2023-04-05
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The lesson's folder, with a file in the form that offices send."""
    monkeypatch.chdir(tmp_path)
    Path("clubs.csv").write_bytes(CLUBS.encode("cp1252"))
    return tmp_path


def total(table) -> None:
    sys.stdout.write(f"total {table['montant'].sum():.2f}\n")


def said(capsys: pytest.CaptureFixture) -> str:
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 (avec marque)"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
        ("mac_roman", "Mac Roman"),
    ],
)
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_any_encoding_and_separator_give_the_same_table(
    encoding: str, separator: str, told: str
):
    """Nobody has to know how their office writes its files."""
    content = CLUBS.replace("€", "").replace(";", separator).encode(encoding)
    table = read_own_file(content, "clubs.csv")
    assert list(table) == ["Nom de l'association", "Montant voté", "Date"]
    assert table.loc[4, "Nom de l'association"] == "Amis, voisins et compagnie"
    assert table.attrs["lecture"] == {
        "nom": "clubs.csv",
        "encodage": told,
        "separateur": separator,
        "lignes": 6,
        "ecartees": [],
    }


def test_commas_separate_where_cells_are_quoted():
    """Decimal commas inside quotation marks are not separators."""
    table = read_own_file(b'nom,montant\nA,"1,5"\nB,"2,5"\n', "x.csv")
    assert table["montant"].to_list() == ["1,5", "2,5"]


@pytest.mark.parametrize("rows", [1, 2, 60])
def test_decimal_commas_are_not_separators_even_in_every_row(rows: int):
    """Two decimal columns have more commas a row than semicolons."""
    content = "lon;lat\n" + "5,35;43,2\n" * rows
    table = read_own_file(content.encode("ascii"), "x.csv")
    assert table.iloc[-1].to_dict() == {"lon": "5,35", "lat": "43,2"}


def test_columns_without_a_name_or_with_the_same_get_one_of_their_own():
    """No column hides another."""
    table = read_own_file(b"nom;nom;\na;b;c\n", "x.csv")
    assert list(table) == ["nom", "nom (2)", "colonne 3"]


def test_lines_cut_otherwise_are_counted_not_lost(here: Path, capsys):
    """A comment at the end of a file is put aside, and said."""
    Path("x.csv").write_text("nom;montant\nA;1\nB;2\nSource : le service\nC;3;4\n")
    votre_fichier(total, fichier="x.csv", nom="texte", montant="nombre")
    answer = said(capsys)
    assert "2 lignes (n° 4, 5)" in answer.replace("\u00a0", " ")
    assert "total 3.00" in answer


def test_the_guess_is_said_with_what_could_not_be_read(here: Path, capsys):
    """Columns found by their names; an unreadable amount is never zero."""
    votre_fichier(
        total, fichier="clubs.csv", beneficiaire="texte", montant="nombre", date="date?"
    )
    answer = said(capsys).replace("\u00a0", " ")
    assert "« clubs.csv » : 6 lignes, 3 colonnes ; encodage Windows-1252" in answer
    assert "montant : colonne « Montant voté »" in answer
    assert "Cases illisibles de la colonne « Montant voté » : 1 (lignes n° 5" in answer
    assert "total 1259.00" in answer


@pytest.mark.parametrize("mark", [".", ","])
def test_degrees_with_three_decimals_are_not_thousands(here: Path, capsys, mark: str):
    """« 5.351 » euros is doubtful, 5.351 degrees is not."""
    Path("x.csv").write_text("lon;lat\n5.351;43.281\n5.352;43.282\n".replace(".", mark))
    seen = []
    asked = {"longitude": "position", "latitude": "position"}
    votre_fichier(lambda t: seen.append(t.loc[2].to_list()), fichier="x.csv", **asked)
    assert seen == [[5.351, 43.281]]
    votre_fichier(total, fichier="x.csv", colonnes={"montant": "lon"}, montant="nombre")
    assert "« lon » ne contient pas de nombres" in said(capsys)


def test_codes_keep_their_zeros_and_other_columns_stay(here: Path):
    """« 013 » is not thirteen; what nobody asked for is still there, as text."""
    Path("x.csv").write_text("code;population;note\n013;5;a\n02A;6;b\n")
    seen = []
    votre_fichier(
        lambda table: seen.append((table.to_dict("list"), [*map(str, table.dtypes)])),
        fichier="x.csv",
        code="code",
        population="nombre",
    )
    columns = {"code": ["013", "02A"], "population": [5, 6], "note": ["a", "b"]}
    assert seen == [(columns, ["str", "float64", "str"])]


def test_a_chart_made_of_the_file_names_the_file(here: Path, capsys):
    """Its source is the learner's file, not one of the catalogue's."""
    shown = []

    def draw(table):
        montants = table.set_index("nom")["montant"]
        shown.append(bars(montants, title="Ici", unit="€", source=table))
        shown.append(bars(montants, title="Ici", unit="€", source="votre fichier"))

    Path("x.csv").write_text("nom;montant\nA;1\nB;2\n")
    votre_fichier(draw, fichier="x.csv", nom="texte", montant="nombre")
    assert [chart.source for chart in shown] == [
        "Source : votre fichier « x.csv »",
        "Source : votre fichier",
    ]


@pytest.mark.parametrize(
    ("content", "asked", "words"),
    [
        (b"PK\x03\x04rest", {}, "c'est un classeur (Excel"),
        (b"", {}, "x.csv est vide"),
        (b"nom;montant\n", {}, "x.csv n'a qu'une ligne d'en-tête"),
        (b"nom;prenom\na;b\n", {"montant": "nombre"}, "Je ne trouve pas la colonne"),
        (
            b"montant;nom\nzero;A\nun;B\n3;C\n",
            {"montant": "nombre"},
            "« montant » ne contient pas de nombres (cases illisibles : 2 sur 3)",
        ),
        (b"nom;montant\nA;\nB;\n", {"montant": "texte"}, "« montant » est vide"),
    ],
)
def test_a_file_that_cannot_be_analysed_says_precisely_why(
    here: Path, capsys, content: bytes, asked: dict, words: str
):
    """Never a traceback, never a wrong result."""
    Path("x.csv").write_bytes(content)
    votre_fichier(total, fichier="x.csv", **asked)
    answer = said(capsys)
    assert words in answer
    assert "Traceback" not in answer
    assert "total" not in answer


def test_a_chosen_column_of_another_kind_shows_an_example(here: Path, capsys):
    """The line and the cell tell what is wrong with the choice."""
    votre_fichier(
        total, fichier="clubs.csv", colonnes={"montant": "Date"}, montant="nombre"
    )
    answer = said(capsys)
    assert "« Date » ne contient pas de nombres" in answer
    assert "ligne 3 : « 01/02/2023 »" in answer


def test_a_misspelt_column_gets_near_names(here: Path, capsys):
    """The names of the file are listed."""
    votre_fichier(
        total,
        fichier="clubs.csv",
        colonnes={"montant": "montant vote"},
        montant="nombre",
    )
    assert "Pas de colonne « montant vote »" in said(capsys)


def test_a_file_that_is_not_there_names_those_that_are(here: Path, capsys):
    """A typing error is seen at once."""
    votre_fichier(total, fichier="club.csv", montant="nombre")
    assert "Fichiers trouvés : « clubs.csv »" in said(capsys)


def test_an_analysis_may_refuse_or_fail_in_plain_words(here: Path, capsys):
    """Its own words if it has some, the course's plain sentence otherwise."""

    def refuse(table):
        raise ValueError("Il faut au moins dix lignes.")

    votre_fichier(refuse, fichier="clubs.csv")
    votre_fichier(lambda table: 1 / 0, fichier="clubs.csv")
    answer = said(capsys)
    assert "⚠ Il faut au moins dix lignes." in answer
    assert "On ne peut pas diviser par zéro." in answer


def test_an_unknown_kind_is_the_author_s_mistake():
    """The writer of a lesson reads the kinds that exist."""
    with pytest.raises(LireLaVilleError, match="Vouliez-vous dire « nombre »"):
        parts_of({"montant": "nombres"})


def latest(kind: type) -> list:
    return [widget for widget in _instances.values() if isinstance(widget, kind)]


@pytest.fixture
def panel(here: Path, capsys) -> dict:
    """The buttons of a cell that asks for a file."""
    for widget in list(_instances.values()):
        widget.close()
    votre_fichier(total, beneficiaire="texte", montant="nombre")
    return {"upload": latest(widgets.FileUpload)[0], "asked": said(capsys)}


def send(panel: dict, name: str, content: bytes) -> None:
    sent = {"name": name, "content": memoryview(content), "size": len(content)}
    panel["upload"].value = (
        {**sent, "type": "", "last_modified": datetime(2026, 1, 1)},
    )


def test_without_a_file_nothing_is_computed_and_a_button_asks(panel: dict):
    """So the solved lesson runs by itself; the way without buttons is said."""
    assert "total" not in panel["asked"]
    assert 'fichier="mon_fichier.csv"' in panel["asked"]
    assert "données personnelles" in latest(widgets.HTML)[0].value


def test_an_uploaded_file_asks_which_column_is_which_then_analyses(panel: dict, capsys):
    """Lists are filled with the guess; the notebook keeps no copy of the file."""
    send(panel, "clubs.csv", CLUBS.encode("cp1252"))
    assert panel["upload"].value == ()
    lists = {box.description: box for box in latest(widgets.Dropdown)}
    assert {part: box.value for part, box in lists.items()} == {
        "beneficiaire": "Nom de l'association",
        "montant": "Montant voté",
    }
    latest(widgets.Button)[0].click()
    assert "total 1259.00" in said(capsys)
    lists["montant"].value = "(aucune)"
    latest(widgets.Button)[0].click()
    assert "Choisissez la colonne « montant » dans sa liste" in said(capsys)


def test_an_uploaded_workbook_says_how_to_save_it_as_csv(panel: dict, capsys):
    """The most frequent mistake of all."""
    send(panel, "clubs.xlsx", b"PK\x03\x04rest")
    assert "« CSV UTF-8 »" in said(capsys)
    assert not latest(widgets.Dropdown)
