"""What is asked of the boundary of a place: the file, of which day it is, and where it is from."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import FileField
from django.utils import timezone

from geography.locality.boundary_actions import mark_of
from geography.locality.boundary_drawing import lies_near
from geography.locality.boundary_file import MOST, read_boundary
from geography.locality.whereabouts import whereabouts
from geography.models import Boundary
from interface import forms
from interface.articles import with_article
from interface.words import count_words
from partnerships.models import Place
from records.conflict_choices import TAKE, YOURS
from records.conflicts import Versioned
from records.files.process import Busy, turn
from records.files.tables import Unreadable
from records.source_fields import NamesSource

AGAIN = "Choose the file again. Nothing of it is saved yet"


class BoundaryForm(NamesSource, Versioned, forms.ModelForm):
    """A file, which is read and checked as it is sent: ``read`` is what is kept of it, nothing of
    one that is left out where a boundary is kept.

    ``was_busy`` says that it was turned away unread, for others were.
    """

    question_led = True
    needs_source = everyone_reads = True

    file = FileField(
        label="Which file holds the boundary?",
        max_length=200,
        help_text="GeoJSON with a polygon or several, in longitude and latitude (WGS 84), up to "
        f"{MOST} MB. Fine detail is simplified",
        error_messages={
            "required": "Choose the file",
            "empty": "The file is empty. Choose another",
            "max_length": "Shorten the name of the file",
        },
    )
    as_at = forms.DayField(label="When was it drawn or agreed?")
    was_busy = False

    class Meta:
        model = Boundary
        fields = ("as_at",)

    field_order = ("file", "as_at", "source_title", "source_url")

    def __init__(self, *args: Any, user: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.place = user, place
        self.read: dict[str, Any] = {}
        if self.instance.pk:
            file = self.fields["file"]
            file.required = False
            self.initial["file"] = _in_words(self.instance.points)
            file.help_text = f"{file.help_text}. Without one, the boundary stays as it is drawn"
        self.ask_for_source("Where is it from?", "The map or document that it was drawn for")

    def mark(self, record: Boundary) -> str:
        return mark_of(record)

    def again(self, instance: Boundary) -> BoundaryForm:
        return type(self)(instance=instance, user=self.user, place=self.place)

    def full_clean(self) -> None:
        """A file is sent once: where something else is wrong, it has to be chosen again."""
        super().full_clean()
        if self.read and self.errors and self.instance.pk:
            self.add_error("file", AGAIN)

    def clean_file(self) -> str:
        """Read it, or say what is wrong with it; gives in words which of two boundaries it is."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):  # the one that is kept
            if self.data.get(f"{TAKE}file") == YOURS:
                raise ValidationError(AGAIN)
            return str(file)
        try:
            with turn(self.user.pk):
                self.read = read_boundary(file.read(MOST * 2**20 + 1))
        except Unreadable as problem:
            self.was_busy = isinstance(problem, Busy)
            raise ValidationError(f"{file.name}: {problem}") from problem
        councils = whereabouts(self.place).councils
        if not lies_near(self.read["shape"], {council.code for council in councils}):
            raise ValidationError(
                f"{file.name}: This boundary lies nowhere near {with_article(self.place)}. Is it "
                "the right file?"
            )
        kept = self.instance
        if kept.pk and self.read["shape"] == kept.shape:
            return _in_words(kept.points)
        return f"{file.name}, with {count_words(self.read['points'], 'point')}"

    def clean_as_at(self) -> dt.date:
        """A day that has come."""
        day: dt.date = self.cleaned_data["as_at"]
        if day > timezone.localdate():
            raise ValidationError("The day must be today or in the past")
        return day


def _in_words(points: int) -> str:
    return f"The file that was sent, with {count_words(points, 'point')}"
