"""axe-core finds no serious fault on the pages that people meet, at any width."""

import pytest
from workshop import PASSWORD, log_in, sign_up

from lirelaville.project import project_folder

AXE = project_folder() / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = {
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1280, "height": 900},
}


def faults(page) -> list[str]:
    """Run axe on what is on screen; return its serious and critical findings."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:200]}"
        for fault in found["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]


@pytest.fixture(scope="module")
def someone(browser, workshop):
    """A participant who signed up once, for the pages behind the log-in."""
    context = browser.new_context(locale="fr-FR")
    sign_up(context.new_page(), workshop, "p50", workshop.code("citizens"))
    context.close()
    return "p50"


@pytest.fixture(params=WIDTHS.values(), ids=WIDTHS.keys())
def screen(browser, request):
    """A phone, then a desk computer."""
    context = browser.new_context(
        locale="fr-FR", viewport=request.param, bypass_csp=True
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "address", ["signup", "login", "nulle-part"], ids=["sign-up", "log-in", "not-found"]
)
def test_pages_before_the_log_in_have_no_serious_fault(screen, workshop, address):
    screen.goto(f"{workshop.url}/hub/{address}")
    assert faults(screen) == []
    assert screen.locator("html").get_attribute("lang") == "fr"


def test_a_refused_sign_up_has_no_serious_fault(screen, workshop):
    sign_up(screen, workshop, "p51", "AAAA-AAAA")
    screen.get_by_role("alert").wait_for()
    assert faults(screen) == []


def test_the_home_page_has_no_serious_fault(screen, workshop, someone):
    log_in(screen, workshop, someone, PASSWORD)
    screen.wait_for_url("**/hub/home")
    assert faults(screen) == []


def test_the_pages_of_ones_account_have_no_serious_fault(screen, workshop, someone):
    """A second course, another password; each as it opens and once refused."""
    log_in(screen, workshop, someone, PASSWORD)
    screen.wait_for_url("**/hub/home")
    for address, field in (("join", "Code"), ("new-password", "Mot de passe actuel")):
        screen.goto(f"{workshop.url}/hub/{address}")
        assert faults(screen) == []
        screen.locator("main form").evaluate("form => form.noValidate = true")
        screen.get_by_label(field).fill("AAAA-AAAA")
        screen.locator("main form button[type=submit]").click()
        screen.get_by_role("alert").wait_for()
        assert faults(screen) == []


def test_the_trainers_home_page_has_no_serious_fault(screen, workshop):
    account = workshop.access["trainer"]
    log_in(screen, workshop, account["username"], account["password"])
    screen.wait_for_url("**/hub/home")
    assert faults(screen) == []


def test_the_waiting_page_has_no_serious_fault(screen, workshop):
    """The page that is shown while a server starts, held by a slow network."""
    screen.route("**/server/progress*", lambda route: route.abort())
    sign_up(
        screen, workshop, f"p5{screen.viewport_size['width']}", workshop.code("agents")
    )
    screen.wait_for_url("**/hub/spawn-pending/**")
    assert faults(screen) == []
    assert screen.get_by_text("Réessayer").is_hidden()


@pytest.mark.parametrize("address", ["", "subventions", "nulle-part"])
def test_public_pages_have_no_serious_fault(screen, workshop, address):
    screen.goto(f"{workshop.access['public_url']}/{address}")
    screen.wait_for_load_state("networkidle")
    assert faults(screen) == []


@pytest.mark.parametrize("address", ["hub/signup", "hub/login"])
def test_pages_fit_a_narrow_phone(page, workshop, address):
    """At 320 pixels (400 % zoom on a desk screen) nothing scrolls sideways."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{workshop.url}/{address}")
    wider = "document.documentElement.scrollWidth - window.innerWidth"
    assert page.evaluate(wider) <= 0


def test_the_sign_up_form_works_with_the_keyboard_alone(page, workshop):
    """Tab reaches every field in order, Entrée sends the form."""
    page.goto(f"{workshop.url}/hub/signup")
    page.keyboard.type("p52")
    for text in ("court", None, "AAAA-AAAA"):
        page.keyboard.press("Tab")
        if text:
            page.keyboard.type(text + "-assez-long" if text == "court" else text)
    page.keyboard.press("Enter")
    assert "reconnu" in page.get_by_role("alert").inner_text()
