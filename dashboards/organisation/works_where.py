"""Which departments and national bodies take part in pilots, place by place."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from django.db.models.functions import Coalesce
from django.urls import reverse

from dashboards.organisation.page_data import NATIONAL
from interface.charts.heat import Cell, HeatMap, Row
from interface.words import count_words
from partnerships.models import Organisation, Place, PilotReach, short_name_of
from pilots.models import PilotPartner

# So many parts in pilots are read, and so many bodies stand beside each other
MOST, COLUMNS = 5_000, 10


def works_where(user: Any) -> HeatMap:
    """Pilots of real places that the reader sees, by place and by the national body that takes
    part itself or through a team. Three queries."""
