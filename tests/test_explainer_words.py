"""What explainers say: French numbers, sentences that agree, charts that are read."""

import re
import runpy

import pandas as pd
import pytest
from reading import SUBVENTIONS, spaces

from lirelaville import french, load
from lirelaville.explainers import chart
from lirelaville.explainers.sources import provenance


@pytest.fixture(scope="module")
def explainer():
    """The explainer's own functions, over a table that a test may replace."""
    return runpy.run_path(str(SUBVENTIONS))


def rows(*amounts: float, hidden: tuple[int, ...] = ()) -> pd.DataFrame:
    table = pd.DataFrame({"montant_eur": [*amounts, *(1e6 for _ in hidden)]})
    table["annee"], table["nature_juridique"] = 2022, "Personnes physiques"
    table["beneficiaire"] = [f"ASSOCIATION {i}" for i in range(len(table))]
    table["nombre_beneficiaires_agreges"] = pd.array(
        [None] * len(amounts) + list(hidden), dtype="Int64"
    )
    return table


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (rows(), "La Ville n’a publié aucune subvention pour 2022."),
        (rows(1.0), "1 euro à 1 bénéficiaire ; le premier en reçoit 100 %."),
        (
            rows(3e6, 1e6),
            "4 millions d’euros à 2 bénéficiaires ; les 2 premiers en reçoivent 100 %.",
        ),
        (
            rows(5e5, hidden=(1,)),
            "1,5 million d’euros à 1 bénéficiaire et à 1 autre sans nom publié ; "
            "le premier en reçoit 33 %.",
        ),
    ],
    ids=["none", "one", "fewer than ten", "one hidden"],
)
def test_sentence_agrees_in_number(explainer, table, sentence):
    """One or many, named or not, or nobody: the sentence stays French."""
    names = explainer["phrase"].__globals__
    whole, names["subventions"] = names["subventions"], table
    try:
        html = explainer["phrase"](2022)
    finally:
        names["subventions"] = whole
    assert sentence in spaces(re.sub("<[^>]+>", "", html))


def test_leading_names_are_rewritten_from_real_ones(explainer):
    """Every name that is rewritten exists in the data, and is shown as published."""
    assert set(explainer["NOMS"]) <= set(load("subventions")["beneficiaire"])
    assert "<small>CITE DE LA MUSIQUE DE MARSEILLE</small>" in explainer["tableau"](
        2022, 1e9
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (french.number(1234567.89, 1), "1 234 567,9"),
        (french.number(-0.04, 1), "0,0"),
        (french.number(-5), "−5"),
        (french.number(float("nan")), "non publié"),
        (french.number(pd.NA), "non publié"),
        (french.euros(17966834.29), "17 966 834 €"),
        (french.million_euros(17966834.29), "18,0 M€"),
        (french.euros_in_words(884955844.77), "885 millions d’euros"),
        (french.euros_in_words(1.9e6), "1,9 million d’euros"),
        (french.euros_in_words(2.1e9), "2,1 milliards d’euros"),
        (french.euros_in_words(950), "950 euros"),
        (french.euros_in_words(None), "un montant non publié"),
        (french.percent(0.3987), "40 %"),
        (french.percent(0.002), "moins de 1 %"),
        (french.percent(0.002, short=True), "< 1 %"),
        (french.percent(0), "0 %"),
        (french.count(0, "bénéficiaire"), "0 bénéficiaire"),
        (french.count(1391, "bénéficiaire"), "1 391 bénéficiaires"),
        (french.count(2, "cheval", "chevaux"), "2 chevaux"),
    ],
)
def test_french_numbers(written, expected):
    """Thousands, decimals, plural from two, missing values said."""
    assert spaces(written) == expected


def test_typeset_leaves_addresses_alone():
    """Spaces become no-break where French wants it, and nowhere else."""
    typed = "Qui ? « Elle » : 3 % ; l'un. https://a.fr/?b=c:d"
    assert french.typeset(typed) == (
        "Qui\u202f? «\u202fElle\u202f»\u00a0: 3\u202f%\u202f; l’un. https://a.fr/?b=c:d"
    )


def test_names_and_notes_are_escaped():
    """A name taken from a file cannot write into the page."""
    table = chart.data_table("c", ["a", "b"], [("<b>x</b>\n<i>y</i>", "1 & 2")])
    bars = chart.bar_chart([chart.Bar('<a onload="x">', 1, "1")], "u", 'f"<')
    assert "<b>" not in table
    assert "<i>" not in table
    assert "1 &amp; 2" in table
    assert "<a" not in bars
    assert 'aria-label="f&quot;&lt;"' in bars


@pytest.mark.parametrize(
    ("longest", "expected"),
    [
        (17.97, [0, 5, 10, 15]),
        (1, [0, 0.25, 0.5, 0.75, 1]),
        (800, [0, 200, 400, 600, 800]),
    ],
)
def test_axis_is_marked_at_round_values(longest, expected):
    """Four marks or so, that one reads without effort."""
    assert chart.ticks(longest) == pytest.approx(expected)


def test_provenance_says_how_the_file_came():
    """A file that did not come from its publisher says so."""
    html = provenance("subventions")
    assert "Licence Ouverte 2.0" in html
    assert "à confirmer à l’adresse officielle" in html
