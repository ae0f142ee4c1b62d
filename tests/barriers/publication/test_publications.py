"""Making public what names a body: the place agrees, the body has ten working days."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from barriers.barrier_page.actions import record_tried
from barriers.models import Barrier, Publication, PublicationStep
from barriers.publication import actions
from barriers.publication.agreed_words import mark_of
from barriers.publication.due import publish_due
from tests import builders
from tests.asked import energy
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of, values
from tests.published import ask, now, on, public, subjects

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 12, 4)
AFTER = dt.date(2026, 12, 5)


def test_from_the_question_to_the_public_with_the_reply_beside_it(
    cast: Cast, barrier: Barrier
) -> None:
    author, editor, official = (
        signed_in(one) for one in (cast.bradford_officer, cast.bradford_editor, cast.desnz_official)
    )
    url = f"{barrier.get_absolute_url()}publish/"
    answer = author.post(url, filled(author, url, because="Others have it too."), follow=True)
    assert "Waiting for an editor of Bradford to agree" in text_of(answer)
    made = Publication.objects.get()
    page = made.get_absolute_url()
    assert official.get(page).status_code == 404
    shown = text_of(editor.get(page))
    assert "because the list is closed" in shown
    assert "Others have it too." in shown
    answer = editor.post(f"{page}agree/", filled(editor, f"{page}agree/", agrees="on"), follow=True)
    said = "Department for Energy Security and Net Zero has until 4 December 2026 to reply."
    assert said in text_of(answer)
    assert not public(barrier)
    assert subjects(cast.desnz_official) == [
        f"{energy()} can reply by 4 December 2026 before this is public: {barrier.reference}"
    ]
    shown = text_of(official.get(page))
    for words in ("We cannot see licences", "Open the list", "Asked each landlord"):
        assert words in shown
    assert "Others have it too." not in shown
    assert "Others have it too." not in text_of(official.get(f"{page}reply/"))
    assert "Others have it too." in text_of(editor.get(f"{page}withdraw/"))
    assert official.get(barrier.get_absolute_url()).status_code == 404
    typed = filled(official, f"{page}reply/", text="The list opens in spring.")
    official.post(f"{page}reply/", typed)
    assert now(made).state == "published"
    seen = text_of(Client().get(barrier.get_absolute_url()))
    assert (
        "What the Department for Energy Security and Net Zero says The list opens in spring."
        in seen
    )
    assert "wrote this on 20 November 2026" in seen
    assert "The list opens in spring." in text_of(
        Client().get(f"{barrier.get_absolute_url()}brief/")
    )
    file: Any = Client().get("/barriers/?format=csv")
    assert "The list opens in spring." in b"".join(file.streaming_content).decode()
    assert "Public now, with its reply" in subjects(cast.bradford_officer)[-1]


def test_an_editor_who_asks_agrees_with_that(cast: Cast, barrier: Barrier) -> None:
    made = ask(barrier, cast.bradford_editor)
    assert (made.state, made.sent_on, made.reply_by) == ("body", builders.TODAY, DUE)
    assert "unless you object" in subjects(cast.luton_editor)[0]


@pytest.mark.parametrize(
    ("agreed", "last", "public_on"),
    [
        ((2026, 12, 17), (2027, 1, 5), (2027, 1, 6)),  # Christmas, its stand-in and New Year
        ((2027, 3, 18), (2027, 4, 5), (2027, 4, 6)),  # Easter, and the change to summer time
        ((2027, 10, 22), (2027, 11, 5), (2027, 11, 6)),  # the change back
        ((2026, 11, 20), (2026, 12, 4), (2026, 12, 5)),
    ],
)
def test_without_a_reply_it_is_public_on_the_day_after_ten_working_days(
    cast: Cast, barrier: Barrier, agreed: Any, last: Any, public_on: Any
) -> None:
    with on(*agreed):
        made = ask(barrier, cast.bradford_editor)
    assert made.reply_by == dt.date(*last)
    with on(*last):
        assert publish_due(dt.date(*last)) == 0
        assert not public(barrier)
    with on(*public_on):
        assert publish_due(dt.date(*public_on)) == 1
        assert publish_due(dt.date(*public_on)) == 0
    assert public(barrier)
    seen = text_of(Client().get(barrier.get_absolute_url()))
    assert "and did not reply by" in seen
    assert sum("Public now" in one for one in subjects(cast.bradford_editor)) == 1


def test_the_clock_is_safe_after_a_week_off_and_run_by_the_command(
    cast: Cast, barrier: Barrier
) -> None:

    made = ask(barrier, cast.bradford_editor)
    with on(2026, 12, 14):
        call_command("run_due")
        call_command("run_due")
    assert (now(made).state, now(made).published_on) == ("published", dt.date(2026, 12, 14))
    assert PublicationStep.objects.filter(kind="published").count() == 1


def test_two_agreeing_at_once_the_second_is_told(cast: Cast, barrier: Barrier) -> None:
    made = ask(barrier, cast.bradford_officer)
    editor = signed_in(cast.bradford_editor)
    url = f"{made.get_absolute_url()}agree/"
    typed = filled(editor, url, agrees="on")
    actions.agree(by=cast.region_editor, publication=made, seen=mark_of(barrier))
    assert "The place agreed already, on 20 November 2026" in text_of(editor.post(url, typed))
    assert PublicationStep.objects.filter(kind="agreed").count() == 1


def test_words_that_changed_while_they_were_read_are_not_agreed_to(
    cast: Cast, barrier: Barrier
) -> None:
    made = ask(barrier, cast.bradford_officer)
    editor = signed_in(cast.bradford_editor)
    url = f"{made.get_absolute_url()}agree/"
    typed = filled(editor, url, agrees="on")
    record_tried(by=cast.bradford_officer, barrier=barrier, what="Wrote to the minister")
    answer = editor.post(url, typed)
    assert "Its words changed while you read them" in text_of(answer)
    assert "Wrote to the minister" in text_of(answer)
    assert now(made).state == "place"

    editor.post(url, values(answer.content.decode()))
    assert now(made).state == "body"


def test_another_place_objects_until_it_is_public(cast: Cast, barrier: Barrier) -> None:
    made = ask(barrier, cast.bradford_editor)
    luton = signed_in(cast.luton_editor)
    url = f"{made.get_absolute_url()}object/"
    luton.post(url, filled(luton, url, text="Ours is quite different."))
    assert (now(made).state, now(made).reply_by) == ("place", None)
    assert "Another of its places objects" in subjects(cast.bradford_editor)[-1]
    assert "will ask Department for Energy" in subjects(cast.desnz_official)[-1]
    assert signed_in(cast.desnz_official).get(made.get_absolute_url()).status_code == 404
    actions.agree(by=cast.bradford_editor, publication=made, seen=mark_of(barrier))
    page = text_of(signed_in(cast.desnz_official).get(made.get_absolute_url()))
    assert "Ours is quite different." not in page
    publish_due(AFTER)
    with pytest.raises(ValidationError, match="It is public already"):
        actions.object_to(by=cast.luton_editor, publication=made, text="Too late.")


def test_nothing_public_counts_it_before(cast: Cast, barrier: Barrier) -> None:
    kind = builders.category()
    Barrier.objects.filter(pk=barrier.pk).update(category=kind)
    barrier.refresh_from_db()
    other = builders.barrier(builders.place("York"), "We cannot see deeds", category=kind)
    pages = [
        f"{other.get_absolute_url()}", "/barriers/", "/barriers/report/", "/search/?q=licences",
        f"/places/{cast.bradford.slug}/", "/barriers/?format=json",
        f"/organisations/{energy().slug}/",
    ]  # fmt: skip

    def read() -> list[str]:
        answers = [Client().get(one) for one in pages]
        assert all(one.status_code == 200 for one in answers)
        return [b"".join(one).decode() if one.streaming else text_of(one) for one in answers]

    before = read()
    made = ask(barrier, cast.bradford_editor)
    assert read() == before
    publish_due(AFTER)
    assert now(made).state == "published"
    after = read()
    changed = [
        page for page, was, is_now in zip(pages, before, after, strict=True) if was != is_now
    ]
    assert {"/barriers/", "/barriers/report/", "/search/?q=licences"} <= set(changed)


def test_the_list_leaves_out_what_is_made_up_until_it_is_asked_for(
    cast: Cast, barrier: Barrier
) -> None:
    county = builders.place("Exampleshire", "county", is_example=True)
    invented = builders.barrier(
        county, "We cannot invent", visibility="network", unlocker=energy(), programme=cast.pfpp
    )
    ask(barrier, cast.bradford_editor)
    ask(invented, builders.user("County editor", ("place_editor", county)))
    official = signed_in(cast.desnz_official)
    said = text_of(official.get("/publications/"))
    assert "We cannot see licences" in said
    assert "We cannot invent" not in said
    assert "We cannot invent" in text_of(official.get("/publications/?whose=of-us"))
