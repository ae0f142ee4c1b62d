"""The site as visitors reach it: through the proxy, and the providers that sign people in."""

from __future__ import annotations

import json
import socket
import ssl
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from config.version import VERSION
from deploy.checks import Found, well, wrong

PATIENCE = 10  # seconds
HELD = 40  # more than the threads of four workers
SLOW = "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\na"
PAGE = "/about/words/"


def providers_answer() -> Iterator[Found]:
    """Each identity provider says what it is, under the address that it was entered by."""
    providers: Any = settings.SOCIALACCOUNT_PROVIDERS
    for app in providers["openid_connect"]["APPS"]:
        about, asked = f"sign-on, {app['name']}", app["settings"]
        try:
            with _open(asked["server_url"]) as answer:
                issuer = json.load(answer).get("issuer")
        except (OSError, ValueError, AttributeError) as problem:
            yield wrong(about, f"{asked['server_url']} does not answer: {problem}")
            continue
        if issuer == asked["issuer"]:
            yield well(about, "answers")
        else:
            yield wrong(about, f"calls itself {issuer}, and {asked['issuer']} was entered")


def site_answers() -> Iterator[Found]:
    """By its own address: ready, of this version, and by https to the end."""
    ready = f"{settings.SITE_URL.rstrip('/')}/health/ready"
    try:
        with _open(ready) as answer:
            said = json.load(answer)
    except (OSError, ValueError) as problem:
        yield wrong("the site", f"{ready} does not answer: {problem}")
        return
    if said.get("version") != VERSION:
        yield wrong("the site", f"serves {said.get('version')}, this is {VERSION}: restart it")
    else:
        yield well("the site", f"{ready} says {said['status']}")


def proxy_takes_in_slow_visitors() -> Iterator[Found]:
    """Forty visitors who send one byte and wait, and one who wants a page meanwhile."""
    site = urlsplit(settings.SITE_URL)
    with ExitStack() as held:
        try:
            for _ in range(HELD):
                held.enter_context(_held(site.hostname or "", site.port, site.scheme))
            with _open(f"{settings.SITE_URL.rstrip('/')}{PAGE}") as answer:
                answer.read()
        except OSError as problem:
            yield wrong(
                "slow visitors",
                f"forty of them keep others out ({problem}): the proxy must take a request in "
                "whole before it passes it on (deploy/README.md)",
            )
            return
    yield well("slow visitors", "forty of them keep nobody out")


def _held(host: str, port: int | None, scheme: str) -> socket.socket:
    is_https = scheme == "https"
    visitor = socket.create_connection((host, port or (443 if is_https else 80)), PATIENCE)
    if is_https:
        visitor = ssl.create_default_context().wrap_socket(visitor, server_hostname=host)
    visitor.sendall(SLOW.format(path=PAGE, host=host).encode())
    return visitor


def _open(url: str) -> Any:
    """An answer to this address, which the settings name."""
    asked = urllib.request.Request(url, headers={"User-Agent": f"Placebook {VERSION}"})  # noqa: S310
    return urllib.request.urlopen(asked, timeout=PATIENCE)  # noqa: S310
