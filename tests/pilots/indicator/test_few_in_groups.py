"""Groups of few people, and few behind a percentage: no page and no file tells how many."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from decimal import Decimal
from itertools import product
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from pilots.indicator.few import not_shown, share_shown
from pilots.indicator.groups import ByGroup
from pilots.indicator.programme_files import ACTUALS, ACTUALS_BY_GROUP
from pilots.models import Actual, Indicator, Pilot
from pilots.total.readings import statements_of
from registry.programme_files import Scope
from tests import builders, defined
from tests.builders import Cast
from tests.pilots.forms import signed_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def _shown(values: tuple[int, ...]) -> tuple[int | None, ...]:
    cells: dict[str, Decimal | None] = {str(n): Decimal(value) for n, value in enumerate(values)}
    hidden = not_shown(cells)
    return tuple(None if str(n) in hidden else value for n, value in enumerate(values))


@pytest.mark.parametrize(("groups", "most"), [(2, 30), (3, 24), (4, 19), (5, 13)])
def test_nobody_who_knows_the_rule_and_the_whole_can_work_out_a_small_group(
    groups: int, most: int
) -> None:
    """Every way in which a whole can fall into groups is tried, and what could stand behind each
    that looks alike."""
    alike: defaultdict[Any, list[tuple[int, ...]]] = defaultdict(list)
    for values in product(range(most + 1), repeat=groups):
        if (whole := sum(values)) <= most:
            told = "few" if 0 < whole < 5 else whole
            alike[told, _shown(values)].append(values)
    for (_, shown), behind in alike.items():
        for at, value in enumerate(shown):
            assert value is None or not 0 < value < 5
            could_be = {values[at] for values in behind}
            assert value is not None or len(could_be) > 1 or could_be == {0}, (shown, behind)


@pytest.mark.parametrize(
    ("values", "rest", "hidden"),
    [
        ({"women": 62, "men": 38}, 0, set()),
        ({"women": 62, "men": 0}, 0, set()),
        # A lone one hides the next, for the whole would tell it
        ({"women": 62, "men": 3}, 0, {"women", "men"}),
        ({"a": 71, "b": 44, "c": 3}, 0, {"a", "c"}),
        ({"a": 71, "b": 3, "c": 44}, 0, {"b", "c"}),
        # Two of few people are still few
        ({"a": 71, "b": 2, "c": 1, "d": 44}, 0, {"b", "c", "d"}),
        ({"a": 71, "b": 4, "c": 3, "d": 44}, 0, {"b", "c"}),
        # Those of whom no group is known can be worked out as well
        ({"women": 38}, 3, {"women"}),
        ({"women": 38}, 0, set()),
        ({"women": 30, "men": 0, "other": 3}, 12, {"other"}),
    ],
)
def test_which_groups_are_not_shown(values: dict[str, int], rest: int, hidden: set[str]) -> None:
    cells: dict[str, Decimal | None] = {group: Decimal(value) for group, value in values.items()}
    assert not_shown(cells, Decimal(rest)) == hidden


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (67, 150, (67, 150, 45, "exactly")),
        (3, 20, (5, 20, 25, "fewer than")),
        (18, 20, (15, 20, 75, "more_than")),
        (0, 20, (0, 20, 0, "exactly")),
        (20, 20, (20, 20, 100, "exactly")),
        (3, 4, (None, None, None, "fewer than")),
    ],
)
def test_what_the_public_knows_of_a_percentage(
    numerator: int, denominator: int, shown: tuple[Any, ...]
) -> None:
    assert share_shown(Decimal(numerator), Decimal(denominator)) == shown


@pytest.fixture
def told(people: Cast) -> Pilot:
    """A public pilot that helped 118 people, 3 of them in one group, and 3 of 23 who are sure."""
    pilot = builders.pilot(people.bradford, "Sure start", programme=people.pfpp)
    helped = builders.indicator(pilot, "People helped", "people", target_low=150)
    Indicator.objects.filter(pk=helped.pk).update(groups="Where: north, south, abroad")
    groups = ByGroup.of({"Where": {"north": 71, "south": 44, "abroad": 3}})
    wrong = builders.actual(helped, 118, counts="same", by_group=groups)
    right = ByGroup.of({"Where": {"north": 72, "south": 43, "abroad": 3}})
    builders.actual(helped, 118, counts="same", by_group=right, replaces=wrong, why="Swapped")
    shared = defined.shared_definition("Sure", unit="%", may_add=False)
    sure = defined.follows(shared, pilot, name="Sure of it", unit="%")
    builders.actual(sure, 13, counts="no_plan", numerator=3, denominator=23)
    return pilot


PAGES = (
    *("/pilots/{slug}/", "/pilots/{slug}/indicators/", "/pilots/{slug}/indicators/1/"),
    *("/pilots/{slug}/indicators/2/", "/pilots/figures/", "/places/bradford/"),
    *("/places/bradford/brief/?format=txt", "/programmes/partnerships-for-people-and-place/"),
    "/indicators/sure/",
)
# Not a number at the end of an address, which any pilot may have
TELLS = re.compile(r"abroad \(?3\b|\b3 of 23\b|\b13%|(?<!-)\b7[12]\b")


@pytest.mark.parametrize("address", PAGES)
def test_no_public_page_tells_of_few(told: Pilot, people: Cast, address: str) -> None:
    page = address.format(slug=told.slug)
    answer = Client().get(page)
    assert answer.status_code == 200
    said = " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
    assert not TELLS.search(said), TELLS.search(said)
    assert "13%" not in answer.content.decode()


def test_those_who_are_signed_in_read_them(told: Pilot, people: Cast) -> None:
    client = signed_in(people.outsider)
    groups = text_of(client.get(f"/pilots/{told.slug}/indicators/1/"))
    assert "Where: north (72), south (43), abroad (3)" in groups
    assert "3 of 23, 13%" in text_of(client.get(f"/pilots/{told.slug}/indicators/2/"))


def test_the_public_reads_what_is_not_shown_and_why(told: Pilot) -> None:
    said = text_of(Client().get(f"/pilots/{told.slug}/indicators/1/"))
    assert "South 43" in said
    assert "Abroad Not shown" in said
    assert "North Not shown" in said
    assert "Groups of fewer than 5 are not shown" in said
    # What was corrected tells as little
    assert said.count("north (not shown), south (4") == 2
    share = text_of(Client().get(f"/pilots/{told.slug}/indicators/2/"))
    assert "fewer than 5 of 23, less than 22%" in share


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("address", ["/pilots/{slug}/indicators/", "/pilots/figures/"])
def test_no_public_file_tells_of_few(told: Pilot, address: str, form: str) -> None:
    content = b"".join(Client().get(f"{address.format(slug=told.slug)}?format={form}")).decode(
        "utf-8-sig"
    )
    assert "abroad" in content
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(content)))
        of_groups = {row["group"]: row["actual_low"] for row in rows if row["list"]}
        assert of_groups == {"north": "", "south": "43", "abroad": ""}
        [share] = [row for row in rows if row["indicator"] == "Sure of it"]
        said = (share["numerator"], share["denominator"], share["actual_low"])
        assert said == ("5", "23.00", "22")
    # The minute of a time may be 13
    assert not re.search(r"(?<![-\d])(?<!\d:)(71|72|13)(\.00)?(?=[,\s])", content)


def test_the_files_of_a_programme_tell_no_more(told: Pilot, people: Cast) -> None:
    """They are for who is signed in; made for the public they would hide the same."""

    def values(user: Any) -> list[set[Any]]:
        scope = Scope(user, people.pfpp)
        groups = {row.value for row in ACTUALS_BY_GROUP.read(scope)}
        return [groups, {str(row.value) for row in ACTUALS.read(scope) if row.denominator}]

    assert values(AnonymousUser()) == [{None, 43, 44}, {"fewer than 5 of 23, less than 22%"}]
    assert values(people.outsider) == [{71, 72, 43, 44, 3}, {"3 of 23, 13%"}]
    page = reverse("programme_export_file", args=[people.pfpp.slug])
    assert Client().get(page).status_code == 302
    with ZipFile(io.BytesIO(b"".join(signed_in(people.outsider).get(page)))) as files:
        text = files.read("actuals_by_group.csv").decode("utf-8-sig")
    assert "Where,abroad,3" in text


def test_what_is_read_to_be_added_up_tells_no_more(told: Pilot, people: Cast) -> None:
    def said(user: Any) -> str:
        [one] = statements_of(user, Indicator.objects.filter(name="Sure of it"))
        return str(one.value(user))

    assert said(AnonymousUser()) == "fewer than 5 of 23, less than 22%"
    assert said(people.outsider) == "3 of 23, 13%"


def test_what_was_read_without_its_groups_never_reads_them_later(told: Pilot) -> None:
    """Nothing would be hidden then."""
    rows = Actual.objects.filter(indicator__number=1).visible_to(AnonymousUser())
    row = rows.select_related("indicator").defer("by_group").first()
    assert row is not None
    assert row.by_group == {}
