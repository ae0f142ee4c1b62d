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
from django.db.models import Q

from dashboards.place.known import is_running, when
from partnerships.models import Place, PlaceReach, Programme, ProgrammePlace, Topic
from pilots.models import EvaluationFinding, Pilot, PilotTopic
from records.models import Finding, FindingSubject, Note

MOST = 60
# So far back a programme is followed to what it built on.
DEPTH = 4
RESULTS = 4
ASIDE = 6
TOLD = (Note.Kind.RESULT, Note.Kind.LEGACY)

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
    more: int = 0
    here: bool = True
    is_over: bool = False

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
    """What was tried here, on a topic where one is named. Eleven queries, whatever is recorded."""
    pilots = list(
        Pilot.objects.visible_to(user)
        .in_place(place)
        .order_by("-start", "sort_key", "id")
        .select_related("parent")[:MOST]
    )
    programmes = _programmes(place, {pilot.programme_id for pilot in pilots})
    edges = _built_on(programmes)
    chain = {
        one.pk: one for one in Programme.objects.filter(pk__in={pk for e in edges for pk in e})
    }
    here = {one.pk for one in programmes}
    chain |= {one.pk: one for one in programmes}
    made = {pk: _programme(one, today, here=pk in here) for pk, one in chain.items()}
    tried = {pilot.pk: _pilot(pilot) for pilot in pilots}
    _give_topics(pilots, tried, made)
    for later, earlier in edges:
        if later in made and earlier in made:
            made[later].built_on.append(made[earlier])
            made[earlier].led_to.append(made[later])
    visible = set(tried)
    for pilot in pilots:
        if pilot.parent_id in visible:
            tried[pilot.pk].built_on.append(tried[pilot.parent_id])
            tried[pilot.parent_id].led_to.append(tried[pilot.pk])
    _give_results(Programme, made)
    _give_results(Pilot, tried)
    _give_findings(user, made, tried)
    return _chosen(list(made.values()), list(tried.values()), topic)


def _programmes(place: Place, of_pilots: Iterable[int | None]) -> list[Programme]:
    inside = PlaceReach.objects.filter(ancestor=place).order_by().values("place")
    links = ProgrammePlace.objects.filter(place__in=inside).order_by().values("programme")
    rule = Q(pk__in=links) | Q(pk__in=[pk for pk in of_pilots if pk is not None])
    return list(Programme.objects.filter(rule).order_by("-start", "sort_key")[:MOST])


def _built_on(programmes: list[Programme]) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(BUILT_ON, {"ids": [one.pk for one in programmes], "depth": DEPTH})
        return cursor.fetchall()


def _programme(one: Programme, today: dt.date, *, here: bool) -> Tried:
    running = is_running(one, today)
    over = one.end is not None and one.end < today
    status = "running" if running else "ended" if over else ""
    words = when(one)
    return Tried(
        one.name, one.get_absolute_url(), "programme", words, status, one.start, here=here,
        is_over=over,
    )  # fmt: skip


def _pilot(pilot: Pilot) -> Tried:
    over = pilot.status in (Pilot.Status.CLOSED, Pilot.Status.STOPPED)
    status = str(pilot.get_status_display())
    made = Tried(pilot.title, pilot.get_absolute_url(), "pilot", when(pilot), status, pilot.start)
    made.is_over = over
    return made


def _give_topics(pilots: list[Pilot], tried: dict[int, Tried], made: dict[int, Tried]) -> None:
    """A pilot's own topics; a programme has those of its pilots here."""
    of_programme = {pilot.pk: pilot.programme_id for pilot in pilots}
    links = PilotTopic.objects.filter(pilot__in=list(tried)).order_by("topic__name", "id")
    for pilot, slug, name in links.values_list("pilot_id", "topic__slug", "topic__name"):
        tried[pilot].topics.append((slug, name))
        programme = made.get(of_programme[pilot] or 0)
        if programme is not None and (slug, name) not in programme.topics:
            programme.topics.append((slug, name))


