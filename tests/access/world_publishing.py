"""Barriers that name a body, to be public: asked of it, waiting for the place, out."""

from __future__ import annotations

from typing import Any

from tests import builders, published
from tests.access import readers
from tests.access.world_escalations import energy
from tests.builders import Cast

# It names a body, so that the public reads none before it is out.
_WIDEST = readers.BY_LEVEL | {"public": readers.NETWORK}
# Who edits its other place reads it as well; the body reads what it is asked about.
_OF_TWO = {
    level: who
    | {"luton_editor"}
    | ({"luton_officer"} if level in ("place", "programme") else set())
    for level, who in _WIDEST.items()
}
FAMILIES: dict[str, dict[str, frozenset[str]]] = {
    "named_barrier": _WIDEST,
    "published_barrier": readers.OPEN,
    "waiting_publication": _WIDEST,
    "publication": {level: who | {"desnz_official"} for level, who in _OF_TWO.items()},
    "publishing_pause": dict.fromkeys(readers.BY_LEVEL, readers.NETWORK),
}
NUMBERED = {"waiting_publication", "publication", "publishing_pause"}
BARRIERS = {"named_barrier", "published_barrier"}


def make(cast: Cast) -> dict[str, Any]:
    """What has no level."""
    return {"publishing_pause": published.pause(programme=cast.pfpp, created_by=cast.author)}


def at_level(cast: Cast, level: str, common: dict[str, Any]) -> dict[str, Any]:
    """Four barriers that name the energy department, each a step further on."""

    def named(what: str, *others: Any) -> Any:
        title = f"We cannot {level} {what}"
        fields = {"unlocker": energy(), "status": "open", **common}
        return builders.barrier(cast.bradford, title, *others, **fields)

    out = named("in public")
    published.step(published.publication(out, energy(), "published"))
    asked = published.publication(named("and ask", cast.luton), energy(), created_by=cast.author)
    published.step(asked, "agreed", "")
    waits = published.publication(named("and wait"), energy(), "place", created_by=cast.author)
    return {
        "named_barrier": named("with a name"),
        "published_barrier": out,
        "publication": asked,
        "waiting_publication": waits,
    }
