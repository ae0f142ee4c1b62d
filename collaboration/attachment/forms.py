from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import FileField

from collaboration.attachment.looking import TOO_LARGE, Looked, look_through
from collaboration.attachment.models import Attachment
from interface import forms
from interface.words import one_line
from records.files.kinds import ACCEPTED, LARGEST
from records.files.process import turn
from records.files.tables import Unreadable

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\u202a-\u202e\u2066-\u2069]')


class AttachForm(forms.Form):
    """One file, looked through as it is sent. ``looked`` is what is kept of it."""

    file = FileField(
        label="Attach a file",
        max_length=200,
        help_text=f"{ACCEPTED[:1].upper()}{ACCEPTED[1:]}, up to {LARGEST // 2**20} MB. "
        "Where a photo was taken, and with what, is removed from it.",
        error_messages={
            "required": "Choose a file",
            "empty": "The file is empty. Choose another",
            "max_length": "Shorten the name of the file",
        },
    )
    looked: Looked

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_file(self) -> str:
        """The name under which it is kept."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(TOO_LARGE)
        try:
            with turn(self.user.pk):
                self.looked = look_through(file.read(LARGEST + 1), file.name)
        except Unreadable as problem:
            raise ValidationError(str(problem)) from problem
        return _tidy(file.name)


def _tidy(name: str) -> str:
    """The name of a file without what some system cannot hold, its ending kept."""
    plain = PurePosixPath(_NOT_IN_NAMES.sub("", one_line(name)).strip(" ."))
    most = Attachment._meta.get_field("name").max_length or 120
    stem = plain.stem[: most - len(plain.suffix)].strip(" .")
    return f"{stem or 'file'}{plain.suffix.lower()}"
