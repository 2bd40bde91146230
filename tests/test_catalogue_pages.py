"""The public catalogue: a table is found, understood, cited, by anyone."""

import re
from html import unescape

import pytest
from catalogue_site import words
from reading import LIVE, fetch, spaces
from test_accessibility import WIDTHS, faults
from workshop import wait_for

from lirelaville.catalogue import dataset_names, describe, load, source_line
from lirelaville.explainers.catalogue_pages import report_address
from lirelaville.explainers.downloads import downloads
from lirelaville.french import typeset

SEVERAL = [s for s in dataset_names() if len(describe(s)["resources"]) > 1]


def titles(page) -> list[str]:
    """The datasets that the list shows at this moment."""
    return page.locator(".datasets li:visible h3").all_inner_texts()


# the list


def test_the_whole_list_is_there_without_javascript(browser, explainer_server):
    """Every dataset by its title, and no search box that would do nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{explainer_server.url}/donnees?q=chien")
    addresses = [a.get_attribute("href") for a in page.locator("h3 a").all()]
    assert sorted(addresses) == [f"/donnees/{slug}" for slug in dataset_names()]
    assert page.get_by_role("search").count() == 0
    count = page.get_by_role("status").inner_text()
    assert spaces(count) == f"{len(dataset_names())} jeux de données"
    context.close()


def expect_count(page, count: str) -> None:
    from playwright.sync_api import expect

    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{count}\W"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("meteo", "Météo quotidienne 2025"),
        ("MÉTÉO", "Météo quotidienne 2025"),
        ("quartier statistique revenus", "Filosofi 2021 par IRIS"),
        ("écoles", "Équipements publics 2018"),
        ("subvention", "Subventions 2017–2022"),
        ("ofgl", "Comptes de dix grandes villes 2017–2024"),
        ("agregat", "Comptes de dix grandes villes 2017–2024"),
    ],
)
def test_search_forgives_accents_capitals_and_plurals(
    page, explainer_server, typed, found
):
    """Titles, rows, keywords, publishers and columns are searched, as one types."""
    page.goto(f"{explainer_server.url}/donnees")
    page.get_by_label("Chercher un mot").fill(typed)
    assert found in titles(page)
    assert 0 < len(titles(page)) < len(dataset_names())
    expect_count(page, len(titles(page)))
    for section in page.locator(".theme:visible").all():
        assert section.locator("li:visible").count() > 0


def test_a_column_found_is_named(page, explainer_server):
    """Whoever looks for a code sees in which column each table has it."""
    page.goto(f"{explainer_server.url}/donnees")
    page.get_by_label("Chercher un mot").fill("code_iris")
    item = page.locator("li:visible", has_text="Contours des IRIS 2025")
    assert "Colonne" in item.locator(".found").inner_text()
    assert "(code_iris)" in item.locator(".found").inner_text()
    expected = [
        slug
        for slug in dataset_names()
        if any(
            "code_iris" in field["name"]
            for resource in describe(slug)["resources"]
            for field in resource["schema"]["fields"]
        )
    ]
    assert len(titles(page)) >= len(expected) > 3


def test_the_address_holds_the_search(page, explainer_server):
    """A search is shared as a link, and comes back with the browser's own button."""
    page.goto(f"{explainer_server.url}/donnees")
    page.get_by_label("Chercher un mot").fill("école")
    page.get_by_label("Territoire").select_option("Marseille")
    shown, address = titles(page), page.url
    assert address.endswith("/donnees?q=%C3%A9cole&territoire=Marseille")
    page.get_by_role("link", name=shown[0]).click()
    page.go_back()
    assert titles(page) == shown
    other = page.context.new_page()
    other.goto(address)
    assert titles(other) == shown
    assert other.get_by_label("Chercher un mot").input_value() == "école"
    expect_count(other, len(shown))


def test_a_territory_is_chosen(page, explainer_server):
    """Its tables and no other; one that does not exist is as if none was asked."""
    page.goto(f"{explainer_server.url}/donnees?territoire=France")
    there = [s for s in dataset_names() if describe(s)["territory"] == "France"]
    assert len(titles(page)) == len(there)
    page.goto(f"{explainer_server.url}/donnees?territoire=Atlantide")
    assert len(titles(page)) == len(dataset_names())


def test_nothing_found_says_what_to_do(page, explainer_server):
    """The count is told, and one button brings the whole list back."""
    page.goto(f"{explainer_server.url}/donnees?q=licorne")
    expect_count(page, "Aucun")
    assert titles(page) == []
    page.get_by_role("button", name="Effacer la recherche").click()
    assert len(titles(page)) == len(dataset_names())
    assert page.url.endswith("/donnees")
    assert page.evaluate("document.activeElement.id") == "q"


