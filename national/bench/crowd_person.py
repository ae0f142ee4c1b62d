"""Somebody of a crowd: what their browser holds, what they waited for, what went wrong."""

from __future__ import annotations

import http.client
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from demo.sign_ins import PASSWORD
from national.bench.crowd_form import filled, token_of

FAULT = 400
BUSY = 429  # another file is being read: to be sent again later, and no fault
MOST_LEADS = 5  # addresses that one page may lead on to
MISTAKE = re.compile(r'<div class="errors".*?<li>(?:<a [^>]*>)?([^<]+)', re.DOTALL)
LONGEST = 60  # seconds that somebody waits


@dataclass(frozen=True)
class Fault:
    """What went wrong, from when to when, by the clock of the day; with what was sent or read."""

    began: float
    ended: float
    words: str
    was_sent: bool = False


@dataclass
class Upload:
    """A file that is sent with a form."""

    name: str
    content: bytes
    content_type: str

    def read(self) -> bytes:
        """As a file that is open gives what is in it."""
        return self.content


@dataclass
class Person:
    """Somebody with a browser: what it holds, and how long each page took, by kind.

    ``site``: the address by which the server knows itself, where a proxy stands before it; ``at``:
    where they are. ``refused`` what came
    back, ``wrong`` what no page should answer.
    """

    server: str
    email: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    site: str = ""
    at: str = ""
    calendar: str = ""
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    taken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    wrong: list[Fault] = field(default_factory=list)

    def open(
        self,
        path: str,
        kind: str = "",
        form: dict[str, str] | None = None,
        file: Upload | None = None,
        leads: int = MOST_LEADS,
    ) -> str:
        """The page at an address, to its last letter; where it leads is opened as well."""
        body, heads = self._asked(path, form, file)
        where = http.client.HTTPConnection(self.server, timeout=LONGEST)
        begun, clock = time.perf_counter(), time.time()
        try:
            where.request("POST" if form else "GET", path, body, heads)
            answer = where.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            words = f"{type(error).__name__} {kind}"
            self.wrong.append(Fault(clock, time.time(), words, bool(form)))
            return ""
        finally:
            where.close()
        self.at = path
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";", maxsplit=1)[0].partition("=")
            self.cookies[name] = value
        if kind:
            self.seconds[kind].append(time.perf_counter() - begun)
        to = answer.headers.get("Location", "")
        if answer.status >= FAULT and answer.status != BUSY:
            words = f"{answer.status} {urlsplit(path).path}" if kind else path
            self.wrong.append(Fault(clock, time.time(), words, bool(form)))
        elif form and kind:
            why = MISTAKE.search(text)
            (self.taken if to else self.refused)[kind if to else f"{kind}: {why and why[1]}"] += 1
        if to and leads:
            parts = urlsplit(to)
            on = parts.path + (f"?{parts.query}" if parts.query else "")
            return self.open(on, kind and f"{kind}, then", leads=leads - 1)
        return text

    def _asked(
        self, path: str, form: dict[str, str] | None, file: Upload | None
    ) -> tuple[bytes | None, dict[str, str]]:
        """The body and the heads of what is asked."""
        site = self.site or f"http://{self.server}"
        heads = {
            "Host": urlsplit(site).netloc,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if not form:
            return None, heads
        heads["Referer"] = site + path
        if file:
            sent = encode_multipart(BOUNDARY, {**form, "file": file})
            return sent, heads | {"Content-Type": MULTIPART_CONTENT}
        heads["Content-Type"] = "application/x-www-form-urlencoded"
        return urlencode(form).encode(), heads

    def send(
        self,
        path: str,
        kind: str,
        typed: dict[str, str],
        *,
        holds: str = "",
        file: Upload | None = None,
    ) -> str | None:
        """The form of a page, read and sent; None where it has none that ``holds`` such a field."""
        form = filled(self.open(path, "form"), typed, holds)
        if "csrfmiddlewaretoken" not in form:
            return None
        return self.open(self.at.partition("?")[0], kind, form, file)

    def press(self, page: str, path: str, kind: str) -> str:
        """A button of a page that sends nothing but itself."""
        return self.open(path, kind, {"csrfmiddlewaretoken": token_of(page)})

    def sign_in(self) -> None:
        """By the form, as everybody does."""
        path = "/account/sign-in/"
        form = {"csrfmiddlewaretoken": token_of(self.open(path))}
        self.open(path, form=form | {"login": self.email, "password": PASSWORD})
        if "sessionid" not in self.cookies:
            raise ConnectionError(f"{self.email} cannot sign in: does a demo run there?")
