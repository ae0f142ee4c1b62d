"""Access to what is said of the official data, and to loading newer releases of them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from geography.models import DataLoad
from partnerships.models import Place
from tests.access import readers
from tests.access.hidden import Hidden
from tests.access.many import More
from tests.access.open_world import SECRET, Seen
from tests.access.table import Family, Row, by_number, post
from tests.builders import Cast

FAMILIES = {
    "data_load": Family(readers.always(readers.EVERYONE), by_number),
    "data_load waiting": Family(readers.always(readers.ADMINISTRATORS), by_number),
    "data_load list": Family(readers.always(readers.EVERYONE), lambda what: [what or "wards"]),
}

ROWS = [
    Row("about_data", public=True),
    Row("data_loads", permission=readers.ADMINISTRATORS),
    Row("data_load_add", "data_load list", permission=readers.ADMINISTRATORS),
    post("data_load_add", "data_load list", permission=readers.ADMINISTRATORS),
    Row("data_load", "data_load", permission=readers.ADMINISTRATORS),
    Row("data_load", "data_load waiting", permission=readers.ADMINISTRATORS),
    post("data_load", "data_load waiting", permission=readers.ADMINISTRATORS),
]


def data_load(place: Place, by: User, *, is_loaded: bool, release: str = "2026") -> DataLoad:
    """A list of wards, with what it changes."""
    part = {"title": "Wards", "release": release, "base": "2025", "rows": 30, "new": 2, "gone": 1}
    change = {"place": "Bradford", "url": "/places/bradford/", "what": "2 new, 1 gone"}
    change |= {"before": "29 rows", "after": "30 rows"}
    preview = {
        "parts": [{**part, "other_releases": ["2025, as at 1 May 2025"]}],
        "largest": [change],
        "places": [place.pk],
    }
    lists: dict[str, list[Any]] = {key: [] for key in ("without", "left_out", "also", "covers")}
    said: dict[str, Any] = {"contents": {"sheets": [], "release": {}}}
    if is_loaded:
        said = {"loaded_at": timezone.now(), "loaded_by": by}
    return DataLoad.objects.create(
        what="wards",
        release=release,
        covers=[["wards", release]],
        file_name="wards.csv",
        rows=30,
        new=2,
        gone=1,
        preview={**lists, **preview},
        by=by,
        **said,
    )


def make(cast: Cast) -> dict[str, Any]:
    """One that was loaded, one that waits, and which list."""
    return {
        "data_load": data_load(cast.bradford, cast.administrator, is_loaded=True),
        "data_load waiting": data_load(cast.bradford, cast.administrator, is_loaded=False),
        "data_load list": "wards",
    }


def hide(seen: Seen, hidden: Hidden) -> None:
    """What waits is for administrators."""
    if seen.who in readers.ADMINISTRATORS:
        return
    cast = seen.cast
    waits = data_load(cast.bradford, cast.administrator, is_loaded=False, release=SECRET)
    DataLoad.objects.filter(pk=waits.pk).update(file_name=SECRET)
    hidden["data_load waiting"].append(waits)


def fill(more: More) -> None:
    """One more of each."""
    for is_loaded in (True, False):
        cast, release = more.seen.cast, f"Edition {more.number}"
        data_load(cast.bradford, cast.administrator, is_loaded=is_loaded, release=release)
