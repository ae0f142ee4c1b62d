"""What people of a crowd write and take away, where ``--writing`` lets them.

Each reads the page first and sends its form, as by hand. Who may not, or finds nothing there to do
it at, gives False: they read something else.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from national.bench.crowd_person import Person, Upload

Act = Callable[[Person, random.Random], bool]
LISTS = ("/places/", "/pilots/", "/barriers/", "/funding/flows/", "/organisations/", "/lessons/")
FORMATS = ("csv", "xlsx", "json")
OWN_UPDATE = re.compile(r'href="(/pilots/[^"/]+/)update/"')
COUNT = re.compile(r'href="(/pilots/[^"/]+/indicators/\d+/count/)"')
UPDATE = re.compile(r'href="(/pilots/[^"/]+/updates/\d+/)"')
BARRIER = re.compile(r'href="(/barriers/B-\d+/)"')
COMMENTS = re.compile(r'href="(/comments/[a-z]+/\d+/)"')
FILES = re.compile(r'href="(/files/[a-z]+/\d+/)"')
NOTICE = re.compile(r'action="(/account/notices/\d+/read/)"')
FEED = re.compile(r"(/calendar/feed/[^\"<\s]+\.ics)")
MADE_UP = "exampleshire"  # the county whose editors bring files
FIGURES = {
    "measure": "private_rented_households_pct",
    "name": "Census 2026, first figures",
    "as_of_day": "21",
    "as_of_month": "3",
    "as_of_year": "2026",
    "title": "Tenure in 2026",
}
COUNCILS = ("E08000032", "E06000032", "E08000012", "E06000052")


def own_pilot(person: Person, chance: random.Random) -> str:
    """A pilot at which they log progress, by its address; empty where they have none.

    Who has one alone is led to its form at once.
    """
    own = OWN_UPDATE.findall(person.open("/log-progress/", "form"))
    if person.at.endswith("/update/"):
        own = [person.at.removesuffix("update/")]
    return chance.choice(own) if own else ""


def send_update(person: Person, chance: random.Random) -> bool:
    """An update of one of their pilots for a month of the past is written and sent, by who may."""
    pilot = own_pilot(person, chance)
    typed = {"happened": f"Visited {chance.randint(1, 10**6)} homes this month."}
    month = {"month": str(chance.randint(1, 12)), "year": str(chance.randint(2000, 2025))}
    for name, day in (("period_start", "1"), ("period_end", "28")):
        typed |= {f"{name}_{part}": one for part, one in {"day": day, **month}.items()}
    return bool(pilot) and person.send(f"{pilot}update/", "update", typed) is not None


def count(person: Person, chance: random.Random) -> bool:
    """A figure is counted for an indicator of a pilot."""
    pilot = own_pilot(person, chance)
    asked = COUNT.findall(person.open(pilot, "pilot")) if pilot else []
    typed = {"value": str(chance.randint(1, 90)), "source_said": "The team’s own list"}
    return bool(asked) and person.send(chance.choice(asked), "figure", typed) is not None


def edit(person: Person, chance: random.Random) -> bool:
    """What a pilot does is put in other words, by an editor; others may be at it too."""
    pilot = own_pilot(person, chance) if person.email.startswith("editor") else ""
    typed = {"summary": f"It helps {chance.randint(2, 999)} homes to be warm."}
    return bool(pilot) and person.send(f"{pilot}edit/", "edit", typed) is not None


def comment(person: Person, chance: random.Random) -> bool:
    """Something is said of a barrier."""
    barriers = BARRIER.findall(person.open("/barriers/", "list"))
    page = person.open(chance.choice(barriers), "barrier") if barriers else ""
    asked = COMMENTS.findall(page)
    typed = {"text": f"We met the same. Letter {chance.randint(1, 10**6)} to the owner helped."}
    return bool(asked) and person.send(asked[0], "comment", typed) is not None


def attach(person: Person, chance: random.Random) -> bool:
    """A PDF, small or large, is put beside an update, taken away again and removed."""
    pilot = own_pilot(person, chance)
    updates = UPDATE.findall(person.open(f"{pilot}updates/", "list")) if pilot else []
    asked = FILES.findall(person.open(chance.choice(updates), "pilot")) if updates else []
    if not asked:
        return False
    content = pdf(chance.choice((2_000, 200_000, 4_000_000)), chance)
    file = Upload(f"visit {chance.randint(1, 10**9)}.pdf", content, "application/pdf")
    page = person.send(asked[0], "file", {}, holds="draft_token", file=file) or ""
    for path in re.findall(rf'href="(/files/\d+/)"[^>]*>{file.name}', page):
        person.open(path, "file taken")
        person.press(page, f"{path}remove/", "file removed")
    return bool(page)


def pdf(size: int, chance: random.Random) -> bytes:
    """A PDF of one empty page, with so many bytes beside it that nothing draws."""
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (size, chance.randbytes(size)),
    )
    text, starts = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(text))
        text += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    head = b"xref\n0 5\n0000000000 65535 f \n%strailer\n<</Size 5/Root 1 0 R>>\n" % table
    return text + head + b"startxref\n%d\n%%%%EOF\n" % len(text)


def bring(person: Person, chance: random.Random) -> bool:
    """A sheet of barriers is brought to a place, looked at, and imported."""
    if person.email != f"editor.{MADE_UP}@demo.test":
        return False
    rows = (
        f"Landlord {chance.randint(1, 10**9)} does not answer,People wait,Rang twice"
        for _ in range(chance.randint(2, 12))
    )
    content = "\n".join(("Issue,Impact,Actions taken", *rows, "")).encode()
    sheet = Upload("barriers.csv", content, "text/csv")
    path = f"/places/{MADE_UP}/import/barriers/"
    if not person.send(path, "sheet sent", {}, holds="draft_token", file=sheet):
        return False
    here = person.at
    person.send(here, "sheet matched", {"step": "columns"})
    person.send(here, "sheet imported", {"step": "import"})
    return True


def load_data(person: Person, chance: random.Random) -> bool:
    """Official figures are sent by an administrator, looked at, and loaded."""
    if not person.email.startswith("admin"):
        return False
    rows = (f"{code},{chance.randint(100, 400) / 10}" for code in COUNCILS)
    sheet = Upload("renting.csv", "\n".join(("code,value", *rows, "")).encode(), "text/csv")
    if person.send("/about/data/load/figures/", "data sent", FIGURES, file=sheet):
        person.send(person.at, "data loaded", {"step": "load"})
    return True


def export(person: Person, chance: random.Random) -> bool:
    """A list is taken away as a file."""
    person.open(f"{chance.choice(LISTS)}?format={chance.choice(FORMATS)}", "export")
    return True


def calendar(person: Person, _chance: random.Random) -> bool:
    """A program asks for a calendar; for that of a person by the secret address made for it."""
    if not person.email:
        person.open(f"/places/{MADE_UP}/calendar.ics", "calendar")
        return True
    if not person.calendar:
        page = person.send("/calendar/feeds/", "", {}, holds="draft_token") or ""
        found = FEED.search(page)
        person.calendar = found[1] if found else ""
    if person.calendar:
        person.open(person.calendar, "calendar")
    return bool(person.calendar)


def read_notice(person: Person, _chance: random.Random) -> bool:
    """A notice is marked as read."""
    page = person.open("/account/notices/", "notices")
    asked = NOTICE.findall(page)
    if asked:
        person.press(page, asked[0], "notice read")
    return bool(asked)


# How often each is done, where all that is read (crowd.WEIGHTS) comes to a hundred; who is signed
# out only takes away
OF_ANYBODY: dict[Act, int] = {export: 4, calendar: 4}
OF_KNOWN: dict[Act, int] = {
    **OF_ANYBODY,
    send_update: 5,
    count: 5,
    edit: 5,
    comment: 5,
    attach: 8,
    bring: 8,
    load_data: 8,
    read_notice: 5,
}
