"""Pages built from our own templates, and a site that answers with them as the product does."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import Page, Route

HOST = "http://localhost"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Site:
    """A few addresses, answered as the product answers them, and what was sent to them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sent: list[tuple[str, str]] = []
        self.answers: dict[str, dict[str, Any]] = {}
        self.slips: list[str] = []
        self.is_cut = False
        page.route("**/*", self.answer)
        page.on("pageerror", lambda error: self.slips.append(str(error)))
        page.on("console", lambda m: self.slips.append(m.text) if m.type == "error" else None)

    def answer(self, route: Route) -> None:
        request = route.request
        path = urlsplit(request.url).path
        if self.is_cut:
            route.abort("internetdisconnected")
            return
        self.sent.append((request.url, request.post_data or ""))
        static = Path(settings.BASE_DIR) / path.lstrip("/")
        if path.startswith("/static/") and static.exists():
            route.fulfill(path=static)
        elif path in self.answers:
            route.fulfill(**self.answers[path])
        else:
            route.fulfill(status=404, body="")

    def put(self, path: str, body: str, kind: str = "text/html", **more: Any) -> None:
        status = more.pop("status", 200)
        headers = {"Content-Type": f"{kind}; charset=utf-8", "Content-Security-Policy": POLICY}
        self.answers[path] = {"status": status, "body": body, "headers": headers | more}

    def cut(self, is_cut: bool = True) -> None:
        """Cut the network, or bring it back."""
        self.is_cut = is_cut
        self.page.context.set_offline(is_cut)

    def open(self, main: str, *scripts: str, path: str = "/", **context: Any) -> Page:
        self.put(path, page_html(main, *scripts, **context))
        self.page.goto(HOST + path)
        return self.page

    def sent_to(self, path: str) -> list[str]:
        return [body for url, body in self.sent if urlsplit(url).path == path]


def page_html(main: str, *scripts: str, **context: Any) -> str:
    tags = "".join(
        f'<script type="module" src="/static/js/{name}.js"></script>' for name in scripts
    )
    source = (
        '{% extends "base.html" %}{% load placebook %}{% block title %}Test{% endblock %}'
        f"{{% block main %}}<h1>Test</h1>{main}{{% endblock %}}"
        f"{{% block scripts %}}{tags}{{% endblock %}}"
    )
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return engines["django"].from_string(source).render(context, request)
