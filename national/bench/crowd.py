"""What ``bin/load`` runs: many people at once at a demo of this machine, as they really come.

Half are signed in, as the people of the demo or others who have its password. Each thinks between
two pages, and what they open is drawn by weight: the place above all, now and then an update that
is sent. It starts no server, asks this machine alone, and is bounded in people and time. Updates
that it sends stay in the record of the demo: ``bin/demo --fresh`` takes them away.
"""

from __future__ import annotations

import http.client
import json
import math
import random
import re
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from demo.sign_ins import ACCOUNTS, PASSWORD
from national.bench.crowd_form import filled, token_of

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
MOST_PEOPLE, MOST_SECONDS, THINK = 500, 900, 5.0
WEIGHTS = {"place": 50, "search": 15, "list": 15, "my work": 10, "update": 5, "report": 5}
WORDS = (
    "housing",
    "data sharing",
    "who deals with damp",
    "money ending",
    "deprivation",
    "B-000002",
)
LISTS = ("/places/", "/pilots/", "/barriers/", "/funding/flows/", "/organisations/", "/lessons/")
OWN_UPDATE = re.compile(r'href="(/pilots/[^"/]+/update/)"')
TYPED = {"happened": "Visited more homes this month."}
BAR = 1.0  # seconds that nineteen of twenty pages may take
FAULT = 400


@dataclass
class Person:
    """Somebody with a browser: what it holds, and how long each page took, by kind."""

    server: str
    email: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: Counter[str] = field(default_factory=Counter)

    def open(self, path: str, kind: str = "", form: dict[str, str] | None = None) -> str:
        """The page at an address, to its last letter; where a form leads is opened as well."""
        where = http.client.HTTPConnection(self.server, timeout=60)
        heads = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form:
            heads |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://{self.server}{path}",
            }
        body = urlencode(form) if form else None
        begun = time.perf_counter()
        try:
            where.request("POST" if form else "GET", path, body, heads)
            answer = where.getresponse()
            text = answer.read().decode(errors="replace")
        except OSError as error:
            self.wrong[type(error).__name__] += 1
            return ""
        finally:
            where.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";", maxsplit=1)[0].partition("=")
            self.cookies[name] = value
        if kind:
            self.seconds[kind].append(time.perf_counter() - begun)
        if answer.status >= FAULT:
            self.wrong[f"{answer.status} {urlsplit(path).path}" if kind else path] += 1
        if form and (to := answer.headers.get("Location")):
            return self.open(urlsplit(to).path, kind)
        return text

    def sign_in(self) -> None:
        """By the form, as everybody does."""
        path = "/account/sign-in/"
        form = {"csrfmiddlewaretoken": token_of(self.open(path))}
        self.open(path, form=form | {"login": self.email, "password": PASSWORD})
        if "sessionid" not in self.cookies:
            raise ConnectionError(f"{self.email} cannot sign in: does a demo run there?")


def places_of(server: str) -> list[str]:
    """The places that there are to open, as the server's own list names them."""
    found = json.loads(Person(server).open("/places/?format=json"))
    return [urlsplit(row["address"]).path for row in found["rows"]]


def goes_on(person: Person, places: list[str], until: float, chance: random.Random) -> None:
    """One person, to the end: a page, a thought, the next page."""
    time.sleep(chance.uniform(0, THINK))
    while time.monotonic() < until:
        (kind,) = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))
        if kind == "place":
            person.open(chance.choice(places), kind)
        elif kind == "search":
            person.open("/search/?" + urlencode({"q": chance.choice(WORDS)}), kind)
        elif kind == "list":
            person.open(chance.choice(LISTS), kind)
        elif kind == "report":
            person.open("/barriers/report/", kind)
        elif kind == "update" and person.email:
            send_update(person, chance)
        else:
            person.open("/", "my work" if person.email else "first page")
        time.sleep(chance.uniform(THINK * 0.5, THINK * 1.5))


def send_update(person: Person, chance: random.Random) -> None:
    """An update of one of their pilots is written and sent, by who may."""
    own = OWN_UPDATE.findall(person.open("/log-progress/", "update"))
    if own:
        path = chance.choice(own)
        person.open(path, "sent", filled(person.open(path, "update"), TYPED))


def people_of_the_demo() -> list[str]:
    """Those who come signed in where nobody else is named."""
    return [one.email for one in ACCOUNTS if not one.email.startswith("admin")]


def part_of(values: list[float], share: float) -> float:
    """The value below which a share of them lies."""
    return sorted(values)[max(math.ceil(len(values) * share) - 1, 0)]


def table(people: list[Person], seconds: float) -> Iterator[str]:
    """What was seen: a line for each kind of page, all of them, what went wrong."""
    by_kind: dict[str, list[float]] = defaultdict(list)
    wrong: Counter[str] = Counter()
    for person in people:
        wrong += person.wrong
        for kind, took in person.seconds.items():
            by_kind[kind] += took
    every = [one for took in by_kind.values() for one in took]
    heads = f"{'half':>8}{'19 of 20':>10}{'99 of 100':>11}{'slowest':>9}"
    yield f"{'page':<12}{'pages':>7}{heads}   (milliseconds)"
    for kind, took in [*sorted(by_kind.items()), ("all", every)]:
        parts = (*(part_of(took, share) for share in (0.5, 0.95, 0.99)), max(took))
        yield f"{kind:<12}{len(took):>7}" + "".join(
            f"{one * 1000:>{width}.0f}" for one, width in zip(parts, (8, 10, 11, 9), strict=True)
        )
    yield f"{len(every) / seconds:.1f} pages a second; " + (
        "; ".join(f"{words}: {times}" for words, times in wrong.most_common(5)) or "nothing failed"
    )


def busy() -> tuple[float, float]:
    """How long all processors were at work so far, and how long there was."""
    parts = [float(one) for one in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return sum(parts) - parts[3] - parts[4], sum(parts)


def come(server: str, people: int, seconds: int, seed: int, emails: Sequence[str]) -> list[Person]:
    """So many people for so long, half of them signed in as these; what each of them saw."""
    places = places_of(server)
    known = [Person(server, email) for email in emails]
    for person in known:
        person.sign_in()
    each = (known[number % len(known)] for number in range(people))
    there = [
        Person(server, one.email, dict(one.cookies)) if number % 2 else Person(server)
        for number, one in enumerate(each)
    ]
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=goes_on, args=(person, places, until, random.Random(seed + n)))  # noqa: S311
        for n, person in enumerate(there)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return there


def is_over(people: list[Person]) -> bool:
    """Whether one page in twenty took longer than the bar, or one failed."""
    took = [one for person in people for each in person.seconds.values() for one in each]
    return part_of(took, 0.95) > BAR or any(person.wrong for person in people)
