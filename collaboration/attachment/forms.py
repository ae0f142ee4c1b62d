from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ChoiceField, ClearableFileInput, FileField

from collaboration.attachment.looking import TOO_LARGE, Looked, look_through
from collaboration.attachment.models import Attachment
from interface import forms
from interface.words import capitalised_choices, one_line
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
    shows = ChoiceField(
        label="What is it?",
        choices=[("", "A file"), *capitalised_choices(Attachment.Shows.choices)],
        required=False,
        widget=forms.Radios(
            hints={
                Attachment.Shows.JOURNEY_MAP: "What somebody goes through, step by step. Please "
                "don’t show anyone who could be recognised"
            }
        ),
    )
    looked: Looked

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_file(self) -> str:
        """The name under which it is kept."""
        file = self.cleaned_data["file"]
        self.looked = looked_through(file, self.user)
        return _tidy(file.name)


def looked_through(file: Any, user: Any) -> Looked:
    """What is kept of a file that somebody sent. Raises ValidationError with what to do."""
    if file.size > LARGEST:
        raise ValidationError(TOO_LARGE)
    try:
        with turn(user.pk):
            return look_through(file.read(LARGEST + 1), file.name)
    except Unreadable as problem:
        raise ValidationError(f"{file.name}: {problem}") from problem


def _tidy(name: str) -> str:
    """The name of a file without what some system cannot hold, its ending kept."""
    plain = PurePosixPath(_NOT_IN_NAMES.sub("", one_line(name)).strip(" ."))
    most = Attachment._meta.get_field("name").max_length or 120
    stem = plain.stem[: most - len(plain.suffix)].strip(" .")
    return f"{stem or 'file'}{plain.suffix.lower()}"


MOST_AT_ONCE = 5
# So much is read, so that a file that is too large is refused beside its field.
LARGEST_SENT = 2 * LARGEST


class FilesInput(ClearableFileInput):
    """The browser's own control for files, into which they are dropped as well."""

    allow_multiple_selected = True


class FilesField(FileField):
    """Any number of files; cleans to a list of them."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(file, initial) for file in sent]


class AttachFilesForm(forms.Form):
    """Files that come with something else: each looked through as it is sent.

    ``looked`` are their names with what is kept of each, a file that is sent twice once.
    """

    files = FilesField(  # type: ignore[assignment]  # the field, not what was sent
        label="Photos or papers",
        required=False,
        max_length=200,
        help_text=f"Up to {MOST_AT_ONCE} PDFs, pictures, spreadsheets or documents, "
        f"{LARGEST // 2**20} MB each, {LARGEST_SENT // 2**20} MB together. "
        "A draft doesn’t keep them.",
        error_messages={
            "empty": "The file is empty. Choose another",
            "max_length": "Shorten the name of the file",
        },
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.looked: dict[bytes, tuple[str, Looked]] = {}

    def clean_files(self) -> list[Any]:
        """Look through each."""
        sent: list[Any] = self.cleaned_data["files"]
        if len(sent) > MOST_AT_ONCE:
            raise ValidationError(f"Choose at most {MOST_AT_ONCE} files. Attach the rest later")
        for file in sent:
            name = _tidy(file.name)
            looked = looked_through(file, self.user)
            self.looked.setdefault(looked.content, (name, looked))
        return sent
