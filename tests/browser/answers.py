"""A server whose pages a test answers in its own transaction, and whose files a browser keeps.

As Playwright's routes would, for half of their price: a page whose requests are routed keeps no
file from one page to the next, and each goes round by Playwright's own process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client

HOST = "localhost"


class Answers(ThreadingHTTPServer):
    """The server, and whoever asks for the pages that its visitors ask for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), _Visitor)
        self._turn = Lock()
        self._client: Client | None = None
        self._connection: Any = None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_port}"

    @contextmanager
    def given_by(self, client: Client) -> Iterator[None]:
        """What is asked meanwhile, this client asks, over the connection that is in use here."""
        connection = connections["default"]
        connection.inc_thread_sharing()
        self._client, self._connection = client, connection
        try:
            yield
        finally:
            with self._turn:  # what is still asked is answered to its end
                self._client = self._connection = None
            connection.dec_thread_sharing()

    def asked(self, address: str) -> Any:
        """The page at this address, one at a time; None where no test asks for any."""
        with self._turn:
            if self._client is None:
                return None
            connections["default"] = self._connection
            return self._client.get(address)


class _Visitor(BaseHTTPRequestHandler):
    """What a browser asks over one connection, which stays open."""

    protocol_version = "HTTP/1.1"
    server: Answers

    def do_GET(self) -> None:  # its name, as the base class asks for it
        path = urlsplit(self.path).path
        if path.startswith(settings.STATIC_URL):
            found = static_file(path.removeprefix(settings.STATIC_URL))
            kind = guess_type(path)[0] or "application/octet-stream"
            kept = {"Content-Type": kind, "Cache-Control": "max-age=86400"}
            self._send(200 if found else 404, kept, Path(found).read_bytes() if found else b"")
            return
        said = self.server.asked(self.path)
        if said is None:
            self._send(503, {}, b"")
        else:
            # No page is shown again to somebody else, who reads another
            self._send(
                said.status_code, {**said.headers, "Cache-Control": "no-store"}, said.content
            )

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name != "Content-Length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        with suppress(ConnectionError):  # the browser is on another page by now
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing: a fault is told by the test."""


@cache
def static_file(name: str) -> str:
    """Where the static file of this name lies; empty where there is none."""
    return finders.find(name) or ""


@contextmanager
def serving() -> Iterator[Answers]:
    """The server, in a thread of its own."""
    server = Answers()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
