"""Two pages for load balancers and monitors; neither needs a sign-in nor says anything private."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers. It asks nothing else: a lost database is no reason to restart us."""
    return JsonResponse({"status": "alive"})


@login_not_required
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and has every migration of this code, otherwise 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waiting = _migrations_waiting()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if waiting:
        return JsonResponse({"status": "migrations missing", "missing": waiting}, status=503)
    return JsonResponse({"status": "ready"})


def _migrations_waiting() -> int:
    """How many migrations the database lacks; not asked again once there are none."""
    if not _up_to_date:
        executor = MigrationExecutor(connection)
        if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return len(waiting)
        _up_to_date.append(True)
    return 0


_up_to_date: list[bool] = []
