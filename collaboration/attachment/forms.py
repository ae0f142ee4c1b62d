from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ChoiceField, FileField

from collaboration.attachment.models import Attachment
from interface import forms
from interface.words import capitalised_choices
from records.file_box import FileBox, FilesBox
from records.files.kinds import ACCEPTED, LARGEST, LARGEST_SENT
from records.files.looking import Looked, looked_through, tidy_name
from records.files.tables import Unreadable


class AttachForm(forms.Form):
    """One file, looked through as it is sent. ``looked`` is what is kept of it."""

    file = FileField(
        label="Attach a file",
        widget=FileBox,
        max_length=200,
        help_text=f"{ACCEPTED[:1].upper()}{ACCEPTED[1:]}, up to {LARGEST // 2**20} MB. "
        "We remove from photos where they were taken and with which camera.",
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
        self.looked = _looked(file, self.user)
        return tidy_name(file.name)


def _looked(file: Any, user: Any) -> Looked:
    try:
        return looked_through(file, user.pk)
    except Unreadable as problem:
        raise ValidationError(str(problem)) from problem


MOST_AT_ONCE = 5


class FilesField(FileField):
    """Any number of files; cleans to a list of them."""

    widget = FilesBox

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
        f"{LARGEST // 2**20} MB each, {LARGEST_SENT // 2**20} MB together.",
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
            name, looked = tidy_name(file.name), _looked(file, self.user)
            self.looked.setdefault(looked.content, (name, looked))
        return sent
