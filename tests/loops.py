"""Zeal, which fails a page that queries in a loop, in place only while a test asks for it.

It wraps what Django does with every queryset and every row, whether it watches or not: some tenth
of a page's time, and most tests never ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import zeal
from django.apps import apps
from django.contrib.contenttypes import fields as generic
from django.db.models import Model, QuerySet, query, query_utils
from django.db.models.fields import related_descriptors as related
from zeal import patch
from zeal.constants import initialize_app_registry

# What zeal puts something of its own into
PUT_INTO: tuple[Any, ...] = (
    *(Model, QuerySet, query, query_utils.DeferredAttribute, related, generic),
    *(related.ForwardManyToOneDescriptor, related.ReverseOneToOneDescriptor),
    generic.GenericForeignKey,
)
MANAGER = "related_manager_cls"  # which a descriptor makes once, of what was there then
_watching: dict[Any, Any] = {}  # those made while somebody watched


@contextmanager
def watched() -> Iterator[None]:
    """A query that is asked for each of several rows raises ``zeal.NPlusOneError`` meanwhile."""
    put = _put()
    for owner, name, _, watching in put:
        setattr(owner, name, watching)
    plain = _exchange(_watching)
    try:
        with zeal.zeal_context():
            yield
    finally:
        _watching.update(_exchange(plain))
        for owner, name, before, _ in put:
            setattr(owner, name, before)


@cache
def _put() -> list[tuple[Any, str, Any, Any]]:
    """What zeal changes: where, under which name, from what, to what."""
    initialize_app_registry()
    before = {owner: dict(vars(owner)) for owner in PUT_INTO}
    patch.patch()
    return [
        (owner, name, was[name], now)
        for owner, was in before.items()
        for name, now in dict(vars(owner)).items()
        if now is not was.get(name)
    ]


@cache
def _descriptors() -> list[Any]:
    """What leads from a record to many others."""
    kinds = (related.ReverseManyToOneDescriptor, generic.ReverseGenericManyToOneDescriptor)
    return [
        one
        for model in apps.get_models(include_auto_created=True)
        for one in vars(model).values()
        if isinstance(one, kinds)
    ]


def _exchange(managers: dict[Any, Any]) -> dict[Any, Any]:
    """Put these in place of the managers that were made so far; those."""
    others = {one: vars(one).pop(MANAGER) for one in _descriptors() if MANAGER in vars(one)}
    for one, manager in managers.items():
        vars(one)[MANAGER] = manager
    return others
