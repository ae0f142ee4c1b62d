"""What help says of buttons and links is so, on the pages of the demo where people find them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from dashboards.help.pages import HELP
from interface.help import HelpPage

ROOT = settings.BASE_DIR
STEPS = ROOT / "templates/dashboards/help/pages"
PILOT, BARRIER = "/pilots/warm-homes/", "/barriers/B-000025/"
LESSON_FORMS = ("/lessons/13/edit/", "/lessons/13/withdraw/")
BOARD = "/boards/exampleshire-together-board/"
PLACE, FAMILY = "/places/exampleshire/", "/pilots/family-help-eastvale/"
# Where each is walked: who, and the pages that they open on the way
WALKED: dict[str, dict[str, tuple[str, ...]]] = {
    "log-progress": {"officer.exampleshire": ("/log-progress/", f"{PILOT}update/")},
    "correct-an-update": {
        "officer.exampleshire": (
            PILOT,
            *(f"{FAMILY}updates/2/{form}" for form in ("", "edit/", "take-back/")),
            f"{PILOT}updates/2/",
            f"{PILOT}updates/2/correct/",
        )
    },
    "correct-a-figure": {
        "officer.exampleshire": (PILOT, f"{PILOT}indicators/2/", "Correct"),
    },
    "count-by-group": {
        "officer.exampleshire": (
            PILOT,
            *(f"{PILOT}indicators/1/{form}" for form in ("", "edit/", "count/")),
        ),
    },
    "answer-a-question": {"officer.exampleshire": (f"{FAMILY}updates/2/",)},
    "accept-an-update": {"lead.exampleshire": ("/updates/", "Open or ask")},
    "log-a-barrier": {"officer.exampleshire": ("/barriers/log/",)},
    "no-rule": {"editor.exampleshire": (BARRIER, f"{BARRIER}checks/add/")},
    "escalate-a-barrier": {
        "editor.exampleshire": (BARRIER, f"{BARRIER}escalate/", "/escalations/1/"),
        "officer.exampleshire": (BARRIER,),
    },
    "answer-an-escalation": {
        "official.exampleshire": ("/escalations/", "/escalations/1/", "/escalations/1/answer/"),
    },
    "record-what-was-tried": {"officer.exampleshire": (BARRIER, f"{BARRIER}tried/add/")},
    "invite-somebody": {
        "editor.exampleshire": ("/account/", f"{PLACE}people/", f"{PLACE}people/add/"),
        "lead.exampleshire": ("/account/",),
        "official.exampleshire": ("/account/",),
    },
    "give-a-role": {
        "editor.exampleshire": ("/account/", f"{PLACE}people/add/", f"{PLACE}people/", "End it"),
    },
    "ask-for-a-role": {"officer.exampleshire": ("/roles/ask/", f"{PLACE}people/ask/")},
    "hand-over": {
        "editor.exampleshire": ("/account/", f"{PLACE}people/", "Hand over", "/account/cover/"),
    },
    "who-can-see": {"editor.exampleshire": (f"{PILOT}edit/",)},
    "change-who-can-see": {
        "editor.exampleshire": (
            f"{PILOT}edit/",
            f"{BARRIER}details/",
            f"{BARRIER}edit/",
            "/lessons/13/",
        )
    },
    "find-who-to-ask": {"officer.exampleshire": ("/who-to-ask/?place=exampleshire",)},
    "follow-a-place": {"officer.exampleshire": (PLACE, f"{PLACE}follow/"), "": (PLACE,)},
    "save-a-filter": {
        "officer.exampleshire": ("/barriers/?place=exampleshire", "Save these filters"),
    },
    "emails": {"officer.exampleshire": ("/account/notices/",)},
    "calendar": {"officer.exampleshire": ("/calendar/", "/calendar/feeds/")},
    "share-a-brief": {"officer.exampleshire": (PILOT, f"{PILOT}brief/"), "": (PLACE,)},
    "download-a-list": {
        "": ("/pilots/",),
        "officer.exampleshire": ("/programmes/exampleshire-together/",),
    },
    "import-a-tracker": {
        "officer.exampleshire": ("/add/", f"{PLACE}import/", f"{PLACE}import/pilots/"),
    },
    "add-money": {"officer.exampleshire": ("/funding/flows/add/",)},
    "pass-money-on": {
        "officer.exampleshire": ("/funding/flows/18/", "/funding/flows/18/pass-on/"),
        "editor.exampleshire": ("/funding/flows/18/",),
    },
    "publish": {
        "editor.exampleshire": (
            PILOT,
            f"{PILOT}lessons/add/",
            f"{PILOT}case-studies/add/",
            f"{PILOT}used-in/",
        ),
    },
    "report-something-wrong": {"": (PILOT, "/something-wrong/pilot/warm-homes/")},
    "tell-a-place": {"": (PLACE, f"{PLACE}tell/")},
    "confirm-what-is-said": {
        "official.exampleshire": (
            "/organisations/example-housing-ministry/",
            "/organisations/example-housing-ministry/claims/",
        ),
    },
    "merge-duplicates": {
        "admin": (
            "/organisations/example-university/",
            "/organisations/example-university/merge/",
        ),
        "editor.exampleshire": (f"{BARRIER}others/",),
    },
    "delete-or-withdraw": {
        "editor.exampleshire": (BARRIER, "/lessons/13/", *LESSON_FORMS),
    },
    "sign-in": {
        "": ("/account/sign-in/", "/account/forgotten/"),
        "officer.exampleshire": ("/account/two-step/", "/account/two-step/on/"),
    },
    "not-known": {"": (PLACE,), "officer.exampleshire": (PLACE,)},
    "propose-a-pilot": {
        "editor.exampleshire": (
            "/pilots/",
            "/pilots/add/",
            PILOT,
            f"{PILOT}partners/",
            f"{PILOT}edit/",
        )
    },
    "count-alike": {
        "lead.exampleshire": ("/indicators/",),
        "editor.exampleshire": (PILOT, f"{PILOT}indicators/"),
    },
    "ask-for-data": {
        "editor.exampleshire": (
            "/data-requests/",
            "/data-requests/log/",
            "/data-requests/D-000003/",
        )
    },
    "read-guidance": {
        "admin": ("/practice/", "/practice/guidance/"),
        "editor.exampleshire": (BARRIER, f"{BARRIER}guidance/add/"),
    },
    "gather-a-cause": {
        "lead.exampleshire": ("/barriers/systemic/S-000005/",),
        "connector.yorkshire": ("/barriers/systemic/",),
    },
    "job-roles": {
        "editor.exampleshire": (
            "/organisations/exampleshire-county-council/",
            f"{PLACE}people/",
            "/account/",
        )
    },
    "lend-somebody": {"official.exampleshire": ("/secondments/", "/secondments/opportunities/")},
    "say-something": {
        "editor.exampleshire": (
            "/decisions/exampleshire-saturday-desk/",
            "/promises/of/pilot/18/",
            "/promises/5/",
        )
    },
    "learning-event": {
        "editor.exampleshire": ("/learning-events/", "/learning-events/1/", "/campaigns/")
    },
    "evaluate": {
        "evaluator.exampleshire": (
            PILOT,
            f"{PILOT}about/",
            f"{PILOT}evaluation/",
            "/evaluations/7/",
        )
    },
    "funds-and-bids": {
        "officer.exampleshire": (
            "/funding/funds/",
            "/funding/bids/",
            "/funding/bids/1/",
            "/funding/estimates/",
        ),
        "editor.exampleshire": ("/funding/bids/1/", "/funding/funds/"),
    },
    "pools-and-returns": {
        "editor.exampleshire": ("/funding/pools/", "/funding/pools/1/", "/funding/returns/1/")
    },
    "money-that-ends": {"officer.exampleshire": ("/funding/ending/", "/funding/flows/18/ending/")},
    "board-meetings": {
        "editor.exampleshire": (
            "/boards/",
            BOARD,
            f"{BOARD}seats/",
            f"{BOARD}powers/",
            f"{BOARD}meetings/3/",
            f"{BOARD}meetings/2/",
        )
    },
    "make-a-pack": {
        "editor.exampleshire": (
            BOARD,
            f"{BOARD}packs/",
            f"{BOARD}packs/2/",
            f"{BOARD}meetings/3/",
            f"{BOARD}meetings/3/pack/",
        )
    },
    "health-check": {
        "editor.exampleshire": (
            "/partnerships/exampleshire-together-partnership/",
            "/partnerships/exampleshire-together-partnership/health/open/",
        )
    },
    "record-a-decision": {
        "editor.exampleshire": ("/decisions/", "/decisions/add/", BOARD, f"{BOARD}powers/")
    },
    "agreements": {"editor.exampleshire": (BOARD, f"{BOARD}seats/", "/agreements/1/")},
    "priorities": {
        "editor.exampleshire": (
            *("/priorities/", "/priorities/ex-warm-old-homes/"),
            *(PLACE, f"{PLACE}priorities/", f"{PLACE}needs/"),
        )
    },
    "policy-tests": {
        "official.exampleshire": ("/policy-tests/",),
        "editor.exampleshire": (
            "/policy-tests/ex-rented-homes-register/",
            "/policy-tests/ex-rented-homes-register/at/exampleshire/",
        ),
    },
    "regional-updates": {"connector.yorkshire": ("/regional-updates/",)},
    "place-team": {
        "editor.exampleshire": (
            *(PLACE, f"{PLACE}team/", f"{PLACE}workforce/", f"{PLACE}relationships/"),
        )
    },
    "services": {"editor.exampleshire": ("/add/", f"{PLACE}assets/", f"{PLACE}emergency/")},
    "organisations": {
        "editor.exampleshire": (
            "/organisations/",
            "/organisations/exampleshire-county-council/",
            "/add/",
            "/partnerships/exampleshire-together-partnership/",
        )
    },
    "sources": {"admin": ("/sources/",), "editor.exampleshire": ("/decisions/add/",)},
    "how-deprived": {"": ("/places/hastings/figures/",)},
    "made-up": {"": (PLACE, "/pilots/?place=exampleshire")},
}
# What is there only once something was sent: the templates say it
LATER = {
    *("Undo", "Correct your answer", "Send again", "Stop following"),
    *("See what changes", "Import all of it", "Import the others"),
    "Take this import back",
    *("Confirm all that are ticked", "Not right"),
    *("Send the review", "Publish", "Merge them", "Say that they are different"),
    *("Issue", "Ask those who have not said who answers"),
    *("Put it back", "Take back", "Remove", "Delete the draft and start again"),
}
EACH = pytest.mark.parametrize("page", HELP, ids=lambda page: page.slug)
TEXTS = re.compile(r">([^<>]+)<")


def quoted(page: HelpPage) -> set[str]:
    """The words of buttons, links and questions that a page names."""
    steps = (STEPS / f"{page.slug}.html").read_text()
    return {_plain(words) for words in re.findall(r"<b>(.+?)</b>", steps, re.DOTALL)}


def _plain(text: str) -> str:
    return " ".join(unescape(text).split())


def begins(text: str, words: str) -> bool:
    """Whether a text is these words, or these and what they are about: "Follow", "Updates (2)"."""
    return text == words or text.startswith(f"{words} ")


def walked(page: HelpPage) -> set[str]:
    """All texts of the pages that are opened on the way; a step that is words is a link there."""
    seen: set[str] = set()
    for who, steps in WALKED[page.slug].items():
        client, html = Client(), ""
        if who:
            client.force_login(User.objects.get(email=f"{who}@demo.test"))
        for step in steps:
            response = client.get(step if step.startswith("/") else link_called(html, step))
            assert response.status_code == 200, f"{who}: {step}"
            html = response.content.decode().split("</header>")[1]
            seen |= {_plain(text) for text in TEXTS.findall(html)}
    return seen


def link_called(html: str, words: str) -> str:
    """Where the first link that begins with these words leads."""
    links = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>([^<]+)', html)
    return next(unescape(url) for url, text in links if begins(_plain(text), words))


@pytest.mark.usefixtures("kept_demo")
@EACH
def test_buttons_and_links_are_called_so_where_people_find_them(page: HelpPage) -> None:
    seen = walked(page)
    named = quoted(page) - LATER
    assert {words for words in named if not any(begins(text, words) for text in seen)} == set()


def test_what_is_there_later_is_called_so_in_a_template() -> None:
    assert {words for page in HELP for words in quoted(page)} >= LATER
    others = (path for path in (ROOT / "templates").rglob("*.html") if STEPS not in path.parents)
    templates = (path.read_text() for path in others)
    said = {_plain(text) for html in templates for text in re.findall(r"[>}]([^<>{}]+)[<{]", html)}
    assert LATER - said == set()
