"""Two pages for load balancers and monitors; neither needs a sign-in nor says anything private."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.version import VERSION
from interface import replica
from interface.trouble import AWAY, READ_ONLY, trouble_of


@login_not_required
@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers. It asks nothing else: a lost database is no reason to restart us."""
    return JsonResponse({"status": "alive", "version": VERSION})


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, can be written to and has every migration of this code;
    otherwise 503, with what is wrong. A read node's need take no changes, and be near enough."""
    try:
        if settings.READ_NODE:
            late, _ = replica.behind()
            if late > dt.timedelta(seconds=settings.REPLICA_LAG_SECONDS):
                told = {"status": "behind", "seconds": round(late.total_seconds())}
                return JsonResponse(told, status=503)
        elif _is_read_only():
            return JsonResponse({"status": READ_ONLY.key}, status=503)
        _must_have_room()
        waiting = _migrations_waiting()
    except (DatabaseError, InterfaceError) as problem:
        found = trouble_of(problem) or AWAY
        return JsonResponse({"status": found.key}, status=503)
    if waiting:
        return JsonResponse({"status": "migrations missing", "missing": waiting}, status=503)
    return JsonResponse({"status": "ready", "version": VERSION})


def _is_read_only() -> bool:
    """Whether it is a copy that follows another, or one that is being restored."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('transaction_read_only') = 'on'")
        return bool(cursor.fetchone()[0])


def _must_have_room() -> None:
    """Raises where the disk of the database is full: 1 MB goes to a temporary file, and no further.

    A row written and taken back would find room that other rows left, and leave some itself.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64kB'")
        cursor.execute("SELECT count(*) FROM generate_series(1, 60000)")


def migrations_waiting() -> int:
    """How many migrations of this code the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _migrations_waiting() -> int:
    """The same; not asked again once there are none."""
    if _up_to_date:
        return 0
    if waiting := migrations_waiting():
        return waiting
    _up_to_date.append(True)
    return 0


_up_to_date: list[bool] = []
