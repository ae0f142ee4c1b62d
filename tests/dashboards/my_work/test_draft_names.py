"""No draft is named after a record that its author may not read any more, whatever its form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse
from django.utils import timezone

from barriers.models import ActionTried
from dashboards.my_work.draft_names import NAME_NONE, hidden
from people.models import Assignment
from pilots.models import Milestone
from records import drafts
from records.models import Draft
from tests import builders
from tests.builders import Cast

pytestmark = pytest.mark.django_db

# One of these is what each form's target looks like; none is that of a record
TARGETS = (
    *("999", "no-such-thing", "no-such-thing/999", "999/999", "no-such-thing/nor-this"),
    *("B-000999", "D-000999", "S-000999", "no-such-thing/2026-Q1", "place/no-such-thing"),
    *("no-such-thing/999/999", "pilot/999", "no-such-thing/merge", ""),
    "/places/no-such-thing/",  # the address of a page, of forms whose text alone is kept
)


def kinds() -> dict[str, drafts.Kind]:
    """Every form that people write in; those that tests make for themselves are called so."""
    assert get_resolver().url_patterns, "the views register their forms"
    return {key: kind for key, kind in drafts._kinds.items() if not key.startswith("test-")}


def targets(kind: drafts.Kind) -> list[str]:
    """The targets of these at which there is a page for this form."""
    return [target for target in TARGETS if _stands(kind, target)]


def _stands(kind: drafts.Kind, target: str) -> bool:
    try:
        resolve(kind.url(target).partition("?")[0])
    except (NoReverseMatch, Resolver404, ValueError, LookupError):
        return False
    return True


def test_every_form_is_asked_for_its_drafts_or_says_why_they_name_nothing() -> None:
    nobody = builders.user("Nobody")
    rows = [
        Draft(pk=pk, form=key, target=target, title="Secret")
        for pk, (key, target) in enumerate(
            (key, target) for key, kind in kinds().items() for target in targets(kind)
        )
    ]
    assert {row.form for row in rows} == kinds().keys(), "add a target for the new form"
    gone = hidden(nobody, rows)
    assert {row.form for row in rows if row.target and row.pk not in gone} <= NAME_NONE.keys()
    assert NAME_NONE.keys() <= kinds().keys()


@pytest.mark.parametrize("key", sorted(NAME_NONE))
def test_the_title_of_a_form_that_names_nothing_is_the_same_whatever_it_is_about(
    cast: Cast, key: str
) -> None:
    kind = kinds()[key]
    hubs = builders.pilot(cast.bradford, "Secret hubs", visibility="place")
    barrier = builders.barrier(cast.bradford, "Secret barrier", pilot=hubs, visibility="place")
    for about in ("", f"pilot:{hubs.slug}", hubs.slug, barrier.reference, str(barrier.pk)):
        for who in (cast.bradford_officer, cast.administrator):
            assert "Secret" not in (kind.title(who, about, {}) or "")


def test_a_form_that_is_gone_names_no_draft(cast: Cast) -> None:
    rows = [Draft(pk=1, form="gone", target="7"), Draft(pk=2, form="gone")]
    assert hidden(cast.bradford_officer, rows) == {1}


def tried(cast: Cast) -> int:
    barrier = builders.barrier(cast.bradford, "Secret barrier", visibility="place")
    return ActionTried.objects.create(barrier=barrier, what="Asked").pk


def milestone(cast: Cast) -> int:
    pilot = builders.pilot(cast.bradford, "Secret hubs", visibility="place")
    return Milestone.objects.create(pilot=pilot, text="Secret day", due=timezone.localdate()).pk


@pytest.mark.parametrize(("form", "about"), [("edit-tried", tried), ("edit-milestone", milestone)])
def test_a_form_below_no_page_of_its_record_tells_nothing_of_it_either(
    client: Client, cast: Cast, form: str, about: Callable[[Cast], Any]
) -> None:
    kind, target, who = kinds()[form], str(about(cast)), cast.bradford_editor
    title = kind.title(who, target, {})
    assert title
    assert "Secret" in title
    Draft.objects.create(author=who, form=form, target=target, title=title)
    client.force_login(who)
    assert title in client.get("/?kind=drafts").content.decode()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Assignment.objects.filter(user=who).update(valid_to=yesterday)
    shown = client.get("/?kind=drafts").content.decode()
    assert "Secret" not in shown
    assert f'href="{kind.url(target)}' not in shown
    assert f'href="{reverse("draft", args=[Draft.objects.get().pk])}"' in shown
    assert "Draft about something that you can no longer see" in shown
    assert "Secret" not in client.get("/").content.decode()