def test_the_list_works_with_the_keyboard_alone(page, explainer_server):
    """Skip link, navigation, search, territory, first table found."""
    page.goto(f"{explainer_server.url}/donnees")
    for _ in range(5):  # skip, home, questions, data, then the search box
        page.keyboard.press("Tab")
    page.keyboard.type("quartiers de Marseille")
    page.keyboard.press("Enter")  # nothing is sent, nothing is lost
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == titles(page)[0]
    page.keyboard.press("Enter")
    page.wait_for_url("**/donnees/*")
    assert page.get_by_role("heading", level=1).inner_text() == focused


def test_a_hostile_search_stays_a_text(page, explainer_server):
    """What stands in the address is never read as a page."""
    said = []
    page.on("dialog", lambda dialog: said.append(dialog) or dialog.dismiss())
    hostile = "%3Cimg%20src=x%20onerror=alert(1)%3E"
    page.goto(f"{explainer_server.url}/donnees?q={hostile}&territoire={hostile}")
    assert page.locator("img").count() == 0
    assert titles(page) == []
    assert said == []


# one dataset


@pytest.mark.parametrize("slug", dataset_names())
def test_the_page_says_all_that_the_card_says(explainer_server, slug):
    """Row, publisher, licence, reception, limits, columns, files and fingerprints."""
    card, html = describe(slug), fetch(f"{explainer_server.url}/donnees/{slug}")
    text = words(html)
    said = [card["title"], card["contributors"][0]["title"], card["territory"]]
    said += [card["licenses"][0]["title"], card["reception"], *card["known_gaps"]]
    said += [source_line(card), "22/11/2026"]
    said += [source["title"] for source in card["sources"]]
    for resource in card["resources"]:
        said += [resource["path"], resource["hash"].removeprefix("sha256:")]
        for field in [] if resource.get("raw") else resource["schema"]["fields"]:
            said += [field["name"], field["title"], field["description"]]
    assert [s for s in said if spaces(typeset(s)) not in spaces(typeset(text))] == []
    links = set(re.findall(r'href="([^"]+)"', unescape(html)))
    assert {f"/donnees/{slug}/{name}" for name in downloads(card)} >= {
        link for link in links if link.startswith(f"/donnees/{slug}/")
    }
    assert {source["path"] for source in card["sources"]} <= links
    # Cells and lists of values are quoted as they stand in the file.
    ours = re.sub(r"(?s)<tbody>.*?</tbody>|<small>.*?</small>", "", html)
    assert not re.search(r"\w [?!;%€»]", ours)


def test_the_preview_is_the_beginning_of_the_table(page, explainer_server):
    """Eight rows, written as French readers expect; a hole is said."""
    page.goto(f"{explainer_server.url}/donnees/subventions")
    table = page.locator("table.preview")
    shown = [
        [spaces(cell) for cell in row.locator("td").all_inner_texts()]
        for row in table.locator("tbody tr").all()
    ]
    first = load("subventions").head(8)
    assert [row[1] for row in shown] == first["beneficiaire"].to_list()
    assert shown[0][0] == "2017"
    assert shown[0][3] == "10 350 922,36"
    assert shown[4][3] == "5 074 000,00"
    assert [row[5] for row in shown] == first["objet"].fillna("vide").to_list()
    assert spaces(table.locator("caption").inner_text()) == (
        "Les 8 premières lignes, sur 7 598."
    )
    assert table.locator("thead th[scope=col]").count() == len(first.columns)


def test_outlines_are_named_but_not_shown(explainer_server):
    """A resident reads names and codes; the outline is for a map."""
    text = words(fetch(f"{explainer_server.url}/donnees/quartiers"))
    assert "Chaque ligne a aussi un contour, à ouvrir sur une carte." in text
    assert "forme sur la carte" in text
    assert "sans les contours" in text
    assert "coordinates" not in text


def test_codes_that_a_spreadsheet_would_damage_are_named(explainer_server):
    """Columns of text made of digits; not the names, not the amounts."""
    text = words(fetch(f"{explainer_server.url}/donnees/comptes_communes"))
    assert "« Texte » à ces colonnes : code_insee, siren. Sans cela" in text
    assert "donnez d’abord" not in fetch(f"{explainer_server.url}/donnees/subventions")


@pytest.mark.parametrize("slug", SEVERAL)
def test_a_package_of_several_tables_shows_each(explainer_server, slug):
    """Each with its rows and columns; files kept with their faults carry a warning."""
    html = fetch(f"{explainer_server.url}/donnees/{slug}")
    tables = [r for r in describe(slug)["resources"] if not r.get("raw")]
    assert html.count('<table class="preview">') == len(tables)
    assert html.count('<table class="fields"') == len(tables)
    warned = "n’en tirez pas de chiffre" in words(html)
    assert warned == (len(tables) < len(describe(slug)["resources"]))
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_lessons_and_pages_that_use_a_table_are_told(explainer_server):
    """From course.yml and from what the explainers load."""
    budget = words(fetch(f"{explainer_server.url}/donnees/budget_primitif"))
    assert "La leçon Combien la ville dépense-t-elle, et pour quoi ?" in budget
    assert "parcours « Lire les comptes et la carte de ma ville »" in budget
    subsidies = fetch(f"{explainer_server.url}/donnees/subventions")
    assert '<li>La page <a href="/subventions">À qui vont les' in subsidies


