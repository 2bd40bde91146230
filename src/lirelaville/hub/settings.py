"""The hub's settings, one small function a topic; each only sets values on ``c``."""

import os
import sys
from pathlib import Path

from lirelaville.hub.access import open_access
from lirelaville.hub.formgrader import hub_service
from lirelaville.hub.homes import prepare_home
from lirelaville.hub.signup import WorkshopAuthenticator
from lirelaville.hub.site import Site, service_token
from lirelaville.lessons.course import read_course
from lirelaville.project import jupyter_environment, project_folder


def update_network(c, site: Site) -> None:
    """Bind everything to the loopback: without own accounts this is a trial."""
    c.JupyterHub.bind_url = f"http://127.0.0.1:{site.port}"
    c.JupyterHub.hub_ip = "127.0.0.1"
    c.JupyterHub.hub_port = site.hub_port
    c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{site.proxy_api_port}"
    c.ConfigurableHTTPProxy.should_start = False  # serve runs it beside the hub
    # Ctrl-C stops everything that serve started, learners' servers included.
    c.JupyterHub.cleanup_servers = True


def update_files(c, site: Site) -> None:
    """Keep database and cookie secret in the state folder."""
    c.JupyterHub.db_url = f"sqlite:///{site.state / 'hub.sqlite'}"
    c.JupyterHub.cookie_secret_file = str(site.state / "cookie_secret")


def update_accounts(c, site: Site) -> None:
    """Let in whoever signed up with a workshop code, and the trainer."""
    access = open_access(site.state, site.courses, site.values.trainer)
    c.JupyterHub.authenticator_class = WorkshopAuthenticator
    c.Authenticator.allow_all = True  # an account exists only through a code
    c.Authenticator.username_pattern = r"[a-z][a-z0-9_.-]{1,31}"
    c.NativeAuthenticator.open_signup = True
    c.NativeAuthenticator.minimum_password_length = 8
    c.NativeAuthenticator.check_common_password = True
    c.NativeAuthenticator.allowed_failed_logins = 8
    c.NativeAuthenticator.seconds_before_next_try = 60
    c.WorkshopAuthenticator.codes = access.codes
    c.WorkshopAuthenticator.trainer = access.trainer
    c.WorkshopAuthenticator.trainer_password = access.trainer_password


def update_pages(c, site: Site) -> None:
    """Show our French pages, and each person their own courses."""
    c.JupyterHub.template_paths = [str(project_folder() / "hub_config" / "templates")]
    c.JupyterHub.logo_file = str(
        project_folder() / "hub_config" / "templates" / "logo.svg"
    )
    c.JupyterHub.redirect_to_server = False
    c.JupyterHub.template_vars = {
        "city": site.values.city,
        "contact": site.values.contact,
        "public_url": f"http://127.0.0.1:{site.public_port}",
        "my_courses": lambda user: my_courses(user, site.courses),
    }


def update_servers(c, site: Site) -> None:
    """Start each person's Notebook 7 in their own home, with only what they need."""
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = str(
        site.state / "homes" / "{username}"
    )
    c.Spawner.pre_spawn_hook = lambda spawner: prepare_home(spawner, site)
    c.Spawner.cmd = [str(Path(sys.executable).with_name("jupyterhub-singleuser"))]
    c.Spawner.default_url = "/tree"
    c.Spawner.disable_user_config = True
    c.Spawner.start_timeout = site.values.start_timeout_s
    c.Spawner.http_timeout = site.values.start_timeout_s
    c.JupyterHub.active_server_limit = site.values.active_server_limit
    c.Spawner.args = ["--allow-root"] if os.geteuid() == 0 else []
    c.Spawner.environment = {
        **jupyter_environment(),
        "LIRELAVILLE_STATE": str(site.state),
        "LANG": "C.UTF-8",
    }


def update_courses(c, site: Site) -> None:
    """Give each course its formgrader and its two groups (trainers, participants)."""
    trainer = open_access(site.state, site.courses, site.values.trainer).trainer
    c.JupyterHub.services = [
        hub_service(course, site, service_token(course)) for course in site.courses
    ]
    c.JupyterHub.load_groups = {
        name: {"users": users}
        for course in site.courses
        for name, users in (
            (f"formgrade-{course}", [trainer, f"grader-{course}"]),
            (f"nbgrader-{course}", []),
        )
    }
    # Nothing more than this one right: services and learners' servers keep JupyterHub's
    # own defaults, which reach no one else's account.
    c.JupyterHub.load_roles = [
        {
            "name": f"formgrade-{course}",
            "groups": [f"formgrade-{course}"],
            "scopes": [f"access:services!service={course}"],
        }
        for course in site.courses
    ]


def my_courses(user, courses: list[str]) -> list[dict]:
    """Return what the home page shows of each course that ``user`` takes or trains."""
    if user is None:
        return []
    groups = {group.name for group in user.groups}
    return [
        {
            "outline": (outline := read_course(course)),
            "titles": [lesson.title for lesson in outline.lessons],
            "takes": f"nbgrader-{course}" in groups,
            "trains": f"formgrade-{course}" in groups,
        }
        for course in courses
        if {f"nbgrader-{course}", f"formgrade-{course}"} & groups
    ]
