"""A mail server that takes no letter to anybody, as one on the network does."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SAID = "550 5.7.1 Relaying denied"


class _Refuses(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 mail.test")
        while line := self.rfile.readline():
            match line[:4].upper():
                case b"RCPT":
                    self._say(SAID)
                case b"QUIT":
                    return self._say("221 bye")
                case _:
                    self._say("250 well")
        return None

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[int]:
    """Its port, while it stands."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Refuses) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
