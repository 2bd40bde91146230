"""A chart states itself: finding, unit, source, its words and figures beside it."""

import re
import warnings
from html.parser import HTMLParser

import geopandas as gpd
import matplotlib as mpl
import matplotlib.image
import numpy as np
import pandas as pd
import pytest
from reading import spaces
from shapely import box

from lirelaville import load
from lirelaville.catalogue import source_line
from lirelaville.charts import bars, choropleth, lines, strip
from lirelaville.charts.figure import INK, SOFT, STRONG
from lirelaville.charts.maps import EDGE, SHADES
from lirelaville.errors import LireLaVilleError
from lirelaville.lessons.safe_html import clean_html

DEBT = pd.Series({"Lyon": 812.4, "Marseille": 1544.6, "Nice": np.nan}, name="dette")
WORDS = {
    "title": "Marseille doit deux fois plus que Lyon",
    "unit": "euros par habitant",
    "source": "subventions",
}
YEARS = pd.DataFrame(
    {"Marseille": [1500.0, 1620, 1585], "Lyon": [900.0, np.nan, 812]},
    index=[2020, 2021, 2024],
)
SQUARES = gpd.GeoDataFrame(
    {"nom": list("abcde"), "taux": [10.0, 20.0, 20.1, 40.0, np.nan]},
    geometry=[box(5 + x, 43, 6 + x, 44) for x in range(5)],
    crs=4326,
)
FORMS = {
    "bars": lambda: bars(DEBT, **WORDS, highlight="Marseille"),
    "lines": lambda: lines(YEARS, **WORDS, highlight="Lyon"),
    "strip": lambda: strip(DEBT, **WORDS, highlight=["Lyon"]),
    "choropleth": lambda: choropleth(SQUARES, "taux", **WORDS),
}


