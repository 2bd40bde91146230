"""The real hub behind its real proxy, without the rest: for forms and accounts."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from lirelaville.hub.access import open_access, write_access
from lirelaville.hub.addresses import addresses
from lirelaville.hub.database import opened
from lirelaville.hub.parts import start_hub, start_proxy
from lirelaville.hub.serve import Asked, plan
from lirelaville.hub.site import make_tokens
from lirelaville.ports import free_ports
from lirelaville.processes import Part, stop_all, wait_until_answers

PASSWORD = "calanque-1902"


class HubAlone:
    """A proxy that stays and a hub that may be killed and started again."""

    def __init__(self, state: Path, runtime: Path):
        asked = Asked(state, *free_ports(2))
        self.site = plan(asked, state, runtime, isolated=False, groups={})
        self.tokens = make_tokens(self.site.courses)
        self.access = open_access(state, self.site.courses, self.site.values.trainer)
        self.url = addresses(self.site)[0]
        write_access(state, self.access, self.url, self.url)
        self.proxy = start_proxy(self.site, self.tokens)
        self.hub: Part = start_hub(self.site, self.tokens)

    def wait(self) -> None:
        """Wait until the hub answers through the proxy."""
        wait_until_answers(self.hub, f"{self.url}/hub/health")

    def kill(self) -> None:
        """Kill -9 the hub, in the middle of whatever it does."""
        self.hub.process.kill()
        self.hub.process.wait()

    def start_again(self) -> None:
        """Start the hub anew on the same state."""
        self.hub = start_hub(self.site, self.tokens)
        self.wait()

    def database(self):
        """Open its database beside it, as the command line does."""
        return opened(self.site.state)

    def visitor(self, address: str = "") -> "Visitor":
        """Return somebody who has never been here, perhaps from another address."""
        return Visitor(self.url, address)

    def trainer(self) -> "Visitor":
        """Return the trainer, signed in."""
        visitor = self.visitor()
        visitor.log_in(self.access.trainer, self.access.trainer_password)
        return visitor


class Visitor:
    """A browser without a screen: fetches a form, fills it, sends it."""

    def __init__(self, url: str, address: str = ""):
        self.url = url
        self.session = requests.Session()
        if address:
            self.session.headers["X-Forwarded-For"] = address

    def get(self, page: str) -> requests.Response:
        """Open a page of the hub; a redirection is returned, not followed."""
        return self.session.get(
            f"{self.url}/hub/{page}", allow_redirects=False, timeout=60
        )

    def send(self, page: str, **fields: str) -> requests.Response:
        """Fetch a page's form and send it filled."""
        found = re.search(r'name="_xsrf" value="([^"]+)"', self.get(page).text)
        return self.post(page, _xsrf=found[1] if found else "", **fields)

    def post(self, page: str, **fields: str) -> requests.Response:
        """Send a form as given."""
        return self.session.post(
            f"{self.url}/hub/{page}", fields, allow_redirects=False, timeout=60
        )

    def sign_up(
        self, name: str, code: str, password: str = PASSWORD
    ) -> requests.Response:
        """Send the sign-up form."""
        return self.send("signup", username=name, password=password, code=code)

    def log_in(self, name: str, password: str = PASSWORD) -> requests.Response:
        """Send the log-in form."""
        return self.send("login", username=name, password=password)

    def xsrf(self) -> str:
        """Return what a form of this visitor must carry."""
        return re.search(
            r'name="_xsrf" value="([^"]+)"', self.get("new-password").text
        )[1]


def complaint(answer: requests.Response) -> str:
    """Return what a form says is wrong."""
    answer.encoding = "utf-8"
    found = re.search(r'role="alert"[^>]*>(.*?)</p>', answer.text, re.S)
    return found[1].replace("&#39;", "'") if found else ""


@contextmanager
def hub_alone(state: Path) -> Iterator[HubAlone]:
    """Run a hub on a state folder, and stop what was started."""
    state.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="llv-") as runtime:
        running = HubAlone(state, Path(runtime))
        try:
            running.wait()
            yield running
        finally:
            stop_all([running.hub])
            stop_all([running.proxy])
