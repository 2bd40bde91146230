"""The hub's settings, one small function a topic; each only sets values on ``c``."""

import os
import sys
from pathlib import Path

from lirelaville.hub.access import trainer_account
from lirelaville.hub.addresses import hub_origin, pages_address, service_origin
from lirelaville.hub.door import NAME, door_role, door_service
from lirelaville.hub.formgrader import hub_service
from lirelaville.hub.hardening import culler_service
from lirelaville.hub.homes import forget_token, prepare_home
from lirelaville.hub.signup import WorkshopAuthenticator
from lirelaville.hub.site import Site, service_token
from lirelaville.hub.spawner import WorkshopSpawner
from lirelaville.hub.watch import notice
from lirelaville.project import jupyter_environment, project_folder


def update_network(c, site: Site) -> None:
    """Bind everything to the loopback: only serve's relays may listen elsewhere."""
    if site.values.public_address:
        c.JupyterHub.public_url = hub_origin(site) + "/"
        c.JupyterHub.cookie_host_prefix_enabled = hub_origin(site).startswith("https:")
    if site.values.subdomains:
        c.JupyterHub.subdomain_host = hub_origin(site)
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
    trainer, password = trainer_account(site.state, site.values.trainer)
    c.JupyterHub.authenticator_class = WorkshopAuthenticator
    c.Authenticator.allow_all = True  # an account exists only through a code
    c.Authenticator.username_pattern = r"[a-z][a-z0-9_.-]{1,31}"
    c.NativeAuthenticator.open_signup = True
    c.NativeAuthenticator.minimum_password_length = 8
    c.NativeAuthenticator.check_common_password = True
    c.WorkshopAuthenticator.trainer = trainer
    c.WorkshopAuthenticator.trainer_password = password


def update_pages(c, site: Site) -> None:
    """Show our French pages; their handlers are in ``pages``."""
    c.JupyterHub.template_paths = [str(project_folder() / "hub_config" / "templates")]
    c.JupyterHub.logo_file = str(
        project_folder() / "hub_config" / "templates" / "logo.svg"
    )
    c.JupyterHub.redirect_to_server = False
    c.JupyterHub.template_vars = {
        "city": site.values.city,
        "contact": site.values.contact,
        "retention_months": site.values.retention_months,
        "public_url": pages_address(site),
        "service_origins": {name: service_origin(site, name) for name in site.courses},
        "closed_because": notice,  # JupyterHub calls it with the reader
    }


def update_servers(c, site: Site) -> None:
    """Start each person's Notebook 7 in their own home, with only what they need."""
    c.JupyterHub.spawner_class = WorkshopSpawner
    c.WorkshopSpawner.site = site
    c.SimpleLocalProcessSpawner.home_dir_template = str(
        site.state / "homes" / "{username}"
    )
    c.Spawner.pre_spawn_hook = lambda spawner: prepare_home(spawner, site)
    c.Spawner.post_stop_hook = forget_token
    c.Spawner.cmd = [str(Path(sys.executable).with_name("jupyterhub-singleuser"))]
    c.Spawner.default_url = "/tree"
    c.Spawner.disable_user_config = True
    c.Spawner.start_timeout = site.values.start_timeout_s
    c.Spawner.http_timeout = site.values.start_timeout_s
    as_root = os.geteuid() == 0 and not site.isolated
    c.Spawner.args = ["--allow-root"] if as_root else []
    c.Spawner.environment = {
        **jupyter_environment(),
        "LANG": "C.UTF-8",
    }


def update_courses(c, site: Site) -> None:
    """Give each course its formgrader and its two groups (trainers, participants)."""
    trainer, _ = trainer_account(site.state, site.values.trainer)
    c.JupyterHub.services = [
        *(hub_service(course, site, service_token(course)) for course in site.courses),
        door_service(site, service_token(NAME)),
        culler_service(service_token("culler")),
    ]
    c.JupyterHub.load_groups = {
        name: {"users": users}
        for course in site.courses
        for name, users in (
            (f"formgrade-{course}", [trainer, f"grader-{course}"]),
            (f"nbgrader-{course}", []),
        )
    }
    # Nothing more than these rights: services and learners' servers keep JupyterHub's
    # own defaults, which reach no one else's account.
    c.JupyterHub.load_roles = [
        door_role(site.courses),
        *(
            {
                "name": f"formgrade-{course}",
                "groups": [f"formgrade-{course}"],
                "scopes": [f"access:services!service={course}"],
            }
            for course in site.courses
        ),
    ]
