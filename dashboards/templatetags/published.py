"""What was published, for pages that count something of the same kind."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet

from barriers.models import Category, SubType
from partnerships.models import Place, Programme, ProgrammePlace
from records.models import Finding, FindingSubject

register = template.Library()
MANY_SMALL = {"category__key": "funding", "name": "Many small grants"}


@register.simple_tag
def published_of_small_grants(place: Any = None) -> QuerySet[Finding]:
    """Published findings of small grants; with a place, those of it and those that name none."""
    kinds = ContentType.objects.get_for_models(SubType, Place)
    subjects = FindingSubject.objects.filter(finding=OuterRef("pk"))
    small = SubType.objects.filter(**MANY_SMALL).values("pk")
    about = subjects.filter(subject_type=kinds[SubType], subject_id__in=small)
    found = Finding.objects.filter(Exists(about)).select_related("source")
    if not place:
        return found
    places = subjects.filter(subject_type=kinds[Place])
    return found.filter(Exists(places.filter(subject_id=place.pk)) | ~Exists(places))


@register.simple_tag
def published_of_money(place: Any = None) -> QuerySet[Finding]:
    """Published findings that concern money; with a place, those about it, and those about a
    programme that it takes part in which name no place: what each of its places was to have."""
    kinds = ContentType.objects.get_for_models(Category, Programme, Place)
    of_money = Category.objects.filter(key="funding").order_by().values("pk")
    subjects = FindingSubject.objects.filter(finding=OuterRef("pk"))
    money = Exists(subjects.filter(subject_type=kinds[Category], subject_id__in=of_money))
    found = Finding.objects.filter(money).select_related("source")
    if not place:
        return found
    here = ProgrammePlace.objects.filter(place=place).order_by().values("programme")
    places = subjects.filter(subject_type=kinds[Place])
    of_each = subjects.filter(subject_type=kinds[Programme], subject_id__in=here)
    return found.filter(
        Exists(places.filter(subject_id=place.pk)) | (Exists(of_each) & ~Exists(places))
    )
