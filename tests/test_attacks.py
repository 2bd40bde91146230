"""What people must not be able to do, tried for real.

This step covers sign-up, roles, other people's servers, and what a participant's page
and kernel can see through the hub.  Marking is not confined yet, and in a trial all
servers share one system account: neither is claimed here.
"""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from workshop import (
    PASSWORD,
    PATIENCE_MS,
    lesson_is_open,
    notebook,
    sign_up,
)


def ask(url: str, token: str = "", data: bytes | None = None) -> tuple[int, str]:
    """Send one request; return its status and its text."""
    headers = {"Authorization": f"token {token}"} if token else {}
    request = urllib.request.Request(url, data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")


@pytest.fixture(scope="module")
def learner(browser, workshop):
    """A participant of the citizens' course whose server runs."""
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    sign_up(page, workshop, "p70", workshop.code("citizens"))
    lesson_is_open(page, "lire_un_tableau")
    yield page
    context.close()


@pytest.fixture(scope="module")
def environment(learner):
    """What the learner's server, and so their kernels, find in their environment."""
    (pid,) = [
        path.parent
        for path in Path("/proc").glob("[0-9]*/environ")
        if b"JUPYTERHUB_USER=p70" in readable(path)
        and b"singleuser" in readable(path.with_name("cmdline"))
    ]
    pairs = (pid / "environ").read_text().strip("\0").split("\0")
    return dict(pair.split("=", 1) for pair in pairs)


@pytest.fixture(scope="module")
def token(environment):
    """The hub token that a learner's kernels can read."""
    return environment["JUPYTERHUB_API_TOKEN"]


def test_a_learners_environment_holds_no_secret_but_their_own_token(environment):
    """Neither the proxy's secret, nor a formgrader's token, nor a password."""
    secret = re.compile("TOKEN|SECRET|PASSWORD|KEY", re.I)
    assert sorted(name for name in environment if secret.search(name)) == [
        "JPY_API_TOKEN",
        "JUPYTERHUB_API_TOKEN",
    ]


def readable(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


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
