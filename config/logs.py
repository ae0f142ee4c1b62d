"""How the log is written: on the standard error, a JSON object on each line for a server."""

from __future__ import annotations

from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

AS_JSON = {
    "()": "pythonjsonlogger.json.JsonFormatter",
    "fmt": ["levelname", "name", "message"],
    "rename_fields": {"levelname": "level", "name": "logger", "exc_info": "traceback"},
    "timestamp": "at",
    # What Django adds of a request shows its address, and some addresses are secrets
    "reserved_attrs": [*RESERVED_ATTRS, "request", "server_time"],
    "json_ensure_ascii": False,
}
AS_LINES = {"format": "{asctime} {levelname} {name} {message}", "style": "{"}


def settings(level: str, *, as_json: bool) -> dict[str, Any]:
    """For ``logging.config.dictConfig``; tracebacks stand within their line where it is JSON."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": AS_JSON if as_json else AS_LINES},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "pgtrigger": {"level": "WARNING"},
            "django": {"handlers": [], "propagate": True},  # its own would mail administrators
            "django.server": {"handlers": [], "propagate": True},
            "gunicorn.error": {"handlers": [], "propagate": True},
        },
    }
