"""What programs read and send, and the keys of people for them. A session counts for nothing there,
so everybody of the table is answered as who has no key."""

from __future__ import annotations

from typing import Any

from api.key.actions import make_key
from api.models import ApiKey
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import MARK, Seen, each, said
from tests.access.table import Family, Row, as_it_stands, by_number, post
from tests.builders import Cast

FAMILIES = {
    "api_key": Family(readers.always({"author"}), by_number),
    "api_list": Family(readers.OPEN, as_it_stands),
}
BY_KEY = {"public": True, "page": False}
ROWS = [
    Row("api", public=True),
    Row("api_document", **BY_KEY),
    Row("api_rows", "api_list", **BY_KEY),
    Row("api_rows", "api_list", query="?changed_since=2026-01-01", **BY_KEY),
    Row("api_gone", query="?since=2026-01-01", **BY_KEY),
    Row("api_count", method="POST", answers=(401,), **BY_KEY),
    Row("api_import", method="POST", answers=(401,), **BY_KEY),
    Row("api_keys"),
    post("api_keys"),
    post("api_key_end", "api_key"),
]


def make(cast: Cast) -> dict[str, Any]:
    """A key of the author, and the address of a list."""
    return {"api_key": make_key(by=cast.author, name="Power BI")[0], "api_list": ["pilots/"]}


def in_open_world(seen: Seen) -> dict[str, list[Any]]:
    """The same."""
    return each(make(seen.cast))


def hide(seen: Seen, hidden: Hidden) -> None:
    """Somebody else's."""
    key, _ = make_key(by=seen.others[0], **said("name"))
    ApiKey.objects.filter(pk=key.pk).update(secret_hash=MARK)


def fill(more: More) -> None:
    """Keys of each person, made by nobody that is there any more."""
    for user in more.seen.cast.signed_in().values():
        key, _ = make_key(by=user, name="Power BI")
        ApiKey.objects.filter(pk=key.pk).update(made_by=None)
