"""Messages between our processes: a small JSON header, then bytes that nobody reads.

What comes from a learner's process may be anything: sizes are checked before memory is
taken, and a header is only believed to be a dictionary.
"""

import json
import socket
import struct
import time

SIZES = struct.Struct(">II")
HEADER_BYTES = 4 << 20
BLOB_BYTES = 128 << 20


class Broken(Exception):
    """The other end is gone, silent, or does not speak as agreed."""


class Channel:
    """One end of a stream socket."""

    def __init__(self, end: socket.socket) -> None:
        self.socket = end

    def send(self, header: dict, blob: bytes = b"") -> None:
        """Send one message."""
        text = json.dumps(header).encode()
        try:
            self.socket.sendall(SIZES.pack(len(text), len(blob)) + text)
            self.socket.sendall(blob)
        except OSError as error:
            raise Broken(str(error)) from None

    def receive(self, seconds: float | None = None) -> tuple[dict, bytes]:
        """Wait for one message, at most so many seconds in all.

        Raises
        ------
        Broken
            If the other end closed, was too slow, or sent anything else.
        """
        until = None if seconds is None else time.monotonic() + seconds
        header, blob = SIZES.unpack(self._read(SIZES.size, until))
        if header > HEADER_BYTES or blob > BLOB_BYTES:
            raise Broken("message too large")
        try:
            said = json.loads(self._read(header, until))
        except (ValueError, RecursionError) as error:
            raise Broken(str(error)) from None
        if not isinstance(said, dict):
            raise Broken("not a message")
        return said, self._read(blob, until)

    def close(self) -> None:
        """Close this end."""
        self.socket.close()

    def _read(self, size: int, until: float | None) -> bytes:
        read = bytearray()
        while len(read) < size:
            try:
                if until is not None:
                    self.socket.settimeout(max(0.001, until - time.monotonic()))
                part = self.socket.recv(min(size - len(read), 1 << 20))
            except OSError as error:
                raise Broken(str(error)) from None
            if not part:
                raise Broken("closed")
            read += part
        return bytes(read)
