"""Pilots like one pilot: by topic, by the people it is for, by the kind of place, and why.

One query. Pilots that share a topic are compared; those that share words about their people where
the pilot has no topic. What is not known moves nothing nearer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection

from interface.articles import with_article
from interface.words import in_sentence, list_words
from partnerships.models import Place
from pilots.models import Pilot
from pilots.pilot.similar_places import seen_pilots
from records.addresses import address

SHOWN = 5
MOST_WORDS = 8
MOST_WORDED = 500
# From how alike, of 1, two descriptions of people are said to be of much the same people.
SAME_PEOPLE = 0.3

SQL = """
WITH themes AS (SELECT topic_id FROM pilots_pilottopic WHERE pilot_id = %(pilot)s),
near AS (
  SELECT link.pilot_id AS id, array_agg(topic.name ORDER BY topic.name) AS names
  FROM themes JOIN pilots_pilottopic link ON link.topic_id = themes.topic_id
  JOIN partnerships_topic topic ON topic.id = link.topic_id
  WHERE link.pilot_id <> %(pilot)s GROUP BY link.pilot_id
), worded AS (
  SELECT id FROM pilots_pilot WHERE NOT EXISTS (SELECT FROM themes) AND %(words)s <> ''
    AND search @@ to_tsquery('english', %(words)s) AND id <> %(pilot)s
  ORDER BY id DESC LIMIT %(worded)s
), candidate AS (
  SELECT id, names FROM near UNION ALL SELECT id, NULL FROM worded
), one AS (
  SELECT pilot.id, pilot.name, pilot.slug, pilot.status, pilot.target_group,
    place.name AS place, place.kind, candidate.names,
    CASE WHEN %(target)s = '' OR pilot.target_group = '' THEN 0
      ELSE similarity(pilot.target_group, %(target)s) END AS same_people,
    coalesce(cardinality(names), 0)::real / greatest((SELECT count(*) FROM themes), 1)
      AS same_topics
  FROM candidate JOIN pilots_pilot pilot ON pilot.id = candidate.id
  LEFT JOIN pilots_pilotplace lead ON lead.pilot_id = pilot.id AND lead.role = 'lead'
  LEFT JOIN partnerships_place place ON place.id = lead.place_id
  WHERE coalesce(place.is_example, false) = %(example)s AND pilot.id IN ({seen})
)
SELECT name, slug, status, target_group, place, kind, names, same_people FROM one
ORDER BY same_topics + same_people + CASE WHEN kind = %(kind)s THEN 0.5 ELSE 0 END DESC, id DESC
LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class SimilarPilot:
    """A pilot like another, and why."""

    name: str
    slug: str
    status: str
    place: str
    reasons: tuple[str, ...]

    @property
    def url(self) -> str:
        return address("pilot", self.slug)

    @property
    def status_words(self) -> str:
        return str(Pilot.Status(self.status).label)

    @property
    def words(self) -> str:
        """Why it is alike, in one line."""
        return "; ".join(self.reasons)


def pilots_like(user: Any, pilot: Pilot, most: int = SHOWN) -> list[SimilarPilot]:
    """The pilots most like ``pilot`` of those that the reader sees, nearest first. One query."""
    seen, rule = seen_pilots(user)
    lead = pilot.lead_place
    parameters: dict[str, Any] = {
        "pilot": pilot.pk,
        "target": pilot.target_group,
        "words": _any_of(pilot.target_group),
        "worded": MOST_WORDED,
        "kind": lead.kind if lead else "",
        "example": bool(lead and lead.is_example),
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(seen=seen), {**parameters, **rule})
        return [_similar(lead, row) for row in cursor.fetchall()]


def _any_of(text: str) -> str:
    """The longer words of a text as a question for any of them."""
    words = dict.fromkeys(re.findall(r"[^\W\d_]{5,}", text.lower()))
    return " | ".join(f"'{word}'" for word in list(words)[:MOST_WORDS])


def _similar(lead: Place | None, row: tuple[Any, ...]) -> SimilarPilot:
    name, slug, status, target, place, kind, topics, same_people = row
    reasons = [f"about {list_words(topic.lower() for topic in topics)} too"] if topics else []
    if same_people >= SAME_PEOPLE or not topics:
        reasons.append(f"for {in_sentence(target)}".rstrip("."))
    if kind:
        same = lead is not None and kind == lead.kind
        of_kind = "the same" if same else "another"
        reasons.append(f"led by {of_kind} kind of place: {Place.Kind(kind).label}")
    return SimilarPilot(
        name or f"Pilot in {with_article(place)}, name not known",
        slug,
        status,
        place or "",
        tuple(reasons),
    )
