"""How the log is written: on the standard error, a JSON object on each line for a server."""

from __future__ import annotations

import logging
import re
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

AS_JSON = {
    "()": "pythonjsonlogger.json.JsonFormatter",
    "fmt": ["levelname", "name", "message"],
    "rename_fields": {"levelname": "level", "name": "logger", "exc_info": "traceback"},
    "timestamp": "at",
    # What Django adds of a request: its address stands in the message, without its secret
    "reserved_attrs": [*RESERVED_ATTRS, "request", "server_time"],
    "json_ensure_ascii": False,
}
# Addresses that open something to whoever has them, up to what is secret in them
SECRETS = re.compile(
    r"(/(?:account/(?:forgotten|letter/stop)|answer(?:/claims)?|calendar/feed|follow/(?:confirm|leave)"
    r"|invitation|saved-filters/leave)/)[^\s\"?]*[^\s\"?:]"
)
AS_LINES = {"format": "{asctime} {levelname} {name} {message}", "style": "{"}


class LeavesSecretsOut(logging.Filter):
    """Writes "(left out)" for what is secret in the address of a page that failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if (told := SECRETS.sub(r"\1(left out)", message)) != message:
            record.msg, record.args = told, None
        return True


def settings(level: str, *, as_json: bool) -> dict[str, Any]:
    """For ``logging.config.dictConfig``; tracebacks stand within their line where it is JSON."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": AS_JSON if as_json else AS_LINES},
        "filters": {"secrets": {"()": f"{__name__}.{LeavesSecretsOut.__name__}"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["secrets"],
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "pgtrigger": {"level": "WARNING"},
            "django": {"handlers": [], "propagate": True},  # its own would mail administrators
            "django.server": {"handlers": [], "propagate": True},
            "gunicorn.error": {"handlers": [], "propagate": True},
        },
    }
