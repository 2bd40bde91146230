"""A publisher's site on this machine: real HTTP, on an address of the loopback."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread
from zipfile import ZIP_DEFLATED, ZipFile

Answer = Callable[[BaseHTTPRequestHandler], None]


class PublisherSite(ThreadingHTTPServer):
    """Answers each path of ``pages`` with bytes, or with what a function does."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, bytes | Answer] = {}
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """Say nothing when a client leaves before the end: some tests do."""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        answer = self.server.pages.get(self.path)
        if answer is None:
            self.send_error(404)
        elif callable(answer):
            answer(self)
        else:
            send(self, answer)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output for the tests."""


@contextmanager
def publisher_site() -> Iterator[PublisherSite]:
    """Serve until the end of the block."""
    with PublisherSite() as site:
        thread = Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield site
        site.shutdown()
        thread.join()


def send(
    handler: BaseHTTPRequestHandler, content: bytes, announced: int | None = None
) -> None:
    """Answer 200 with a content, announcing its size or another one; -1 for none."""
    handler.send_response(200)
    size = len(content) if announced is None else announced
    if size >= 0:
        handler.send_header("Content-Length", str(size))
    handler.send_header("Content-Disposition", 'filename="../../../ailleurs.csv"')
    handler.end_headers()
    handler.wfile.write(content)


def zipped(members: dict[str, str | bytes]) -> bytes:
    """Return a zip archive of these names and contents."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as box:
        for name, content in members.items():
            box.writestr(name, content)
    return archive.getvalue()
