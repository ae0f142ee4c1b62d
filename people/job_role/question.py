"""What somebody types to find out whom to ask, read: a place, a body, a theme, and what is left.

"who in Durham works on housing?" is about County Durham and housing. Names are read as people type
them: short ones, former ones, parts of the names of councils ("Durham", "Hull"), towns, wards and
postcodes for the council that they lie in. Three queries, whatever is typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import DateField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from access.kept import kept
from access.subqueries import AmongTexts, from_json
from interface.asking import ASKING
from partnerships.models import Organisation, OrganisationName, Place, Synonym, Topic
from partnerships.organisation.named import has_acronym
from partnerships.place.named import IN_PART, OTHER, Called, Span, places_called
from records.names import PlainKey, plain_key
from records.statements import Given

MOST_WORDS, LONGEST_NAME, MOST_NAMES = 14, 8, 60
# A short name of so few letters, that may be a word, counts in capitals alone: "HO", not "ho".
FEW_LETTERS = 3
OTHER_PLACES = 3
# So many letters of two words tell that they are one
STEM = 4
_WORD = re.compile(r"&|[^\W_]+(?:['’.-][^\W_]+)*")
_OF = re.compile(r"['’]s$")
# What asks, and says nothing of what is asked about
_OWN = """
after any anybody anyone area around ask chat contact contacts council councils deal dealing deals
find handle handles helps lead leading leads look looking looks meet near officer officers out phone
reach responsibility responsible run running runs somebody someone speak talk team teams whos whose
working works
"""
ASKED = ASKING | frozenset(_OWN.split())
# "who works on", "which people work in": neither the theme of work nor young people
_AFTER_WORK = frozenset({"on", "with", "in", "at", "for"})
_PEOPLE = frozenset({"people", "person", "persons"})
BEFORE_PLACES = frozenset({"in", "at", "near", "around", "for", "from", "of"})
_BODY = ("id", "name", "slug", "sector", "parent_id", "has_regional_teams", "is_example")


class AnyWord(SearchQuery):
    """A query for any of the words of a text, where Django's asks for all of them."""

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        sql, params = super().as_sql(*args, **kwargs)
        return f"replace({sql}::text, '&', '|')::tsquery", params


@dataclass(frozen=True, slots=True)
class Body:
    """A body that was named, with what is said where an old name was typed."""

    organisation: Organisation
    typed: str = ""
    said: str = ""


@dataclass(frozen=True)
class Question:
    """What was typed, read.

    ``place`` is somewhere of the directory, ``place_words`` what was typed for it, ``places`` what
    else that may be. ``about`` are the words that are left to search for, ``rest`` those of them
    that no theme stands for. ``bodies`` and ``topics`` are all that were named, the best first.
    """

    place: Place | None = None
    body: Organisation | None = None
    topic: Topic | None = None
    rest: str = ""
    about: str = ""
    place_words: str = ""
    places: tuple[Place, ...] = ()
    bodies: tuple[Body, ...] = ()
    topics: tuple[Topic, ...] = ()


class Text:
    """The words of a text, their plain keys, and every run of them: the longest first."""

    def __init__(self, typed: str) -> None:
        found = _WORD.findall(typed.replace("\x00", ""))[:MOST_WORDS]
        self.words = [_OF.sub("", word) for word in found]
        self.keys = [plain_key(word) for word in self.words]
        count = len(self.words)
        self.runs: dict[Span, str] = {
            (start, start + length): " ".join(self.keys[start : start + length])
            for length in range(min(count, LONGEST_NAME), 0, -1)
            for start in range(count - length + 1)
        }

    def asks(self, number: int) -> bool:
        """Whether a word only asks."""
        key = self.keys[number]
        if key in _PEOPLE:
            return number == 0 or self.asks(number - 1)
        if key == "work":
            return any(after in _AFTER_WORK for after in self.keys[number + 1 : number + 2])
        return key in ASKED

    @property
    def said_runs(self) -> dict[Span, str]:
        """Every run as it was typed."""
        return {span: self.said(span) for span in self.runs}

    def said(self, span: Span) -> str:
        """The words of a run, as they were typed."""
        return " ".join(self.words[slice(*span)])

    def left(self, taken: Collection[int] = ()) -> str:
        """The words that are not taken and do not only ask."""
        numbers = (n for n in range(len(self.words)) if n not in taken and not self.asks(n))
        return " ".join(self.words[n] for n in numbers)