@pytest.fixture(autouse=True)
def _no_warning():
    """A warning is a red box on a learner's page, and 0 in a check cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.fixture(params=FORMS.values(), ids=FORMS.keys())
def chart(request):
    """One chart of each form."""
    return request.param()


class Page(HTMLParser):
    """What a browser finds in a chart: tags opened and closed, attributes, rows."""

    def __init__(self, html: str):
        super().__init__()
        self.tags, self.open, self.rows, self.text = {}, [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):  # noqa: D102
        self.tags.setdefault(tag, dict(attrs))
        if tag != "img":
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag):  # noqa: D102
        assert self.open.pop() == tag

    def handle_data(self, data):  # noqa: D102
        self.text += data
        if self.open[-1:] in (["td"], ["th"]):
            self.rows[-1][-1] += data


def page_of(chart) -> Page:
    page = Page(chart._repr_html_())
    assert page.open == []
    return page


def pixels(chart) -> np.ndarray:
    from io import BytesIO

    return matplotlib.image.imread(BytesIO(chart.png))[:, :, :3]


def luminance(color: str) -> float:
    """As WCAG 2.2 defines it: what remains of a colour in grey."""
    parts = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def has_color(chart, color: str) -> bool:
    wanted = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return bool((np.abs(pixels(chart) - wanted).max(axis=2) < 0.01).any())


def ink_of_names(chart) -> float:
    """How much is written left of the bars."""
    grey = pixels(chart).mean(axis=2)
    bar = np.where((grey < 0.9).mean(axis=0) > 0.25)[0][0]  # a tall column of ink
    return float((1 - grey[:, : bar - 5]).sum())


def test_each_form_says_its_finding_its_unit_and_its_source(chart):
    """Read by eye or by ear, with the licence and the date."""
    page = page_of(chart)
    assert page.tags["figcaption"] is not None
    assert WORDS["title"] in page.text
    assert f"Lire les chiffres dans un tableau ({WORDS['unit']})" in page.text
    assert source_line("subventions") in page.text
    assert page.tags["img"]["alt"] == chart.alternative == repr(chart)
    assert f"{WORDS['title']} ({WORDS['unit']})." in chart.alternative
    assert page.tags["img"]["src"].startswith("data:image/png;base64,iVBOR")


def test_each_form_is_the_same_bytes_twice(chart, request):
    """A lesson run again by papermill shows no difference where nothing changed."""
    again = FORMS[request.node.callspec.id]()
    assert again.png == chart.png
    assert again._repr_html_() == chart._repr_html_()


def test_the_settings_of_a_lesson_do_not_change_its_charts(chart, request):
    """A lesson may enlarge the letters of a figure of its own."""
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "black"}):
        again = FORMS[request.node.callspec.id]()
        assert mpl.rcParams["font.size"] == 20
    assert again.png == chart.png


def test_a_wide_table_does_not_widen_the_page_of_a_phone(page):
    """The picture shrinks; the table has its own scroll bar, for the keyboard too."""
    page.set_viewport_size({"width": 390, "height": 844})
    table = pd.DataFrame({f"Une ville numéro {i}": [1000.0 * i] for i in range(12)})
    page.set_content(f"<main>{lines(table, **WORDS)._repr_html_()}</main>")
    page.get_by_text("Lire les chiffres").click()
    scrolled = page.locator("details div")
    assert scrolled.evaluate("box => box.scrollWidth > box.clientWidth")
    assert scrolled.get_attribute("tabindex") == "0"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("img").bounding_box()["width"] <= 390


def test_words_that_look_like_tags_are_shown_as_they_are():
    """A name of a table is no HTML."""
    values = pd.Series({"<b>a</b> & b": 1.0})
    chart = bars(values, **WORDS | {"title": "Moins < plus", "unit": "€ & <i>"})
    page = page_of(chart)
    assert "b" not in page.tags
    assert page.rows[1][0] == "<b>a</b> & b"
    assert "Moins < plus" in page.tags["img"]["alt"]


def test_the_table_of_bars_says_the_values_in_order():
    """The same figures as the drawing; what is missing is said, never zero."""
    rows = page_of(FORMS["bars"]()).rows
    assert [[spaces(cell) for cell in row] for row in rows] == [
        ["", "euros par habitant"],
        ["Lyon", "812"],
        ["Marseille", "1 545"],
        ["Nice", "non publié"],
    ]
    assert spaces(FORMS["bars"]().alternative).endswith(
        "Lyon : 812 ; Marseille : 1 545 ; Nice : non publié."
    )


def test_the_table_of_lines_has_a_row_a_year_and_a_column_a_line():
    """And the words say where each line starts and ends."""
    chart = FORMS["lines"]()
    rows = [[spaces(cell) for cell in row] for row in page_of(chart).rows]
    assert rows == [
        ["", "Marseille", "Lyon"],
        ["2020", "1 500", "900"],
        ["2021", "1 620", "non publié"],
        ["2024", "1 585", "812"],
    ]
    assert "Marseille de 1 500 (2020) à 1 585 (2024)" in spaces(chart.alternative)
    assert "Lyon de 900 (2020) à 812 (2024)" in spaces(chart.alternative)


def test_a_map_says_how_many_zones_each_class_holds():
    """A value equal to a bound is in the class that ends there."""
    chart = choropleth(SQUARES, "taux", **WORDS, bounds=[10, 20, 30, 40])
    said = spaces(chart.alternative)
    for words in (
        "1 zone jusqu’à 10 ;",
        "1 zone de 10 à 20 ;",
        "1 zone de 20 à 30 ;",
        "1 zone de 30 à 40 ;",
        "e : non publié",
    ):
        assert words in said
    assert [row[0] for row in chart.rows] == list("abcde")


def test_a_zone_above_the_last_bound_is_shaded_too():
    """Another city, another maximum: nothing falls off the map."""
    chart = choropleth(SQUARES, "taux", **WORDS, bounds=[15, 25])
    assert "2 zones de 15 à 25 ; 1 zone de 25 à 40" in spaces(chart.alternative)
    assert all(has_color(chart, shade) for shade in SHADES[1:4])


def test_zones_that_are_all_alike_make_one_class():
    """Bounds that collapse are no error."""
    chart = choropleth(SQUARES.assign(taux=5.0), "taux", **WORDS)
    assert "5 zones jusqu’à 5 ;" in spaces(chart.alternative)
    assert has_color(chart, SHADES[1])


def test_a_map_of_the_quartiers_is_drawn_from_their_real_outlines():
    """One hundred and eleven zones: the words give the extremes, the table all."""
    quartiers = load("quartiers")
    quartiers["surface"] = quartiers.to_crs(2154).area / 1e6
    chart = choropleth(quartiers, "surface", **WORDS | {"source": quartiers})
    assert len(chart.rows) == 111
    assert "111 valeurs ; la plus petite," in chart.alternative
    assert len(chart.alternative) < 600
    assert all(has_color(chart, shade) for shade in SHADES[1:])


def test_a_table_loaded_and_a_slug_give_both_sources():
    """A crossing of two tables cites both."""
    chart = bars(DEBT, **WORDS | {"source": [load("quartiers"), "subventions"]})
    said = [
        source_line(slug)[len("Source : ") :] for slug in ("quartiers", "subventions")
    ]
    assert chart.source == (f"Sources : {said[0]} ; {said[1]}")


def test_what_is_brought_out_is_also_bold_not_only_dark():
    """Without a highlight, everything is brought out alike."""
    whole, some = bars(DEBT, **WORDS), FORMS["bars"]()
    assert has_color(some, STRONG)
    assert has_color(some, SOFT)
    assert not has_color(whole, SOFT)
    assert ink_of_names(some) > 1.05 * ink_of_names(whole)


@pytest.mark.parametrize("year", [2021, "2021"], ids=["number", "text"])
def test_a_year_is_brought_out_by_its_number_or_its_text(year):
    """An index of whole numbers is usual: years, arrondissements."""
    values = pd.Series({2020: 3, 2021: 4})
    assert bars(values, **WORDS, highlight=year).rows == (("2020", "3"), ("2021", "4"))


def test_shades_and_inks_survive_grey_print_and_pale_screens():
    """Light to dark without a tie; letters at 4.5, drawings at 3 against paper."""
    greys = [luminance(shade) for shade in SHADES]
    assert greys == sorted(greys, reverse=True)
    assert min(np.array(greys[:-1]) / np.array(greys[1:])) > 1.3
    assert contrast(INK, "#ffffff") > 7
    assert contrast(STRONG, "#ffffff") > 4.5
    assert min(contrast(SOFT, "#ffffff"), contrast(EDGE, "#ffffff")) > 3
    assert contrast(STRONG, SOFT) > 2


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([1234567.8, 12.4, 0.31], ["1 234 568", "12", "0,3"]),
        ([40.0, 8.8, -1.6], ["40,0", "8,8", "−1,6"]),
        ([0.5, 0.25], ["0,50", "0,25"]),
        ([3, 40], ["3", "40"]),
        ([0.0, 0.0], ["0", "0"]),
        ([250.0, 1e-9], ["250", "0,0000"]),
    ],
    ids=["large", "tens", "small", "whole", "zero", "tiny"],
)
def test_the_figures_of_a_chart_have_as_many_decimals(values, said):
    """A column of figures compares at a glance; only a false zero is avoided."""
    chart = bars(pd.Series(values, index=list("abc")[: len(values)]), **WORDS)
    assert [spaces(row[1]) for row in chart.rows] == said


@pytest.mark.parametrize(
    "values",
    [
        pd.Series({"Marseille": 12.5}),
        pd.Series({f"{i}e arrondissement": 40.0 - 4 * i for i in range(1, 17)}),
        pd.Series({"a": -5.0, "b": -2.0}),
        pd.Series({"a": 0.0, "b": 0.0}),
        pd.Series([1, None], index=["a", "b"], dtype="Int64"),
        pd.Series({"Autres personnes de droit privé " * 4: 1e12, "b": 1}),
        pd.Series([3, 4], index=["a", "a"]),
        pd.Series([1.0, 2.0], index=["", "b"]),
    ],
    ids=["one", "16", "negative", "zero", "Int64", "long", "twice", "no-name"],
)
@pytest.mark.parametrize("form", [bars, strip], ids=["bars", "strip"])
def test_any_column_of_numbers_is_drawn(form, values):
    """Ink in the middle, no warning, a row a value."""
    chart = form(values, **WORDS)
    assert len(chart.rows) == len(values)
    assert (pixels(chart) < 0.9).any()


def test_words_never_leave_the_picture():
    """Long names and figures take room from the drawing: the border stays white."""
    arrondissements = pd.Series(
        {f"{i}e arrondissement de Marseille": -1e6 * i for i in range(1, 17)}
    )
    longest = pd.Series({"Subventions aux personnes de droit privé " * 3: 123456789.0})
    table = YEARS.rename(columns={"Lyon": "Métropole de Lyon et communes voisines"})
    for chart in (
        bars(arrondissements, **WORDS),
        bars(longest, **WORDS),
        lines(table, **WORDS),
        strip(arrondissements, **WORDS, highlight=list(arrondissements.index[:2])),
        choropleth(SQUARES, "taux", **WORDS),
        *(
            draw(what, **WORDS | {"unit": "Taux de pauvreté estimé, " * 6})
            for draw, what in ((bars, DEBT), (lines, YEARS), (strip, DEBT))
        ),
    ):
        drawn = pixels(chart)
        edges = (drawn[0], drawn[-1], drawn[:, 0], drawn[:, -1])
        assert all((edge == 1).all() for edge in edges)


@pytest.mark.parametrize(
    "table",
    [
        YEARS[["Marseille"]],
        YEARS.iloc[:1],
        YEARS - 1200,
        YEARS.set_axis(["2020", "2021", "2024"]),
        pd.DataFrame({"a": np.arange(25.0)}, index=range(2000, 2025)),
        pd.DataFrame({f"ville {i}": [i, i + 1.0] for i in range(10)}, index=[1, 2]),
    ],
    ids=["one-line", "one-year", "negative", "text-years", "25-years", "10-lines"],
)
def test_any_table_of_years_is_drawn(table):
    """Ink, no warning, a row a year."""
    chart = lines(table, **WORDS)
    assert [row[0] for row in chart.rows] == [str(year) for year in table.index]
    assert has_color(chart, STRONG)


def test_a_year_without_a_value_is_said_in_words():
    """A broken line is seen; who does not see it hears of the gap too."""
    chart = lines(YEARS, **WORDS)
    said = spaces(chart.alternative)
    assert "Lyon de 900 (2020) à 812 (2024), sans valeur en 2021" in said
    assert "Marseille de 1 500 (2020) à 1 585 (2024)." in said.split(" ; ")[0] + "."


def test_years_out_of_order_are_put_in_order():
    """A line that goes back in time would cross itself."""
    assert lines(YEARS.iloc[::-1], **WORDS).png == lines(YEARS, **WORDS).png


def test_a_cut_axis_says_so_on_the_picture():
    """from_zero=False is a choice that the reader must see."""
    whole, cut = lines(YEARS, **WORDS), lines(YEARS, **WORDS, from_zero=False)
    left = slice(0, 40)
    ink_whole, ink_cut = ((pixels(c)[:, left] < 0.5).sum() for c in (whole, cut))
    assert ink_cut > ink_whole  # a second line of words beside the axis


def test_a_strip_tells_the_extremes_the_median_and_who_is_named():
    """Four hundred points are not read aloud one by one."""
    values = pd.Series(range(400), index=[f"IRIS {i}" for i in range(400)], dtype=float)
    values.iloc[:3] = np.nan
    said = spaces(strip(values, **WORDS, highlight=["IRIS 1", "IRIS 9"]).alternative)
    assert said.endswith(
        "397 valeurs ; la plus petite, IRIS 3 : 3 ; la médiane : 201 ; la plus grande, "
        "IRIS 399 : 399 ; IRIS 9 : 9 ; IRIS 1 : non publié ; valeurs non publiées : 3."
    )


TEXT = pd.Series({"a": "1", "b": "2"}, name="montant")
REFUSED = {
    "unknown-highlight": (
        lambda: bars(DEBT, **WORDS, highlight="Marseile"),
        "« Marseile » n'est pas dans ce graphique. On y trouve : Lyon, Marseille, Nice",
    ),
    "unknown-line": (
        lambda: lines(YEARS, **WORDS, highlight=["Lyon", "Paris"]),
        "« Paris » n'est pas dans ce graphique. On y trouve : Marseille, Lyon",
    ),
    "text": (lambda: bars(TEXT, **WORDS), "la colonne « montant » n'a aucun nombre"),
    "no-value": (
        lambda: strip(DEBT[["Nice"]], **WORDS),
        "Rien à dessiner pour « Marseille doit",
    ),
    "empty": (
        lambda: bars(pd.Series(dtype="float64"), **WORDS),
        "cette colonne n'a aucun nombre",
    ),
    "table-for-bars": (lambda: bars(YEARS, **WORDS), "une seule colonne de nombres"),
    "column-for-lines": (
        lambda: lines(YEARS["Lyon"], **WORDS),
        r"une colonne par courbe, les années en index.*\.to_frame",
    ),
    "empty-line": (
        lambda: lines(YEARS.assign(Nice=np.nan), **WORDS),
        "la colonne « Nice » n'a aucun nombre",
    ),
    "infinite": (
        lambda: bars(DEBT / pd.Series({"Lyon": 0, "Marseille": 1, "Nice": 1}), **WORDS),
        "pour « Lyon ».*division par zéro",
    ),
    "seven-classes": (
        lambda: choropleth(SQUARES, "taux", **WORDS, bounds=list(range(35, 42))),
        "7 classes ne se distinguent plus sur une carte : donnez 6 bornes au plus",
    ),
    "bounds-not-rising": (
        lambda: choropleth(SQUARES, "taux", **WORDS, bounds=[20, 10, 40]),
        "ne montent pas",
    ),
    "no-geometry": (
        lambda: choropleth(
            pd.DataFrame(SQUARES.drop(columns="geometry")), "taux", **WORDS
        ),
        "pas de géométrie",
    ),
    "no-source": (
        lambda: bars(DEBT, **WORDS | {"source": pd.DataFrame({"a": [1]})}),
        "ne connaît pas sa source",
    ),
}


@pytest.mark.parametrize(("draw", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_drawn_is_said_in_french(draw, words):
    """What was wrong and what to write, never a traceback of matplotlib."""
    with pytest.raises(LireLaVilleError, match=words):
        draw()


def test_the_feedback_page_keeps_the_picture_and_the_table(chart):
    """A marked lesson still shows its charts, as safe HTML."""
    kept = clean_html(chart._repr_html_())
    page = Page(kept)
    assert page.tags["img"]["src"] == page_of(chart).tags["img"]["src"]
    assert page.tags["img"]["alt"] == chart.alternative
    assert page.rows == page_of(chart).rows
    assert {"details", "summary", "figure"} <= set(page.tags)
    assert "style" not in kept


@pytest.mark.parametrize(
    ("unsafe", "safe"),
    [
        ('<img src="data:text/html,<b>">', "<img>"),
        ('<img src="data:image/svg+xml;base64,AAAA">', "<img>"),
        ('<img src="data:image/png,<svg>">', "<img>"),
        ('<img src="data:image/png;base64,AA,<svg>">', "<img>"),
        ('<img src="javascript:x">', "<img>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<a href=" da\nta:text/html,x">a</a>', "<a>a</a>"),
        ('<a href="&#106;avascript:x">a</a>', "<a>a</a>"),
        ('<a href="//exemple.fr">a</a>', "<a>a</a>"),
        (
            "<details ontoggle='x()'><summary>s</summary></details>",
            "<details><summary>s</summary></details>",
        ),
        ('<div style="position:fixed" tabindex="0">a</div>', "<div>a</div>"),
    ],
)
def test_nothing_else_comes_in_with_the_picture(unsafe, safe):
    """data: addresses are for the pictures of charts, nowhere else."""
    assert clean_html(unsafe) == safe


@pytest.mark.parametrize(
    "harmless",
    [
        '<a href="#mot-ligne" title="Un cas du tableau.">lignes</a>',
        '<a id="lu-ligne"></a>',
        '<a href="https://www.data.gouv.fr/fr/">source</a>',
        '<img src="https://exemple.fr/a.png" alt="a">',
        '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
    ],
)
def test_what_is_harmless_stays(harmless):
    """Links to the words of the lesson, official addresses."""
    assert re.sub(r"\s+", " ", clean_html(harmless)) == harmless
