"""Which bodies came after which, and from when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.db import connection, models
from django.db.models import F, Q

from partnerships.organisation.models import SUCCEEDS_ITSELF, Organisation
from records.cycles import no_cycle, refuse_cycle
from records.dates import precision_field
from records.history import tracked
from records.models import Source, Tracked

TABLE = "partnerships_organisationsuccession"
_LED_TO = f"""
WITH RECURSIVE after (body, id, link) AS (
  SELECT before_id, after_id, id FROM {TABLE} WHERE before_id = ANY(%s)
  UNION SELECT body, next.after_id, next.id FROM after
  JOIN {TABLE} next ON next.before_id = after.id
)
SELECT body, now.name, now.slug FROM after JOIN partnerships_organisation now ON now.id = after.id
WHERE NOT EXISTS (SELECT FROM {TABLE} next WHERE next.before_id = after.id)
GROUP BY body, now.id ORDER BY body, min(link)
"""  # noqa: S608 - a table of our own


class SuccessionQuerySet(models.QuerySet["OrganisationSuccession"]):
    """Which bodies came after which; the directory is public."""

    def led_to(self, bodies: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
        """What stands today of all that came after each of these bodies, by its id: names and ends
        of addresses. One query."""
        found: dict[int, list[tuple[str, str]]] = {}
        with connection.cursor() as cursor:
            cursor.execute(_LED_TO, [list(bodies)])
            for body, *after in cursor.fetchall():
                found.setdefault(body, []).append(tuple(after))
        return found

    def between(self, one: Organisation, other: Organisation) -> Self:
        """Those by which either of the two came after the other."""
        both = [one.pk, other.pk]
        return self.filter(before__in=both, after__in=both)


@tracked()
class OrganisationSuccession(Tracked):
    """A body that took over from another, all of its work or a part.

    A body that was split has several after it, one into which others merged several before it.
    ``on`` is the first day of the new order, where that is known.
    """

    before = models.ForeignKey(Organisation, models.CASCADE, related_name="after_links")
    after = models.ForeignKey(Organisation, models.PROTECT, related_name="before_links")
    on = models.DateField(null=True, blank=True)
    on_precision = precision_field(db_default="day")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SuccessionQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ["before", "id"]
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="organisation_succeeded_once"),
            models.CheckConstraint(
                condition=~Q(before=F("after")),
                name="organisation_not_its_own_successor",
                violation_error_message=SUCCEEDS_ITSELF,
            ),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            no_cycle(
                TABLE,
                "after",
                of="before",
                name="organisation_successor_no_cycle",
                message=SUCCEEDS_ITSELF,
            ),
        ]

    def clean(self) -> None:
        """Nothing follows itself."""
        refuse_cycle(self, "after", SUCCEEDS_ITSELF, of="before")

    def __str__(self) -> str:
        return f"{self.after} after {self.before}"
