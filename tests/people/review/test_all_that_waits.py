"""All that waits for somebody says who can answer, or who was asked, through the one owner of that.

The kinds are read from the code: each section of *my work*. A kind that is added without a line
here fails, and so does one whose line leads to code that asks nobody any more.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from people.models import Assignment
from pilots.case_study.permissions import who_changes, who_reviews
from pilots.indicator.acceptance import who_reads
from pilots.pilot.permissions import who_accepts
from pilots.you_said.actions import who_approves
from records.subjects import registered
from registry.waiting import TaskQuery
from tests import builders, learned
from tests.builders import Cast

ROOT = Path(settings.BASE_DIR)
MAKES = {"Section", "_section"}  # what makes a section, itself or for several kinds
# What finds who is there, says who is not and what to do: people/review, accounts/notice/parties
OWNERS = {"answering", "ask", "tell_parties", "word_awaited"}
# Of each kind the functions that ask for an answer: each calls one of the owners
ASKS = {
    "accept-figures": ("pilots.pilot.permissions.who_accepts",),
    "claims": ("governance.board.part_forms.save", "dashboards.claims.actions.tell_refused"),
    "coming": ("governance.meeting.notices.tell_members",),
    "data": ("barriers.data_request.actions._tell",),
    "decisions": ("governance.decision.notices.tell_to_confirm",),
    "escalate": ("barriers.escalation.request_actions.who_escalates",),
    "escalated": ("barriers.escalation.notices._tell",),
    "health": ("governance.health_check.news._tell",),
    "health_contact": ("governance.health_check.contacts.ask",),
    "meetings": ("collaboration.meeting.actions._tell_teams",),
    "policy-tests": ("policy.policy_test.actions.ask_places",),
    "promises": ("pilots.engagement.promise_operations.tell",),
    "publishing": ("barriers.publication.notices.ask_place",),
    "questions": ("pilots.update.actions.ask_question",),
    "regional": ("policy.regional_update.actions._tell",),
    "replies": ("barriers.publication.notices.tell_body",),
    "review": ("pilots.pilot.permissions.who_accepts",),
    "said": ("pilots.you_said.actions.who_approves",),
    "studies": (
        "pilots.case_study.permissions.who_reviews",
        "pilots.case_study.permissions.who_changes",
    ),
    "resolutions": ("barriers.systemic.notices._tell_body",),
    "to-sign": ("governance.agreement.forms.save",),
    "wrong": ("collaboration.error_report.actions._tell",),
}
NOBODY_ASKED = "nobody asked for it: it comes of its day, or of the record, to who keeps that"
OWN = "the reader began it, and goes on with it"
NEWS = "it is told, and nobody waits for it"
ASKS_NOBODY = {
    "again": NOBODY_ASKED,
    "asked": OWN,
    "bids": "whoever wrote it down may record the decision too; nobody is asked here",
    "boards": NOBODY_ASKED,
    "clusters": NOBODY_ASKED,
    "confirm": NOBODY_ASKED,
    "continuity": NEWS,
    "directory": NOBODY_ASKED,
    "disputes": NOBODY_ASKED,
    "due": NOBODY_ASKED,
    "ending": NEWS,
    "endings": NOBODY_ASKED,
    "escalations": OWN,
    "imports": OWN,
    "joined": NEWS,
    "milestones": NOBODY_ASKED,
    "NOTICES": NEWS,
    "own-policy-tests": OWN,
    "pilots": NEWS,
    "owners": "what lacks an owner, to who may name one",
    "reports": NOBODY_ASKED,
    "returns": NOBODY_ASKED,
    "self.key": NOBODY_ASKED,
    "succession": NOBODY_ASKED,
    "to-review": NOBODY_ASKED,
    "TYPED": OWN,
    "unlock": NEWS,
    "unsent": NOBODY_ASKED,
    "visits": NOBODY_ASKED,
}


@cache
def trees() -> dict[str, ast.Module]:
    """All modules of ours, by their paths."""
    outside = {"tests", ".venv", ".data"}
    paths = (path.relative_to(ROOT) for path in ROOT.glob("*/**/*.py"))
    ours = [path for path in paths if path.parts[0] not in outside]
    return {str(path): ast.parse((ROOT / path).read_text("utf-8")) for path in ours}


def sections() -> Iterator[tuple[str, str]]:
    """Each section of *my work*: its module and its key, as it stands there."""
    for path, tree in trees().items():
        imported = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "interface.sections"
            for alias in node.names
        }
        if "Section" not in imported:
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            key = {one.arg: one.value for one in node.keywords}.get("key")
            if node.func.id in MAKES and key is not None:
                yield path, str(key.value) if isinstance(key, ast.Constant) else ast.unparse(key)


def calls(function: str) -> set[str]:
    """The names of what these functions of a module call."""
    module, _, name = function.rpartition(".")
    tree = trees()[f"{module.replace('.', '/')}.py"]
    found = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name
    ]
    assert found, f"{function} is not there any more"
    inner = (node for one in found for node in ast.walk(one))
    return {
        node.func.id
        for node in inner
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def test_every_kind_that_waits_names_who_can_answer_or_says_why_nobody_is_asked() -> None:
    keys = {key for _, key in sections()}
    assert keys == ASKS.keys() | ASKS_NOBODY.keys()
    assert not ASKS.keys() & ASKS_NOBODY.keys()
    # A kind that is read together with others has its section in the module that registers it
    kinds = registered(TaskQuery)
    modules = {path[: -len(".py")].replace("/", ".") for path, _ in sections()}
    assert {one.section.__module__ for one in kinds} <= modules


@pytest.mark.parametrize("function", sorted({one for asked in ASKS.values() for one in asked}))
def test_what_asks_goes_through_the_owner(function: str) -> None:
    assert calls(function) & OWNERS, f"{function} asks without saying whom that reaches"


@pytest.mark.django_db
def test_each_says_that_nobody_can_where_nobody_is_there(cast: Cast) -> None:
    """Of the kinds that one party after the other can answer."""
    pilot = builders.pilot(cast.bradford, "Hubs", programme=cast.pfpp)
    study = learned.case_study(pilot, created_by=cast.author)
    said = learned.you_said(cast.bradford)
    asked = (
        lambda: who_accepts(pilot),
        lambda: who_reviews(study),
        lambda: who_changes(study),
        lambda: who_approves(said),
    )
    assert all(one().party for one in asked)
    Assignment.objects.all().delete()
    for one in asked:
        found = one()
        assert found.party is None
        assert "an administrator can give somebody that role" in found.says("does it")
    assert "Nobody can do that yet." in who_reads(cast.bradford_officer, pilot)
