from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations
from django.db.models import F, Func, Q
from django.db.models.functions import Mod
from django.db.models.lookups import Exact

OPEN = Q(is_open=True)
PART = Q(Exact(Mod(F("object_id"), 64), 0))
NAMED = Q(kind__in=("fund", "organisation", "pilot", "place", "programme", "topic"))
NAMES = Func(F("words"), template="ts_filter(%(expressions)s, '{a}')")


class Migration(migrations.Migration):
    """Made while others search: on the synthetic national install it takes a minute."""

    atomic = False

    dependencies = [("search", "0002_tables")]

    operations = [
        AddIndexConcurrently(
            "searchentry",
            GinIndex(fields=["words"], condition=OPEN, name="search_entry_open"),
        ),
        AddIndexConcurrently(
            "searchentry",
            GinIndex(fields=["words"], condition=~OPEN, name="search_entry_narrow"),
        ),
        AddIndexConcurrently(
            "searchentry",
            GinIndex(fields=["words"], condition=OPEN & PART, name="search_entry_some_open"),
        ),
        AddIndexConcurrently(
            "searchentry",
            GinIndex(fields=["words"], condition=~OPEN & PART, name="search_entry_some_narrow"),
        ),
        AddIndexConcurrently(
            "searchentry", GinIndex(NAMES, condition=NAMED, name="search_entry_named")
        ),
        RemoveIndexConcurrently("searchentry", "search_entry_words"),
    ]
