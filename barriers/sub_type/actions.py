"""Adding and merging finer kinds. Who may do it was asked before."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.text import slugify

from barriers.models import Barrier, Category, SubType
from barriers.publication.agreed_words import changing_words

# Barriers that have both keep the one they had; the others are given it in place of the merged one
_GIVE = """
INSERT INTO barriers_barriersubtype (barrier_id, sub_type_id)
SELECT given.barrier_id, %(into)s FROM barriers_barriersubtype given
WHERE given.sub_type_id = %(merged)s ORDER BY given.barrier_id
ON CONFLICT DO NOTHING
"""
_TAKE = "DELETE FROM barriers_barriersubtype WHERE sub_type_id = %(merged)s"
# Guidance that serves both serves the one that stays
_SERVE = """
UPDATE barriers_guidancefor served SET sub_type_id = %(into)s
WHERE served.sub_type_id = %(merged)s AND NOT EXISTS (
  SELECT FROM barriers_guidancefor other
  WHERE other.guidance_id = served.guidance_id AND other.sub_type_id = %(into)s)
"""
_SERVED = "DELETE FROM barriers_guidancefor WHERE sub_type_id = %(merged)s"


@transaction.atomic
def add_sub_type(*, by: Any, category: Category, name: str) -> SubType:
    """Add a finer kind. Raises ValidationError for a name that the kind has, or had."""
    rows = SubType.objects.select_for_update(of=("self",)).select_related("merged_into")
    for row in rows.filter(category=category):
        if slugify(row.name) == slugify(name):
            raise ValidationError({"name": _taken(row)})
    return SubType.objects.create(category=category, name=name, created_by=by)


def _taken(sub_type: SubType) -> str:
    if sub_type.merged_into:
        return f"“{sub_type}” was merged into “{sub_type.merged_into}”. Choose another name"
    return f"There is “{sub_type}” already"


@transaction.atomic
def merge_sub_types(*, by: Any, merged: SubType, into: SubType) -> SubType:
    """Make every barrier and all guidance of one finer kind one of the other; what was merged
    before goes along.

    The history of each barrier keeps both. Raises ValidationError where one of them was merged
    meanwhile, and for two that are the same or of different kinds.
    """
    locked = SubType.objects.select_for_update(of=("self",)).order_by("pk")
    rows = {row.pk: row for row in locked.filter(pk__in=[merged.pk, into.pk])}
    merged, into = rows[merged.pk], rows[into.pk]
    if merged.pk == into.pk:
        raise ValidationError("This is the same sub-type. Choose another one")
    if merged.category_id != into.category_id:
        raise ValidationError("Sub-types are merged within one kind of barrier only")
    for sub_type in (merged, into):
        if sub_type.merged_into_id is not None:
            raise ValidationError(f"“{sub_type}” was merged into another meanwhile. Look again")
    # First it locks the barriers, as whoever edits one does: else each would wait for the other
    given = Barrier.objects.filter(sub_type_links__sub_type=merged.pk).order_by()
    barriers = set(given.values_list("pk", flat=True))
    with changing_words(barriers), connection.cursor() as cursor:
        ids = {"merged": merged.pk, "into": into.pk}
        for statement in (_GIVE, _TAKE, _SERVE, _SERVED):
            cursor.execute(statement, ids)
    SubType.objects.filter(merged_into=merged).update(merged_into=into)
    merged.merged_into = into
    merged.save(update_fields=["merged_into"])
    return into
