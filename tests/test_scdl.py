"""A subsidies file as cities really publish it: read whole, or refused and told why."""

import csv
import datetime
import io
import random
import zipfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from lirelaville import load
from lirelaville.catalogue.checking import check
from lirelaville.errors import LireLaVilleError
from lirelaville.scdl.dates import read_date, read_period
from lirelaville.scdl.headers import FIELDS
from lirelaville.scdl.identifiers import read_siret, read_yes_no
from lirelaville.scdl.numbers import decimal_sign, read_amount, read_share
from lirelaville.scdl.people import looks_like_a_person, names_a_person
from lirelaville.scdl.review import read_decisions, write_review
from lirelaville.scdl.table import read_scdl
from lirelaville.territory.commands import app
from lirelaville.territory.folder import datasets_from

SCHEMA = FIELDS[:14]
SIRET = "21130055300016"  # Ville de Marseille
# the header of a file that a State service published in 2019
HEADER_2019 = (
    " Nom attributaire* ; Identification de l'attributaire* ;Date de convention*;"
    " Référence de la décision ; Nom du bénéficiaire* ; Identification du"
    " bénéficiaire* ; Objet de la convention ; Montant total de la subvention* ;"
    " Nature de la subvention* ; Conditions de versement* ; Date de versement ;"
    " Numéro de référencement au répertoire des entreprises ; Aide notifiée Ã "
    " l'Europe ; Pourcentage du montant de la subvention attribué au bénéficiaire* "
)


def row(**cells: str) -> list[str]:
    """One subsidy, as the schema asks; some cells replaced."""
    usual = {
        "nomAttribuant": "Ville d’Été",
        "idAttribuant": SIRET,
        "dateConvention": "2023-05-01",
        "nomBeneficiaire": "Théâtre de l’Œuvre",
        "idBeneficiaire": SIRET,
        "objet": "Fête à Noël – « 3 € »",
        "montant": "1234.50",
        "nature": "aide en numéraire",
        "conditionsVersement": "unique",
        "datesPeriodeVersement": "2023-05-01",
        "notificationUE": "non",
        "pourcentageSubvention": "1",
    }
    assert set(cells) <= set(SCHEMA)
    return [(usual | cells).get(field, "") for field in SCHEMA]


def text_of(rows: list[list[str]], separator: str = ";", header=SCHEMA) -> str:
    lines = io.StringIO()
    csv.writer(lines, delimiter=separator).writerows([header, *rows])
    return lines.getvalue()


@pytest.fixture
def publish(tmp_path):
    """Write a file as a city would, and read it back."""

    def publish(content, encoding: str = "utf-8"):
        file = tmp_path / "subventions.csv"
        text = text_of(content) if isinstance(content, list) else content
        file.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
        return read_scdl(file)

    return publish


def reasons(problems: pd.DataFrame, line: int) -> str:
    """What is said of one line."""
    return " | ".join(problems.loc[problems["ligne"] == line, "raison"])


# a sound file in any clothes


def test_a_sound_file_is_read_whole_and_without_a_word(publish):
    """Types are right, text is kept, and the only remarks are on empty columns."""
    table, problems = publish([row(), row(montant="10", nomBeneficiaire="MJC")])
    assert table["montant"].to_list() == [Decimal("1234.50"), Decimal(10)]
    assert table["dateConvention"].dt.date.to_list() == [datetime.date(2023, 5, 1)] * 2
    assert table["annee"].to_list() == [2023, 2023]
    assert table["notificationUE"].to_list() == [False, False]
    assert table["pourcentageSubvention"].to_list() == [1, 1]
    assert table["ligne"].to_list() == [2, 3]
    assert table["nomBeneficiaire"].to_list() == ["Théâtre de l’Œuvre", "MJC"]
    assert not table["total_presume"].any()
    assert problems["raison"].unique().tolist() == [
        "la colonne est vide dans tout le fichier"
    ]
    assert problems["colonne"].to_list() == ["referenceDecision", "idRAE"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le"]
)
def test_encodings_and_separators_give_the_same_table(publish, encoding, separator):
    """Accents, curved apostrophes, guillemets and euro signs come back."""
    rows = [row(), row(objet="a;b,c\td|e", montant="1 234,50 €")]
    expected, _ = publish(text_of(rows))
    table, _ = publish(text_of(rows, separator), encoding)
    pd.testing.assert_frame_equal(table, expected)


def test_latin_1_is_read_too(publish):
    """The older encoding has no curved apostrophe, nor œ, nor €."""
    table, _ = publish(text_of([row(nomBeneficiaire="Été", objet="Noël")]), "cp1252")
    latin, _ = publish(
        text_of([row(nomBeneficiaire="Été", objet="Noël", nomAttribuant="Niort")]),
        "latin-1",
    )
    assert latin["nomBeneficiaire"].to_list() == table["nomBeneficiaire"].to_list()


