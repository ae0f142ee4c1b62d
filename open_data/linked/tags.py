"""What a page is about, as a block of data in its head: ``{% load linked_data %}``.

The block is no script: a browser runs nothing of it, so the policy that forbids inline scripts does
not speak of it. It is for who is signed out, as crawlers are, and says nothing of what is made up.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from governance.models import Board, BoardMeeting
from open_data.linked import things
from open_data.linked.things import Thing
from open_data.lists import OpenList
from open_data.models import PublicRecord
from partnerships.models import Organisation
from partnerships.place.head import Head

register = template.Library()
# What would end the block, or begin a tag in it
ESCAPED = {ord(one): f"\\u{ord(one):04X}" for one in "<>&"}


@register.simple_tag(takes_context=True)
def linked_trail(context: Context) -> SafeString:
    """The way to the page, where that has more than one step."""
    steps = context.get("breadcrumbs") or ()
    return _block(context, things.trail(steps)) if len(steps) > 1 else SafeString()


@register.simple_tag(takes_context=True)
def linked_data(context: Context, record: Any, also: Any = ()) -> SafeString:
    """A record that the page is about: the head of a place, a body with what else it is called, a
    board or its meeting. No query."""
    match record:
        case Head():
            return _block(context, things.place(record))
        case Organisation():
            return _block(context, things.organisation(record, also))
        case Board():
            return _block(context, things.board(record))
        case BoardMeeting():
            return _block(context, things.meeting(record))
    raise TypeError(f"nothing is said of {record!r}")


@register.simple_tag(takes_context=True)
def linked_dataset(
    context: Context, lists: Sequence[OpenList], latest: PublicRecord | None
) -> SafeString:
    """All that can be taken away."""
    return _block(context, things.dataset(lists, latest or None))


def _block(context: Context, thing: Thing) -> SafeString:
    frame = context.get("frame")
    if frame is None or frame.reader or frame.by_link or context.get("example"):
        return SafeString()
    said = json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False)
    return mark_safe(  # noqa: S308 - nothing in it can end the block
        f'<script type="application/ld+json">{said.translate(ESCAPED)}</script>'
    )
