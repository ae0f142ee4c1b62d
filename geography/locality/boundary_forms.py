"""What is asked of the boundary of a place: the file, of which day it is, and where it is from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BooleanField, ChoiceField, FileField
from django.utils import timezone

from geography.locality.boundary_actions import mark_of
from geography.locality.boundary_drawing import doubts_about
from geography.locality.boundary_file import MOST, Areas, Outline, read_boundary
from geography.locality.whereabouts import whereabouts
from geography.models import Boundary
from interface import forms
from interface.words import count_words
from partnerships.models import Place
from records.conflicts import Versioned
from records.file_box import FileBox
from records.files.process import Busy, turn
from records.files.tables import Unreadable
from records.names import plain_key
from records.source_fields import NamesSource

SHOW = "show"  # the button below a drawing, which says which outline was looked at
TOGETHER = "together"


class BoundaryForm(NamesSource, Versioned, forms.ModelForm):
    """A file, which is read and checked each time it is sent; nobody else sees it before whoever
    sends it has looked at just what it shows.

    ``drawn`` is the outline to look at, ``doubts`` what speaks against it. ``was_busy`` says that
    the file was turned away unread, for others were.
    """

    question_led = True
    needs_source = everyone_reads = True

    file = FileField(
        label="Which file holds the boundary?",
        max_length=200,
        widget=FileBox,
        help_text="GeoJSON with a polygon or several, in longitude and latitude (WGS 84), up to "
        f"{MOST} MB. Fine detail is simplified",
        error_messages={
            "required": "Choose the file",
            "empty": "The file is empty. Choose another",
            "max_length": "Shorten the name of the file",
        },
    )
    which = ChoiceField(
        label="Which of its areas is it?",
        widget=forms.Radios,
        required=False,
        error_messages={"required": "Choose the area that is the boundary of this place"},
    )
    as_at = forms.DayField(label="When was it drawn or agreed?")
    sure = BooleanField(label="It is the right boundary anyway", required=False)
    was_busy = False
    areas: Areas | None = None
    drawn: Outline | None = None
    doubts: Sequence[str] = ()

    class Meta:
        model = Boundary
        fields = ("as_at",)

    field_order = ("file", "which", "as_at", "source_title", "source_url", "sure")

    def __init__(self, *args: Any, user: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.place = user, place
        if not self.is_bound:
            self.leave_out()
        if self.instance.pk:
            file = self.fields["file"]
            file.required = False
            self.initial["file"] = in_words(self.instance.points)
            file.help_text = f"{file.help_text}. Without one, the boundary stays as it is drawn"
        self.ask_for_source("Where is it from?", "The map or document that it was drawn for")

    def mark(self, record: Boundary) -> str:
        return mark_of(record)

    def again(self, instance: Boundary) -> BoundaryForm:
        return type(self)(instance=instance, user=self.user, place=self.place)

    def is_valid(self) -> bool:
        """Whether it can be saved: a new outline only as it was looked at."""
        if not super().is_valid():
            return False
        return self.drawn is None or self.data.get(SHOW) == self.drawn.mark

    def full_clean(self) -> None:
        super().full_clean()
        self.leave_out()

    def leave_out(self) -> None:
        """What is asked of one file is not asked of another."""
        if "which" in self.fields and not self.fields["which"].required:
            del self.fields["which"]
        if not self.doubts:
            self.fields.pop("sure", None)

    def clean_file(self) -> str:
        """Read it, or say what is wrong with it; gives in words which of two boundaries it is."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):  # the one that is kept
            return str(file)
        try:
            with turn(self.user.pk):
                self.areas = read_boundary(file.read(MOST * 2**20 + 1))
        except Unreadable as problem:
            self.was_busy = isinstance(problem, Busy)
            raise ValidationError(f"{file.name}: {problem}") from problem
        if self.areas.together:
            which = self.fields["which"]
            which.required = True
            which.choices = [(str(at), one.name) for at, one in enumerate(self.areas.each)]
            which.choices += [(TOGETHER, "All of them together, as one area")]
            self._propose(which.choices)
        else:
            self.drawn = self.areas.each[0]
        return str(file.name)

    def _propose(self, choices: Sequence[tuple[str, str]]) -> None:
        """Choose the area that is called as the place is, where nothing was chosen."""
        own = plain_key(self.place.name)
        called = [key for key, name in choices if plain_key(name) == own]
        if len(called) == 1 and not self.data.get("which"):
            data: Any = self.data.copy()
            data["which"] = called[0]
            self.data = data

    def clean_which(self) -> str:
        """Which of several areas is meant."""
        which: str = self.cleaned_data["which"]
        if self.areas and which:
            self.drawn = self.areas.together if which == TOGETHER else self.areas.each[int(which)]
        return which

    def clean(self) -> dict[str, Any]:
        """A file that holds what is kept is no new one; one that seems wrong is asked about."""
        data: Any = super().clean()
        if self.drawn is None:
            return data
        if self.drawn.shape == self.instance.shape:
            data["file"], self.drawn = in_words(self.instance.points), None
            return data
        data["file"] = f"{data['file']}, with {count_words(self.drawn.points, 'point')}"
        codes = {council.code for council in whereabouts(self.place).councils}
        self.doubts = doubts_about(self.drawn.shape, self.place, codes)
        if self.doubts and self.data.get(SHOW) == self.drawn.mark and not data.get("sure"):
            self.add_error("sure", f"{self.doubts[0]}. Is it the right file? Tick the box if it is")
        return data

    def clean_as_at(self) -> dt.date:
        """A day that has come."""
        day: dt.date = self.cleaned_data["as_at"]
        if day > timezone.localdate():
            raise ValidationError("The day must be today or in the past")
        return day


def in_words(points: int) -> str:
    return f"The file that was sent, with {count_words(points, 'point')}"
