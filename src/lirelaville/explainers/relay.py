"""Pass a visitor's requests on to the live pages, which are another program."""

from urllib.parse import unquote

import tornado.web
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.httputil import HTTPHeaders
from tornado.iostream import StreamClosedError
from tornado.websocket import (
    WebSocketClosedError,
    WebSocketHandler,
    websocket_connect,
)

from lirelaville.explainers.answers import Answer, StillPages
from lirelaville.explainers.living import Living

# what concerns one connection only, and what we decide ourselves
KEPT_BACK = {
    "connection",
    "keep-alive",
    "transfer-encoding",
    "host",
    "origin",
    "cookie",
}
LONGEST_MESSAGE = 1_000_000  # bytes, of a visitor's; a choice takes a few hundred
SECONDS = 120
MANY = (
    "Beaucoup de monde explore en direct en ce moment : voici la page fixe, avec les "
    "mêmes chiffres. Réessayez dans quelques minutes pour changer les choix sans "
    "quitter la page."
)
DOWN = (
    "La page vivante ne répond pas pour l’instant : voici la page fixe, avec les mêmes "
    "chiffres."
)


def use_many_connections() -> None:
    """Let many visitors be relayed at once: the default is ten."""
    AsyncHTTPClient.configure(None, max_clients=1000, max_body_size=50_000_000)


class Relay(Answer):
    """The addresses that the live pages ask for: their scripts, their kernel."""

    def initialize(self, living: Living, **site) -> None:
        """Take the program of the live pages."""
        super().initialize(**site)
        self.living = living

    async def get(self, _: str = "") -> None:
        """Pass a request on; 503 if nobody answers."""
        if ".." in unquote(self.request.path):
            raise tornado.web.HTTPError(404)
        if not await self.passed_on():
            raise tornado.web.HTTPError(503)

    head = post = get

    async def passed_on(self) -> bool:
        """Pass the request on and send the answer as it comes.

        Returns
        -------
        bool
            Whether somebody answered; a refusal for want of room (503) is not sent.
        """
        url = f"{self.living.url}{self.request.uri}"
        headers = self.request.headers.items()
        sent = {name: it for name, it in headers if name.lower() not in KEPT_BACK}
        self.refused = False
        asked = HTTPRequest(
            url,
            self.request.method,
            headers=HTTPHeaders(sent),
            body=self.request.body if self.request.method == "POST" else None,
            request_timeout=SECONDS,
            follow_redirects=False,
            decompress_response=False,
            header_callback=self._take_header,
            streaming_callback=self._take_piece,
        )
        try:
            await AsyncHTTPClient().fetch(asked, raise_error=False)
        except (OSError, HTTPClientError, StreamClosedError):
            return self._headers_written
        return not self.refused

    def _take_header(self, line: str) -> None:
        if line.startswith("HTTP/"):
            status = int(line.split()[1])
            self.refused = status == 503
            if not self.refused:
                self.set_status(status)
        elif ":" in line and not self.refused:
            name, _, value = line.partition(":")
            if name.lower() not in KEPT_BACK | {"server", "set-cookie"}:
                self.set_header(name, value.strip())

    def _take_piece(self, piece: bytes) -> None:
        if self.refused:
            return
        self.write(piece)
        try:
            self.flush()
        except StreamClosedError:  # the visitor has left
            self.refused = False

    def compute_etag(self) -> None:
        """Leave the mark of the answer that is passed on."""


class Explorer(Relay, StillPages):
    """The live version of a page; the still one if it cannot be had."""

    async def get(self, slug: str) -> None:
        """Send the live page, or the still one with a sentence that says why."""
        page = self.shelf.pages.get(slug)
        if page is None:
            raise tornado.web.HTTPError(404)
        await self.living.ready()
        if not await self.passed_on():
            self.clear()
            StillPages.send_asked(self, page, (MANY if self.refused else DOWN,))

    def head(self, slug: str) -> None:
        """Say that it is there, without starting anything."""
        if slug not in self.shelf.pages:
            raise tornado.web.HTTPError(404)

    post = None


class Channel(WebSocketHandler):
    """The line between a page and its kernel, both ways.

    Tornado refuses a line asked by the page of another site (``check_origin``).
    """

    def initialize(self, living: Living) -> None:
        """Take the program of the live pages."""
        self.living, self.other = living, None

    async def get(self, *args, **kwargs) -> None:
        """Reach the kernel first, then accept the visitor."""
        address = f"{self.living.url}{self.request.uri}".replace("http", "ws", 1)
        asked = self.request.headers.get("Sec-WebSocket-Protocol", "")
        try:
            self.other = await websocket_connect(
                address,
                on_message_callback=self._from_kernel,
                subprotocols=[
                    name.strip() for name in asked.split(",") if name.strip()
                ],
                connect_timeout=10,
            )
        except (TimeoutError, OSError, HTTPClientError, StreamClosedError):
            raise tornado.web.HTTPError(404) from None
        await super().get(*args, **kwargs)

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """Speak as the kernel's side chose."""
        return self.other.selected_subprotocol

    def open(self, *_args) -> None:
        """Send small messages without waiting for more."""
        self.set_nodelay(True)

    async def on_message(self, message: str | bytes) -> None:
        """Pass on what the visitor's page says."""
        try:
            await self.other.write_message(message, isinstance(message, bytes))
        except (WebSocketClosedError, StreamClosedError):
            self.close()

    def _from_kernel(self, message: str | bytes | None) -> None:
        if message is None:
            self.close()
            return
        try:
            self.write_message(message, isinstance(message, bytes))
        except WebSocketClosedError:
            self.other.close()

    def on_close(self) -> None:
        """Hang up on the kernel's side too."""
        if self.other:
            self.other.close()

    def on_connection_close(self) -> None:
        """Hang up even if the visitor left before the line was open."""
        super().on_connection_close()
        self.on_close()
