"""A real hub with its hand-in service for the tests, and people with real tokens."""

import json
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tiny_course import write_course

from lirelaville.hub import parts, site
from lirelaville.hub.door import ACCESS, door_url, start_handin
from lirelaville.ports import free_ports
from lirelaville.processes import Part, stop_all, wait_until_all_answer
from lirelaville.programs import proxy_command
from lirelaville.project import project_folder

COURSE, LESSON = "tiny", "lire_une_liste"


@dataclass(frozen=True)
class RunningDoor:
    """The hand-in service of a course of one lesson, beside its hub."""

    site: site.Site
    tokens: dict[str, str]
    part: Part

    @property
    def url(self) -> str:
        """Where learners' servers reach it."""
        return door_url(self.site)

    @property
    def exchange(self) -> Path:
        """nbgrader's folders of the course."""
        return self.site.state / "exchange" / COURSE

    @property
    def hub_token(self) -> str:
        """What the hub shows to it."""
        return site.service_token("handin", self.tokens)

    def token(self, person: str, *groups: str, scopes: list[str] | None = None) -> str:
        """Return a real hub token of somebody, as their server gets it."""
        from jupyterhub import orm, roles

        database = f"sqlite:///{self.site.state / 'hub.sqlite'}"
        with orm.new_session_factory(database)() as session:
            user = orm.User.find(session, person)
            if user is None:
                user = orm.User(name=person)
                session.add(user)
                roles.assign_default_roles(session, user)
            user.groups = [orm.Group.find(session, name) for name in groups]
            session.commit()
            return user.new_api_token(scopes=scopes or [ACCESS])

    def ask(
        self, path: str, token: str = "", data: bytes | None = None, method: str = ""
    ) -> tuple[int, object]:
        """Send one request; return its status and what its JSON says."""
        headers = {"Authorization": f"token {token}"} if token else {}
        request = urllib.request.Request(
            f"{self.url}api/{path}", data, headers, method=method or None
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, _json(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, _json(error.read())

    def notebook(self) -> bytes:
        """Return the released lesson."""
        return (self.exchange / "outbound" / LESSON / f"{LESSON}.ipynb").read_bytes()

    def said(self) -> str:
        """Return what it has written to its log."""
        return self.part.journal.read_text()


@contextmanager
def running_door(folder: Path) -> Iterator[RunningDoor]:
    """Build the course, then run proxy, hub and hand-in service until the end."""
    project, state = folder / "project", folder / "state"
    write_course(project)
    (project / "hub_config").symlink_to(project_folder() / "hub_config")
    tokens = site.make_tokens([COURSE])
    with tempfile.TemporaryDirectory(prefix="llv-") as runtime:
        here = plan(state, Path(runtime))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LIRELAVILLE_PROJECT", str(project))
            command = str(Path(sys.executable).with_name("lirelaville"))
            build = [command, "lessons", "build", COURSE, "--state", str(state)]
            subprocess.run(build, check=True, capture_output=True)
            proxy, hub = parts.start_proxy(here, tokens), parts.start_hub(here, tokens)
            service = start_handin(here, tokens)
        hub_url = f"http://127.0.0.1:{here.port}"
        health = f"{hub_url}/services/handin/api/health"
        try:
            wait_until_all_answer({hub: f"{hub_url}/hub/health", service: health})
            yield RunningDoor(here, tokens, service)
        finally:
            stop_all([service, hub, proxy])


def plan(state: Path, runtime: Path) -> site.Site:
    """Return the site of a hub with one course."""
    port, public, hub, proxy_api, formgrader, handin = free_ports(6)
    return site.Site(
        state=state,
        runtime=runtime,
        port=port,
        public_port=public,
        hub_port=hub,
        proxy_api_port=proxy_api,
        formgrader_ports={COURSE: formgrader},
        handin_port=handin,
        proxy_command=proxy_command(),
        values=site.Values(handin_mb=2),
    )


def _json(body: bytes) -> object:
    return json.loads(body) if body else None
