"""What was tried in a place before: programmes and pilots, what they built on, what came of them.

The page is about the past and the present of a place; what is published of results stands with its
source, and what nobody published is said to be not known.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q, QuerySet

from partnerships.models import Place, PlaceReach, Programme, ProgrammePlace, Topic
from pilots.models import EvaluationFinding, Pilot, PilotTopic
from pilots.place.programmes import (
    RESULT_KINDS,
    is_running,
    more_parts_of,
    parts_in,
    programmes_at,
    when,
)
from records.models import Finding, FindingSubject, Note

MOST = 60
# So far back a programme is followed to what it built on.
DEPTH = 4
RESULTS = 4
ASIDE = 6

BUILT_ON = """
WITH RECURSIVE chain (later, earlier, depth) AS (
  SELECT from_programme_id, to_programme_id, 1 FROM partnerships_programme_builds_on
  WHERE from_programme_id = ANY(%(ids)s::bigint[])
  UNION
  SELECT link.from_programme_id, link.to_programme_id, chain.depth + 1
  FROM partnerships_programme_builds_on link JOIN chain ON link.from_programme_id = chain.earlier
  WHERE chain.depth < %(depth)s
) SELECT DISTINCT later, earlier FROM chain LIMIT 200
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What was published of a result, or what stayed, with its source."""

    text: str
    source: Any = None


@dataclass
class Tried:
    """One programme or pilot. ``topics`` are slug and name; none is not recorded.

    ``parts`` is what part the place, or places within it, had in a programme: the first few.
    ``here`` is false for a programme that stands on the page only because one here built on it.
    """

    name: str
    url: str
    what: str
    when: str
    status: str
    start: dt.date | None
    topics: list[tuple[str, str]] = field(default_factory=list)
    built_on: list[Tried] = field(default_factory=list)
    led_to: list[Tried] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    parts: list[Any] = field(default_factory=list)
    more: int = 0
    here: bool = True
    is_over: bool = False

    @property
    def more_parts(self) -> int:
        """How many parts there are beside those shown."""
        return more_parts_of(self.parts)

    @property
    def topic_words(self) -> str:
        """Its topics in a line."""
        return ", ".join(name for _, name in self.topics)


@dataclass(frozen=True)
class TriedBefore:
    """Everything tried in a place, latest first, of what one reader sees.

    ``unsorted`` has no topic recorded, so a topic chosen neither keeps it nor drops it.
    """

    programmes: list[Tried]
    pilots: list[Tried]
    unsorted: list[Tried]
    topics: list[tuple[str, str]]
    topic: str = ""
    problem: str = ""

    @property
    def topic_name(self) -> str:
        """The topic chosen, in words."""
        return dict(self.topics).get(self.topic, "")

    @property
    def count(self) -> int:
        """How many are shown under the topic chosen."""
        return len(self.programmes) + len(self.pilots)


def build(user: Any, place: Place, topic: str, today: dt.date) -> TriedBefore:
    """What was tried here, on a topic where one is named. Twelve queries, whatever is recorded."""
    rows = Pilot.objects.visible_to(user).in_place(place).select_related("parent")
    pilots = list(rows.order_by("-start", "sort_key", "id")[:MOST])
    programmes = {
        row.pk: row for row in _programmes(place, {pilot.programme_id for pilot in pilots})
    }
    links = _built_on(list(programmes))
    linked = Programme.objects.in_bulk({pk for link in links for pk in link})
    tried_programmes = {
        pk: _programme(row, today, here=pk in programmes)
        for pk, row in {**linked, **programmes}.items()
    }
    for pk, parts in parts_in(place, list(programmes)).items():
        tried_programmes[pk].parts = parts
    tried_pilots = {pilot.pk: _pilot(pilot) for pilot in pilots}
    _give_topics(pilots, tried_pilots, tried_programmes)
    _link(tried_programmes, links)
    _link(tried_pilots, [(pilot.pk, pilot.parent_id) for pilot in pilots])
    types = ContentType.objects.get_for_models(Programme, Pilot)
    _give_results(types[Programme], tried_programmes)
    _give_results(types[Pilot], tried_pilots)
    _give_findings(user, tried_programmes, tried_pilots)
    return _chosen(list(tried_programmes.values()), list(tried_pilots.values()), topic)


def _programmes(place: Place, of_pilots: set[int | None]) -> QuerySet[Programme]:
    """Those at the place and those of its pilots, the latest first."""
    rule = Q(pk__in=programmes_at(place).values("pk")) | Q(pk__in=of_pilots - {None})
    return Programme.objects.filter(rule).order_by("-start", "sort_key")[:MOST]


def _built_on(ids: list[int]) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(BUILT_ON, {"ids": ids, "depth": DEPTH})
        return cursor.fetchall()


def _link(tried: dict[int, Tried], links: Iterable[tuple[int, int | None]]) -> None:
    """Name the earlier at the later and the later at the earlier, where both are there."""
    for later, earlier in links:
        if later in tried and earlier in tried:
            tried[later].built_on.append(tried[earlier])
            tried[earlier].led_to.append(tried[later])


def _programme(programme: Programme, today: dt.date, *, here: bool) -> Tried:
    over = programme.end is not None and programme.end < today
    return Tried(
        programme.name,
        programme.get_absolute_url(),
        "programme",
        when(programme),
        "running" if is_running(programme, today) else "ended" if over else "",
        programme.start,
        here=here,
        is_over=over,
    )


def _pilot(pilot: Pilot) -> Tried:
    status, url = str(pilot.get_status_display()), pilot.get_absolute_url()
    over = pilot.has_ended
    # Why its dates are not known stands on its own page
    dates = when(pilot) if pilot.start or pilot.end else ""
    return Tried(pilot.title, url, "pilot", dates, status, pilot.start, is_over=over)


def _give_topics(pilots: list[Pilot], tried: dict[int, Tried], made: dict[int, Tried]) -> None:
    """A pilot's own topics; a programme has those of its pilots here."""
    of_programme = {pilot.pk: pilot.programme_id for pilot in pilots}
    links = PilotTopic.objects.filter(pilot__in=list(tried)).order_by("topic__name", "id")
    for pilot, slug, name in links.values_list("pilot_id", "topic__slug", "topic__name"):
        tried[pilot].topics.append((slug, name))
        programme = made.get(of_programme[pilot] or 0)
        if programme is not None and (slug, name) not in programme.topics:
            programme.topics.append((slug, name))


