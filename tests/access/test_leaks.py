"""Nobody learns of a record that they may not see: not its words, its number, its being there.

For each reader a world of open records is made and read, page by page. Then one record of each kind
that the reader may not see is added, and everything is read again: it must be the same, letter for
letter, and nowhere hold MARK, which stands in every text of a hidden record. What is searched for
is LURE, which stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from api.lists import BEFORE, open_lists
from records.models import HistoryEntry, Note
from records.switches import used
from registry.saved_lists import SavedList
from search.index import catch_up
from tests.access import readers, subjects, table
from tests.access.changed import change
from tests.access.drawn_for_all import DRAWN, PERSONAL, is_drawn_for_all
from tests.access.hidden import Hidden, hide
from tests.access.known_people import Known, KnownPeople, knowing
from tests.access.open_world import LURE, MARK, Seen, open_world
from tests.access.reading import Asked, Reading, read
from tests.access.remembered import Remembered
from tests.access.table import Row
from tests.access.test_access import expected
from tests.builders import Cast
from tests.test_registries import label, our_models

pytestmark = pytest.mark.django_db

READERS = (
    *("resident", "outsider", "former_officer", "administrator", "desnz_official"),
    *("luton_officer", "luton_editor", "evaluator", "pfpp_lead", "bradford_officer"),
    *("yorkshire_connector", "bradford_editor", "region_editor", "teammate", "author"),
)

# Of these it is asked too that each hidden row may say something else, and nothing changes for them
TWO_WORLDS = {"resident", "bradford_officer", "pfpp_lead"}

# Numbers that hidden records are in, by a decision of their own; never a word of them.
COUNTED = {
    "policy_test_load": (set(READERS), "how often a place was asked (docs/decisions, 14)"),
    "reorganisation": ({"administrator"}, "what moves unread is counted (docs/decisions, 17)"),
    "reorganisation_undo": ({"administrator"}, "and moves back (docs/decisions, 17)"),
    "all_changes": ({"administrator"}, "that something changed, and who did it (decisions, 35)"),
    "server": ({"administrator"}, "how large the database is, in bytes, with all that it keeps"),
}


def filters(seen: Seen) -> Iterator[str]:
    """Lists narrowed in ways that could give a hidden record away."""
    rows = (row for row in table.rows() if row.name not in PERSONAL)
    searched = {row.name for row in rows if "q=" in row.query and not row.of}
    yield from (f"{reverse(name)}?q={LURE}" for name in sorted(searched))
    kinds = "pilots figures plans milestones changes lessons barriers systemic tried money notes"
    yield from (f"/sources/guidance/?kind={kind}" for kind in kinds.split())
    region = seen.cast.region.get_absolute_url()
    yield from (f"{region}{part}" for part in ("", "brief/", "funding/", "partners/"))
    yield from (
        "/pilots/?sort=-changed",
        "/pilots/?due=any&sort=due",
        "/pilots/?topic=housing",
        "/places/?barriers=any",
        "/places/?topic=housing&all=on",
        "/barriers/?pilot=" + seen.first("pilot").slug,
        "/barriers/?like=" + seen.first("barrier").reference,
        "/barriers/?unlocker=" + seen.cast.council.slug,
        "/barriers/?result=on",
        "/barriers/report/?programme=" + seen.cast.pfpp.slug,
        *(f"/barriers/report/?columns={one}" for one in ("nature", "stage", "status", "lever")),
        *(f"/barriers/?asked={one}" for one in ("yes", "heard", "silent", "no")),
        *(f"/barriers/?outcome={one}" for one in ("helped", "not-known")),
        "/barriers/?took=not-known&status=any-ended",
        "/funding/flows/?ending=12&sort=amount",
        "/funding/flows/?giver=" + seen.cast.council.slug,
        "/priorities/?topic=housing",
    )


def opened(families: dict[str, list[Any]]) -> list[tuple[str, Row]]:
    """Every page, list, file and suggestion of the access table for these records, with its row."""
    found = [
        (row.address(record), row)
        for row in table.rows()
        if row.method == "GET"
        for record in families.get(row.of, [])
    ]
    files = [(address, row) for address, row in found if "format=csv" in address]
    return found + [(one.replace("format=csv", "format=json"), row) for one, row in files]


def of_another_status(
    who: str, pages: list[tuple[str, Row]], before: dict[str, Reading]
) -> Iterator[str]:
    """Pages open to all that this reader does not get as the access table says."""
    for address, row in pages:
        if is_drawn_for_all(row):
            right = expected(row, who, "public")
            said = before[address].said.split("\n", maxsplit=1)[0]
            sent_to_sign_in = said.startswith("302") and "sign-in" in said
            if int(said[:3]) not in right or (sent_to_sign_in and 302 not in right):
                yield f"{table.file_of(row)}: {row} for {who}: {said}, not {right}"


def test_everybody_of_the_access_table_reads_here() -> None:
    assert set(READERS) == readers.PUBLIC


def signed_in(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    if user.is_authenticated:
        client.force_login(user)
    return client


def first_difference(before: str, after: str) -> str:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next((f"{one!r} != {two!r}"[:600] for one, two in pairs if one != two), "length")


def marked(said: str, address: str) -> str:
    """What stands around the word of hidden records, outside the address that was asked for."""
    said = said.lower().replace(address.split("?", maxsplit=1)[0], "")
    at = said.find(MARK)
    return said[max(at - 150, 0) : at + 40] if at >= 0 else ""


@pytest.fixture
def _people_known() -> Iterator[None]:
    """Who asks is read once, not by each page."""
    with knowing(Known()):
        yield


def account(seen: Seen) -> Asked:
    """What the database says of the reader and their roles, which no page asks again."""
    asked = Asked()
    with connection.execute_wrapper(asked):
        if seen.reader.is_authenticated:
            KnownPeople().get_user(seen.reader.pk)
            assert asked.statements
    return asked


@pytest.mark.usefixtures("_people_known")
@pytest.mark.parametrize(
    "who", [pytest.param("resident", marks=pytest.mark.quick_part), *READERS[1:]]
)
def test_hidden_records_change_nothing_for_those_who_may_not_see_them(who: str) -> None:
    seen = open_world(who)
    client = signed_in(seen.reader)
    reader = account(seen)
    pages = opened(seen.families)
    asked = {**{address: row.name for address, row in pages}, **dict.fromkeys(filters(seen), "")}
    asked = {address: name for address, name in asked.items() if name not in DRAWN}
    if who == "administrator":
        asked = {address: name for address, name in asked.items() if name not in PERSONAL}
    catch_up()  # what a page writes is undone: each search would read all that is new again
    if who in TWO_WORLDS:
        asked |= dict.fromkeys(_feeds_and_rows(pages), "")
    first = Remembered()
    before = {address: read(client, address, first) for address in asked}
    assert [address for address, was in before.items() if was.said.startswith("5")] == []
    assert list(of_another_status(who, pages, before)) == []
    before = {address: was for address, was in before.items() if was.said.startswith("200")}
    known = keys()
    hidden = hide(seen)
    now = Remembered()
    assert reader.is_answered_the_same(now)
    assert readable(new_rows(known), seen) == []
    catch_up()
    uncounted = {one: was for one, was in before.items() if who not in _counted(asked[one])}
    wrong = list(told(before, uncounted, now))
    wrong += list(told_by_errors(client, hidden, now))
    if who in TWO_WORLDS:
        planted = new_rows(known)
        changed = change(planted, seen)
        assert unchanged(planted, changed) == []
        assert readable(planted, seen) == []
        catch_up()
        wrong += list(told(before, uncounted, Remembered()))
    assert wrong == [], "\n".join(f"{who}, {one}" for one in wrong)


def _counted(name: str) -> set[str]:
    """Who reads a number on this page that hidden records are in."""
    return COUNTED.get(name, (set(), ""))[0]


def told(
    before: dict[str, Reading], uncounted: dict[str, Reading], now: Remembered
) -> Iterator[str]:
    """Pages that say something else than before, or a word of what is hidden."""
    for address, was in before.items():
        is_now = was.again(now)
        if found := marked(is_now, address):
            yield f"{address}: …{found}…"
        elif is_now != was.said and address in uncounted:
            yield f"{address}: {first_difference(was.said, is_now)}"


def _feeds_and_rows(pages: list[tuple[str, Row]]) -> Iterator[str]:
    """The lists as feeds, and as programs read them."""
    yield from (f"{reverse(one.address)}?format=atom" for one in used(SavedList))
    yield from (f"{BEFORE}{one.route}" for one in open_lists() if not one.is_of_one_record)
    of_records = {one.pattern.name for one in open_lists() if one.is_of_one_record}
    lists = (address for address, row in pages if row.name in of_records and not row.query)
    yield from (f"{BEFORE}{address[1:]}" for address in lists)


def unchanged(planted: dict[Any, list[Any]], changed: dict[Any, set[str]]) -> list[str]:
    """Kinds of hidden rows of which not one column could be changed: the second world lacks them.

    History is never changed, and grows by all that is.
    """
    kinds = planted.keys() - {HistoryEntry}
    return sorted(label(one) for one in kinds if not changed.get(one) and texts(one))


def told_by_errors(client: Client, hidden: Hidden, now: Remembered) -> Iterator[str]:
    """The addresses of a hidden record of each kind: not there, and not a word of it."""
    first = {family: records[:1] for family, records in hidden.items()}
    for address in dict(opened(first)):
        said = read(client, address, now).said
        if not said.startswith(("404", "302", "403")) or marked(said, address):
            yield f"{address}: {said[:60]!r} {marked(said, address)}"


# --- That one of each kind is planted ---


def test_each_family_has_a_record_in_the_open_world() -> None:
    assert table.without_record(open_world("resident").families) == []


def keys() -> dict[Any, set[Any]]:
    return {one: set(one._base_manager.values_list("pk", flat=True)) for one in our_models()}


def new_rows(known: dict[Any, set[Any]]) -> dict[Any, list[Any]]:
    """The rows that came since, by model."""
    found = {one: list(one._base_manager.exclude(pk__in=pks)) for one, pks in known.items()}
    return {one: rows for one, rows in found.items() if rows}


def readable(rows: dict[Any, list[Any]], seen: Seen) -> list[str]:
    """Planted rows that the reader may see after all: nothing would be proved by them."""
    return [
        f"{label(one)} {row}"
        for one in of_an_audience(seen.cast) & rows.keys()
        for row in one.objects.visible_to(seen.reader).filter(pk__in=[row.pk for row in rows[one]])
    ]


OF_AN_AUDIENCE: set[Any] = set()  # the same for every cast


def of_an_audience(cast: Cast) -> set[Any]:
    """Models of which some people see other rows than others do, by their own rule."""
    people = (cast.resident, cast.outsider, cast.administrator, cast.desnz_official)
    if not OF_AN_AUDIENCE:
        OF_AN_AUDIENCE.update(
            one
            for one in our_models()
            if hasattr(one._default_manager.all(), "visible_to")
            and len({rule(one, user) for user in people}) > 1
        )
    return OF_AN_AUDIENCE


def rule(model: Any, user: Any) -> str:
    """The condition under which somebody sees rows of a model."""
    try:
        return str(model.objects.visible_to(user).order_by().query)
    except EmptyResultSet:
        return "nobody"


def hideable(cast: Cast) -> set[Any]:
    """Models whose rows can be hidden: those with an audience, and the parts of their records."""
    found = {*of_an_audience(cast), Note}  # a note is read with its subject, whatever that is
    while more := {one for one in our_models() if one not in found and parents(one) & found}:
        found |= more
    return found


def parents(model: Any) -> set[Any]:
    """What its rows go with, where they have no rule of their own."""
    if hasattr(model._default_manager.all(), "visible_to"):
        return set()
    return {
        field.related_model
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    }


def sweep_of(model: Any) -> str:
    """The file that hides rows of a model: its subject's."""
    return subjects.file_for(model.__module__)


# Columns that hold a word or an address of the program's own.
KEYS = {
    "about_model",
    "digest",
    "kind",
    "form",
    "leave_url",
    "list_key",
    "operation",
    "record_kind",
    "rule",
    "tab",
    "table",
}
OWN_ADDRESSES = {"accounts.Notice.url"}


def texts(model: Any) -> list[str]:
    """Its columns that hold what somebody wrote."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.SlugField)
        and field.editable
        and not field.choices
        and field.name not in KEYS
        and f"{label(model)}.{field.name}" not in OWN_ADDRESSES
    ]


def test_a_row_of_each_kind_that_can_be_hidden_is_planted_with_the_word_in_each_text() -> None:
    seen = open_world("resident")
    known = keys()
    hide(seen)
    planted = new_rows(known)
    kinds = hideable(seen.cast)
    lacks = [f"{sweep_of(one)} hides no {label(one)}" for one in kinds - planted.keys()]
    assert sorted(lacks) == []
    plain = [
        f"{sweep_of(one)} leaves the word out of {label(one)}.{name}"
        for one in kinds
        for name in texts(one)
        if not any(MARK in (getattr(row, name) or "") for row in planted[one])
    ]
    assert sorted(plain) == []
