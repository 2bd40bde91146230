"""The address of a page keeps its choices; a bad one gives the page and a sentence."""

import contextlib
import http.client
import re
from html import unescape

import pytest
from catalogue_site import ask, words
from reading import LIVE, fetch, spaces

from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.controls import choice, near_names, slider, slugify
from lirelaville.explainers.pages import page as make_page
from lirelaville.explainers.permalinks import asked_view


def notice(html: str) -> str:
    """Return the sentences above the choices, without tags; empty if there are none."""
    found = re.search(r'<div class="notice"[^>]*>(.*?)</div>', html, re.DOTALL)
    return spaces(unescape(re.sub("<[^>]+>", " ", found[1]))).strip() if found else ""


def chosen(html: str) -> list[str]:
    """Return the choices that the page shows as made."""
    return re.findall(r'aria-current="page">([^<]+)<', html)


def test_a_good_permalink_gives_its_view(explainer_server):
    """By a path or by a query, the same page; what networks add changes nothing."""
    by_path = fetch(f"{explainer_server.url}/budget/annee/2021/")
    assert fetch(f"{explainer_server.url}/budget?annee=2021") == by_path
    assert fetch(f"{explainer_server.url}/budget/?annee=2021&utm_source=x") == by_path
    assert chosen(by_path) == ["2021", "Pour toute la ville"]
    assert notice(by_path) == ""


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("annee=2199", "Le lien demande « 2199 » (Année), que cette page n’a pas."),
        ("annee=", None),
        ("annee=2021;drop", "que cette page n’a pas"),
        ("annee=%ff%fe", "trop longue ou abîmée"),
        ("anee=2021", "Le lien contient « anee » ; sans doute « annee »."),
        ("annee=" + "9" * 5000, "trop longue ou abîmée"),
        ("&".join(f"a{i}=1" for i in range(200)), "trop longue ou abîmée"),
        ("annee=<script>alert(1)</script>", "« <script>alert(1)</script> »"),
        ("compter=par habitants", "Vouliez-vous dire « Par habitant » ?"),
        ("x=1&y=2", None),
    ],
    ids=["unknown", "empty", "odd", "bytes", "near name", "long", "many", "hostile",
         "near value", "others"],
)  # fmt: skip
def test_a_bad_permalink_gives_the_page_and_a_sentence(explainer_server, query, says):
    """Never an error: the default view, and what could not be read."""
    query = query.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    status, _, body = ask(explainer_server, f"/budget?{query}")
    html = body.decode()
    assert status == 200
    assert chosen(html) == ["2024", "Pour toute la ville"]
    assert "<script>alert" not in html
    if says:
        assert says in notice(html)
    else:
        assert notice(html) == ""


def test_two_choices_together_lead_to_the_live_page(explainer_server):
    """A still page shows one choice at a time; it says where both are shown."""
    html = fetch(f"{explainer_server.url}/budget?annee=2021&compter=par-habitant")
    assert "ne montre pas tous ces choix ensemble" in notice(html)
    assert "/budget/explorer?annee=2021&amp;compter=par-habitant" in html


def test_a_request_beyond_any_size_is_refused(explainer_server):
    """The site closes the door and stays up."""
    connection = http.client.HTTPConnection(
        explainer_server.url.removeprefix("http://")
    )
    connection.request("GET", "/budget?annee=" + "9" * 200_000)
    with contextlib.suppress(http.client.HTTPException, OSError):  # it may hang up
        assert connection.getresponse().status in (400, 414, 431)
    assert ask(explainer_server, "/budget")[0] == 200


def test_the_live_page_reads_and_writes_its_address(page, explainer_server):
    """A link opens as it was left; each change is in the address at once."""
    from playwright.sync_api import expect

    page.goto(f"{explainer_server.url}/budget/explorer?annee=2021&compter=par-habitant")
    page.wait_for_selector(LIVE)
    sentence = page.locator("#sentence")
    expect(sentence).to_contain_text("Pour 2021", timeout=15_000)
    expect(sentence).to_contain_text("par habitant de dépenses")
    page.get_by_label("Année").select_option("2022")
    expect(sentence).to_contain_text("Pour 2022")
    assert page.url.endswith("/budget/explorer?annee=2022&compter=par-habitant")
    page.get_by_label("Année").select_option("2024")
    page.get_by_label("Compter").select_option("Pour toute la ville")
    expect(sentence).to_contain_text("1,8")
    assert page.url.endswith("/budget/explorer")


def test_the_live_page_says_what_it_could_not_read(page, explainer_server):
    """An unknown year: the page as it opens, and a sentence."""
    from playwright.sync_api import expect

    page.goto(f"{explainer_server.url}/subventions/explorer?annee=1789")
    page.wait_for_selector(LIVE)
    avis = page.locator("#avis")
    expect(avis).to_contain_text("« 1789 » (Année), que cette page n’a pas")
    assert page.get_by_label("Année").input_value() == "2022"


def test_a_beneficiary_is_found_by_a_part_of_its_name(page, explainer_server):
    """Near names are proposed as links; one click shows the years of one of them."""
    from playwright.sync_api import expect

    page.goto(f"{explainer_server.url}/subventions")
    page.get_by_label("Bénéficiaire").fill("friche belle de mai")
    page.get_by_role("button", name="Chercher").click()
    page.wait_for_selector(LIVE)
    sentence = page.locator("#sentence")
    name = "Friche la Belle de Mai"
    expect(sentence.get_by_role("link", name=name)).to_be_visible(timeout=15_000)
    sentence.get_by_role("link", name=name).click()
    expect(sentence).to_contain_text(f"En 2022, {name}")
    expect(page.locator("#figure figcaption")).to_contain_text(name)
    assert "nom=FRICHE" in page.url
    page.get_by_label("Bénéficiaire").fill("zzzzzzzz")
    page.keyboard.press("Enter")
    expect(sentence).to_contain_text("Aucun bénéficiaire nommé ne s’appelle")


# the parts


def test_names_are_found_without_accents_nor_capitals():
    """All words first, then what is written nearly so."""
    names = ["Théâtre du Gymnase", "FRICHE LA BELLE DE MAI", "La Belle Équipe"]
    assert near_names("theatre gymnase", names) == ["Théâtre du Gymnase"]
    assert near_names("belle", names)[:2] == names[1:]
    assert near_names("teatre du gimnase", names) == ["Théâtre du Gymnase"]
    assert near_names("zzz", names) == []


def test_addresses_are_readable():
    """No accent, no capital, no mark."""
    assert slugify("1ᵉʳ arrondissement, l’Œuvre") == "1er-arrondissement-l-oeuvre"
    assert slugify("!") == "vide"


def test_two_values_with_one_address_are_refused():
    """The author is told which, and what to write."""
    with pytest.raises(LireLaVilleError, match=r"Deux valeurs de « a » .* « ete »"):
        make_page(str, str, data=["x"], a=choice("A", ["été", "ETE"]))


def test_a_number_out_of_its_bounds_is_told():
    """The bounds are said, and which number is shown instead."""
    made = make_page(str, str, data=["x"], poids=slider("Poids", 0, 10, 5))
    facts = made.facts() | {"views": [{"address": "", "choices": {"poids": "5"}}]}
    view, said = asked_view(facts, "poids=11", "")
    assert view["address"] == ""
    assert words(said[0]).endswith("il faut un nombre de 0 à 10. Voici 5.")
    assert asked_view(facts, "poids=5", "")[1] == []
