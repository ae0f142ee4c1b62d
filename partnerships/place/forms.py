"""The form of a place's own page."""

from __future__ import annotations

from interface.forms import ModelForm
from partnerships.models import Place
from records import conflicts


class EditPlace(conflicts.Versioned, ModelForm):
    """What a place says of itself. Names, codes and what lies within come from official lists."""

    question_led = True

    class Meta:
        model = Place
        fields = ("description",)
        labels = {"description": "What should people know about this place?"}
        help_texts = {
            "description": "Two or three plain sentences that a resident understands. "
            "They stand at the top of the page, for everyone to read."
        }
