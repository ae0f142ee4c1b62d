"""What whoever follows a place is told of its barriers."""

from __future__ import annotations

from barriers.models import Barrier
from registry.followed import FollowedNews, RecordsChanged


def _called(barrier: Barrier) -> str:
    return f"in what gets in the way: {barrier.title}, {barrier.get_status_display()}"


NEWS = FollowedNews(
    read=RecordsChanged(
        rows=Barrier.objects.all,
        said=("visibility", "title", "because", "status", "resolution"),
        words=_called,
    ),
    order=50,
)
