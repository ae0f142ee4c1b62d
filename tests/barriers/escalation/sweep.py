"""What bodies are asked: the ask, its answer, the inbox, links and clocks."""

from __future__ import annotations

from typing import Any

from barriers.models import Barrier, EscalationRequest, EscalationRule
from tests import asked, builders
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import MARK, SECRET, Seen, each
from tests.access.table import Family, Row, as_it_stands, by_number, by_reference, post
from tests.access.world import Level
from tests.asked import energy
from tests.builders import TODAY

# The body that is asked reads that one barrier, whatever its level.
_ASKED = {level: who | {"desnz_official"} for level, who in readers.BY_LEVEL.items()}
_SIGNED_IN = {level: who | {"desnz_official"} for level, who in readers.NOT_PUBLIC.items()}
FAMILIES = {
    "asked_barrier": Family(_ASKED, by_reference),
    "escalation": Family(_SIGNED_IN, by_number),
    "answered_escalation": Family(_SIGNED_IN, by_number),
    "answer_link": Family(_SIGNED_IN, as_it_stands),
    "answer_token": Family(readers.OPEN, as_it_stands),
}

ASKS = frozenset({"bradford_editor", "region_editor", "pfpp_lead"})
WANTS = frozenset({"teammate", "bradford_officer"})
ANSWERS = frozenset({"desnz_official"})
SAYS = ASKS | {"teammate"}
LEADS = frozenset({"pfpp_lead"})

ROWS = [
    Row("barrier_escalate", "barrier", permission=ASKS),
    post("barrier_escalate", "barrier", permission=ASKS),
    post("escalation_request", "asked_barrier", permission=WANTS),
    Row("escalation_request_dismiss", "asked_barrier", permission=ASKS),
    post("escalation_request_dismiss", "asked_barrier", permission=ASKS),
    Row("escalations"),
    Row("escalations", query="?whose=of-us&state=late&place=bradford&programme=pfpp"),
    Row("escalations", query="?state=no-such-state"),
    Row("escalations", query="?format=csv", page=False),
    Row("escalations_answer", query="?ask=no-number", page=False, answers=(302,)),
    Row("escalations_answer", method="POST", page=False, answers=(302,)),
    Row("escalation_rates"),
    Row("escalation_rates", query="?format=csv", page=False),
    Row("asks", page=False, answers=(302,)),
    Row("asks_answer", page=False, answers=(302,)),
    Row("ask_rates", page=False, answers=(302,)),
    Row("barrier_ask", "barrier", page=False, answers=(302,)),
    Row("ask", "escalation", page=False, answers=(302,)),
    Row("ask_answer", "escalation", page=False, answers=(302,)),
    Row("ask_withdraw", "escalation", page=False, answers=(302,)),
    Row("ask_up", "escalation", page=False, answers=(302,)),
    Row("ask_helped", "answered_escalation", page=False, answers=(302,)),
    Row("ask_link", "escalation", page=False, answers=(302,)),
    Row("escalation", "escalation"),
    Row("escalation", "answered_escalation"),
    Row("escalation_answer", "escalation", permission=ANSWERS),
    post("escalation_answer", "escalation", permission=ANSWERS),
    Row("escalation_correct", "answered_escalation", permission=ANSWERS),
    post("escalation_correct", "answered_escalation", permission=ANSWERS),
    Row("escalation_withdraw", "escalation", permission=ASKS),
    post("escalation_withdraw", "escalation", permission=ASKS),
    Row("escalation_climb", "escalation", permission=ASKS),
    post("escalation_climb", "escalation", permission=ASKS),
    Row("escalation_helped", "answered_escalation", permission=SAYS),
    post("escalation_helped", "answered_escalation", permission=SAYS),
    Row("answer_link_send", "escalation", permission=ASKS),
    post("answer_link_send", "escalation", permission=ASKS),
    post("answer_link_end", "answer_link", permission=ASKS),
    Row("answer_by_link", "answer_token", public=True),
    post("answer_by_link", "answer_token", public=True),
    Row("escalation_clock", "programme", permission=LEADS),
    post("escalation_clock", "programme", permission=LEADS),
]


def at_level(at: Level) -> dict[str, Any]:
    """A barrier that the department is asked about, was asked about before, and has a link to."""
    by, token = at.cast.author, f"token-{at.level}"
    title = f"We cannot {at.level} without them"
    barrier = builders.barrier(at.cast.bradford, title, status="escalated", **at.common)
    answered = asked.ask(barrier, energy(), state="answered", ended_on=TODAY, created_by=by)
    asked.said(answered)
    waiting = asked.ask(barrier, energy(), created_by=by)
    EscalationRequest.objects.create(barrier=barrier, created_by=at.cast.bradford_editor)
    return {
        "asked_barrier": barrier,
        "escalation": waiting,
        "answered_escalation": answered,
        "answer_link": [waiting.pk, asked.link(waiting, by, token).pk],
        "answer_token": [token],
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """Of no programme and no team."""
    return each(at_level(seen.level(created_by=seen.cast.author)))


def hide_at(at: HiddenAt) -> None:
    """Those about hidden barriers."""
    for barrier in at.barriers:
        _hide(at.seen, barrier, at.hidden)


def hide(seen: Seen, hidden: Hidden) -> None:
    """What is asked about a public barrier is for those who are signed in."""
    if seen.who == "resident":
        _hide(seen, seen.first("asked_barrier"), hidden)
        EscalationRule.objects.create(programme=seen.cast.pfpp, answer_days=97)


def _hide(seen: Seen, barrier: Barrier, hidden: Hidden) -> None:
    """A body that the reader does not answer for waits, one answered, one goes by a link."""
    by = seen.others[0]
    waiting = asked.ask(barrier, seen.cast.council, SECRET, created_by=by)
    answered = asked.ask(
        barrier, seen.agency, SECRET, state="answered", ended_on=TODAY, helped="no",
        helped_note=SECRET, created_by=by,
    )  # fmt: skip
    asked.said(answered, text=SECRET, by_said=SECRET)
    EscalationRequest.objects.create(
        barrier=barrier, created_by=by, outcome="dismissed", why=SECRET
    )
    link = asked.link(waiting, by, f"{MARK}-{waiting.pk}", email=f"{MARK}@a.test")
    hidden["escalation"].append(waiting)
    hidden["answered_escalation"].append(answered)
    hidden["answer_link"].append([waiting.pk, link.pk])


def fill(more: More) -> None:
    """A new body is asked about the first, a new one and the asked one; more links and answers."""
    seen, by = more.seen, more.seen.cast.author
    body = builders.organisation(f"Asked body {more.number}")
    for of in (seen.first("barrier"), more.barriers[0], seen.first("asked_barrier")):
        asked.said(asked.ask(of, body, created_by=by), "acknowledged")
    EscalationRequest.objects.create(barrier=more.barriers[0], created_by=by)
    asked.link(seen.first("escalation"), by, f"many-{more.number}")
    asked.said(seen.first("answered_escalation"), passed_to=None)
