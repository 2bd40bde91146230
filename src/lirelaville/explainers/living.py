"""Keep the program of the live pages running, beside the site that stays up."""

import asyncio
import os
import sys
import time
from pathlib import Path

from tornado.ioloop import PeriodicCallback
from tornado.tcpclient import TCPClient

from lirelaville.ports import free_port
from lirelaville.processes import Part, start, stop

RESTART_S = 3  # between its end and a new start
START_S = 20  # how long a visitor waits while it starts


class Living:
    """Voilà as a child of this program: started, watched, started again."""

    def __init__(self, folder: Path, options: list[str]) -> None:
        self._folder, self._options = folder, options
        self._port = free_port()
        self._answered = False
        self._begun = 0.0
        self._part: Part | None = None

    @property
    def url(self) -> str:
        """Where it answers, on this machine only."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        """Its process."""
        return self._part.process.pid

    def start(self) -> None:
        """Start it, and look after it from now on."""
        self._launch()
        PeriodicCallback(self._look, RESTART_S * 1000).start()

    def stop(self) -> None:
        """Stop it with its kernels."""
        stop(self._part)

    async def ready(self) -> None:
        """Wait until it answers, but only while it is starting."""
        while not self._answered and time.monotonic() < self._begun + START_S:
            try:
                stream = await TCPClient().connect("127.0.0.1", self._port, timeout=2)
                stream.close()
                self._answered = True
            except (TimeoutError, OSError):
                await asyncio.sleep(0.1)

    def _launch(self) -> None:
        self._begun, self._answered = time.monotonic(), False
        self._part = start(
            "Les pages vivantes",
            [
                sys.executable,
                "-m",
                "lirelaville.explainers.live_pages",
                str(self._folder),
                f"--Voila.port={self._port}",
                "--Voila.ip=127.0.0.1",
                *self._options,
            ],
            dict(os.environ),
            self._folder,
            self._folder / ".run" / "live.log",
        )

    def _look(self) -> None:
        if self._part.ended:
            self._launch()
