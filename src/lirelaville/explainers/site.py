"""The public site: still pages that are always there, live ones behind them.

``python -m lirelaville.explainers.site FOLDER --port=8001`` answers from memory, gives
the tables of the catalogue, and passes the rest on to the live pages (``voila_site``),
which it starts, watches and starts again.  Whatever happens to them, it stays up.
"""

import argparse
import asyncio
import signal
from pathlib import Path

import tornado.web
from tornado.httpserver import HTTPServer

from lirelaville.explainers.answers import NotFound, StillPages
from lirelaville.explainers.catalogue_routes import catalogue_routes
from lirelaville.explainers.frame import surroundings
from lirelaville.explainers.living import Living
from lirelaville.explainers.privacy import keep_addresses_out
from lirelaville.explainers.relay import (
    LONGEST_MESSAGE,
    Channel,
    Explorer,
    Relay,
    use_many_connections,
)
from lirelaville.explainers.shelf import fill_shelf

KERNEL = r"[\w-]{8,64}"


def public_site(folder: Path, living: Living) -> tornado.web.Application:
    """Return the application that answers every public address.

    Parameters
    ----------
    folder : Path
        The folder of the built explainers, rendered.
    living : Living
        The program of the live pages.
    """
    site = surroundings()
    said = {"shelf": fill_shelf(folder, site), "site": site}
    relayed = said | {"living": living}
    return tornado.web.Application(
        [
            (rf"/api/kernels/{KERNEL}/channels", Channel, {"living": living}),
            (rf"/(api/kernels/{KERNEL})", Relay, relayed),
            (r"/(voila/(?:static|labextensions|api/shutdown)/.*)", Relay, relayed),
            (r"/(\w+)/explorer/?", Explorer, relayed),
            *catalogue_routes(said, folder),
            (r"/(.*)", StillPages, said),
        ],
        default_handler_class=NotFound,
        default_handler_args=said,
        transforms=[tornado.web.GZipContentEncoding],
        websocket_max_message_size=LONGEST_MESSAGE,
        websocket_ping_interval=30,
        log_function=lambda _: None,
    )


async def serve(folder: Path, port: int, ip: str, options: list[str]) -> None:
    """Serve until told to stop."""
    use_many_connections()
    living = Living(folder, options)
    server = HTTPServer(
        public_site(folder, living), xheaders=False, max_body_size=10_000
    )
    server.listen(port, ip, backlog=1024)
    living.start()
    told = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, told.set)
    await told.wait()
    server.stop()
    living.stop()


def main() -> None:
    """Read the command line; what is not ours is for the live pages."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--port", type=int, default=8001)
    options.add_argument("--ip", default="127.0.0.1")
    ours, others = options.parse_known_args()
    keep_addresses_out()
    asyncio.run(serve(ours.folder, ours.port, ours.ip, others))


if __name__ == "__main__":
    main()
