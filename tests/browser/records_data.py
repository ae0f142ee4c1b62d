"""A list that an administrator of the demo sent: loaded, and waiting to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User
from partnerships.models import DataLoad, Place
from tests.partnerships.data_load.sweep import data_load


def _sent(*, is_loaded: bool) -> DataLoad:
    by = User.objects.get(email="admin@demo.test")
    return data_load(Place.objects.get(slug="bradford"), by, is_loaded=is_loaded)


RECORDS: dict[str, Callable[[], Any]] = {
    "data_load": lambda: _sent(is_loaded=True),
    "data_load waiting": lambda: _sent(is_loaded=False),
    "data_load list": lambda: "wards",
}
