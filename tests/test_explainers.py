"""The public explainers, read in a browser: their figures are those of the data."""

import re

import pytest
from reading import LIVE, fetch, spaces

from lirelaville import load
from lirelaville.errors import LireLaVilleError
from lirelaville.explainers.build import build_explainers


def expected_figures(annee: int) -> dict:
    """Recompute from the data package what the page says, another way."""
    table = load("subventions").query("annee == @annee")
    hidden = table["nombre_beneficiaires_agreges"]
    # a name may have two rows in a year
    named = table[hidden.isna()].groupby("beneficiaire")["montant_eur"].sum()
    total = table["montant_eur"].sum()
    return {
        "millions": f"{total / 1e6:.1f}".replace(".", ",").removesuffix(",0"),
        "named": f"{len(named):,}".replace(",", " "),
        "hidden": f"{hidden.sum():,}".replace(",", " "),
        "share": f"{100 * named.nlargest(10).sum() / total:.0f}",
        "first": f"{named.max():,.0f} €".replace(",", " "),
        "total": f"{total:,.0f} €".replace(",", " "),
    }


def test_page_is_read_without_account_or_javascript(browser, explainer_server):
    """Sentence, chart, table and years are in the page itself, as plain links."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{explainer_server.url}/subventions")
    figures = expected_figures(2022)
    assert page.locator("html").get_attribute("lang") == "fr"
    assert figures["millions"] in page.locator("#sentence").inner_text()
    chart_says = page.locator("#figure svg").get_attribute("aria-label")
    assert "En tête en 2022" in chart_says
    cells = spaces(page.locator("#figure table").text_content())
    assert figures["first"] in cells
    assert figures["total"] in cells
    assert page.locator(".broken").count() == 0
    page.get_by_role("link", name="2019", exact=True).click()
    assert page.url.endswith("/subventions/annee/2019/")
    assert expected_figures(2019)["millions"] in page.locator("#sentence").inner_text()
    context.close()


def test_control_changes_the_sentence(page, explainer_server):
    """Each year's sentence and table say what the data package gives."""
    from playwright.sync_api import expect

    page.goto(f"{explainer_server.url}/subventions/explorer")
    page.wait_for_selector(LIVE)
    for annee in range(2017, 2022):
        page.get_by_label("Année").select_option(str(annee))
        expect(page.locator("#sentence")).to_contain_text(f"En {annee},")
        figures = expected_figures(annee)
        assert spaces(page.locator("#sentence p").first.inner_text()) == (
            f"En {annee}, la Ville de Marseille a accordé {figures['millions']} "
            f"millions d’euros à {figures['named']} bénéficiaires et à "
            f"{figures['hidden']} autres sans nom publié ; les dix premiers en "
            f"reçoivent {figures['share']} %."
        )
        table = page.locator("#figure table")
        expect(table).to_contain_text(f"en {annee}")
        assert figures["first"] in spaces(table.text_content())
        # Before 2020 a second line warns that years do not compare.
        assert page.locator("#sentence p").count() == (1 if annee >= 2020 else 2)


def test_open_table_stays_open(page, explainer_server):
    """Someone comparing years in the table does not reopen it at each choice."""
    from playwright.sync_api import expect

    page.goto(f"{explainer_server.url}/subventions/explorer")
    page.wait_for_selector(LIVE)
    page.get_by_text("Lire les chiffres dans un tableau").click()
    page.get_by_label("Année").select_option("2018")
    expect(page.get_by_role("table")).to_contain_text("en 2018")


def test_bars_are_those_of_the_table(html):
    """Ten bars, from the largest; as long as their amounts."""
    widths = [float(w) for w in re.findall(r'class="bar"[^>]*width="([\d.]+)%"', html)]
    amounts = (
        load("subventions")
        .query("annee == 2022 and nombre_beneficiaires_agreges.isna()")["montant_eur"]
        .nlargest(10)
    )
    assert widths == pytest.approx(list(80 * amounts / amounts.max()), abs=0.01)


def test_telephone_scrolls_one_way_only(page, explainer_server):
    """Nothing is wider than the screen, even the table, even on a small one."""
    page.goto(f"{explainer_server.url}/subventions/explorer")
    page.wait_for_selector(LIVE)
    page.get_by_text("Lire les chiffres dans un tableau").click()
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_home_lists_every_explainer(page, explainer_server):
    """The list gives the question of each page, and leads to it."""
    page.goto(explainer_server.url)
    question = page.get_by_role("link", name="À qui vont les subventions")
    assert question.get_attribute("href") == "/subventions/"


def test_french_spacing_everywhere(explainer_server, html):
    """No line may begin with « ? » or « % »: the space before them does not break."""
    for text in (html, fetch(explainer_server.url)):
        assert not re.search(r"\w [?!;%€»]", text)


def test_source_line_and_limits_are_told(page, explainer_server):
    """Publisher, licence, date, official address; and what the figures do not say."""
    page.goto(f"{explainer_server.url}/subventions")
    text = spaces(page.locator("main").inner_text())
    assert load("subventions").attrs["source"] in text
    assert "Comment le savons-nous ?" in text
    assert "Ce que ces chiffres ne disent pas" in text
    links = [a.get_attribute("href") for a in page.locator(".provenance a").all()]
    assert any(link.startswith("https://www.data.gouv.fr/") for link in links)


def test_build_gives_the_same_bytes(tmp_path):
    """Building twice writes once; a page whose source is gone is removed."""
    stale = tmp_path / "explainers" / "ancien.ipynb"
    stale.parent.mkdir()
    stale.write_text("{}")
    build_explainers(tmp_path)
    notebook = tmp_path / "explainers" / "subventions.ipynb"
    first, written = notebook.read_bytes(), notebook.stat().st_mtime_ns
    build_explainers(tmp_path)
    assert notebook.stat().st_mtime_ns == written
    notebook.unlink()
    build_explainers(tmp_path)
    assert notebook.read_bytes() == first
    assert not stale.exists()


def test_explainer_without_title_is_refused(tmp_path):
    """The message says which file and what to write."""
    (tmp_path / "budget.py").write_text("# %% [markdown]\n# # Budget\n")
    with pytest.raises(LireLaVilleError, match=r"voila_apps/budget\.py .* title: …"):
        build_explainers(tmp_path / "state", tmp_path)