def read(user: Any, typed: str, *, bodies_typed: str = "") -> Question:
    """What was typed, as far as this reader may see what it names. Three queries at most.

    ``bodies_typed`` is what stands in boxes for bodies, which may be a former name.
    """
    text, boxes = Text(typed), Text(bodies_typed)
    if not text.runs and not boxes.runs:
        return Question()
    known = _bodies(user, {*text.runs.values(), *boxes.runs.values()})
    exact, loose = _topics(text) if text.left() else ({}, [])
    bodies = _bodies_in(text, known)
    places = places_called(user, text.runs, text.said_runs, but=ASKED) if text.left() else []
    meant = [one for one in places if not _is_of_longer(one, places, text, {**bodies, **exact})]
    place = next((one for one in meant if _stands(one, text, bodies, exact)), None)
    if place:
        bodies = {span: body for span, body in bodies.items() if not _meet(span, place.span)}
    taken = _numbers([*bodies, *([place.span] if place else [])])
    topics = {span: one for span, one in exact.items() if not _numbers([span]) & taken}
    of_topic = _numbers([*topics][:1])
    left = text.left(taken)
    loose = [one for one in loose if _speaks_of(one, left)]
    named = [*bodies.values(), *_bodies_in(boxes, known).values()]
    whole = "" if place or bodies or left else " ".join(text.words)
    return Question(
        place=place.place if place else None,
        body=named[0].organisation if bodies else None,
        topic=next(iter([*topics.values(), *loose]), None),
        rest=text.left(taken | of_topic) or whole,
        about=left or whole,
        place_words=text.said(place.span) if place else "",
        places=_others(places, place),
        bodies=tuple({body.organisation.pk: body for body in named}.values()),
        topics=tuple({one.pk: one for one in [*topics.values(), *loose]}.values()),
    )


def _speaks_of(topic: Topic, words: str) -> bool:
    """Whether one of these words is the beginning of one of its name: the rest named a place or a
    body."""
    begun = tuple(key[:STEM] for key in plain_key(words).split())
    return any(key.startswith(begun) for key in plain_key(topic.name).split())


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _numbers(spans: Iterable[Span]) -> set[int]:
    return {number for span in spans for number in range(*span)}


def _stands(
    place: Called, text: Text, bodies: Mapping[Span, Body], topics: Mapping[Span, Topic]
) -> bool:
    """Whether the words are meant for a place, and not for a longer name, a theme or an ordinary
    word: a village called Damp, or the town of Street, wants "in" before it or a capital."""
    start, end = place.span
    if any(_meet(span, place.span) and span[1] - span[0] > end - start for span in bodies):
        return False
    if start and text.keys[start - 1] in BEFORE_PLACES:
        return True
    if start and text.words[start][0].isupper():
        return True
    if place.is_ordinary or any(_meet(span, place.span) for span in topics):
        return False
    if place.group in (IN_PART, OTHER) and (start == 0 or end == len(text.words)):
        return True
    return place.is_telling or text.words[start][0].isupper() or end - start == len(text.words)


def _is_of_longer(
    place: Called, places: list[Called], text: Text, known: Mapping[Span, Any]
) -> bool:
    """Whether a word that ends the names of several places has a word beside it that nothing is
    known of: "Thames Valley" is neither Kingston nor Richmond upon Thames."""
    start, end = place.span
    if start and text.keys[start - 1] in BEFORE_PLACES:
        return False
    sharing = {one.place.pk for one in places if one.span == place.span and one.is_of_its_end}
    if not place.is_of_its_end or len(sharing) < 2:
        return False
    taken = _numbers(known)
    beside = (number for number in (start - 1, end) if 0 <= number < len(text.words))
    return any(number not in taken and not text.asks(number) for number in beside)


def _others(places: list[Called], place: Called | None) -> tuple[Place, ...]:
    """What else was called as the place that was found, and is no worse a reading of it."""
    if place is None:
        return ()
    how = (place.span, place.group)
    alike = [one for one in places if (one.span, one.group) == how and not one.is_over]
    others = {one.place.pk: one.place for one in alike if one.place.pk != place.place.pk}
    return tuple(others.values())[:OTHER_PLACES]


