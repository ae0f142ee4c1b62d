"""The page of a list of which many records are changed at once: boxes to tick, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse

from interface import querystring
from interface.paging import bounded_count
from records.bulk.actions import MOST
from records.bulk.lists import BulkList, Operation, bulk_list

# Stands in the address of a list while its rows can be ticked
CHOOSE = "choose"


@dataclass(frozen=True, slots=True)
class Together:
    """What a list offers for many of its rows: ``keys`` are those that this reader may change.

    ``url`` leads to the list with boxes, or back to the list without them while it ``is_on``.
    ``all_words`` says how many match, where more do than stand on the page and no more than most.
    """

    url: str
    is_on: bool = False
    sends_to: str = ""
    keys: frozenset[int] = frozenset()
    operations: tuple[Operation, ...] = ()
    all_words: str = ""
    too_many: bool = False
    most: int = MOST


class ChangedTogether:
    """For a page with ``page`` and ``filter``: hands its template ``together``.

    ``bulk`` is the key of its ``BulkList``. Nobody is offered what they may do to no row in sight.
    """

    bulk: ClassVar[str]
    request: Any

    def render_page(self, **context: Any) -> Any:
        """The page as its template draws it, with what can be done to many."""
        made: Any = super()
        together = self.together(context["page"].rows, context["filter"])
        return made.render_page(together=together, **context)

    def may_together(self, user: Any) -> bool:
        """Whether the reader has a role to change anything with; asks for no row."""
        return bool(user.is_authenticated)

    def together(self, rows: Sequence[Any], chosen: Any) -> Together | None:
        """None for who has nothing to change, and where there is nothing."""
        of, request = bulk_list(self.bulk), self.request
        if of is None or not rows or not self.may_together(request.user):
            return None
        if CHOOSE not in request.GET:
            return Together(querystring.replaced(request.GET, **{CHOOSE: "on"}))
        return self._with_boxes(of, rows, chosen)

    def _with_boxes(self, of: BulkList, rows: Sequence[Any], chosen: Any) -> Together:
        request, user = self.request, self.request.user
        keys = [row.pk for row in rows]
        read = of.complete(of.model.objects.visible_to(user).filter(pk__in=keys), user)
        offered = tuple(
            one for one in of.operations if any(one.permission(user, row) for row in read)
        )
        count = bounded_count(chosen.qs, MOST)
        is_more = not count.more and count.count > len(rows)
        address = reverse("bulk_choose", args=[of.key])
        return Together(
            url=querystring.replaced(request.GET, **{CHOOSE: None}),
            is_on=True,
            sends_to=f"{address}?{request.GET.urlencode()}",
            keys=frozenset(row.pk for row in read if of.may_any(user, row)),
            operations=offered,
            all_words=of.count(count.count) if is_more else "",
            too_many=count.more,
        )
