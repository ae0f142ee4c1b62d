"""What somebody typed and has not sent: a draft is its author's alone."""

from __future__ import annotations

from typing import Any

from records.models import Draft, DraftFile
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import MARK, SECRET, Seen
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {
    "draft": Family(readers.always({"author"}), by_number),
    "draft_file": Family(readers.always({"author"}), by_number),
}

ROWS = [
    Row("draft", "draft"),
    post("draft_save", public=True),
    post("draft_files", public=True),
    Row("draft_file", "draft_file", page=False),
    post("draft_delete", "draft"),
    post("draft_restore", "draft"),
]


def make(cast: Cast) -> dict[str, Any]:
    """One of the author's, with a file."""
    draft = Draft.objects.create(author=cast.author, form="log-barrier", target="")
    return {"draft": draft, "draft_file": _file(draft)}


def _file(draft: Draft, name: str = "homes.csv", **fields: str) -> DraftFile:
    said = {"box": "file", "name": name, "type": "csv", "digest": name, "size": 4, **fields}
    return DraftFile.objects.create(draft=draft, content=b"a,b\n", **said)


def hide(seen: Seen, hidden: Hidden) -> None:
    """Somebody else's, one of them sent and one taken back, each with a file."""
    for sent_as, undoes in (("", None), (MARK, None), (f"{MARK}:1", [])):
        draft = Draft.every.create(
            author=seen.others[0], form="log-barrier", target=MARK, title=SECRET,
            typed={"said": [SECRET]}, sent_as=sent_as, undoes=undoes, tab=sent_as[:20],
        )  # fmt: skip
        hidden["draft_file"].append(_file(draft, SECRET, box=MARK, type=MARK))


def fill(more: More) -> None:
    """One of each person's own."""
    for user in more.seen.cast.signed_in().values():
        Draft.objects.create(
            author=user, form="log-barrier", target=str(more.number), title="Typed"
        )
