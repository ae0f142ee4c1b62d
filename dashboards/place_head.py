"""What stands at the head of a place: its names, codes, what lies above, what came after."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone

from interface.words import date_words
from partnerships.models import Place, PlaceCode, PlaceName
from partnerships.models.names import PlainKey


@dataclass(frozen=True, slots=True)
class Near:
    """A place that stands in some relation to this one, and since when."""

    name: str
    slug: str
    kind: str = ""
    since: str = ""

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("place", args=[self.slug])


@dataclass(frozen=True, slots=True)
class Head:
    """A place with what its title says. ``after`` is what took its place, ``before`` what it took
    the place of; ``has_within`` whether other places lie in it."""

    place: Place
    code: str
    also: tuple[str, ...]
    above: tuple[Near, ...]
    after: tuple[Near, ...]
    before: tuple[Near, ...]
    has_within: bool

    @property
    def kind(self) -> str:
        """What it is: "Metropolitan borough"."""
        said = str(self.place.get_kind_display())
        return said[:1].upper() + said[1:]

    @property
    def within(self) -> tuple[tuple[str, str], ...]:
        """The places above with their pages, those of one name told apart by their kind."""
        names = [above.name for above in self.above]
        return tuple(
            (f"{one.name} ({one.kind})" if names.count(one.name) > 1 else one.name, one.url)
            for one in self.above
        )

    @property
    def is_over(self) -> bool:
        """Whether something came after it."""
        return bool(self.after)


# Everything that stands in the head, with the place itself. Places are of the open directory. It is
# written out because that compiles in no time, and each page of a place begins with it.
SQL = """
SELECT place.*,
  (SELECT code FROM partnerships_placecode c WHERE c.place_id = place.id AND c.scheme = 'gss'
    ORDER BY c.valid_to DESC NULLS FIRST, c.id LIMIT 1) AS found_code,
  ARRAY(SELECT name FROM partnerships_placename n
    WHERE n.place_id = place.id AND n.name <> place.name ORDER BY n.kind, n.id LIMIT 6)
    AS found_names,
  ARRAY(SELECT jsonb_build_array(above.name, above.slug, above.kind)
    FROM partnerships_placereach reach JOIN partnerships_place above ON above.id = reach.ancestor_id
    WHERE reach.place_id = place.id AND above.id <> place.id
    ORDER BY above.kind, above.name LIMIT 6) AS found_above,
  ARRAY(SELECT jsonb_build_array(old.slug, old.name, new.slug, new.name, link.valid_from)
    FROM partnerships_placelink link
    JOIN partnerships_place old ON old.id = link.place_id
    JOIN partnerships_place new ON new.id = link.other_id
    WHERE link.kind = 'succeeded_by' AND place.id IN (link.place_id, link.other_id)
      AND coalesce(link.valid_from, '-infinity') <= %(today)s
      AND coalesce(link.valid_to, 'infinity') > %(today)s
    ORDER BY link.id LIMIT 12) AS found_links,
  EXISTS (SELECT 1 FROM partnerships_placereach reach
    WHERE reach.ancestor_id = place.id AND reach.place_id <> place.id) AS found_within
FROM partnerships_place place WHERE place.slug = %(slug)s
"""


def load(slug: str) -> Place | None:
    """The place with this slug and everything that ``head`` needs, in one query."""
    found = Place.objects.raw(SQL, {"slug": slug, "today": timezone.localdate()})
    return next(iter(found), None)


def head(place: Any) -> Head:
    """The head of a place that came from ``load``."""
    links = [json.loads(link) for link in place.found_links]
    above = [json.loads(one) for one in place.found_above]
    return Head(
        place=place,
        code=place.found_code or "",
        also=tuple(dict.fromkeys(place.found_names)),
        above=tuple(Near(name, slug, str(Place.Kind(kind).label)) for name, slug, kind in above),
        after=tuple(
            Near(name, slug, since=_day(since))
            for old, _, slug, name, since in links
            if old == place.slug
        ),
        before=tuple(
            Near(name, slug, since=_day(since))
            for slug, name, new, _, since in links
            if new == place.slug
        ),
        has_within=place.found_within,
    )


def _day(text: str | None) -> str:
    return date_words(dt.date.fromisoformat(text)) if text else ""


def by_another_address(slug: str) -> Place | None:
    """The place that a code, current or ended, or a former name stands for; None where several."""
    named = PlaceName.objects.filter(
        place=OuterRef("pk"), name_key=PlainKey(Value(slug.replace("-", " ")))
    )
    coded = PlaceCode.objects.filter(place=OuterRef("pk"), code=slug.upper())
    found = Place.objects.filter(Q(Exists(coded)) | Q(Exists(named)))[:2]
    return found[0] if len(found) == 1 else None
