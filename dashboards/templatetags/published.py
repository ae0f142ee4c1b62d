"""What was published of a sub-type of barrier, for pages that count something of the same kind."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet

from barriers.models import SubType
from partnerships.models import Place
from records.models import Finding, FindingSubject

register = template.Library()
MANY_SMALL = {"category__key": "funding", "name": "Many small grants"}


@register.simple_tag
def published_of_small_grants(place: Any = None) -> QuerySet[Finding]:
    """Published findings of small grants; with a place, those of it and those that name none."""
    sub_type = SubType.objects.filter(**MANY_SMALL).first()
    if sub_type is None:
        return Finding.objects.none()
    found = Finding.objects.about(sub_type)
    if not place:
        return found
    kind = ContentType.objects.get_for_model(Place)
    places = FindingSubject.objects.filter(finding=OuterRef("pk"), subject_type=kind)
    of_place = places.filter(subject_id=place.pk)
    return found.filter(Exists(of_place) | ~Exists(places))
