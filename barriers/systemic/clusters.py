"""Similar barriers in several places, proposed to those who keep what places share.

Only of barriers that the reader sees, where they lead or connect, and of none that is part of a
systemic barrier already.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from access.kept import kept
from access.visibility import Reader, reader_of
from barriers.models import Barrier, SubType, SystemicMember
from interface.words import count_words
from partnerships.models import Organisation
from partnerships.place.examples import sees_demo_data, without_examples
from records.statements import Written

FEWEST_PLACES = 3
LATEST = 2_000  # barriers that are looked through
SHOWN = 5
MOST_TOGETHER = 50


@dataclass(frozen=True)
class Cluster:
    """Barriers of one sub-type in several places."""

    sub_type: SubType
    barriers: int
    places: int

    @property
    def words(self) -> str:
        """How many they are."""
        barriers = count_words(self.barriers, "barrier")
        return f"{barriers} in {count_words(self.places, 'place')}"

    @property
    def url(self) -> str:
        """The form that makes them one systemic barrier; it lists them."""
        return reverse("systemic_add", query={"like": str(self.sub_type.pk)})


def clusters(user: Any, most: int = SHOWN) -> list[Cluster]:
    """Those in most places first. Two queries; none for who neither leads nor connects."""
    found = _found(user, most) if _looks(user) else []
    if not found:
        return []
    named = SubType.objects.select_related("category").in_bulk(row[0] for row in found)
    return [Cluster(named[sub_type], barriers, places) for sub_type, barriers, places in found]


# By the barrier's number alone: the barriers themselves need not be read once more
_FOUND = """
SELECT link.sub_type_id, count(DISTINCT link.barrier_id) AS barriers,
  count(DISTINCT at.place_id) AS places
FROM barriers_barriersubtype link
LEFT JOIN barriers_barrierplace at ON at.barrier_id = link.barrier_id
WHERE link.barrier_id = ANY (ARRAY({newest}))
GROUP BY link.sub_type_id HAVING count(DISTINCT at.place_id) >= %s
ORDER BY places DESC, barriers DESC, link.sub_type_id LIMIT %s
"""


@kept
def _found(user: Any, most: int) -> Written:
    newest = _looked_at(user).order_by("-updated_at", "-id").values("id")[:LATEST]
    sql, values = newest.query.sql_with_params()
    return _FOUND.format(newest=sql), (*values, FEWEST_PLACES, most)


def together(user: Any, sub_type: int) -> list[Barrier]:
    """The barriers of one cluster, the last changed first."""
    if not _looks(user):
        return []
    rows = _looked_at(user).of_sub_type(sub_type).for_rows().order_by("-updated_at", "-id")
    return list(rows[:MOST_TOGETHER])


def likeliest_body(barriers: list[Barrier]) -> Organisation | None:
    """The body that most of them name; None where none does."""
    named = Counter(barrier.unlocker for barrier in barriers if barrier.unlocker)
    return max(named, key=lambda body: (named[body], -body.pk)) if named else None


def _looks(user: Any) -> bool:
    """Whether this reader leads or connects anywhere."""
    reader = reader_of(user)
    return bool(reader and (reader.led_programmes or reader.connected_places))


def _looked_at(user: Any) -> Any:
    """Barriers where they do, that may still be in the way and are part of no systemic barrier."""
    reader = reader_of(user) or Reader(user.pk)
    where = Q(programme__in=sorted(reader.led_programmes))
    if reader.connected_places:
        where |= Q(reach_ids__overlap=sorted(reader.connected_places))
    part = SystemicMember.objects.filter(barrier=OuterRef("pk"))
    rows = Barrier.objects.visible_to(user).open_or_not_known().filter(where, ~Exists(part))
    return rows if sees_demo_data(user) else without_examples(rows)