def test_lines_in_another_encoding_are_read_and_told(publish):
    """Two files pasted together: each line keeps its accents."""
    header, first, second, third = text_of(
        [row(), row(nomBeneficiaire="Forêt"), row(nomBeneficiaire="Été")]
    ).splitlines(keepends=True)
    parts = [(header, "utf-8"), (first, "utf-8"), (second, "utf-8"), (third, "cp1252")]
    table, problems = publish(b"".join(text.encode(code) for text, code in parts))
    assert table["nomBeneficiaire"].to_list() == ["Théâtre de l’Œuvre", "Forêt", "Été"]
    assert "pas écrite en utf-8" in reasons(problems, 4)
    parts = [(header, "utf-8"), (first, "cp1252"), (second, "cp1252"), (third, "utf-8")]
    table, problems = publish(b"".join(text.encode(code) for text, code in parts))
    assert table["nomBeneficiaire"].to_list() == ["Théâtre de l’Œuvre", "Forêt", "Été"]
    assert "pas écrite en cp1252" in reasons(problems, 4)


def test_a_line_that_happens_to_be_valid_utf_8_keeps_its_letters(publish):
    """In Windows-1252 « Éœ » has the bytes of a letter that nobody writes here."""
    table, _ = publish(
        text_of([row(), row(nomBeneficiaire="CAFÉœ", objet="", nomAttribuant="Niort")]),
        "cp1252",
    )
    assert table["nomBeneficiaire"].to_list()[1] == "CAFÉœ"


def test_accents_spoilt_before_publication_are_told_and_left(publish):
    """« Ã© » is in the file itself: it is not repaired in silence."""
    table, problems = publish([row(nomBeneficiaire="ThÃ©Ã¢tre")])
    assert table["nomBeneficiaire"].to_list() == ["ThÃ©Ã¢tre"]
    assert "accents abîmés avant la publication" in reasons(problems, 1)


@pytest.mark.parametrize(
    "header",
    [
        [name.upper() for name in SCHEMA],
        [name.lower() for name in SCHEMA],
        [f" {name}* " for name in SCHEMA],
        HEADER_2019.split(";"),
    ],
    ids=["capitals", "lower case", "starred", "older names"],
)
def test_columns_are_known_under_other_names(publish, header):
    """Capitals, stars, spaces, older names, accents spoilt in the header."""
    table, problems = publish(text_of([row()], header=header))
    assert table["montant"].to_list() == [Decimal("1234.50")]
    assert table["pourcentageSubvention"].to_list() == [1]
    assert not problems["raison"].str.contains("manque").any()


def test_order_extra_columns_and_repeated_names_do_not_matter(publish):
    """Each column is found by its name; others are kept, a second one renamed."""
    header = ["Canton", *reversed(SCHEMA), "montant", "Canton", ""]
    rows = [["Est", *reversed(row()), "9", "Ouest", "?"]]
    table, problems = publish(text_of(rows, header=header))
    assert table["montant"].to_list() == [Decimal("1234.50")]
    assert table.loc[0, ["Canton", "Canton (2)", "montant (2)"]].to_list() == [
        "Est",
        "Ouest",
        "9",
    ]
    assert table["colonne sans nom"].to_list() == ["?"]
    said = problems.loc[problems["raison"].str.startswith("deux colonnes"), "colonne"]
    assert said.to_list() == ["montant", "Canton"]


def test_title_lines_above_the_header_are_skipped_and_told(publish):
    """A title, a blank line, Excel's « sep= » line: the header is found below."""
    text = "sep=;\nSubventions 2023;;;\n\n" + text_of([row()])
    table, problems = publish(text)
    assert table["ligne"].to_list() == [5]
    assert reasons(problems, 2) == "ligne placée au-dessus de l'en-tête"
    assert reasons(problems, 1) == ""


def test_missing_columns_are_told_once(publish):
    """A file with the bare minimum is read all the same."""
    table, problems = publish("nomBeneficiaire;montant\nMJC;10\n")
    assert table["montant"].to_list() == [10]
    assert (problems["raison"] == "la colonne manque dans le fichier").sum() == 12
    assert "année inconnue" in reasons(problems, 2)


# amounts


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1234.5", "1234.5"),
        ("47800.20", "47800.20"),
        ("1234,50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50 €", "1234.50"),
        ("1\u202f234\u202f567", "1234567"),
        ("1 234,50 euros", "1234.50"),
        ("1234EUR", "1234"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("1,234,567.89", "1234567.89"),
        ("1'234.50", "1234.50"),
        ("(1 234,50)", "-1234.50"),
        ("-12", "-12"),
        ("−12,5", "-12.5"),
        ("12-", "-12"),
        ("+12", "12"),
        ("'12", "12"),
        ('="1234,5"', "1234.5"),
        (",5", "0.5"),
        ("0", "0"),
        ("12345,678", "12345.678"),
        ("99999999999999.99", "99999999999999.99"),
    ],
)
def test_amounts_are_exact(written, expected):
    """As French files write them; never through a binary fraction."""
    assert read_amount(written) == (Decimal(expected), "")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "le montant est vide"),
        ("-", "ce n'est pas un nombre"),
        ("néant", "ce n'est pas un nombre"),
        ("12 k€", "ce n'est pas un nombre"),
        ("12 34", "ce n'est pas un nombre"),
        ("1 000 / 2 000", "ce n'est pas un nombre"),
        ("1.23.456", "ce n'est pas un nombre"),
        ("2023-05-01", "ce n'est pas un nombre"),
        ("1,2E+05", "écriture scientifique"),
        ("12,500", "faut-il lire 12500, ou des millièmes d'euro ?"),
        ("12.500", "faut-il lire 12500, ou des millièmes d'euro ?"),
    ],
)
def test_amounts_that_cannot_be_read_say_why(written, reason):
    """Nothing is guessed."""
    amount, said = read_amount(written)
    assert amount is None
    assert said.startswith(reason)


