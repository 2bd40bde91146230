"""What people must not be able to do, tried for real.

This step covers sign-up, roles, other people's servers, and what a participant's page
and kernel can see through the hub.  Marking is not confined yet, and in a trial all
servers share one system account: neither is claimed here.
"""

import json
import re

import pytest
from workshop import (
    PASSWORD,
    PATIENCE_MS,
    ask,
    lesson_is_open,
    notebook,
    run_cell,
    sign_up,
    type_answer,
    wait_for,
)


@pytest.fixture(scope="module")
def learner(browser, workshop):
    """A participant of the citizens' course whose server runs."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    sign_up(page, workshop, "p70", workshop.code("citizens"))
    lesson_is_open(page, "lire_un_tableau")
    yield page
    context.close()


LOOK_AROUND = """\
import json, os
from pathlib import Path
def readable(path):
    try:
        return path.read_bytes().decode(errors="replace")
    except OSError:
        return ""
mine = os.environ["LIRELAVILLE_HANDIN_TOKEN"]
parent = f"/proc/{os.getppid()}"
print("LOOK" + json.dumps({
    "environment": dict(os.environ),
    "server": readable(Path(parent, "environ")),
    "runtime": [readable(path) for path in
                Path(os.environ["JUPYTER_RUNTIME_DIR"]).glob("*.json")],
}) + "LOOK")
"""


@pytest.fixture(scope="module")
def around(learner, workshop):
    """What a learner's kernel finds: its environment, its server's, their files."""
    cells = notebook(workshop, "citizens", "release", "lire_un_tableau").cells
    place = [cell.metadata.get("tags") for cell in cells].index(["parameters"])
    type_answer(learner, place, LOOK_AROUND)
    run_cell(learner, place)
    shown = learner.locator(".jp-OutputArea-output", has_text="LOOK{")
    shown.wait_for(timeout=PATIENCE_MS)
    return json.loads(shown.inner_text().split("LOOK")[1].replace("\n", ""))


@pytest.fixture(scope="module")
def environment(around):
    """The environment of a learner's kernels."""
    return around["environment"]


@pytest.fixture(scope="module")
def token(environment):
    """The hub token that a learner's kernels can read."""
    return environment["LIRELAVILLE_HANDIN_TOKEN"]


def test_a_learners_environment_holds_no_secret_but_their_own_token(environment):
    """Neither the server's token, nor the proxy's secret, nor a formgrader's token."""
    secret = re.compile("TOKEN|SECRET|PASSWORD|KEY", re.I)
    assert [name for name in environment if secret.search(name)] == [
        "LIRELAVILLE_HANDIN_TOKEN"
    ]
    assert "LIRELAVILLE_STATE" not in environment


def test_a_kernel_does_not_find_its_servers_token(around, token):
    """Neither in the environment of the process above it, nor in Jupyter's files."""
    given = re.findall(r"(?:JUPYTERHUB|JPY)_API_TOKEN=([^\0]*)", around["server"])
    assert all(re.fullmatch("x+", value) for value in given)
    for text in around["runtime"]:
        assert '"token": "' not in text.replace(token, "")


def test_the_token_of_a_kernel_opens_nothing_but_handing_in(workshop, token):
    """Not even its owner's own server, of which it could list the files."""
    for address in ("user/p70/api/contents", "user/p70/api/kernels", "hub/home"):
        status, text = ask(f"{workshop.url}/{address}", token)
        assert status in {403, 404} or "Mot de passe" in text
    assert ask(f"{workshop.url}/services/handin/api/lessons/citizens", token)[0] == 200
    assert ask(f"{workshop.url}/services/handin/api/lessons/agents", token)[0] == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "users"),
        ("GET", "users/formatrice"),
        ("GET", "groups"),
        ("GET", "services"),
        ("GET", "users/p70/tokens"),
        ("POST", "users/formatrice/server"),
        ("POST", "groups/formgrade-citizens/users"),
        ("POST", "users/p71"),
    ],
    ids=lambda value: value.replace("/", "-"),
)
def test_a_learners_token_reaches_nobody_else(workshop, token, method, path):
    """With the token of their kernel, a learner lists, reads and changes nothing."""
    data = b'{"users": ["p70"]}' if method == "POST" else None
    status, text = ask(f"{workshop.url}/hub/api/{path}", token, data)
    assert status in {403, 404}, text
    assert "formatrice" not in text.replace(path, "")


