"""Places that the words of a text name: whole, in part, or by a town, ward or postcode in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject, Length, Trim
from django.utils import timezone

from access.subqueries import from_json
from partnerships.models import Place, PlaceLink, PlaceName
from partnerships.place.kind_groups import COUNCILS, OF_THE_NHS, REGIONAL
from partnerships.place.models.place import holding

Span = tuple[int, int]
Kind = Place.Kind
WIDER = (*REGIONAL, *OF_THE_NHS, Kind.NHS_PLACE)
# Of these a part of the name will do
IN_PART_TOO = (*COUNCILS, Kind.COMBINED_AUTHORITY, Kind.REGION)
TOWNS = ("city", "town")
POSTCODES = ("postcode_sector", "postcode_district")
MOST, FEWEST_LETTERS = 120, 4
# Words of names of councils that people leave out
_LEFT_OUT_WORDS = "and borough city county district met metropolitan of royal the"
LEFT_OUT = frozenset(_LEFT_OUT_WORDS.split())
# By themselves they name no place in part
_DIRECTIONS = """
bridge castle central cross east eastern forest great greater hamlets harbour high hill horse
isle isles lake little mid middle new north northern park peak point river rivers sea south
southern test three tower town under upon upper vale valley village west western white wood
"""
_EVERYWHERE = frozenset(_DIRECTIONS.split())
# Names of councils, towns and villages that are ordinary words as well
_ORDINARY_WORDS = """
ash bath battle beer bury care clay deal eye green home hope house iron march market mold need
nelson over park reading ripe rugby rush rye sale school seal send ship street wash ware ward
wells work young
"""
ORDINARY = frozenset(_ORDINARY_WORDS.split())
# How good a reading is, the best first
WHOLE, WIDE, SHORTENED, OTHER, TOWN, IN_PART, LOCAL = range(7)
_FIELDS = ("id", "name", "slug", "kind", "is_example")


@dataclass(frozen=True)
class Called:
    """A place, the run of words that names it, and how good a reading that is.

    ``place.known_as`` is the town, ward or postcode in it that was named.
    """

    place: Place
    span: Span
    key: str
    group: int
    is_over: bool
    rank: int = 0

    @property
    def is_telling(self) -> bool:
        """Whether the words are hardly meant for anything else."""
        return self.group in (WHOLE, WIDE, SHORTENED, TOWN) and self.key not in ORDINARY

    @property
    def is_of_its_end(self) -> bool:
        """Whether a word was typed that stands in its name, and not at the beginning."""
        return self.group == IN_PART and not self.place.name.lower().startswith(self.key)

    @property
    def is_ordinary(self) -> bool:
        """Whether what was typed is also an ordinary word."""
        return self.key in ORDINARY


def places_called(
    user: Any, runs: Mapping[Span, str], said: Mapping[Span, str], *, but: Collection[str]
) -> list[Called]:
    """The places that these runs of words name, by their plain keys; the best reading first.

    ``said`` has the runs as they were typed; ``but`` are words that name none by themselves. One
    query.
    """
    asked = {span: key for span, key in runs.items() if key not in but}
    seen = Place.objects.visible_to(user).order_by().values("pk")
    localities: Any = Place.localities.rel.related_model
    named = localities.objects.called(asked.values(), said.values()).filter(place__in=seen)
    keys = dict.fromkeys(asked.values())
    rows = _names(list(keys)).filter(place__in=seen).order_by(Length("name_key"), "id")
    held = _columns(rows, Value(""), Value(0))[:MOST].union(
        _columns(named.order_by("rank", "id"), F("kind"), F("rank"))[:MOST], all=True
    )
    read = localities.objects.all().postcode_names
    codes = {name: span for span, text in said.items() for name in read(text)}
    spans = {key: span for span, key in asked.items()}
    found = [one for row in held for one in _reading(_Held(*row), spans, codes)]
    return sorted(found, key=_order)


def _names(keys: Sequence[str]) -> QuerySet[PlaceName]:
    """Names that are one of these, or of which one of these words is a part."""
    parts = [key for key in keys if " " not in key and not _is_everywhere(key)]
    rules = [Q(name_key__contains=word) for word in parts]
    # One comparison for each, which the index answers; it does not answer a list of them
    rules += [Q(name_key=key) for key in keys if key not in parts]
    return PlaceName.objects.filter(reduce(or_, rules, Q(pk__in=[])))


def _columns(rows: Any, kind: Any, rank: Any) -> Any:
    """What is read of a name or a locality: itself, its kind and rank, and its place."""
    after = PlaceLink.objects.filter(
        holding(timezone.localdate()), place=OuterRef("place"), kind=PlaceLink.Kind.SUCCEEDED_BY
    )
    place = JSONObject(**{name: f"place__{name}" for name in _FIELDS})
    text = TextField()
    return rows.annotate(
        called=Cast("name", text),
        plain=Trim("name_key"),
        of_kind=Cast(kind, text),
        ranked=Cast(rank, IntegerField()),
        over=Exists(after),
        record=place,
    ).values_list("called", "plain", "of_kind", "ranked", "over", "record")


class _Held(NamedTuple):
    """A name of a place, or of what lies in it (then with its ``kind``), as a query reads it."""

    name: str
    key: str
    kind: str
    rank: int
    is_over: bool
    record: dict[str, Any]


def _reading(held: _Held, spans: Mapping[str, Span], codes: Mapping[str, Span]) -> Iterator[Called]:
    """How a name was typed; none where only letters within its words were."""
    place, key, is_over = from_json(Place, held.record), held.key, held.is_over
    place.is_over = is_over
    if held.kind:
        place.known_as = held.name
        said = key if key in spans else _saint(key)
        span = codes.get(held.name) if held.kind in POSTCODES else spans.get(said)
        if span:
            group = TOWN if held.kind in (*TOWNS, *POSTCODES) else LOCAL
            yield Called(place, span, said, group, is_over, held.rank)
        return
    if key in spans:
        group = WHOLE if place.kind in COUNCILS else WIDE if place.kind in WIDER else OTHER
        yield Called(place, spans[key], key, group, is_over)
        return
    if place.kind not in IN_PART_TOO:
        return
    parts = [one for one in spans if f" {one} " in f" {key} " and not _is_everywhere(one)]
    if parts:
        part = max(parts, key=len)
        left = [word for word in key.split() if word not in part.split()]
        short = place.kind in COUNCILS and all(word in LEFT_OUT for word in left)
        yield Called(place, spans[part], part, SHORTENED if short else IN_PART, is_over, len(left))


def _is_everywhere(key: str) -> bool:
    words = key.split()
    return all(word in _EVERYWHERE | LEFT_OUT or len(word) < FEWEST_LETTERS for word in words)


def _saint(key: str) -> str:
    """A key of the lists, which write "St", as somebody typed it who wrote "Saint"."""
    return " ".join("saint" if word == "st" else word for word in key.split())


def _order(called: Called) -> tuple[Any, ...]:
    place = called.place
    kind = COUNCILS.index(Kind(place.kind)) if place.kind in COUNCILS else len(COUNCILS)
    size = called.span[1] - called.span[0]
    begins = not place.name.lower().startswith(called.key)
    best = (-size, called.group, place.is_example, called.is_over)
    return (*best, kind > 5, begins, called.rank, kind, place.name, place.pk)
