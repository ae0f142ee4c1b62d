"""What is made to be passed on holds what everyone signed in may read, whoever takes it away, until
they choose to include the rest: then each line of that is marked.

Beside a world that everybody reads stands a record of each kind that a reader without a role may
not see, and an editor of the place may. MARK stands in every text of it.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from interface.marking import NOT_FOR_EVERYONE
from policy.models import RegionalUpdateItem
from tests import builders
from tests.access import table
from tests.access.hidden import hide
from tests.access.open_world import MARK, open_world
from tests.access.test_leaks import opened, signed_in
from tests.builders import Cast

pytestmark = pytest.mark.django_db

PASSED_ON = {
    "place_brief": True,
    "pilot_brief": True,
    "barrier_brief": True,
    "systemic_brief": True,
    "data_request_brief": True,
    "visit_pack": False,
    "champion_brief": False,
    "overlap_evidence": False,
}
# What is printed or copied in another way, and why
OTHERS = {
    "interface/design.html": "shows the parts of pages",
    "services/asset/emergency.html": "marks its rows, and leaves out none: it may save a life",
    "policy/regional_update/record.html": "its text is written with what this asks",
    "pilots/update/paper.html": "a form to fill in by those who log progress",
}
UNIT = re.compile(r"<tr\b.*?</tr>|<(li|p|dd)\b(?:(?!<(?:li|p|dd|tr)\b).)*?</\1>", re.DOTALL)


@pytest.fixture
def cast() -> Cast:
    return builders.cast()


def planted() -> tuple[Cast, list[str]]:
    """The world with all that a reader without a role may not see, and the texts of it."""
    seen = open_world("outsider")
    families = {family: list(records) for family, records in seen.families.items()}
    pages = [address for address, row in opened(families) if row.name in PASSED_ON]
    files = [address for address in pages if "format=json" not in address]
    hide(seen)
    return seen.cast, list(dict.fromkeys(files))


def body(client: Client, address: str) -> str:
    """The main part of a page, or all of a file, without who asked."""
    response = client.get(address)
    assert response.status_code == 200, address
    content = response.getvalue() if response.streaming else response.content
    said = html.unescape(content.decode())
    main = said.partition('<main id="main" class="wrap">')[2].partition("</main>")[0] or said
    return re.sub(r"Made on .*? by .*?\. ", "", main)


def ticked(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}own=on"


def unmarked(address: str, said: str) -> list[str]:
    """The lines with something that is not for everyone, of which that is not said."""
    if "<p" not in said:
        lines = re.split(r"\n(?=- |\n|\[)", said)
    else:
        # The text that stands below a page is looked at by itself
        said = re.sub(r"<pre\b.*?</pre>", "", said, flags=re.DOTALL)
        rest = UNIT.sub("", said)
        lines = [unit[0] for unit in UNIT.finditer(said)] + ([rest] if MARK in rest else [])
    return [line for line in lines if MARK in line and NOT_FOR_EVERYONE not in line]


def test_a_text_says_the_same_whoever_takes_it_until_they_include_the_rest() -> None:
    cast, pages = planted()
    assert {row.name for row in table.rows() if row.name in PASSED_ON} == set(PASSED_ON)
    editor, outsider = signed_in(cast.bradford_editor), signed_in(cast.outsider)
    included = set()
    for address in pages:
        everyones = body(outsider, address)
        assert MARK not in everyones, address
        assert body(editor, address) == everyones, address
        assert MARK not in body(outsider, ticked(address)), address
        assert MARK not in body(Client(), ticked(address)) if _is_public(address) else True
        if "format=csv" in address:
            continue  # a column of it says who may see each row
        own = body(editor, ticked(address))
        assert not unmarked(address, own), (address, unmarked(address, own)[0][:600])
        if MARK in own:
            assert "chose to include these lines" in " ".join(own.split()), address
            included.add(address.split("?")[0].strip("/").split("/")[0])
    assert included >= {"places", "pilots", "barriers", "champions", "visits", "funding"}, included


def _is_public(address: str) -> bool:
    return Client().get(address).status_code == 200


def test_whatever_is_printed_or_copied_says_who_may_read_it() -> None:
    root = Path(settings.BASE_DIR) / "templates"
    for file in root.rglob("*.html"):
        text, name = file.read_text(), file.relative_to(root).as_posix()
        if ("data-print" in text or "data-copy" in text) and name not in OTHERS:
            assert re.search(r"access/sharing/_(acts|readers)\.html", text) or "_acts" in name, name
    for file in root.rglob("brief.txt"):
        assert "{{ sharing.head }}" in file.read_text(), file
    unread = [name for name in OTHERS if not (root / name).exists()]
    assert not unread


@pytest.mark.parametrize(
    ("level", "readers"),
    [
        ("team", "Only its author, its team and the editors of its places"),
        ("place", "Only its author, its team and people with a role at its places"),
        ("programme", "people with a role at its places or on its programme"),
        ("network", "Visible to: everyone signed in."),
        ("public", "Visible to: everyone signed in."),
    ],
)
def test_the_head_of_a_brief_says_who_may_read_a_record(
    cast: Cast, level: str, readers: str
) -> None:
    pilot = builders.pilot(cast.bradford, "Warm homes", visibility=level, programme=cast.pfpp)
    builders.update(pilot, state="accepted", happened="The first homes are warm.")
    barrier = builders.barrier(cast.bradford, visibility=level, status="needs_owner")
    editor = signed_in(cast.bradford_editor)
    of_pilot = reverse("pilot_brief", args=[pilot.slug])
    of_barrier = reverse("barrier_brief", args=[barrier.reference])
    for address in (of_pilot, of_barrier):
        for form in ("", "?format=txt"):
            said = " ".join(body(editor, address + form).split())
            assert readers in said, address
            assert ("Not for everyone" in said) is (level not in ("network", "public")), address
    assert "The first homes are warm." in " ".join(body(editor, of_pilot).split())
    owner = "until it has an owner, the directory connectors of its places"
    said = " ".join(body(editor, f"{of_barrier}?format=txt").split())
    assert (owner in said) is (level not in ("network", "public"))


def test_a_regional_update_that_is_not_out_leaves_out_what_was_made_narrower(cast: Cast) -> None:
    barrier = builders.barrier(cast.bradford, "Grants end too soon")
    update = builders.regional_update(cast.region, cast.yorkshire_connector, state="draft")
    RegionalUpdateItem.objects.create(
        update=update, section="barriers", text="“Grants end too soon” was resolved", record=barrier
    )
    writer = signed_in(cast.yorkshire_connector)
    at = reverse("regional_update_text", args=builders.address_of_update(update))
    assert "Grants end too soon" in body(writer, at)
    assert "Only those who write for Yorkshire and The Humber" in body(writer, at)
    barrier.visibility = "place"
    barrier.save()
    assert "Grants end too soon" not in body(writer, at)
    lines = body(writer, ticked(at)).splitlines()
    [said] = [line for line in lines if "Grants end too soon" in line]
    assert said.startswith(f"- [{NOT_FOR_EVERYONE}] ")
    barrier.visibility = "team"  # which the writer cannot see
    barrier.save()
    assert "Grants end too soon" not in body(writer, ticked(at))
    assert "Its record is not visible to you any more" in body(writer, update.get_absolute_url())
