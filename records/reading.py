"""Which rows of any model somebody may read, asked by its name alone.

A row that is read with another record says so: ``VISIBLE_WITH = "pilot"`` names the way to it, a
tuple names several of which any will do. ``SIGNED_IN_ONLY`` keeps it from the public, however
public that record is. The same words serve lists, histories and files.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from records.history import owner_keys


class ReadWithQuerySet(QuerySet):
    """Rows that are read with another record, which ``VISIBLE_WITH`` of their model names."""

    def visible_to(self, user: Any) -> Self:
        """Rows of records that this reader may see."""
        model: Any = self.model
        if getattr(model, "SIGNED_IN_ONLY", False) and not user.is_authenticated:
            return self.none()
        rule = Q()
        for path in read_with(model):
            seen = rows_seen(model_at(model, path), user)
            every = not seen.query.where
            rule |= Q(**{f"{path}__isnull": False} if every else {f"{path}__in": seen.values("pk")})
        return self.filter(rule)


def looked_up(rows: QuerySet[Any], key: str) -> Q:
    """Whether ``key`` of the row asked about is one of these rows, looked up by itself.

    For a rule that stands beside others in an *or*: there the planner reads all that an ``Exists``
    or ``IN`` could hold, once for each statement, however few rows are asked about. What a column
    of the row says goes before it: the two are asked in that order.
    """
    found = rows.order_by().filter(pk=OuterRef(key)).values("pk")[:1]
    return Q(IsNull(Subquery(found), rhs=False))


def read_with(model: Any) -> tuple[str, ...]:
    """The ways to the records with which a row is read; none where it has a rule of its own."""
    paths = getattr(model, "VISIBLE_WITH", ())
    return (paths,) if isinstance(paths, str) else paths


def model_at(model: Any, path: str) -> Any:
    """The model at the end of a way: that of a plan's pilot for ``indicator__pilot``."""
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model


def rows_seen(model: Any, user: Any) -> QuerySet[Any]:
    """The rows of a model that this user may see: by its own rule, else by its owners'.

    A row without a rule of its own is a part of a record, or of several, and read by whoever may
    see all of those.
    """
    rows = model._default_manager.order_by()
    if hasattr(rows, "visible_to"):
        return rows.visible_to(user)
    if not (keys := owner_keys(model)):
        raise TypeError(f"nothing says who reads {model._meta.label}")
    for key in keys:
        owner = rows_seen(key.related_model, user)
        rows = rows.filter(**{f"{key.name}__in": owner.values("pk")})
    return rows


def narrower_than(owner: Any, model: Any, user: Any) -> QuerySet[Any] | None:
    """The rows of a model that this user may see, where who sees their owner may not see them all.

    None where its rule is that of its owner, or it has none, or everybody reads them. What can be
    withdrawn is narrower than its owner: that history tells nothing of it once it is.
    """
    every = model._default_manager.order_by()
    rule = getattr(type(every), "visible_to", None)
    if rule is None:
        return None
    owners = {model_at(model, path) for path in read_with(model)}
    public = getattr(model, "SIGNED_IN_ONLY", False) and not user.is_authenticated
    may_go = bool(every.query.where)
    if rule is ReadWithQuerySet.visible_to and owner in owners and not public and not may_go:
        return None
    seen = rows_seen(model, user)
    return seen if seen.query.where else None


def of_all(queries: Iterable[QuerySet[Any]]) -> set[Any]:
    """The values of several queries for columns of like types, asked as one; empty of none."""
    asked = [query.order_by() for query in queries]
    if not asked:
        return set()
    first, *others = asked
    return set(first.union(*others, all=True) if others else first)
