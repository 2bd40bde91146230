"""What the tests of the public catalogue share: raw requests, words without tags."""

import http.client
import re
from html import unescape

from conftest import Site
from reading import spaces


def ask(site: Site, path: str, method: str = "GET", **headers: str):
    """Send one request with the path as it is; return status, headers, body."""
    connection = http.client.HTTPConnection(site.url.removeprefix("http://"))
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=names)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def words(html: str) -> str:
    """Keep what a reader sees of a page, with ordinary spaces."""
    return spaces(unescape(re.sub(r"<wbr>|<[^>]+>", "", html)))
