"""What learners and trainers read is French; formgrader's links lead somewhere."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import nbformat
import pytest
from nbgrader.server_extensions.formgrader import handlers
from playwright.sync_api import expect
from workshop import PATIENCE_MS, answers, grade_id, log_in, notebook

from lirelaville.formgrader_fr.phrases import HERE, phrases, translate

COURSE, LESSON, PERSON = "citizens", "lire_un_tableau", "p60"
# What somebody may well write; it has all the words that formgrader's pages have.
WRITTEN = "Manage Students : Submission #1, Loading, please wait... Full credit, Next"
ENGLISH = re.compile(
    r"\b(the|of|and|to|please|submissions?|students?|score|name|assignments?|manage"
    r"|grad(e|ed|ing)|release|collect|feedback|loading|success\w*|error|none|cancel"
    r"|save|close|next|prev|status|due|edit|needs|search|show|hide|add)\b",
    re.IGNORECASE,
)
# Left out: what learners and authors wrote, and nbgrader's own log in the dialogs,
# which is for whoever looks after the workshop and is announced as being in English.
LEFT_OUT = "pre, .text_cell_render, .input_area, .output_wrapper"
FOLDER = Path(handlers.template_path)
FILES = {
    "pages": [*FOLDER.glob("*.tpl"), *FOLDER.glob("formgrade/*.j2")],
    "scripts": [*Path(handlers.static_path).glob("js/*.js")],
}
FILES = {kind: {path.name: path for path in files} for kind, files in FILES.items()}
NAMES = [(kind, name) for kind, files in FILES.items() for name in sorted(files)]


@pytest.mark.parametrize(("kind", "name"), NAMES, ids=[name for _, name in NAMES])
def test_every_phrase_is_still_in_nbgrader(kind, name):
    """A new version of nbgrader that says things otherwise is noticed here."""
    text = FILES[kind][name].read_text()
    shared = phrases(kind, "everywhere")
    missing = [
        phrase
        for phrase in phrases(kind, name)
        if phrase not in text and phrase not in shared
    ]
    assert missing == []


@pytest.mark.parametrize("kind", FILES)
def test_phrases_for_every_file_are_used_by_one(kind):
    texts = [path.read_text() for path in FILES[kind].values()]
    unused = [
        phrase
        for phrase in phrases(kind, "everywhere")
        if not any(phrase in text for text in texts)
    ]
    assert unused == []


@pytest.mark.parametrize("name", FILES["scripts"])
def test_no_sentence_of_a_script_stays_in_english(name):
    """Titles, texts and help that a script writes on the page are French."""
    script = translate(FILES["scripts"][name].read_text(), "scripts", name)
    shown = re.findall(r'(?:\.text\(|"help": |"title", |title: )"([^"]*)"', script)
    shown += re.findall(r'"([^"\n]*[a-z] [a-z][^"\n]*\.)"', script)
    assert [text for text in shown if ENGLISH.search(text)] == []


@pytest.mark.parametrize("name", [n for n in FILES["pages"] if n.startswith("base_")])
def test_error_pages_are_french(name):
    """Those that are hard to provoke, made as formgrader makes them."""
    from jinja2 import Environment

    from lirelaville.formgrader_fr.phrases import FrenchTemplates

    page = Environment(loader=FrenchTemplates(FOLDER)).get_template(name)
    html = re.sub(r"(?s)<(script|svg).*?</\1>|<[^>]*>", " ", page.render())
    assert not ENGLISH.search(html)


def test_a_phrase_is_replaced_once_and_whole():
    """The longest phrase wins; what is not known stays as it is."""
    text = '"Error", "Errors", "There was an error collecting \'", "mystery"'
    assert translate(text, "scripts", "manage_assignments.js") == (
        '"Cela n’a pas marché", "Errors", '
        '"Les copies n’ont pas pu être collectées\u00a0: «\u202f", "mystery"'
    )


def test_our_script_writes_no_html():
    script = (HERE / "francais.js").read_text()
    for word in ("innerHTML", "outerHTML", "document.write", ".html("):
        assert word not in script


def visible(page) -> str:
    """Return the words on screen and those of tooltips, but for ``LEFT_OUT``."""
    return page.evaluate(
        """(out) => {
          const kept = (node) => !node.closest(out + ", script, style, svg");
          const read = ["title", "placeholder", "aria-label", "data-original-title"];
          const texts = [document.title];
          for (const node of document.body.querySelectorAll("*")) {
            if (!kept(node) || !node.checkVisibility()) continue;
            texts.push(...read.map((name) => node.getAttribute(name) || ""));
            for (const child of node.childNodes)
              if (child.nodeType === Node.TEXT_NODE) texts.push(child.data);
          }
          return texts.join(" \\n");
        }""",
        LEFT_OUT,
    )


def english(page) -> list[str]:
    """Return the lines on screen that still have an English word."""
    lines = visible(page).split("\n")
    return [line.strip() for line in lines if ENGLISH.search(line)]


@pytest.fixture(scope="module")
def formgrader(browser, workshop):
    """A trainer's page; what it asks of other sites is written down."""
    context = browser.new_context(
        locale="fr-FR", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.elsewhere = []
    context.on("request", lambda asked: page.elsewhere.append(asked.url))
    account = workshop.access["trainer"]
    log_in(page, workshop, account["username"], account["password"])
    page.wait_for_url("**/hub/home")
    page.goto(f"{workshop.url}/services/{COURSE}/formgrader")
    yield page
    context.close()


@pytest.fixture(scope="module")
def handed_in(workshop):
    """A copy in the exchange, as the hand-in service puts it there."""
    copy = notebook(workshop, COURSE, "release", LESSON)
    solutions = answers(workshop, COURSE, LESSON)
    for cell in copy.cells:
        cell.source = solutions.get(grade_id(cell), cell.source)
        if grade_id(cell) == "limites":
            cell.source = WRITTEN
    moment = "2026-11-22 10:00:00 UTC"
    inbound = workshop.state / "exchange" / COURSE / "inbound"
    folder = inbound / f"{PERSON}+{LESSON}+{moment}"
    folder.mkdir(parents=True)
    nbformat.write(copy, folder / f"{LESSON}.ipynb")
    (folder / "timestamp.txt").write_text(moment)
    (folder / "submission_secret.txt").write_text("0" * 64)
    return folder


def said(formgrader) -> str:
    """Return what the open dialog says, once nothing of it is in English; close it."""
    dialog = formgrader.locator(".modal.in")
    dialog.wait_for(timeout=PATIENCE_MS)
    words = dialog.inner_text()
    assert english(formgrader) == []
    dialog.get_by_role("button", name=re.compile("OK|Fermer|Annuler")).last.click()
    dialog.wait_for(state="hidden")
    return words


def test_a_copy_is_collected_marked_and_returned_in_french(formgrader, handed_in):
    """Every dialog on the way; the log says that it is in English."""
    row = formgrader.get_by_role("row").filter(has_text=LESSON)
    row.get_by_title("Collecter").click(timeout=PATIENCE_MS)
    words = said(formgrader)
    assert "Les copies sont collectées" in words
    assert "Journal technique (en anglais)" in words
    row.locator("td.num-submissions a").click()
    row = formgrader.get_by_role("row").filter(has_text=PERSON)
    expect(row).to_contain_text("22/11/2026 11:00")
    row.get_by_title("Corriger").click()
    assert f"copie de «\u202f{PERSON}\u202f»" in said(formgrader)
    expect(row).to_contain_text("à lire")
    row.get_by_title("Préparer le corrigé").click()
    assert "Le corrigé est prêt" in said(formgrader)
    row.get_by_title("Rendre le corrigé").click()
    assert "Le corrigé est rendu" in said(formgrader)


@pytest.mark.parametrize(
    ("address", "button"),
    [
        ("manage_assignments", ("link", "Ajouter une leçon")),
        ("manage_assignments", ("link", "Modifier")),
        ("manage_students", ("link", "Ajouter une personne")),
        ("manage_students", ("link", "Modifier")),
    ],
    ids=["new-lesson", "lesson", "new-person", "person"],
)
def test_forms_are_french(formgrader, handed_in, workshop, address, button):
    formgrader.goto(f"{workshop.url}/services/{COURSE}/formgrader/{address}")
    role, name = button
    formgrader.locator("tbody td a").first.wait_for(timeout=PATIENCE_MS)
    formgrader.get_by_role(role, name=name).first.click()
    assert "Enregistrer" in said(formgrader)


def open_the_copy(formgrader, workshop) -> None:
    """Go to the page where a copy is read."""
    formgrader.goto(
        f"{workshop.url}/services/{COURSE}/formgrader/gradebook/{LESSON}/{LESSON}"
    )
    formgrader.get_by_role("link", name="Copie nº").first.click(timeout=PATIENCE_MS)
    formgrader.locator("textarea.comment").first.wait_for(timeout=PATIENCE_MS)


def test_names_are_hidden_then_shown(formgrader, handed_in, workshop):
    """The button's own script compares its words: they change together."""
    formgrader.goto(
        f"{workshop.url}/services/{COURSE}/formgrader/gradebook/{LESSON}/{LESSON}"
    )
    person = formgrader.locator("tbody").get_by_role("link", name=PERSON)
    formgrader.get_by_role("link", name="Copie nº").first.wait_for(timeout=PATIENCE_MS)
    expect(person).to_be_hidden()
    formgrader.get_by_role("button", name="Montrer tous les noms").click()
    expect(person).to_be_visible()
    formgrader.get_by_role("button", name="Cacher tous les noms").click()
    expect(person).to_be_hidden()


def test_the_marking_view_is_french_and_the_copy_is_as_it_was_typed(
    formgrader, handed_in, workshop
):
    """Buttons, points and shortcuts in French; not a letter of the copy is changed."""
    open_the_copy(formgrader, workshop)
    copy = formgrader.locator("#notebook .text_cell_render")
    expect(copy.filter(has_text=WRITTEN)).to_be_visible()
    buttons = formgrader.locator(".panel-heading button:visible")
    assert {"Tous les points", "Aucun point"} <= set(buttons.all_inner_texts())
    assert english(formgrader) == []
    formgrader.locator(".help").click()
    words = said(formgrader)
    assert "Signaler la copie" in words
    assert "Ctrl + Maj + f" in words


def test_the_points_of_a_written_answer_are_kept(formgrader, handed_in, workshop):
    """The translated scripts still save what a trainer types."""
    open_the_copy(formgrader, workshop)
    score = formgrader.locator("input.score.needs_manual_grade")
    score.wait_for(timeout=PATIENCE_MS)
    with formgrader.expect_response(lambda r: "/api/grade/" in r.url) as saved:
        score.fill("1")
        score.press("Tab")
    assert saved.value.ok
    formgrader.goto(
        f"{workshop.url}/services/{COURSE}/formgrader/manage_submissions/{LESSON}"
    )
    row = formgrader.get_by_role("row").filter(has_text=PERSON)
    expect(row).to_contain_text("corrigée", timeout=PATIENCE_MS)
    expect(row).to_contain_text("11 / 12")


def test_every_link_of_formgrader_leads_somewhere_in_french(
    formgrader, handed_in, workshop
):
    """From page to page, all that can be clicked, each opened by itself."""
    home = f"{workshop.url}/services/{COURSE}/"
    to_see, seen = [f"{home}formgrader/manage_assignments"], set()
    while to_see:
        address = to_see.pop()
        seen.add(address)
        answer = formgrader.goto(address)
        assert answer.status == 200, address
        if "/formgrader/" not in address:  # Jupyter's own page, in the same service
            words = formgrader.locator("#main, .jp-Notebook, .jp-FileEditor").first
            words.wait_for(state="attached", timeout=PATIENCE_MS)
            continue
        formgrader.wait_for_load_state("networkidle")
        assert english(formgrader) == [], address
        found = formgrader.locator("a[href]").evaluate_all(
            "links => links.map(link => link.href)"
        )
        links = {urljoin(address, link).split("#")[0] for link in found}
        to_see += [
            link
            for link in sorted(links - seen - set(to_see))
            if link.startswith(home) and "?index" not in link
        ]
    pages = {urlsplit(link).path.removeprefix(f"/services/{COURSE}/") for link in seen}
    for wanted in (
        f"formgrader/manage_submissions/{LESSON}",
        f"formgrader/gradebook/{LESSON}/{LESSON}",
        f"formgrader/manage_students/{PERSON}/{LESSON}",
        f"tree/source/{LESSON}",
        f"tree/release/{LESSON}",
        f"notebooks/autograded/{PERSON}/{LESSON}/{LESSON}.ipynb",
    ):
        assert wanted in pages, wanted


def test_formgrader_asks_nothing_of_another_site(formgrader, handed_in, workshop):
    """No library, no formula, no font comes from elsewhere."""
    open_the_copy(formgrader, workshop)
    here = {"127.0.0.1", urlsplit(workshop.url).hostname}
    assert {urlsplit(url).hostname for url in formgrader.elsewhere} <= here | {None}


@pytest.mark.parametrize(
    "address", ["formgrader/nulle-part", "formgrader/submissions/aucune", "nulle-part"]
)
def test_what_does_not_exist_is_said_in_french(formgrader, workshop, address):
    """An unknown page, an unknown copy, an unknown file of the service."""
    answer = formgrader.goto(f"{workshop.url}/services/{COURSE}/{address}")
    assert answer.status == 404
    heading = formgrader.get_by_role("heading", level=1)
    expect(heading).to_contain_text("n’existe pas")
    assert english(formgrader) == []


@pytest.mark.parametrize(
    ("status", "words"),
    [("404", "n'existe pas"), ("500", "panne"), ("503", "occupé")],
)
def test_what_the_relay_cannot_reach_is_said_in_french(page, workshop, status, words):
    """The page that the proxy shows when a part does not answer."""
    page.goto(f"{workshop.url}/hub/error/{status}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)
    assert page.locator("html").get_attribute("lang") == "fr"
