from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from geography.england.grid import national_grid
from partnerships.models import Place
from records.columns import by_record
from records.history import tracked
from records.models import Source, Tracked


@tracked()
class Boundary(Tracked):
    """The boundary of a place that people add themselves, as a file gave it: read with the place.

    ``shape`` is a polygon or several in GeoJSON, longitude and latitude (WGS 84) to five places,
    with fewer points than the file had (``points``), none further than ``moved_metres`` from its
    line. ``as_at`` is the day of which it is so; councils’ outlines come with the program.
    """

    place = models.OneToOneField(Place, models.CASCADE, related_name="boundary")
    shape = models.JSONField(editable=False)
    points = models.PositiveIntegerField("points in the file", editable=False)
    moved_metres = models.PositiveIntegerField("simplified to, in metres", editable=False)
    as_at = models.DateField("as at")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    READ_BY: ClassVar = by_record("shape")

    class Meta(Tracked.Meta):
        ordering = ["place"]
        verbose_name_plural = "boundaries"
        constraints = [
            models.CheckConstraint(
                condition=Q(shape__type__in=["Polygon", "MultiPolygon"]),
                name="boundary_is_polygons",
            )
        ]

    def __str__(self) -> str:
        return f"Boundary of {self.place}"

    @property
    def rings(self) -> list[str]:
        """The rings of its polygons as PostgreSQL writes a polygon, in metres of the National
        Grid."""
        shape: dict[str, Any] = self.shape
        many = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        return [
            f"({','.join('({:.0f},{:.0f})'.format(*national_grid(*at)) for at in ring[:-1])})"
            for polygon in many
            for ring in polygon
        ]
