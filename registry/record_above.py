"""Which record an address of ours is about: the one whose page it is, or stands above it.

That of ``/pilots/hubs/update/`` is the pilot, as that of ``/barriers/log/?pilot=hubs``.
What was kept with an address, a draft or what somebody was told, is named after that record, and
only for who may still read it.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from django.http import Http404
from django.urls import Resolver404, ResolverMatch, resolve

from accounts.notice.rights import Named
from registry.commented import commented
from registry.reported import by_page, reported

# Everybody may read a place
OPEN = "place"


def record_above(address: str) -> Named | None:
    """The record that an address is about; None for one that is about none that can be told."""
    parts = urlsplit(address)
    path = parts.path
    while path.strip("/"):
        try:
            named = _named(resolve(path))
        except (Resolver404, Http404):
            named = None
        if named is not None:
            return named
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return _asked_for(parts.query)


def _asked_for(query: str) -> Named | None:
    """The record that the parameters of an address name: ``?pilot=hubs``."""
    for name, value in parse_qsl(query):
        rule = None if name == OPEN else reported(name)
        try:
            if rule is not None:
                return rule.model, rule.named(value)
        except Http404:
            continue
    return None


def _named(match: ResolverMatch) -> Named | None:
    """The record whose page this is, or whose kind and number stand in the address."""
    values = match.kwargs
    if rule := by_page().get(match.view_name):
        return rule.model, rule.named("/".join(map(str, values.values())))
    if "key" in values and (rule := reported(values.get("kind", ""))):
        return rule.model, rule.named(values["key"])
    if "pk" in values and (written := commented(values.get("kind", ""))):
        return written.model, {"pk": values["pk"]}
    return None