@pytest.mark.parametrize(
    ("column", "sign", "twelve"),
    [
        (["12,500", "3,5"], ",", "12.500"),
        (["12,500", "3.5"], ".", "12500"),
        (["12.500", "3,5"], ",", "12500"),
        (["12.500", "1.234.567"], ",", "12500"),
        (["12,500", "1234.500"], ".", "12500"),
        (["12,500", "3,5", "3.5"], "", None),
    ],
)
def test_the_column_settles_what_one_cell_leaves_open(column, sign, twelve):
    """« 12,500 » beside « 3,5 » is twelve and a half; beside « 3.5 », 12,500."""
    assert decimal_sign(column) == sign
    amount, _ = read_amount(column[0], sign)
    assert amount == (Decimal(twelve) if twelve else None)


def test_an_unreadable_amount_keeps_its_row_and_its_text(publish):
    """Empty in the typed column, whole in the other, reported with its line."""
    table, problems = publish([row(montant="gratuit"), row(montant="5")])
    assert table["montant"].to_list() == [None, Decimal(5)]
    assert table["montant_texte"].to_list() == ["gratuit", "5"]
    found = problems[problems["colonne"] == "montant"].iloc[0]
    assert found.to_list() == [2, "montant", "gratuit", "ce n'est pas un nombre"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("0.45", "0.45"), ("0,45", "0.45"), ("45 %", "0.45"), ("1.000", "1"), ("1", "1")],
)
def test_shares_are_between_0_and_1(written, expected):
    """The schema's form, the French one, or with its sign."""
    assert read_share(written) == (Decimal(expected), "")


@pytest.mark.parametrize("written", ["45", "-1", "150 %", "moitié"])
def test_other_shares_are_reported(written):
    """45 without a sign may be a share or an error."""
    assert read_share(written)[0] is None


# dates


@pytest.mark.parametrize(
    "written",
    [
        "2023-05-01",
        "01/05/2023",
        "1/5/23",
        "01-05-2023",
        "01.05.2023",
        "2023/05/01",
        "2023-05-01T00:00:00",
        "2023-05-01T00:00:00.000Z",
        "2023-05-01 00:00:00+02:00",
        "01/05/2023 14:30",
        "20230501",
        "1er mai 2023",
        "1 MAI 2023",
        " 01/05/2023 ",
    ],
)
def test_dates_in_all_their_forms(written):
    """The day comes first, as in France."""
    assert read_date(written) == (datetime.date(2023, 5, 1), "")


def test_excel_days_are_read_and_told():
    """A count of days says nothing by itself: it is for a person to confirm."""
    day, reason = read_date("45047")
    assert day == datetime.date(2023, 5, 1)
    assert "nombre de jours d'Excel, lu comme le 01/05/2023" in reason


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "la date est vide"),
        ("2023", "ce n'est pas une date"),
        ("mai 2023", "ce n'est pas une date"),
        ("05/13/2023", "le mois 13 n'existe pas : jour et mois inversés ?"),
        ("31/02/2023", "ce jour n'existe pas dans le calendrier"),
        ("1 brumaire 2023", "ce jour n'existe pas dans le calendrier"),
        ("01/05/0023", "l'année 23 n'est pas plausible"),
        ("01/05/2203", "l'année 2203 n'est pas plausible"),
        ("12345", "ce n'est pas une date"),
    ],
)
def test_dates_that_cannot_be_read_say_why(written, reason):
    """An impossible day is not moved to a possible one."""
    day, said = read_date(written)
    assert day is None
    assert said.startswith(reason)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2023-03-14", "2023-03-14"),
        ("2023-03-14/2024-03-14", "2023-03-14/2024-03-14"),
        ("2023-03-14_2024-03-14", "2023-03-14/2024-03-14"),
        ("14/03/2023", "2023-03-14"),
        ("14/03/2023/14/03/2024", "2023-03-14/2024-03-14"),
        ("du 14/03/2023 au 14/03/2024", "2023-03-14/2024-03-14"),
        ("14/03/2023 - 14/03/2024", "2023-03-14/2024-03-14"),
    ],
)
def test_periods_take_the_form_of_the_schema(written, expected):
    """One date or two, in any form."""
    assert read_period(written) == (expected, "")


