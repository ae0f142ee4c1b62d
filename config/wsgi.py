"""The application that gunicorn serves."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from config import limits
from config.frames import in_one_piece, settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_handler = get_wsgi_application()
settle()
limits.serve()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer one request, with room for its frames."""
    return in_one_piece(_handler, environ, start_response)