def _give_results(kind: ContentType, tried: dict[int, Tried]) -> None:
    """What was published of each, and what stayed. Two queries."""
    about: dict[str, Any] = {"subject_type": kind, "subject_id__in": list(tried)}
    notes = Note.objects.filter(kind__in=RESULT_KINDS, **about).select_related("source")
    results: dict[int, list[Result]] = defaultdict(list)
    for note in notes.order_by("kind", "id"):
        results[note.subject_id].append(Result(note.text, note.source))
    links = FindingSubject.objects.filter(**about).select_related("finding__source")
    for link in links.order_by("finding_id"):
        finding: Finding = link.finding
        results[link.subject_id].append(Result(finding.claim, finding.source))
    for pk, published in results.items():
        tried[pk].results, tried[pk].more = published[:RESULTS], max(0, len(published) - RESULTS)


def _give_findings(user: Any, programmes: dict[int, Tried], pilots: dict[int, Tried]) -> None:
    """What evaluations found of each and published, as far as it still stands. One query."""
    rows = EvaluationFinding.objects.visible_to(user).standing().filter(published_at__isnull=False)
    of = Q(evaluation__pilot__in=list(pilots)) | Q(evaluation__programme__in=list(programmes))
    for row in rows.filter(of).select_related("evaluation").order_by("-id"):
        evaluation = row.evaluation
        tried = pilots.get(evaluation.pilot_id or 0) or programmes[evaluation.programme_id or 0]
        if len(tried.results) < RESULTS:
            tried.results.append(Result(row.claim, evaluation))
        else:
            tried.more += 1


def _chosen(programmes: list[Tried], pilots: list[Tried], topic: str) -> TriedBefore:
    everything = [*programmes, *pilots]
    topics = sorted(
        {pair for tried in everything for pair in tried.topics}, key=lambda pair: pair[1]
    )
    if topic and topic not in dict(topics):
        topic_row = Topic.objects.filter(slug=topic).values_list("slug", "name").first()
        if topic_row is None:
            problem = "There is no such topic, so nothing is shown. Choose one of these."
            return TriedBefore([], [], [], topics, "", problem)
        topics = [*topics, topic_row]
    if not topic:
        return TriedBefore(_latest(programmes), _latest(pilots), [], topics)

    def about(tried: Tried) -> bool:
        return topic in dict(tried.topics)

    return TriedBefore(
        _latest(filter(about, programmes)),
        _latest(filter(about, pilots)),
        _latest(tried for tried in everything if not tried.topics and tried.here),
        topics,
        topic,
    )


def _latest(rows: Iterable[Tried]) -> list[Tried]:
    """Those here first, the latest first, those without a date last."""
    return sorted(
        rows, key=lambda tried: (not tried.here, -(tried.start or dt.date.min).toordinal())
    )


def on_topics_of(user: Any, pilot: Pilot) -> list[Tried]:
    """What else was tried in a pilot's places on its topics: for who proposes or edits it."""
    places = [link.place_id for link in pilot.place_links.all()]
    topics = PilotTopic.objects.filter(pilot=pilot).order_by().values("topic")
    on_them = PilotTopic.objects.filter(topic__in=topics).order_by().values("pilot")
    pilots = Pilot.objects.visible_to(user).filter(reach_ids__overlap=places, pk__in=on_them)
    inside = PlaceReach.objects.filter(place__in=places).order_by().values("ancestor")
    links = ProgrammePlace.objects.filter(place__in=inside).order_by().values("programme")
    programmes = Programme.objects.filter(pk__in=links).exclude(pk=pilot.programme_id or 0)
    others = pilots.exclude(pk=pilot.pk).order_by("-start", "sort_key", "id")
    return [
        *(_pilot(row) for row in others[:ASIDE]),
        *(_programme(row, dt.date.min, here=True) for row in programmes.order_by("-start")[:ASIDE]),
    ]
