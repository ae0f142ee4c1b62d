"""The input of a form that takes files, with those that its draft holds already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import FileInput


class FileBox(FileInput):
    """The browser’s own control for a file, below what is with the draft: to be seen and taken out.

    ``kept`` are the files of the draft; ``lost`` says which could not be kept, and why.
    """

    template_name = "records/file_box.html"
    kept: Sequence[Any] = ()
    lost: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return {**context, "kept": self.kept, "lost": self.lost}


class FilesBox(FileBox):
    """The same for several files."""

    allow_multiple_selected = True