def test_a_learners_token_does_not_open_formgrader(workshop, token):
    for course in ("citizens", "agents"):
        url = f"{workshop.url}/services/{course}/formgrader/manage_assignments"
        status, text = ask(url, token)
        assert status == 403 or "lire_un_tableau" not in text


def test_a_learner_cannot_open_somebody_elses_server(learner, workshop, browser):
    """Neither its pages nor its files nor its kernels."""
    context = browser.new_context()
    other = context.new_page()
    sign_up(other, workshop, "p71", workshop.code("citizens"))
    lesson_is_open(other, "lire_un_tableau")
    for address in ("tree", "api/contents", "files/citizens", "api/kernels"):
        answer = learner.context.request.get(f"{workshop.url}/user/p71/{address}")
        assert answer.status in {403, 404}, address
    context.close()


def test_what_a_learner_receives_has_no_answer_in_it(workshop):
    """In no course does a released lesson hold a solution, a hidden check, a rubric."""
    for path in sorted(workshop.state.glob("courses/*/release/*/*.ipynb")):
        course, lesson = path.parts[-4], path.stem
        text = path.read_text()
        for word in ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME", '"wrong"', "jupytext"):
            assert word not in text, (path, word)
        source = json.dumps(notebook(workshop, course, "source", lesson))
        for line in re.findall(r"BEGIN SOLUTION\\\\n(.*?)\\\\n", source):
            assert line not in text, (path, line)


@pytest.mark.parametrize("code", ["", "*", "%", "' OR 1=1 --", "null", "\x00"])
def test_a_code_cannot_be_guessed_by_a_trick(page, workshop, code):
    page.goto(f"{workshop.url}/hub/signup")
    xsrf = page.locator("input[name=_xsrf]").get_attribute("value")
    answer = page.context.request.post(
        f"{workshop.url}/hub/signup",
        form={"username": "p72", "password": PASSWORD, "code": code, "_xsrf": xsrf},
    )
    assert answer.status == 403
    assert "reconnu" in answer.text()


def test_another_site_cannot_sign_people_up(page, workshop):
    """Without the form's own token the sign-up is refused."""
    answer = page.context.request.post(
        f"{workshop.url}/hub/signup",
        form={"username": "p73", "password": PASSWORD, "code": workshop.code("agents")},
    )
    assert answer.status == 403


def test_a_pseudonym_is_shown_as_text_never_as_html(page, workshop):
    """What is typed in a form comes back escaped."""
    sign_up(page, workshop, '"><img src=x onerror=alert(1)>', "AAAA-AAAA")
    page.get_by_role("alert").wait_for(timeout=PATIENCE_MS)
    assert page.locator("img[src=x]").count() == 0


@pytest.mark.parametrize("address", ["authorize", "change-password/p70", "discard/p70"])
def test_administrators_pages_of_the_sign_up_are_not_served(learner, workshop, address):
    answer = learner.context.request.get(f"{workshop.url}/hub/{address}")
    assert answer.status == 404


def test_hub_pages_cannot_be_framed_by_another_site(page, workshop):
    answer = page.goto(f"{workshop.url}/hub/login")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_a_token_in_an_address_opens_nothing(workshop, token):
    """Addresses end up in histories and logs: a token there must not count."""
    status, text = ask(f"{workshop.url}/user/p70/api/contents?token={token}")
    assert status in {401, 403} or "lire_un_tableau" not in text


def test_learners_have_no_terminal(workshop, token):
    status, _ = ask(f"{workshop.url}/user/p70/api/terminals", token)
    assert status in {403, 404}


def test_the_token_of_a_kernel_ends_with_its_server(learner, workshop, token):
    """Stopped, a server leaves nothing behind that opens anything."""
    learner.goto(f"{workshop.url}/hub/home")
    xsrf = learner.evaluate("document.cookie.match(/_xsrf=([^;]+)/)[1]")
    stopped = learner.context.request.delete(
        f"{workshop.url}/hub/api/users/p70/server?_xsrf={xsrf}",
        headers={"Referer": f"{workshop.url}/hub/home"},
    )
    assert stopped.status in {202, 204}, stopped.text()
    wait_for(lambda: ask(f"{workshop.url}/hub/api/user", token)[0] == 403)
