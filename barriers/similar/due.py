"""The count of words, made anew once a day."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction

from barriers.models import BarrierWord

# Counted by the database from what it indexes for search already. What people with one role alone
# may read is not counted at all.
COUNT = """
INSERT INTO barriers_barrierword (word, in_public, in_network, counted_on)
SELECT known.word, coalesce(open.ndoc, 0), known.ndoc, %s
FROM ts_stat('SELECT search FROM barriers_barrier
              WHERE visibility IN (''network'', ''public'')') known
LEFT JOIN ts_stat('SELECT search FROM barriers_barrier
                   WHERE visibility = ''public''
                   AND (unlocker_id IS NULL OR is_cleared)') open USING (word)
WHERE length(known.word) BETWEEN 2 AND 60
"""


def count_words(today: dt.date) -> bool:
    """Count anew unless it was done today, or somebody is doing it; says whether it was done."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('barriers_barrierword'))")
        if not cursor.fetchone()[0] or BarrierWord.objects.filter(counted_on=today).exists():
            return False
        BarrierWord.objects.all().delete()
        cursor.execute(COUNT, [today])
    return True
