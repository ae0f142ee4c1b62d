"""What ``bin/load`` runs: many people at once at a demo of this machine, as they really come.

Half are signed in, as the people of the demo or others who have its password. Each thinks between
two pages, and what they open is drawn by weight: the place above all, now and then an update that
is sent; with ``--writing`` also all that ``crowd_writing`` has. It starts no server, asks this
machine alone, and is bounded in people and time. What it sends stays in the record of the demo:
``bin/demo --fresh`` takes it away.
"""

from __future__ import annotations

import json
import math
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from demo.sign_ins import ACCOUNTS
from national.bench.crowd_person import Person
from national.bench.crowd_writing import LISTS, OF_ANYBODY, OF_KNOWN, Act, send_update

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
MOST_PEOPLE, MOST_SECONDS, THINK = 500, 3600, 5.0
WEIGHTS = {"place": 50, "search": 15, "list": 15, "my work": 10, "update": 5, "report": 5}
WORDS = (
    "housing",
    "data sharing",
    "who deals with damp",
    "money ending",
    "deprivation",
    "B-000002",
)
BAR = 1.0  # seconds that nineteen of twenty pages may take


def places_of(person: Person) -> list[str]:
    """The places that there are to open, as the server's own list names them."""
    found = json.loads(person.open("/places/?format=json"))
    return [urlsplit(row["address"]).path for row in found["rows"]]


def goes_on(
    person: Person, places: list[str], until: float, chance: random.Random, *, writing: bool
) -> None:
    """One person, to the end: a page, a thought, the next page."""
    acts = (OF_KNOWN if person.email else OF_ANYBODY) if writing else {}
    kinds: list[str | Act] = [*WEIGHTS, *acts]
    weights = [*WEIGHTS.values(), *acts.values()]
    time.sleep(chance.uniform(0, THINK))
    while time.monotonic() < until:
        (kind,) = chance.choices(kinds, weights)
        if not isinstance(kind, str):
            if not kind(person, chance):
                person.open("/", "my work" if person.email else "first page")
        elif kind == "place":
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
        wrong += Counter(fault.words for fault in person.wrong)
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


def arrive(server: str, people: int, emails: Sequence[str], site: str = "") -> list[Person]:
    """So many people at a server, half of them signed in as these."""
    known = [Person(server, email, site=site) for email in emails]
    for person in known:
        person.sign_in()
    signed_in = (known[number // 2 % len(known)] for number in range(people))
    return [
        Person(
            server, one.email if number % 2 else "", dict(one.cookies) if number % 2 else {}, site
        )
        for number, one in enumerate(signed_in)
    ]


def stay(there: list[Person], seconds: int, seed: int, *, writing: bool = False) -> None:
    """They go from page to page for so long."""
    places = places_of(there[0])
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(len(there)) as pool:
        going = [
            pool.submit(goes_on, person, places, until, random.Random(seed + n), writing=writing)  # noqa: S311
            for n, person in enumerate(there)
        ]
    for one in going:
        one.result()


def is_over(people: list[Person]) -> bool:
    """Whether one page in twenty took longer than the bar, or one failed."""
    took = [one for person in people for each in person.seconds.values() for one in each]
    return part_of(took, 0.95) > BAR or any(person.wrong for person in people)
