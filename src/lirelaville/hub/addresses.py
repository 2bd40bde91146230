"""Where the workshop answers: what is told to people, and where ``serve`` asks."""

import urllib.request
from urllib.parse import urlsplit

from jupyterhub.utils import subdomain_hook_idna

from lirelaville.hub.site import Site


def addresses(site: Site) -> tuple[str, str]:
    """Return the hub's and the public pages' addresses, as people type them."""
    return hub_origin(site) or f"http://127.0.0.1:{site.port}", pages_address(site)


def hub_origin(site: Site) -> str:
    """Return the address of ``public_address``, without a last slash; or nothing."""
    return site.values.public_address.rstrip("/")


def pages_address(site: Site) -> str:
    """Return where the public pages are read."""
    if site.values.pages_address:
        return site.values.pages_address.rstrip("/")
    if site.public:
        return f"https://{urlsplit(hub_origin(site)).hostname}:{site.public_port}"
    return f"http://127.0.0.1:{site.public_port}"


def listening_ip(site: Site) -> str:
    """Return where the relays listen: this computer alone, unless ``--public``."""
    return site.values.listen if site.public else "127.0.0.1"


def service_origin(site: Site, service: str) -> str:
    """Return the scheme and host of a service, where subdomains give it its own."""
    if not site.values.subdomains:
        return ""
    hub = urlsplit(hub_origin(site))
    host = subdomain_hook_idna(service, hub.hostname, "service")
    return f"{hub.scheme}://{host}" + (f":{hub.port}" if hub.port else "")


def service_variables(site: Site, service: str) -> dict[str, str]:
    """Return what a service that we start must know of the public addresses."""
    hub = hub_origin(site)
    secure = hub.startswith("https://")
    variables = {"JUPYTERHUB_HOST": hub, "JUPYTERHUB_PUBLIC_HUB_URL": f"{hub}/hub/"}
    origin = service_origin(site, service) or hub
    public = {"JUPYTERHUB_PUBLIC_URL": f"{origin}/services/{service}/"}
    cookies = {"JUPYTERHUB_COOKIE_HOST_PREFIX_ENABLED": str(int(secure))}
    return {**cookies, **(variables | public if hub else {"JUPYTERHUB_HOST": ""})}


def asked(site: Site, path: str, service: str = "") -> urllib.request.Request:
    """Return the request by which ``serve`` knows that something answers.

    It goes through the relay on this computer, whatever the names outside.
    """
    ip = listening_ip(site).replace("0.0.0.0", "127.0.0.1")
    scheme = "https" if site.public else "http"
    origin = service and service_origin(site, service)
    host = urlsplit(origin or addresses(site)[0]).netloc
    url = f"{scheme}://{ip}:{site.port}{path}"
    return urllib.request.Request(url, headers={"Host": host})
