"""What tests of official data begin with."""

from __future__ import annotations

import datetime as dt

import pytest

from partnerships.models import PlaceCode
from tests import builders
from tests.builders import Cast
from tests.localities import locality, release


@pytest.fixture
def wards(cast: Cast) -> Cast:
    """Bradford and Leeds with the wards of 2025; nothing has changed in Leeds since."""
    leeds = builders.place("Leeds", "metropolitan_borough")
    PlaceCode.objects.create(place=cast.bradford, code="E08000032")
    PlaceCode.objects.create(place=leeds, code="E08000035")
    PlaceCode.objects.create(place=cast.luton, code="E06000032")
    release("wards", as_of=dt.date(2025, 5, 1))
    locality("Manningham", cast.bradford, "ward", code="E05001359")
    locality("Tong", cast.bradford, "ward", code="E05001365")
    locality("Roundhay", leeds, "ward", code="E05011411")
    locality("Stopsley", cast.luton, "ward", code="E05014001")
    return cast
