"""Each course's formgrader: a service of the hub, opened by trainers in its own tab.

``serve`` starts them beside the hub rather than below it: they start together instead
of one after the other, and stop with ``serve`` even when the hub is gone.
"""

import json
import os
import sys
from pathlib import Path

from lirelaville.hub.addresses import service_origin, service_variables
from lirelaville.hub.homes import runtime_folder
from lirelaville.hub.site import Site
from lirelaville.hub.views import confined_formation, inherited
from lirelaville.processes import Part, start
from lirelaville.project import jupyter_environment, project_folder


def hub_service(course: str, site: Site, token: str) -> dict:
    """Return what the hub must know of one formgrader."""
    return {
        "name": course,
        "url": f"http://127.0.0.1:{site.formgrader_ports[course]}",
        "api_token": token,
        "oauth_client_id": f"service-{course}",
        "oauth_no_confirm": True,
    }


def start_formgrader(course: str, site: Site, token: str) -> Part:
    """Start the formgrader of one course in the course's own folder."""
    root = site.state / "courses" / course
    command = [str(Path(sys.executable).with_name("jupyterhub-singleuser"))]
    return start(
        f"L'outil de correction du cours « {course} »",
        confined_formation(command + _as_root(site), site, root, course),
        {
            **inherited(site),
            **hub_variables(course, site, token),
            **own_variables(course, site),
        },
        root,
        site.state / "logs" / f"formgrader-{course}.log",
    )


def _as_root(site: Site) -> list[str]:
    return ["--allow-root"] if os.geteuid() == 0 and not site.isolated else []


def hub_variables(course: str, site: Site, token: str) -> dict[str, str]:
    """Return what tells ``jupyterhub-singleuser`` where its hub is, and who it is."""
    return {
        "JUPYTERHUB_API_TOKEN": token,
        "JUPYTERHUB_API_URL": f"http://127.0.0.1:{site.hub_port}/hub/api",
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_CLIENT_ID": f"service-{course}",
        "JUPYTERHUB_DEFAULT_URL": "/formgrader",
        **service_variables(site, course),
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": json.dumps(
            [f"access:services!service={course}"]
        ),
        "JUPYTERHUB_OAUTH_CALLBACK_URL": (
            f"{service_origin(site, course)}/services/{course}/oauth_callback"
        ),
        "JUPYTERHUB_OAUTH_SCOPES": json.dumps([f"access:services!service={course}"]),
        "JUPYTERHUB_SERVICE_NAME": course,
        "JUPYTERHUB_SERVICE_PREFIX": f"/services/{course}/",
        "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{site.formgrader_ports[course]}",
        # Without this name formgrader answers with an error page.
        "JUPYTERHUB_USER": f"grader-{course}",
    }


def own_variables(course: str, site: Site) -> dict[str, str]:
    """Return the settings, home and kernels of one formgrader."""
    root = site.state / "courses" / course
    ours = project_folder() / "hub_config" / "formgrader"
    settings, kernels = [ours, root], jupyter_environment()["JUPYTER_PATH"]
    return {
        **jupyter_environment(),
        # « Vérifier / Publier », a button of the page where a lesson is written
        "JUPYTER_PATH": os.pathsep.join([str(ours / "share"), kernels]),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(map(str, settings)),
        "JUPYTER_RUNTIME_DIR": (
            "/tmp/run"  # private to its sandbox
            if site.isolated
            else str(runtime_folder(site.runtime, f"grader-{course}"))
        ),
        "HOME": str(root),
    }