def test_a_period_that_ends_before_it_starts_is_reported():
    """Two dates the wrong way round."""
    assert read_period("2024-01-01/2023-01-01")[1] == (
        "la période finit avant de commencer"
    )
    assert read_period("plus tard")[0] is None


@pytest.mark.parametrize(
    ("cells", "year"),
    [
        ({"dateConvention": "2023"}, 2023),
        ({"dateConvention": "BP 2022"}, 2022),
        ({"dateConvention": "", "datesPeriodeVersement": "01/02/2021"}, 2021),
        ({"dateConvention": "", "datesPeriodeVersement": ""}, None),
    ],
)
def test_the_year_is_found_where_it_is(publish, cells, year):
    """A date cell that holds a year only, else the payment."""
    table, problems = publish([row(**cells), row()])
    assert table["annee"].to_list() == [year or pd.NA, 2023]
    assert ("année inconnue" in reasons(problems, 2)) == (year is None)


def test_the_column_exercice_decides_the_year(publish):
    """It is what the money is counted in."""
    text = "exercice;nomBeneficiaire;montant;dateConvention\n2022;MJC;5;2023-01-02\n"
    assert publish(text)[0]["annee"].to_list() == [2022]


# identifiers


@pytest.mark.parametrize(
    "written",
    [SIRET, "211 300 553 00016", f'="{SIRET}"', f"'{SIRET}", f"{SIRET}.0"],
)
def test_siret_is_read_in_all_its_clothes(written):
    """Spaces, spreadsheets' guards, a decimal that was never one."""
    assert read_siret(written) == (SIRET, "")


def test_la_poste_has_its_own_key():
    """Its establishments follow another rule."""
    assert read_siret("35600000049837") == ("35600000049837", "")


def test_a_lost_zero_is_put_back_only_when_the_key_proves_it():
    """Spreadsheets drop it."""
    whole = "00572054400013"
    assert read_siret(whole) == (whole, "")
    assert read_siret(whole[1:]) == (whole, "il manquait le zéro du début : remis")
    assert read_siret("1234567890123")[0] is None


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2.113E+13", "écriture scientifique"),
        ("2,113E+13", "écriture scientifique"),
        ("211300553", "c'est un SIREN"),
        ("W133001234", "c'est un numéro RNA"),
        ("21130055300017", "la clé de ce SIRET est fausse"),
        ("en cours", "ce n'est pas un SIRET"),
    ],
)
def test_other_identifiers_are_reported(written, reason):
    """What it is instead is said."""
    number, said = read_siret(written)
    assert number is None
    assert said.startswith(reason)


def test_yes_and_no_in_words():
    """Oui, NON, vrai, 0; the rest is reported."""
    assert [read_yes_no(word)[0] for word in ("Oui", "NON", "vrai", "0")] == [
        *(True, False, True, False)
    ]
    assert read_yes_no("peut-être") == (None, "on attend oui ou non")


def test_cells_that_say_nothing_are_empty_without_noise(publish):
    """« NULL » in an optional column is no news; a beneficiary may be called NA."""
    table, problems = publish(
        [
            row(notificationUE="NULL", pourcentageSubvention="n/a", idBeneficiaire=""),
            row(nomBeneficiaire="NA"),
        ]
    )
    assert table["notificationUE"].isna().to_list() == [True, False]
    assert table["nomBeneficiaire"].to_list()[1] == "NA"
    assert reasons(problems, 2) == ""


# rows cut wrongly


def test_a_line_break_inside_quotes_stays_in_its_cell(publish):
    """One row over two lines; the next one knows its own line."""
    table, problems = publish([row(objet='Une "fête"\ndes voisins'), row()])
    assert table["objet"].to_list()[0] == 'Une "fête"\ndes voisins'
    assert table["ligne"].to_list() == [2, 4]
    assert reasons(problems, 2) == ""


@pytest.mark.parametrize("later", [[], ["objet"]], ids=["never closed", "closed later"])
def test_a_quotation_mark_left_open_swallows_no_row(publish, later):
    """Python's reader would have made one cell of the rest of the file."""
    lines = text_of([row(), row(), row(), row()]).splitlines(keepends=True)
    lines[1] = ";".join(
        cell if "Fête" not in cell else '"Fête à Noël' for cell in lines[1].split(";")
    )
    if later:
        lines[3] = lines[3].replace("Théâtre", '"Théâtre', 1)
    table, problems = publish("".join(lines))
    assert len(table) == 4
    assert table["montant"].notna().all()
    assert "un guillemet ouvert n'est jamais refermé" in reasons(problems, 2)
    assert table["objet"].to_list()[0] == "Fête à Noël"


