"""Topics as files name them."""

from __future__ import annotations

from partnerships.models import Topic
from registry.import_readers import SeveralNamed

TOPICS = SeveralNamed(lambda _: Topic.objects.all(), "topic")