def _bodies(user: Any, keys: Collection[str]) -> list[tuple[tuple[str, str], Body]]:
    """Bodies of which a name, a short name or what people say is one of these, with those keys;
    the best first. One query."""
    among = sorted(keys)
    found = [_Named(*row) for row in _names(user, among=among)]
    found.sort(key=lambda row: row.order)
    return [((row.short, row.plain), row.body(among)) for row in found]


@kept
def _names(user: Any, *, among: Given) -> QuerySet[Any]:
    seen = Organisation.objects.visible_to(user).order_by().values("pk")
    body = JSONObject(**{name: f"organisation__{name}" for name in _BODY})
    names = (
        OrganisationName.objects.filter(organisation__in=seen)
        .annotate(short=PlainKey("short_name"), plain=PlainKey("name"), body=body)
        .filter(~Q(short_name="") & Q(AmongTexts("short", among)) | Q(AmongTexts("plain", among)))
    )
    said = Synonym.objects.filter(AmongTexts("key", among), organisation__in=seen)
    blank, never = Value(""), Value(None, output_field=DateField())
    columns = ("short", "plain", "short_name", "name", "valid_to", "body")
    rows = names.order_by().values_list(*columns)
    said = said.annotate(body=body)
    other = said.order_by().values_list("key", blank, "words", "note", never, "body")
    return rows.union(other, all=True)[:MOST_NAMES]


class _Named(NamedTuple):
    """A name of a body as a query reads it; of what people say ``plain`` is empty, and ``name`` is
    what is said of it."""

    short: str
    plain: str
    short_name: str
    name: str
    ended: Any
    record: dict[str, Any]

    @property
    def order(self) -> tuple[Any, ...]:
        """What is made up last; names of today before former ones, and before what people say."""
        record = self.record
        return (record["is_example"], not self.plain, self.ended is not None, record["id"])

    def body(self, among: Collection[str]) -> Body:
        """The body, and what is said where the name that was typed is a former one."""
        body = from_json(Organisation, self.record)
        if not self.plain:
            return Body(body, self.short_name, self.name)
        is_short = bool(self.short_name) and self.short in among
        typed = self.short_name if is_short else self.name
        former = f"{typed} is today the {body}" + (f"; formerly {self.name}" if is_short else "")
        return Body(body, typed, former if self.ended and self.name != body.name else "")


def _bodies_in(text: Text, known: list[tuple[tuple[str, str], Body]]) -> dict[Span, Body]:
    """The bodies that the text names, by where, in its order; none within a longer name."""
    by_key: dict[str, Body] = {}
    for keys, body in known:
        for key in filter(None, keys):
            by_key.setdefault(key, body)
    found: dict[Span, Body] = {}
    for span, key in text.runs.items():
        doubtful = key in ASKED or (len(key) <= FEW_LETTERS and not has_acronym(key))
        capitals = text.said(span).isupper() or not doubtful
        if key in by_key and capitals and not any(_meet(span, other) for other in found):
            found[span] = by_key[key]
    return dict(sorted(found.items()))


def _topics(text: Text) -> tuple[dict[Span, Topic], list[Topic]]:
    """The themes that the text names, the longest name first, and those of which it has a word.

    One query.
    """
    keys = sorted(set(text.runs.values()))
    said = Synonym.objects.filter(key__in=keys, topic__isnull=False)
    of_topic = said.filter(topic=OuterRef("pk")).order_by().values("key")
    rows = (
        Topic.objects.select_related("parent")
        .annotate(plain=PlainKey("name"), synonym_keys=ArraySubquery(of_topic))
        .annotate(vector=SearchVector("name", config="english"))
        .filter(
            Q(plain__in=keys)
            | Q(pk__in=said.order_by().values("topic"))
            | Q(vector=AnyWord(text.left(), config="english"))
        )
    )
    by_key: dict[str, Topic] = {}
    loose: list[Topic] = []
    for row in rows:
        topic: Any = row
        named = [key for key in (topic.plain, *topic.synonym_keys) if key in keys]
        by_key |= dict.fromkeys(named, row)
        if not named:
            loose.append(row)
    exact = {span: by_key[key] for span, key in text.runs.items() if key in by_key}
    return exact, sorted(loose, key=lambda one: (one.parent_id is not None, one.name))