def test_misplaced_quotes_are_told(publish):
    """« "Club "A"" » is read as well as can be."""
    text = 'nomBeneficiaire;montant\n"Club "A" du port";5\nMJC;6\n'
    table, problems = publish(text)
    assert table["montant"].to_list() == [5, 6]
    assert "Club" in table["nomBeneficiaire"].to_list()[0]
    assert "des guillemets sont mal placés" in reasons(problems, 2)


def test_too_few_and_too_many_cells_keep_the_row(publish):
    """What is beyond the header is kept in a column of its own."""
    short, long = row()[:5], [*row(), "de trop", "encore"]
    table, problems = publish([short, long, [*row(montant="7"), "", ""]])
    assert len(table) == 3
    assert "5 cellules au lieu de 14 : ligne coupée ?" in reasons(problems, 2)
    assert "16 cellules au lieu de 14 : un séparateur de trop ?" in reasons(problems, 3)
    assert table["cellules_en_trop"].to_list()[1] == "de trop;encore"
    assert "cellules" not in reasons(problems, 4)


def test_empty_rows_are_kept_and_told_together(publish):
    """A spreadsheet exports thousands of them: one remark, not thousands."""
    table, problems = publish(
        [row(), [""] * 14, [""] * 14, [""] * 14, row(montant="5")]
    )
    assert len(table) == 5
    empty = problems[problems["raison"].str.startswith("la ligne est vide")]
    assert empty["ligne"].to_list() == [3]
    assert "jusqu'à la ligne 5" in empty["raison"].iloc[0]
    assert reasons(problems, 4) == ""


def test_repeated_rows_are_kept_and_told(publish):
    """They may be two real subsidies: a person looks."""
    table, problems = publish([row(), row(montant="5"), row()])
    assert len(table) == 3
    assert "identique à une autre plus haut" in reasons(problems, 4)


@pytest.mark.parametrize(
    "name",
    ["TOTAL", "Total général", "Sous-total", "TOTAL DES SUBVENTIONS 2023", "Totaux :"],
)
def test_a_total_row_is_marked_never_dropped(publish, name):
    """It equals the rows above it, and says so."""
    total = row(nomBeneficiaire=name, idBeneficiaire="", montant="15,5")
    table, problems = publish([row(montant="10"), row(montant="5,50"), total])
    assert table["total_presume"].to_list() == [False, False, True]
    assert "total des lignes au-dessus, au centime près" in reasons(problems, 4)


def test_a_total_that_does_not_add_up_says_by_how_much(publish):
    """The sum of the rows is given, in the French way."""
    total = row(nomBeneficiaire="Total", idBeneficiaire="", montant="16")
    _, problems = publish([row(montant="1010"), row(montant="5,50"), total])
    assert "les lignes au-dessus font 1 015,50 €" in reasons(problems, 4)


def test_a_total_without_a_name_is_seen_by_its_amount(publish):
    """Two groups, each with its subtotal, then everything."""
    unnamed = {"nomBeneficiaire": "", "idBeneficiaire": ""}
    amounts = ["1", "2", "3", "4", "5", "9", "12"]
    rows = [row(montant=a, objet=a) for a in amounts]
    for rank in (2, 5, 6):
        rows[rank] = row(montant=amounts[rank], **unnamed)
    table, _ = publish(rows)
    assert table.index[table["total_presume"]].to_list() == [2, 5, 6]


@pytest.mark.parametrize("name", ["TOTAL ENERGIES", "Total Festum", "Totalement fous"])
def test_a_name_that_starts_like_a_total_is_left_alone(publish, name):
    """Clubs and companies bear such names."""
    table, _ = publish([row(), row(nomBeneficiaire=name, idBeneficiaire="")])
    assert not table["total_presume"].any()


# files that are not this


def xlsx() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "est vide : aucune ligne"),
        (b"\xef\xbb\xbf\r\n \n", "est vide : aucune ligne"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "une page web .* à nouveau"),
        (b"\n <HTML><head>", "une page web"),
        (xlsx(), r"un classeur \(Excel .xlsx.*Enregistrer sous"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "un classeur Excel ancien"),
        (b"%PDF-1.7", "un document PDF"),
        (b"\x1f\x8b\x08", "une archive compressée. Décompressez-la"),
        (b'{"erreur": "404"}', "un fichier JSON"),
        (b"<?xml version='1.0'?>", "un fichier XML"),
    ],
    ids=["empty", "blank", "html", "HTML", "xlsx", "xls", "pdf", "gz", "json", "xml"],
)
def test_a_file_that_is_not_csv_says_what_it_is(publish, content, words):
    """And what to do."""
    with pytest.raises(LireLaVilleError, match=words):
        publish(content)


def test_a_missing_file_is_told(tmp_path):
    """Or a folder given instead of a file."""
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(LireLaVilleError, match=r"n'est pas un fichier\. Vérifiez"):
            read_scdl(path)