def _give_results(kind: type[Any], made: dict[int, Tried]) -> None:
    """What was published of each, and what stayed. Two queries."""
    about = ContentType.objects.get_for_model(kind)
    notes = Note.objects.filter(subject_type=about, subject_id__in=list(made), kind__in=TOLD)
    found: dict[int, list[Result]] = defaultdict(list)
    for note in notes.select_related("source").order_by("kind", "id"):
        found[note.subject_id].append(Result(note.text, note.source))
    links = FindingSubject.objects.filter(subject_type=about, subject_id__in=list(made))
    claims = links.select_related("finding__source").order_by("finding_id")
    for link in claims:
        claim: Finding = link.finding
        found[link.subject_id].append(Result(claim.claim, claim.source))
    for pk, results in found.items():
        made[pk].results, made[pk].more = results[:RESULTS], max(0, len(results) - RESULTS)


def _give_findings(user: Any, programmes: dict[int, Tried], pilots: dict[int, Tried]) -> None:
    """What evaluations found of each and published, as far as it still stands. One query."""
    rows = EvaluationFinding.objects.visible_to(user).standing().filter(published_at__isnull=False)
    of = Q(evaluation__pilot__in=list(pilots)) | Q(evaluation__programme__in=list(programmes))
    for row in rows.filter(of).select_related("evaluation").order_by("-id"):
        evaluation = row.evaluation
        one = pilots.get(evaluation.pilot_id or 0) or programmes[evaluation.programme_id or 0]
        if len(one.results) < RESULTS:
            one.results.append(Result(row.claim, evaluation))
        else:
            one.more += 1


def _chosen(programmes: list[Tried], pilots: list[Tried], topic: str) -> TriedBefore:
    everything = [*programmes, *pilots]
    topics = sorted({one for each in everything for one in each.topics}, key=lambda one: one[1])
    problem = ""
    if topic and topic not in dict(topics):
        known = Topic.objects.filter(slug=topic).values_list("slug", "name").first()
        if known is None:
            problem = "There is no such topic, so nothing is shown. Choose one of these."
            return TriedBefore([], [], [], topics, "", problem)
        topics = [*topics, known]
    if not topic:
        return TriedBefore(_latest(programmes), _latest(pilots), [], topics)

    def about(one: Tried) -> bool:
        return topic in dict(one.topics)

    return TriedBefore(
        _latest(filter(about, programmes)),
        _latest(filter(about, pilots)),
        _latest(one for one in everything if not one.topics and one.here),
        topics,
        topic,
    )


def _latest(rows: Iterable[Tried]) -> list[Tried]:
    """Those here first, the latest first, those without a date last."""
    return sorted(rows, key=lambda one: (not one.here, -(one.start or dt.date.min).toordinal()))


def on_topics_of(user: Any, pilot: Pilot) -> list[Tried]:
    """What else was tried in a pilot's places on its topics: for who proposes or edits it."""
    places = [link.place_id for link in pilot.place_links.all()]
    topics = PilotTopic.objects.filter(pilot=pilot).order_by().values("topic")
    alike = PilotTopic.objects.filter(topic__in=topics).order_by().values("pilot")
    rows = Pilot.objects.visible_to(user).filter(reach_ids__overlap=places, pk__in=alike)
    found = rows.exclude(pk=pilot.pk).order_by("-start", "sort_key", "id")[:ASIDE]
    inside = PlaceReach.objects.filter(place__in=places).order_by().values("ancestor")
    links = ProgrammePlace.objects.filter(place__in=inside).order_by().values("programme")
    others = Programme.objects.filter(pk__in=links).exclude(pk=pilot.programme_id or 0)
    return [
        *(_pilot(one) for one in found),
        *(_programme(one, dt.date.min, here=True) for one in others.order_by("-start")[:ASIDE]),
    ]
