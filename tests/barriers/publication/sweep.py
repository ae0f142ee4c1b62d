"""Making public what names a body: the place agrees, the body replies, pauses hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pgtrigger

from barriers.models import Barrier, NamedBody, Publication
from tests import builders, published
from tests.access import readers
from tests.access.hidden import Hidden, HiddenAt
from tests.access.many import More
from tests.access.open_world import SECRET, Seen, each
from tests.access.table import Family, Row, by_number, by_reference, post
from tests.access.world import Level
from tests.asked import energy
from tests.barriers.barrier.sweep import EDITS
from tests.builders import Cast

AFTER = ("barriers.practice", "barriers.systemic")  # under it the words of no barrier change

# Who edits its other place reads it as well; the body reads what it is asked about.
_OF_TWO = {
    level: who
    | {"luton_editor", "desnz_official"}
    | ({"luton_officer"} if level in ("place", "programme") else set())
    for level, who in readers.NOT_PUBLIC.items()
}
# It names a body, so that the public reads none before it is out.
FAMILIES = {
    "named_barrier": Family(readers.NOT_PUBLIC, by_reference),
    "published_barrier": Family(readers.OPEN, by_reference),
    "waiting_publication": Family(readers.NOT_PUBLIC, by_number),
    "publication": Family(_OF_TWO, by_number),
    "publishing_pause": Family(readers.always(readers.NETWORK), by_number),
}

AGREES = frozenset({"bradford_editor", "region_editor"})
OBJECTS = frozenset({"luton_editor"})
REPLIES = frozenset({"desnz_official"})
PAUSES = frozenset({"administrator", "pfpp_lead", "yorkshire_connector"})
ENDS = frozenset({"administrator", "pfpp_lead"})

ROWS = [
    Row("barrier_publish", "named_barrier", permission=EDITS),
    post("barrier_publish", "named_barrier", permission=EDITS),
    Row("publications"),
    Row("publications", query="?whose=ours&state=waiting"),
    Row("publications", query="?state=no-such-state"),
    Row("publications", query="?format=csv", page=False),
    Row("publication", "publication"),
    Row("publication", "waiting_publication"),
    Row("publication_agree", "waiting_publication", permission=AGREES),
    post("publication_agree", "waiting_publication", permission=AGREES),
    Row("publication_object", "publication", permission=OBJECTS),
    post("publication_object", "publication", permission=OBJECTS),
    Row("publication_reply", "publication", permission=REPLIES),
    post("publication_reply", "publication", permission=REPLIES),
    Row("publication_withdraw", "publication", permission=AGREES),
    post("publication_withdraw", "publication", permission=AGREES),
    Row("publishing_pauses"),
    Row("publishing_pause_add", permission=PAUSES),
    post("publishing_pause_add", permission=PAUSES),
    post("publishing_pause_end", "publishing_pause", permission=ENDS),
]


def make(cast: Cast) -> dict[str, Any]:
    """What has no level."""
    return {"publishing_pause": published.pause(programme=cast.pfpp, created_by=cast.author)}


def at_level(at: Level) -> dict[str, Any]:
    """Four barriers that name the energy department, each a step further on."""
    cast, by = at.cast, {"created_by": at.cast.author}

    def named(what: str, *others: Any) -> Any:
        title = f"We cannot {at.level} {what}"
        fields = {"unlocker": energy(), "status": "open", **at.common}
        return builders.barrier(cast.bradford, title, *others, **fields)

    out = named("in public")
    published.step(published.publication(out, energy(), "published"))
    asked = published.publication(named("and ask", cast.luton), energy(), **by)
    published.step(asked, "agreed", "")
    waits = published.publication(named("and wait"), energy(), "place", **by)
    return {
        "named_barrier": named("with a name"),
        "published_barrier": out,
        "publication": asked,
        "waiting_publication": waits,
    }


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """Of no programme and no team."""
    at = seen.level(created_by=seen.cast.author, visibility="public")
    return each({**make(seen.cast), **at_level(at)})


def hide_at(at: HiddenAt) -> None:
    """One that names a body for which the reader does not answer; it was asked for a reply."""
    made = published.publication(at.barriers[0], at.seen.cast.council, because=SECRET)
    _said(made)
    at.hidden["publication"].append(made)


def hide(seen: Seen, hidden: Hidden) -> None:
    """Of a barrier that is public the public reads the reply alone, and of others nothing."""
    if seen.who == "resident":
        made = Publication.objects.get(barrier=seen.first("published_barrier"))
        Publication.objects.filter(pk=made.pk).update(because=SECRET)
        published.step(made, "withdrawn", SECRET)
        published.step(made, "objected", SECRET)
        waits = seen.first("waiting_publication")
        Publication.objects.filter(pk=waits.pk).update(because=SECRET)
        _said(waits)
        hidden["waiting_publication"].append(waits)
        published.pause(place=seen.cast.bradford, reason=SECRET)
        NamedBody.objects.create(
            barrier=waits.barrier,
            body=energy(),
            words=SECRET,
            is_meant=False,
            said_on=dt.date(2026, 1, 1),
        )


def _said(publication: Publication) -> None:
    published.step(publication, text=SECRET)
    published.step(publication, "objected", SECRET)


def fill(more: More) -> None:
    """One at each state, and more that was said about those whose pages are opened."""
    seen, cast, number = more.seen, more.seen.cast, more.number
    for state in ("place", "body", "held", "published"):
        of = builders.barrier(cast.bradford, f"To be public {number} {state}", cast.luton)
        published.publication(of, energy(), state, created_by=cast.author)
    body = builders.organisation(f"Named body {number}")
    published.publication(builders.barrier(cast.bradford, f"Named {number}"), body)
    out = Publication.objects.get(barrier=seen.first("published_barrier"))
    for one in (seen.first("publication"), seen.first("waiting_publication"), out):
        _work_on(one.barrier)
        published.step(one, text=f"Reply {number}")
        published.step(one, "objected", "Not so", created_by=cast.author)
    for scope in ({"programme": cast.pfpp}, {"place": cast.bradford}):
        published.pause(created_by=cast.author, **scope)


def _work_on(barrier: Barrier) -> None:
    """What was tried would take it back to the place; here it stays where it was."""
    with pgtrigger.ignore("barriers.ActionTried:words_agreed"):
        barrier.actions.create(what="Talks")