def test_another_table_is_refused_with_near_names(publish):
    """The columns that were read are shown; the near ones are named."""
    with pytest.raises(LireLaVilleError) as error:
        publish("Nom beneficiares;Montnat;Ville\nMJC;5;Niort\n")
    said = str(error.value)
    assert "ne suit pas le schéma national" in said
    assert "ni le montant (montant)" in said
    assert "« Nom beneficiares », « Montnat », « Ville »" in said
    assert "« Nom beneficiares » ressemble à nomBeneficiaire" in said
    assert "« Montnat » ressemble à montant" in said
    with pytest.raises(LireLaVilleError, match=r"je n'y trouve pas le montant"):
        publish("nomBeneficiaire;prix\nMJC;5\n")


def test_a_header_without_rows_is_an_empty_table(publish):
    """Nothing to read, nothing invented."""
    table, problems = publish([])
    assert len(table) == 0
    assert problems.empty


# nothing is lost, ever


@pytest.mark.parametrize("seed", range(25))
def test_whatever_the_dialect_no_row_is_lost_and_no_cent(tmp_path, seed):
    """Random names, amounts, encodings, separators and forms: read back the same."""
    chance = random.Random(seed)
    decimal, group = chance.choice([(",", " "), (",", "\u00a0"), (".", ""), (",", ".")])
    form = chance.choice(["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%Y-%m-%dT00:00:00"])
    encoding = chance.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    separator = chance.choice(";,\t|")
    alphabet = "aàeéèêiîoôuùçœAÉ'’\"«» -;,|\t\n&%0123456789"
    rows, amounts, days, names = [], [], [], []
    for _ in range(chance.randint(2, 60)):
        cents = chance.choice([0, chance.randint(1, 10**9)])
        amounts.append(Decimal(cents) / 100)
        text = f"{amounts[-1]:,.2f}".replace(",", "§").replace(".", decimal)
        text = text.replace("§", group) + chance.choice(["", " €", " EUR"])
        days.append(
            datetime.date(2000, 1, 1) + datetime.timedelta(chance.randint(0, 9999))
        )
        name = "".join(chance.choices(alphabet, k=chance.randint(1, 30))).strip() or "x"
        names.append(name)
        rows.append(
            row(
                montant=text,
                nomBeneficiaire=name,
                dateConvention=f"{days[-1]:{form}}",
            )
        )
    order = chance.sample(range(14), 14)
    header = [SCHEMA[rank] for rank in order]
    shuffled = [[cells[rank] for rank in order] for cells in rows]
    file = tmp_path / "s.csv"
    file.write_bytes(text_of(shuffled, separator, header).encode(encoding))
    table, _ = read_scdl(file)
    assert table["nomBeneficiaire"].to_list() == names
    assert table["montant"].to_list() == amounts
    assert table["dateConvention"].dt.date.to_list() == days


@pytest.mark.parametrize(
    ("encoding", "separator", "decimal", "group", "quoting"),
    [
        ("utf-8-sig", ";", ",", "\u202f", csv.QUOTE_MINIMAL),
        ("cp1252", ";", ",", " ", csv.QUOTE_ALL),
        ("utf-8", ",", ".", "", csv.QUOTE_MINIMAL),
        ("utf-16", "\t", ",", ".", csv.QUOTE_MINIMAL),
    ],
)
def test_marseille_written_in_this_schema_gives_its_total(
    tmp_path, encoding, separator, decimal, group, quoting
):
    """Seven thousand real names and objects; 884,955,844.77 € to the cent."""
    subsidies = load("subventions")
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=separator, quoting=quoting)
    writer.writerow(SCHEMA)
    for line in subsidies.itertuples():
        amount = f"{line.montant_eur:,.2f}".replace(",", "§").replace(".", decimal)
        writer.writerow(
            row(
                nomBeneficiaire=line.beneficiaire,
                objet="" if pd.isna(line.objet) else line.objet,
                montant=amount.replace("§", group),
                dateConvention=f"15/06/{line.annee}",
            )
        )
    file = tmp_path / "marseille.csv"
    file.write_bytes(lines.getvalue().encode(encoding, errors="replace"))
    table, _ = read_scdl(file)
    assert len(table) == len(subsidies)
    assert sum(table["montant"]) == Decimal("884955844.77")
    assert table["annee"].to_list() == subsidies["annee"].to_list()


def test_a_hundred_thousand_rows_are_all_there(tmp_path):
    """About 5 s and 300 MB on a small machine; here only the rows are counted."""
    file = tmp_path / "grand.csv"
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";")
    writer.writerow(SCHEMA)
    writer.writerows(
        row(montant=f"{n} 000,{n % 100:02d} €" if n else "0", nomBeneficiaire=f"Nº {n}")
        if n < 1000
        else row(montant=f"{n},{n % 100:02d}", referenceDecision=str(n))
        for n in range(100_000)
    )
    file.write_bytes(lines.getvalue().encode("cp1252"))
    table, problems = read_scdl(file)
    cents = sum(
        (n * 100_000 if n < 1000 else n * 100) + n % 100 for n in range(100_000)
    )
    assert len(table) == 100_000
    assert sum(table["montant"]) == Decimal(cents) / 100
    assert table["ligne"].iloc[-1] == 100_001
    assert problems["ligne"].max() == 1