def test_home_and_explainers_lead_to_the_data(page, explainer_server):
    """From the first page, and from « Comment le savons-nous ? »."""
    page.goto(explainer_server.url)
    page.get_by_role("link", name="Voir toutes les données").click()
    assert page.url.endswith("/donnees")
    for address in ("subventions", "subventions/annee/2019/", "subventions/explorer"):
        page.goto(f"{explainer_server.url}/{address}")
        if address.endswith("explorer"):
            page.wait_for_selector(LIVE)
        page.locator(".provenance").get_by_role("link", name="la lire").click()
        page.wait_for_url("**/donnees/subventions")


def test_the_citation_is_copied_with_one_button(browser, explainer_server):
    """The line that people paste names publisher, licence, date and address."""
    from playwright.sync_api import expect

    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    blocked = []
    page.on("console", lambda message: blocked.append(message.text))
    page.goto(f"{explainer_server.url}/donnees/meteo")
    page.get_by_role("button", name="Copier cette ligne").click()
    expect(page.get_by_role("status")).to_have_text("C’est copié.")
    copied = page.evaluate("navigator.clipboard.readText()")
    address = describe("meteo")["sources"][0]["path"]
    assert copied == f"{source_line('meteo')} · {address}"
    assert blocked == [], "the security policy lets the page work"
    context.close()


def test_where_copying_is_refused_the_line_is_selected(page, explainer_server):
    """On an address without https a browser has no clipboard: two keys remain."""
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(f"{explainer_server.url}/donnees/subventions")
    page.get_by_role("button", name="Copier cette ligne").click()
    assert "Ctrl + C" in page.locator(".copy [role=status]").inner_text()
    assert page.evaluate("getSelection().toString()") == source_line("subventions")


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("", ""),
        ("le bureau de l'association", ""),
        ("https://exemple.fr/contact", "https://exemple.fr/contact"),
        ("a@b.fr", "mailto:a@b.fr?subject=Erreur%20dans%20%C2%AB%20A%26B%20%C2%BB"),
        ('a"><b>@c.fr', "mailto:a%22%3E%3Cb%3E@c.fr?subject=Erreur%20dans%20"),
    ],
)
def test_errors_are_reported_where_the_operator_says(contact, address):
    """An e-mail with its subject, a page, or words; never a broken link."""
    found = report_address(contact, "A&B")
    assert found.startswith(address) if address else found == ""


# for everyone


@pytest.fixture(params=WIDTHS.values(), ids=WIDTHS.keys())
def screen(browser, request):
    """A phone, then a desk computer; axe is not a script of ours, hence bypass_csp."""
    context = browser.new_context(
        locale="fr-FR", viewport=request.param, bypass_csp=True
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "address",
    ["", "?q=licorne", "?q=code_iris", "/subventions", "/quartiers", f"/{SEVERAL[0]}"],
)
def test_no_serious_fault_of_accessibility(screen, explainer_server, address):
    """axe-core finds nothing; the language is said; one first heading."""
    screen.goto(f"{explainer_server.url}/donnees{address}")
    for closed in screen.locator("details").all():
        closed.evaluate("element => element.open = true")
    assert faults(screen) == []
    assert screen.locator("html").get_attribute("lang") == "fr"
    assert screen.get_by_role("heading", level=1).count() == 1


@pytest.mark.parametrize("slug", ["", *dataset_names()])
def test_pages_fit_a_narrow_phone(page, explainer_server, slug):
    """At 320 pixels only the table of the first rows scrolls, in its own frame."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{explainer_server.url}/donnees/{slug}")
    wider = "document.documentElement.scrollWidth - window.innerWidth"
    assert page.evaluate(wider) <= 0


def test_the_first_rows_scroll_with_the_keyboard(page, explainer_server):
    """The frame takes the focus, has a name, and follows the arrows."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{explainer_server.url}/donnees/subventions")
    frame = page.get_by_role("region", name="Les premières lignes")
    frame.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    # the page forbids eval, so its own script is not asked to wait
    wait_for(lambda: frame.evaluate("element => element.scrollLeft > 0"))


def test_columns_stay_a_table_on_a_narrow_screen(page, explainer_server):
    """Laid one under another, cells keep their roles for a screen reader."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{explainer_server.url}/donnees/subventions")
    fields = page.get_by_role("table", name="Les colonnes")
    assert fields.get_by_role("columnheader").count() == 4
    assert fields.get_by_role("rowheader").count() == 7
    amount = fields.get_by_role("row", name=re.compile("montant_eur"))
    assert "euros" in amount.inner_text()
    assert "nombre à virgule" in amount.inner_text()
