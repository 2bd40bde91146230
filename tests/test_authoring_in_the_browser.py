"""A trainer writes, checks and publishes in a real browser; participants see no draft.

The project is a copy: what is edited here is never the repository's.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from workshop import PATIENCE_MS, log_in, sign_up, start_workshop, stop_workshop

from lirelaville.authoring.text import notebook_of
from lirelaville.project import project_folder

COURSE, LESSON = "citizens", "lire_un_tableau"
SENTENCE = "Ce budget est public."
NEW = "Ce budget est public, et vous allez l’ouvrir."
DRAFT = "mon_brouillon"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's courses, settings and pages."""
    folder, real = tmp_path_factory.mktemp("project"), project_folder()
    for name in ("courses", "hub_config", "voila_apps", "report_templates"):
        shutil.copytree(real / name, folder / name)
    for name in ("datasets", "node_modules", "package.json", "src"):
        (folder / name).symlink_to(real / name)
    return folder


@pytest.fixture(scope="module")
def atelier(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    """A workshop on the copy; in a trial, since accounts are not the subject here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIRELAVILLE_PROJECT", str(project))
        running = start_workshop(
            tmp_path_factory.mktemp("atelier") / "state", "--trial", from_nothing=True
        )
    yield running
    stop_workshop(running)


@pytest.fixture(scope="module")
def trainer(browser, atelier):
    """The trainer, signed in."""
    context = browser.new_context(
        locale="fr-FR", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    account = atelier.access["trainer"]
    log_in(page, atelier, account["username"], account["password"])
    page.wait_for_url("**/hub/home")
    yield page
    context.close()


@pytest.fixture(scope="module")
def participant(browser, atelier):
    """Someone who takes the course."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    sign_up(page, atelier, "p40", atelier.code(COURSE))
    page.wait_for_url("**/user/**", timeout=PATIENCE_MS)
    yield page
    context.close()


def service(atelier, address: str, course: str = COURSE) -> str:
    return f"{atelier.url}/services/{course}/{address}"


def lesson_file(project: Path, slug: str = LESSON, course: str = COURSE) -> Path:
    return project / "courses" / course / "lessons" / f"{slug}.py"


def released(atelier, slug: str = LESSON) -> Path:
    return atelier.state / "exchange" / COURSE / "outbound" / slug / f"{slug}.ipynb"


def ask(page, address: str, **body: object):
    """Send what a button of the page sends, and return the answer."""
    token = page.evaluate("document.body.dataset.xsrf")
    base = page.evaluate("document.body.dataset.base")
    origin = page.url.split("/services/")[0]
    return page.context.request.post(
        f"{origin}{base}{address}",
        headers={"X-XSRFToken": token, "Content-Type": "application/json"},
        data=json.dumps(body),
    )


@pytest.mark.parametrize("course", ["agents", "businesses", "citizens"])
def test_every_lesson_saved_by_the_server_stays_the_same(
    trainer, atelier, project, course
):
    """Opened as a notebook and saved unchanged through the server's own API."""
    trainer.goto(service(atelier, "atelier/", course))
    token = trainer.evaluate("document.body.dataset.xsrf")
    request = trainer.context.request
    paths = sorted((project / "courses" / course / "lessons").glob("*.py"))
    assert len(paths) == 8
    for path in paths:
        before = path.read_bytes()
        url = service(atelier, f"api/contents/lessons/{path.name}", course)
        model = request.get(url).json()
        assert model["type"] == "notebook"
        assert model["content"]["metadata"]["kernelspec"]["name"] == "python3"
        saved = request.put(
            url,
            headers={"X-XSRFToken": token},
            data={"type": "notebook", "content": model["content"]},
        )
        assert saved.ok, saved.text()
        assert path.read_bytes() == before, path
    assert sorted(path.parent.iterdir()) == paths


def open_notebook(trainer, atelier, slug: str = LESSON) -> None:
    trainer.goto(service(atelier, f"notebooks/lessons/{slug}.py"))
    trainer.wait_for_selector(
        ".jp-Notebook-ExecutionIndicator[data-status=idle]",
        state="attached",
        timeout=PATIENCE_MS,
    )
    trainer.locator(".lirelaville-role input").first.wait_for(timeout=PATIENCE_MS)


def panel(trainer):
    """Return the page at the side of the notebook."""
    return trainer.frame_locator("iframe[title='Vérifier et publier la leçon']")


def test_a_trainer_edits_a_sentence_and_only_its_line_changes(
    trainer, atelier, project
):
    """In Notebook 7: double click, type; « Vérifier / Publier » saves and opens."""
    before = lesson_file(project).read_text(encoding="utf-8")
    open_notebook(trainer, atelier)
    cell = trainer.locator(".jp-Notebook .jp-Cell").first
    cell.locator(".jp-RenderedMarkdown").first.dblclick()
    cell.locator(".cm-content").click()
    trainer.keyboard.press("Control+a")
    source = notebook_of(before).cells[0].source
    trainer.keyboard.insert_text(source.replace(SENTENCE, NEW))
    trainer.get_by_text("Vérifier / Publier").click()
    state = panel(trainer).get_by_text("puis modifiée ici")
    expect(state).to_be_visible(timeout=PATIENCE_MS)
    after = lesson_file(project).read_text(encoding="utf-8")
    assert after == before.replace(SENTENCE, NEW)
    assert after != before


def test_the_words_of_a_cell_are_changed_above_it(trainer, atelier, project):
    """What a wrong answer is told is a field: letters typed there only go there."""
    before = lesson_file(project).read_text(encoding="utf-8")
    cells = trainer.locator(".jp-Notebook .jp-Cell").count()
    field = trainer.get_by_label("bout du message attendu").first
    assert field.input_value() == "mélange"
    field.fill("")
    field.press_sequentially("ce total m b a d d")
    field.press("Tab")
    trainer.keyboard.press("Control+s")
    expect(panel(trainer).get_by_text("à vérifier")).to_be_visible()
    trainer.wait_for_timeout(1000)
    after = lesson_file(project).read_text(encoding="utf-8")
    assert after == before.replace('says="mélange"', 'says="ce total m b a d d"')
    assert trainer.locator(".jp-Notebook .jp-Cell").count() == cells


def test_the_check_says_which_cell_to_repair_then_that_all_is_right(trainer, project):
    """« Vérifier la leçon »: progress, the cell to repair; repaired, all is well."""
    page = panel(trainer)
    page.get_by_role("button", name="Vérifier la leçon").click()
    expect(page.get_by_text("cellules exécutées sur")).to_be_visible(
        timeout=PATIENCE_MS
    )
    report = page.get_by_role("heading", name="1 point à reprendre")
    expect(report).to_be_visible(timeout=PATIENCE_MS)
    remark = page.locator("ol.remarks li")
    expect(remark).to_contain_text("mauvaise réponse « total_recettes »")
    expect(remark).to_contain_text("on attendait « ce total m b a d d »")
    remark.get_by_text("la montrer").click()
    field = trainer.locator(".jp-mod-active").get_by_label("bout du message attendu")
    field.fill("mélange")
    field.press("Tab")
    page.get_by_role("button", name="Vérifier la leçon").click()  # saves first
    right = page.get_by_role("heading", name="Tout est juste")
    expect(right).to_be_visible(timeout=PATIENCE_MS)
    assert 'says="mélange"' in lesson_file(project).read_text(encoding="utf-8")


def test_nothing_is_published_until_the_button_is_pressed(
    trainer, atelier, participant
):
    """Saved and checked is not published; published is what the next person opens."""
    assert SENTENCE in released(atelier).read_text(encoding="utf-8")
    page = panel(trainer)
    page.get_by_role("button", name="Publier", exact=True).click()
    told = page.get_by_text("C'est publié.")
    expect(told).to_be_visible(timeout=PATIENCE_MS)
    assert NEW in released(atelier).read_text(encoding="utf-8")
    expect(page.get_by_text("publiée", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    "address",
    [
        "atelier/",
        f"atelier/{LESSON}",
        f"atelier/{LESSON}/etat",
        "tree/lessons",
        f"notebooks/lessons/{LESSON}.py",
        f"api/contents/lessons/{LESSON}.py",
        f"files/lessons/{LESSON}.py",
        f"files/.atelier/{LESSON}.json",
    ],
)
def test_a_participant_sees_no_page_of_the_trainers(participant, atelier, address):
    answer = participant.context.request.get(service(atelier, address))
    assert answer.status == 403
    assert "BEGIN SOLUTION" not in answer.text()


@pytest.mark.parametrize("action", ["verify", "release", "withdraw", "list", "cancel"])
def test_a_participant_publishes_and_withdraws_nothing(participant, atelier, action):
    address = f"lirelaville/lessons/{LESSON}/{action}"
    answer = participant.context.request.post(service(atelier, address), data={})
    assert answer.status == 403
    assert released(atelier).is_file()


def test_another_site_cannot_press_the_trainers_buttons(trainer, atelier):
    """Without the page's own token the request is refused."""
    for address in (f"lirelaville/lessons/{LESSON}/withdraw", "lirelaville/lessons"):
        answer = trainer.context.request.post(service(atelier, address), data={})
        assert answer.status == 403
    assert released(atelier).is_file()


def test_a_draft_is_written_from_the_page_and_stays_between_trainers(
    trainer, atelier, project
):
    """Created, listed in the course, still full of « À écrire »: not published."""
    trainer.goto(service(atelier, "atelier/"))
    trainer.get_by_label("Sa question").fill("Combien de chats ?")
    trainer.get_by_label("Son nom de fichier").fill(DRAFT)
    trainer.get_by_role("button", name="Créer la leçon").click()
    trainer.wait_for_url(f"**/notebooks/lessons/{DRAFT}.py")
    trainer.goto(service(atelier, f"atelier/{DRAFT}"))
    expect(trainer.get_by_text("brouillon, hors du parcours")).to_be_visible()
    assert trainer.get_by_role("button", name="Publier").count() == 0
    refused = ask(trainer, f"lirelaville/lessons/{DRAFT}/list", minutes=900)
    assert "de 5 à 240" in refused.json()["message"]
    trainer.get_by_label("Durée, en minutes").fill("25")
    trainer.get_by_role("button", name="Ajouter au parcours").click()
    expect(trainer.get_by_text("pas encore publiée")).to_be_visible()
    course = (project / "courses" / COURSE / "course.yml").read_text(encoding="utf-8")
    assert f"  - slug: {DRAFT}\n    minutes: 25\n" in course
    trainer.once("dialog", lambda dialog: dialog.accept())
    trainer.get_by_role("button", name="Publier").click()
    expect(trainer.get_by_role("alert")).to_contain_text(
        "il reste « À écrire : » à remplacer", timeout=PATIENCE_MS
    )
    assert not released(atelier, DRAFT).exists()


def test_the_lesson_without_its_answers_opens_for_its_author(trainer, atelier):
    """« Essayer la leçon »: what participants get, made from the text of today."""
    trainer.goto(service(atelier, f"atelier/{DRAFT}"))
    with trainer.expect_popup() as popup:
        trainer.get_by_role("button", name="Essayer la leçon").click()
    popup.value.wait_for_url(f"**/notebooks/essais/{DRAFT}.ipynb")
    popup.value.close()
    path = atelier.state / "courses" / COURSE / "essais" / f"{DRAFT}.ipynb"
    text = path.read_text(encoding="utf-8")
    assert "total_habitants = ..." in text
    for secret in ("SOLUTION", "HIDDEN", "MARK SCHEME", "wrong"):
        assert secret not in text


def test_a_malformed_lesson_cannot_replace_the_published_one(trainer, atelier, project):
    """The reason is said; what participants have stays."""
    path = lesson_file(project)
    good, before = path.read_text(encoding="utf-8"), released(atelier).read_bytes()
    path.write_text(good.replace("### END SOLUTION", "", 1), encoding="utf-8")
    trainer.goto(service(atelier, f"atelier/{LESSON}"))
    assert ask(trainer, f"lirelaville/lessons/{LESSON}/release").ok
    trainer.reload()
    alert = trainer.get_by_role("alert")
    expect(alert).to_contain_text("la version déjà distribuée reste", timeout=60_000)
    expect(alert).to_contain_text("il faut une fois « ### BEGIN SOLUTION »")
    path.write_text(good, encoding="utf-8")
    assert released(atelier).read_bytes() == before


def test_a_check_can_be_stopped_and_only_one_runs(trainer, atelier):
    """A second one waits its turn; « Arrêter » says that it is stopped."""
    trainer.goto(service(atelier, f"atelier/{LESSON}"))
    trainer.get_by_role("button", name="Vérifier la leçon").click()
    trainer.get_by_text("cellules exécutées sur").wait_for(timeout=PATIENCE_MS)
    busy = ask(trainer, f"lirelaville/lessons/{DRAFT}/verify")
    assert busy.status == 400
    assert f"On vérifie déjà la leçon « {LESSON} »" in busy.json()["message"]
    trainer.get_by_role("button", name="Arrêter").click()
    expect(trainer.get_by_role("alert")).to_contain_text("est arrêtée", timeout=30_000)


def test_a_lesson_is_withdrawn_and_published_again(trainer, atelier):
    """« Retirer » takes it off the shelf; « Publier » puts it back."""
    trainer.goto(service(atelier, f"atelier/{LESSON}"))
    trainer.on("dialog", lambda dialog: dialog.accept())
    trainer.get_by_role("button", name="Retirer").click()
    state = trainer.locator("p.state.withdrawn")
    expect(state).to_be_visible(timeout=PATIENCE_MS)
    assert not released(atelier).exists()
    trainer.get_by_role("button", name="Publier").click()
    state = trainer.locator("p.state.published")
    expect(state).to_be_visible(timeout=PATIENCE_MS)
    assert released(atelier).is_file()


def test_a_lesson_that_does_not_exist_says_so(trainer, atelier):
    answer = trainer.goto(service(atelier, "atelier/nulle_part"))
    assert answer.status == 404
    expect(trainer.get_by_role("heading", level=1)).to_contain_text("n’existe pas")


def test_the_same_pages_work_where_each_person_is_confined(browser, workshop):
    """The shared workshop, as an operator starts it: opened, checked, published."""
    path = lesson_file(project_folder())
    before = path.read_bytes()
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    account = workshop.access["trainer"]
    log_in(page, workshop, account["username"], account["password"])
    page.wait_for_url("**/hub/home")
    page.goto(service(workshop, f"atelier/{LESSON}"))
    page.get_by_role("button", name="Vérifier la leçon").click()
    right = page.get_by_role("heading", name="Tout est juste")
    expect(right).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("C'est publié.")).to_be_visible(timeout=PATIENCE_MS)
    opened = context.request.get(
        service(workshop, f"api/contents/lessons/{LESSON}.py"),
        headers={"X-XSRFToken": page.evaluate("document.body.dataset.xsrf")},
    )
    assert opened.json()["type"] == "notebook"
    context.close()
    assert path.read_bytes() == before