# people


@pytest.mark.parametrize(
    ("name", "siret"),
    [
        ("M. DUPONT", True),
        ("Mme Martin Claire", True),
        ("Madame Ouedraogo", True),
        ("Jean Dupont", True),
        ("DUPONT JEAN-MARIE", True),
        ("DIALLO Oumou", True),
        ("Mamadou N'DIAYE", True),
        ("Claire de La Tour", True),
        ("Jean-Luc Petit (EI)", True),
        ("Particulier", True),
        ("Personnes physiques", True),
        ("KOWALSKI OLA", False),
        ("Léo Lagrange", True),
    ],
)
def test_names_that_may_be_persons_are_seen(name, siret):
    """Civilities, first names, capitals; two words when there is no SIRET."""
    assert looks_like_a_person(name, siret)


@pytest.mark.parametrize(
    "name",
    [
        "Association Jean Macé",
        "LES AMIS DE JEAN",
        "MJC Corderie",
        "M.J.C. Corderie",
        "CIQ SAINT JULIEN",
        "Théâtre du Gymnase",
        "Friche la Belle de Mai",
        "Comité des fêtes",
        "SARL Dupont",
        "KARWAN",
        "Centre communal d'action sociale",
    ],
)
def test_organisations_are_not_taken_for_persons(name):
    """Even those that bear somebody's name, if they say what they are."""
    assert not looks_like_a_person(name, has_siret=True)


def test_objects_that_name_somebody_are_seen():
    """A civility followed by a name, not by a function."""
    assert names_a_person("Secours à Mme Dupont, sinistrée")
    assert not names_a_person("Accord avec M. le Maire")
    assert not names_a_person("Maître d'ouvrage")


# the command


@pytest.fixture
def city(tmp_path):
    """A folder with one published file: two clubs, three persons, a total, a fault."""
    people = {"idBeneficiaire": "", "objet": "Bourse"}
    rows = [
        row(nomBeneficiaire="Club nautique", montant="1 000,00", objet="Régates"),
        row(nomBeneficiaire="Club  nautique", montant="500", objet="Bateau"),
        row(nomBeneficiaire="MJC", montant="2000", objet="Voyage de M. Durand"),
        row(nomBeneficiaire="Mme Petit Anne", montant="300", **people),
        row(nomBeneficiaire="Jean Dupont", montant="100,50", **people),
        row(nomBeneficiaire="Harmonie", montant="beaucoup"),
        row(nomBeneficiaire="TOTAL", montant="3900,50", idBeneficiaire=""),
    ]
    file = tmp_path / "niort.csv"
    file.write_bytes(text_of(rows).encode("cp1252"))
    return tmp_path


def read(city: Path, *more: str, licence: str = "lo"):
    command = [
        "read",
        str(city / "niort.csv"),
        "--territory",
        "Niort",
        "--to",
        str(city),
    ]
    origin = ["--publisher", "Ville de Niort", "--licence", licence]
    address = ["--source", "https://www.niort.fr/", "--received", "2026-11-22"]
    return CliRunner().invoke(app, [*command, *origin, *address, *more])


def package(city: Path) -> pd.DataFrame:
    with datasets_from(city):
        return load("subventions", territory="Niort")


def test_read_writes_a_package_that_loads(city):
    """Our columns, one row a year and beneficiary, the card asked for, no fault."""
    done = read(city)
    assert done.exit_code == 0, done.output
    table = package(city)
    named = table[table["nombre_beneficiaires_agreges"].isna()].set_index(
        "beneficiaire"
    )
    assert named["montant_eur"].to_dict() == {"MJC": 2000, "Club nautique": 1500}
    assert named.loc["Club nautique", ["nombre_subventions", "objet"]].to_list() == [
        2,
        "Régates",
    ]
    assert table.attrs["source"] == (
        "Source : Ville de Niort, Subventions 2023 · Licence Ouverte 2.0 · "
        "données reçues le 22/11/2026"
    )
    with datasets_from(city):
        assert check("subventions") == []


def test_read_says_what_became_of_every_row(city):
    """Read, used, unnamed, total, left out: they add up."""
    said = " ".join(read(city).output.split())
    assert "7 lignes lues, aucune perdue" in said
    assert "5 dans le jeu, pour 3 900,50 €" in said
    assert "dont 2 sans nom" in said
    assert "1 ligne(s) de total, écartée(s)" in said
    assert "1 sans nom, sans montant ou sans année" in said


def test_no_private_person_is_published(city):
    """Neither in the table nor in its card; the amount stays in the total."""
    read(city)
    published = "".join(
        file.read_text(encoding="utf-8") for file in (city / "subventions").iterdir()
    )
    for name in ("Petit", "Dupont", "Durand"):
        assert name not in published
    unnamed = package(city).query("beneficiaire == '(non nommé)'")
    assert unnamed["montant_eur"].to_list() == [400.5]
    assert unnamed["nombre_beneficiaires_agreges"].to_list() == [2]


