"""Forms of barriers."""

from .edit import EditBarrier
from .log import LogBarrier
from .work import CheckForm, TriedForm

__all__ = ["CheckForm", "EditBarrier", "LogBarrier", "TriedForm"]
