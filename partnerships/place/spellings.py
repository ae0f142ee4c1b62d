"""How people write places in files, beside the names that they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from partnerships.models import PlaceName
from partnerships.place.council_names import council_forms
from partnerships.place.kind_groups import COUNCILS
from partnerships.place.within import within


def places_alike(scope: Any) -> Iterator[Any]:
    """Names within the place of an import: by their spelling, then as those of councils."""
    names = PlaceName.objects.filter(place__in=within(scope.roots)).order_by()
    columns = ("place_id", "name", "place__name")
    yield names.values_list(*columns)
    yield council_forms(names.filter(place__kind__in=COUNCILS).values_list(*columns))