def test_the_list_to_review_opens_in_a_spreadsheet_and_is_private(city):
    """« ; », UTF-8 with its mark, one line a doubt, readable by its owner only."""
    read(city)
    file = city / "lignes_a_revoir.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbfligne;colonne;valeur;raison;deci")
    assert file.stat().st_mode & 0o077 == 0
    lines = list(csv.DictReader(file.open(encoding="utf-8-sig"), delimiter=";"))
    by_value = {line["valeur"]: line for line in lines}
    assert by_value["beaucoup"]["ligne"] == "7"
    assert by_value["Jean Dupont"]["raison"].startswith("peut-être une personne")
    assert by_value["Voyage de M. Durand"]["raison"].startswith("l'objet nomme")
    assert by_value["TOTAL"]["raison"].startswith("total des lignes au-dessus")


def test_a_person_decides_and_the_decision_is_followed(city):
    """A spreadsheet saves it in its own way; the next run keeps the decisions."""
    read(city)
    file = city / "lignes_a_revoir.csv"
    text = file.read_text(encoding="utf-8-sig")
    lines = [
        line + "Publier" if "Jean Dupont" in line else line
        for line in text.splitlines()
    ]
    file.write_text("\n".join(lines), encoding="cp1252")
    assert isinstance(read(city).exception, LireLaVilleError)
    done = read(city, "--replace")
    assert done.exit_code == 0
    assert "Jean Dupont" in package(city)["beneficiaire"].to_list()
    assert "Mme Petit Anne" not in package(city)["beneficiaire"].to_list()
    assert read_decisions(file) == {"Jean Dupont": "publier"}


def test_a_name_that_nothing_betrayed_can_be_hidden(city):
    """The person who reads the list adds a line of their own."""
    read(city)
    with (city / "lignes_a_revoir.csv").open("a", encoding="utf-8") as lines:
        lines.write("4;nomBeneficiaire;MJC;;masquer\n")
    read(city, "--replace")
    assert "MJC" not in package(city)["beneficiaire"].to_list()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "ligne;valeur;decision\n2;MJC;oui\n",
            "la décision « oui » n'est pas comprise",
        ),
        ("ligne;valeur\n2;MJC\n", "n'a plus ses colonnes « valeur » et « decision »"),
    ],
    ids=["another word", "column gone"],
)
def test_a_spoilt_list_is_told(city, text, words):
    """The line is named, and what to write."""
    (city / "lignes_a_revoir.csv").write_text(text)
    done = read(city)
    assert isinstance(done.exception, LireLaVilleError)
    assert words in str(done.exception)


def test_a_cell_that_a_spreadsheet_would_execute_is_disarmed(tmp_path):
    """And is the same name again when it is read back."""
    file = tmp_path / "liste.csv"
    problem = [2, "nomBeneficiaire", "=HYPERLINK(1)", "?", "publier"]
    columns = ["ligne", "colonne", "valeur", "raison", "decision"]
    write_review(pd.DataFrame([problem], columns=columns), file)
    assert ";'=HYPERLINK(1);" in file.read_text(encoding="utf-8-sig")
    assert read_decisions(file) == {"=HYPERLINK(1)": "publier"}


def test_a_shared_subsidy_is_counted_once(city):
    """The amount is the whole one; each row gives a part, and the parts make 1."""
    both = {"referenceDecision": "D1", "montant": "1000", "objet": "Ensemble"}
    rows = [
        row(nomBeneficiaire="Club nautique", pourcentageSubvention="0.25", **both),
        row(nomBeneficiaire="Ecole de voile", pourcentageSubvention="75 %", **both),
        row(
            nomBeneficiaire="Club des aînés", pourcentageSubvention="0,5", montant="80"
        ),
    ]
    (city / "niort.csv").write_text(text_of(rows), encoding="utf-8")
    done = read(city)
    assert "dont 2 comptées pour leur part seulement" in done.output
    amounts = package(city).set_index("beneficiaire")["montant_eur"].to_dict()
    assert amounts == {
        "Ecole de voile": 750,
        "Club nautique": 250,
        "Club des aînés": 80,
    }


def test_an_unknown_licence_gives_those_known(city):
    """Only the two that the law offers."""
    done = read(city, licence="ldo")
    assert "Pas de licence « ldo ». Vouliez-vous dire « lo »" in str(done.exception)
    assert not (city / "subventions").exists()


def test_a_package_already_there_is_not_replaced_unasked(city):
    """Somebody may have worked on it."""
    read(city)
    done = read(city)
    assert "Il y a déjà un jeu « subventions »" in str(done.exception)


def test_a_file_without_a_usable_row_says_why(city):
    """The most frequent reasons are given."""
    (city / "niort.csv").write_text(text_of([row(montant="?")]), encoding="utf-8")
    done = read(city)
    assert "Aucune des 1 lignes n'a à la fois un nom, un montant" in str(done.exception)
    assert "ce n'est pas un nombre" in str(done.exception)
