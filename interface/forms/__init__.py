"""Forms: plain words, the markup of the mockups, dates in three boxes, type-ahead.

``FORM_RENDERER = "interface.forms.Renderer"``. Every form of the product
inherits ``Form`` or ``ModelForm`` from here.
"""

from interface.forms.base import BoundField, Form, ModelForm, PlainForm, Renderer, asked_for
from interface.forms.choices import Checkboxes, Radios, Switch
from interface.forms.dates import (
    DayField,
    DayText,
    LastDayField,
    ReducedDateField,
    ReducedDateInput,
    parse_date,
)
from interface.forms.drawing import Section
from interface.forms.emails import can_be_emailed
from interface.forms.known import NOT_KNOWN, SaysYesOrNo, yes_or_no
from interface.forms.records import RecordField, TypeAhead, suggestions
from interface.forms.references import ReferenceField, ReferencesField

__all__ = [
    "NOT_KNOWN",
    "BoundField",
    "Checkboxes",
    "DayField",
    "DayText",
    "Form",
    "LastDayField",
    "ModelForm",
    "PlainForm",
    "Radios",
    "RecordField",
    "ReducedDateField",
    "ReducedDateInput",
    "ReferenceField",
    "ReferencesField",
    "Renderer",
    "SaysYesOrNo",
    "Section",
    "Switch",
    "TypeAhead",
    "asked_for",
    "can_be_emailed",
    "parse_date",
    "suggestions",
    "yes_or_no",
]
