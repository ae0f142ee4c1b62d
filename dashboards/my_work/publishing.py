"""Barriers on their way to the public: what waits for the user's bodies, or of their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from barriers.models import Publication
from barriers.publication.filters import of_our_places, step_words
from interface.sections import SHOWN, Section, Task
from interface.words import date_words
from partnerships.subqueries import first_of
from partnerships.visibility import Reader

State = Publication.State


def sections(user: Any, reader: Reader) -> Iterator[Section]:
    """The first due first; nothing where none waits."""
    if reader.organisations:
        named: Any = Publication.objects.of_bodies(reader.organisations)
        yield from _section(
            named.filter(state=State.BODY),
            key="replies",
            title="To be public, naming your organisation",
            short="Replies to give",
            note="may be replied to",
            link="All that name you",
            url=f"{reverse('publications')}?whose=of-us",
        )
    if reader.edited_places or reader.led_programmes:
        rows: Any = of_our_places(Publication.objects.visible_to(user), reader)
        yield from _section(
            rows.waiting(),
            key="publishing",
            title="On the way to the public",
            short="To be public",
            note="waiting for the place, a reply or the end of a pause",
            link="All of them",
            url=f"{reverse('publications')}?whose=ours&state=waiting",
        )


def _section(rows: Any, **said: Any) -> Iterator[Section]:
    rows = rows.select_related("barrier", "body").defer("barrier__search")
    found, count = first_of(rows.order_by("reply_by", "id"), SHOWN)
    if found:
        yield Section(items=[_task(one) for one in found], count=count, **said)


def _task(one: Publication) -> Task:
    return Task(
        title=one.barrier.title,
        url=one.get_absolute_url(),
        note=f"It names {one.body}",
        status=step_words(one),
        reason=f"reply by {date_words(one.reply_by)}" if one.reply_by else "Do you agree?",
    )
