"""The application that gunicorn serves, with one piece of memory for the frames of a request.

What is loaded once stays for good: the collector of garbage is told so, which else goes through all
of it in the midst of some request, and is called less often while a page makes its rows.

CPython keeps a thread's frames in pieces of 16 KB. A call that needs the next piece has it mapped,
and unmapped when it returns: a loop that stands at such an edge does both each time round. A page
of Placebook did so some 250 times, for a fifth of its time. Later releases keep one piece at hand
(python/cpython, issue 142183); those before have it from here.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable
from typing import Any, ParamSpec, TypeVar

from django.core.wsgi import get_wsgi_application

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
SLOTS = 2**16  # 512 KB are asked for, 1 MB is mapped: half of it is left for whoever is called


def in_one_piece(
    call: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs
) -> Answer:
    """Call it; its frames and those of all that it calls stand beside each other."""
    return call(*args, **kwargs)


in_one_piece.__code__ = in_one_piece.__code__.replace(co_stacksize=SLOTS)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_handler = get_wsgi_application()
gc.collect()
gc.freeze()
gc.set_threshold(20_000)  # a page makes thousands of objects, few of which go round in circles


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer one request, with room for its frames."""
    return in_one_piece(_handler, environ, start_response)
