"""Which bodies came after which, and from when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Self

from django.db import connection, models
from django.db.models import F, Q

from partnerships.organisation.models import SUCCEEDS_ITSELF, Organisation
from records.cycles import no_cycle, refuse_cycle
from records.dates import precision_field
from records.history import tracked
from records.models import Source, Tracked

TABLE = "partnerships_organisationsuccession"
# Who took over from a body; of one held twice, the one that was kept
_NEXT = f"""
  SELECT after_id AS id, id AS link FROM {TABLE} WHERE before_id = {{of}}
  UNION ALL SELECT merged_into_id, 0 FROM partnerships_organisation
  WHERE id = {{of}} AND merged_into_id IS NOT NULL"""  # noqa: S608 - tables of our own
_LED_TO = f"""
WITH RECURSIVE after (body, id, link) AS (
  SELECT body, next.id, next.link FROM unnest(%s::bigint[]) AS body
  CROSS JOIN LATERAL ({_NEXT.format(of="body")}) next
  UNION SELECT body, next.id, next.link FROM after
  CROSS JOIN LATERAL ({_NEXT.format(of="after.id")}) next
)
SELECT body, now.id, now.name, now.slug FROM after
JOIN partnerships_organisation now ON now.id = after.id
WHERE now.merged_into_id IS NULL
  AND NOT EXISTS (SELECT FROM {TABLE} next WHERE next.before_id = after.id)
GROUP BY body, now.id ORDER BY body, min(link), now.id
"""  # noqa: S608 - tables of our own


class Led(NamedTuple):
    """A body that stands today: its id, its name and the end of its address."""

    pk: int
    name: str
    slug: str


class SuccessionQuerySet(models.QuerySet["OrganisationSuccession"]):
    """Which bodies came after which; the directory is public."""

    def led_to(self, bodies: Iterable[int]) -> dict[int, list[Led]]:
        """What stands today of all that came after each of these bodies, by its id; of one held
        twice the one that was kept. One query."""
        found: dict[int, list[Led]] = {}
        with connection.cursor() as cursor:
            cursor.execute(_LED_TO, [list(bodies)])
            for body, *after in cursor.fetchall():
                found.setdefault(body, []).append(Led(*after))
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
