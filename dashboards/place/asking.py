"""Whom to ask about a place: the job roles that cover it, and the teams that serve it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from interface.words import date_words
from partnerships.models import Organisation, Place, Post
from records import written
from records.addresses import address

SHOWN = 6

# Job roles that cover the place or one above it, those of the place itself first; then teams within
# a larger body that serve just this place, save those that a job role was found of.
ROWS = """
WITH role AS (
  SELECT post.id, post.title, post.organisation_id, post.confirmed_on, post.sort_key,
    covering.is_here
  FROM (
    SELECT link.post_id, bool_or(link.place_id = %s) AS is_here FROM partnerships_postplace link
    JOIN partnerships_placereach above ON above.ancestor_id = link.place_id
    WHERE above.place_id = %s GROUP BY link.post_id
  ) covering JOIN {posts} ON post.id = covering.post_id
  ORDER BY is_here DESC, post.sort_key, post.id LIMIT %s
), team AS (
  SELECT team.id, team.name, team.slug, team.reviewed_on, team.parent_id, team.sort_key
  FROM {bodies}
  WHERE team.parent_id IS NOT NULL AND team.id NOT IN (SELECT organisation_id FROM role)
    AND team.id IN (SELECT serving.organisation_id FROM partnerships_organisationplace serving
      WHERE serving.place_id = %s AND serving.role = 'serves')
  ORDER BY team.sort_key, team.id LIMIT %s
)
SELECT 'post', role.id::text, role.title, body.name, role.confirmed_on,
  row_number() OVER (ORDER BY role.is_here DESC, role.sort_key, role.id) AS number
FROM role JOIN partnerships_organisation body ON body.id = role.organisation_id
UNION ALL
SELECT 'organisation', team.slug, team.name, body.name, team.reviewed_on,
  row_number() OVER (ORDER BY team.sort_key, team.id)
FROM team JOIN partnerships_organisation body ON body.id = team.parent_id
ORDER BY 1 DESC, number
"""


@dataclass(frozen=True, slots=True)
class Contact:
    """A job role with its team, or a team of which no job role is recorded."""

    title: str
    url: str
    team: str
    confirmed: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask here, the nearest first; ``url`` is where to ask about anything else."""

    contacts: list[Contact]
    more: bool
    url: str


def asking_of(user: Any, place: Place) -> Asking:
    """Job roles that cover this place or one above it, then teams that serve it. One query."""
    posts = written.seen(
        Post.objects.visible_to(user).open(),
        "post",
        *("id", "title", "organisation_id", "confirmed_on", "sort_key"),
    )
    bodies = written.seen(
        Organisation.objects.visible_to(user),
        "team",
        *("id", "name", "slug", "reviewed_on", "parent_id", "sort_key"),
    )
    found = written.read(
        ROWS.format(posts=posts, bodies=bodies),
        (place.pk, place.pk, *posts.values, SHOWN + 1, *bodies.values, place.pk, SHOWN),
    )
    contacts = [
        Contact(title, address(kind, key), team, _said(day))
        for kind, key, title, team, day, number in found
        if kind != "post" or number <= SHOWN
    ]
    more = sum(kind == "post" for kind, *_ in found) > SHOWN
    return Asking(contacts[:SHOWN], more, f"{reverse('who_to_ask')}?place={place.slug}")


def _said(day: Any) -> str:
    return f"confirmed {date_words(day)}" if day else "never confirmed"
