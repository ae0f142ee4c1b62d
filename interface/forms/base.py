"""The renderer of all forms, and what every form of the product does by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.base import File
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.http import QueryDict
from django.template import TemplateDoesNotExist
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html

from interface.forms import messages
from interface.forms.dates import ReducedDateField
from interface.forms.drawing import DRAWN, Part, Section, parts
from interface.forms.emails import unless_refused
from interface.words import in_lines, list_words, one_line

# Inputs that are not boxes to write in
UNBOXED = (
    forms.HiddenInput,
    forms.CheckboxInput,
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
    forms.FileInput,
)

# Types of inputs whose text is one line; a password is taken as it is
ONE_LINE = {"email", "number", "search", "tel", "text", "url"}

# More boxes than this fold away where all of them may stay empty
MANY_BOXES = 12
# Few people write as much as this into one box; a limit below it stands in the hint of its box
PLENTY = 5_000
# From so many sections on a form begins with links to them
SECTIONS_LINKED = 4


class BoundField(forms.BoundField):
    """A field as field.html shows it: hint, error, ids, "(optional)"."""

    @property
    def data(self) -> Any:
        """What was sent, without control characters: one line where the box has one."""
        sent, widget = super().data, self.field.widget
        if not isinstance(sent, str):
            return sent
        if isinstance(widget, forms.Textarea):
            return in_lines(sent)
        return one_line(sent) if getattr(widget, "input_type", "") in ONE_LINE else sent

    @property
    def hint(self) -> Any:
        """What helps to answer, with how much a box for prose takes where that is little: nothing
        is cut in the browser, so people are told before they write."""
        limit = getattr(self.field, "max_length", None)
        is_prose = isinstance(self.field.widget, forms.Textarea)
        if not is_prose or not limit or limit >= PLENTY or self.is_hidden:
            return self.help_text
        most, said = f"At most {limit:,} characters", self.help_text
        if not said:
            return most
        return format_html("{}{} {}", said, "" if said[-1] in ".!?" else ".", most)

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-err"

    @property
    def first_input_id(self) -> str:
        """The input that a link in the error summary leads to."""
        widget = self.field.widget
        if widget.is_hidden:
            return ""
        if hasattr(widget, "first_input_id"):
            return widget.first_input_id(self.auto_id)
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return f"{self.auto_id}_0"
        return self.auto_id

    @property
    def is_group(self) -> bool:
        """Radios or checkboxes."""
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def folded(self) -> str:
        """What stands for a long list of boxes until it is opened: those that are ticked. Empty
        where it does not fold: the list is short, asked for, or has to be put right."""
        takes_several = isinstance(self.field.widget, forms.CheckboxSelectMultiple)
        if not takes_several or not self.is_optional or self.errors:
            return ""
        if len(self.subwidgets) <= MANY_BOXES:
            return ""
        ticked = [
            str(subwidget.choice_label)
            for subwidget in self.subwidgets
            if subwidget.data["selected"]
        ]
        choices = list_words(ticked)
        return f"{choices}. Change" if choices else f"Choose from {len(self.subwidgets)}"

    @property
    def is_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_inline(self) -> bool:
        return getattr(self.field.widget, "inline", False)

    @property
    def is_optional(self) -> bool:
        """Whether the label ends in "(optional)": never for a single box or a filter, nor
        for what a choice above it asks for (``is_asked_for``)."""
        return (
            getattr(self.form, "says_optional", True)
            and not self.field.required
            and not self.is_checkbox
            and not getattr(self.field, "is_asked_for", False)
        )

    @property
    def aria_describedby(self) -> str | None:
        ids = [self.field.widget.attrs.get("aria-describedby", "")]
        if self.auto_id and not self.is_hidden:
            ids.append(self.hint_id if self.hint else "")
            ids.append(self.error_id if self.errors else "")
        return " ".join(part for part in ids if part) or None

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        # The server says what is missing, in words; the browser's bubbles do not
        built.pop("required", None)
        if self.use_fieldset and not getattr(widget, "takes_invalid", False):
            # Radios and checkboxes may not carry it; their group says the error
            built.pop("aria-invalid", None)
        if not isinstance(widget, UNBOXED) and not self.use_fieldset:
            extra = widget.attrs.get("class", "")
            narrow = "auto" if isinstance(widget, forms.Select) else ""
            built["class"] = " ".join(part for part in ("in", extra or narrow) if part)
        elif isinstance(widget, forms.FileInput):
            built["class"] = "file"  # into which files are dropped as well
        return built


class Renderer(TemplatesSetting):
    """Renders all forms with templates/forms/; plain inputs as Django's own templates do."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = BoundField

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if draw := DRAWN.get(template_name):
            return draw(context["widget"])
        return super().render(template_name, context, request)

    def get_template(self, template_name: str) -> Any:
        try:
            return super().get_template(template_name)
        except TemplateDoesNotExist:
            return _DJANGO.get_template(template_name)


_DJANGO = DjangoTemplates()


class NumberBox(forms.TextInput):
    """A number as people write it: "1,200" and "£1,200" will do.

    Not ``type=number``, which loses what it cannot read.
    """

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        if not isinstance(typed, str):
            return typed
        bare = re.sub(r"(?<=\d),(?=\d{3})", "", typed.strip().removeprefix("£").strip())
        return bare if re.fullmatch(r"-?\d+(\.\d+)?", bare) else typed


def _let_it_be_typed(field: forms.Field) -> None:
    """Boxes take whatever is typed or pasted, so that nothing is cut or lost in the browser."""
    for limit in ("maxlength", "minlength"):
        field.widget.attrs.pop(limit, None)
    if type(field.widget) is forms.NumberInput:
        kept = {k: v for k, v in field.widget.attrs.items() if k not in ("min", "max", "step")}
        whole = not isinstance(field, forms.DecimalField | forms.FloatField)
        field.widget = NumberBox({"inputmode": "numeric" if whole else "decimal", **kept})


class PlainForm(forms.BaseForm):
    """What each form does by itself: plain messages, text that can be stored, and email
    addresses that can be sent to.

    ``question_led`` shows the labels as questions (larger). ``says_optional``
    adds "(optional)" to what may be left empty. ``empty_choice`` is the first
    line of a list to choose from. ``folds`` names fields that few need beneath
    words of their own: ``{"More places": ("place_2", "part_2")}``. What is ``carried``
    opens with what another record says, and stays folded until it is changed; ``answers_open``
    is False where what was answered beneath is told elsewhere on the page. ``sections`` put
    fields under heads, in their order. ``revealed`` are asked for by the answer before
    them. ``instead`` says by name what stands in a section where no field does: words
    (a paragraph), or what is drawn already. ``sends_email`` is False where an address
    is compared alone, with those that are stored.
    """

    question_led = False
    says_optional = True
    sends_email = True
    empty_choice = "Choose one"
    folds: Mapping[str, Sequence[str]] = {}
    carried: Sequence[str] = ()
    answers_open = True
    sections: Sequence[Section] = ()
    revealed: Sequence[str] = ()

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        self._unreadable: dict[str, str] = {}
        self.instead: dict[str, str] = {}
        if data is not None:
            data = self._storable(data)
        super().__init__(data, *args, **kwargs)
        for field in self.fields.values():
            messages.name_the_empty_choice(field, self.empty_choice)
            _let_it_be_typed(field)
            if self.sends_email and isinstance(field, forms.EmailField):
                field.validators.append(unless_refused(field.validators))

    @property
    def laid_out(self) -> list[Part]:
        """The fields as form.html shows them."""
        return parts(self)

    @property
    def is_in_columns(self) -> bool:
        """Whether its sections stand in two columns."""
        return any(section.is_aside for section in self.sections)

    @property
    def heads(self) -> list[Section]:
        """The sections that are shown, for links to them; none where few or side by side."""
        shown = [part.section for part in self.laid_out if part.section]
        return shown if len(shown) >= SECTIONS_LINKED and not self.is_in_columns else []

    def _storable(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """The data with line ends unified and NUL characters taken out, remembering where."""
        clean: MultiValueDict[str, Any] = QueryDict(mutable=True)
        for name in data:
            values = data.getlist(name) if hasattr(data, "getlist") else [data[name]]
            clean.setlist(name, [self._storable_value(name, value) for value in values])
        return clean

    def _storable_value(self, name: str, value: Any) -> Any:
        if not isinstance(value, str) or isinstance(value, File):
            return value
        if "\x00" in value:
            self._unreadable[name] = messages.NUL
        elif "\ufffd" in value:
            self._unreadable[name] = messages.UNREADABLE
        return value.replace("\x00", "").replace("\r\n", "\n")

    def full_clean(self) -> None:
        for name, field in self.fields.items():  # now, for a form may change its labels
            messages.say_plainly(name, field)
        super().full_clean()
        for name in self.fields:
            sent = self.add_prefix(name)
            parts = (sent, *(f"{sent}_{part}" for part in ("day", "month", "year", "pick")))
            wrong = next((self._unreadable[part] for part in parts if part in self._unreadable), "")
            if wrong and name not in self.errors:
                self.add_error(name, wrong)


class Form(PlainForm, forms.Form):
    """A form of the product."""


class ModelForm(PlainForm, forms.ModelForm):
    """A form of one record.

    A ``ReducedDateField(precision_to="started_precision")`` fills both the
    date and the model's precision, and shows both when the form opens.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, to in self._dated():
            day = self.initial.get(name)
            if day is not None and not isinstance(day, tuple):
                self.initial[name] = (day, getattr(self.instance, to))

    def _dated(self) -> list[tuple[str, str]]:
        return [
            (name, field.precision_to)
            for name, field in self.fields.items()
            if isinstance(field, ReducedDateField) and field.precision_to
        ]

    def _post_clean(self) -> None:
        for name, to in self._dated():
            if name in self.cleaned_data:
                day, precision = self.cleaned_data[name] or (None, "")
                self.cleaned_data[name] = day
                if precision:
                    self.cleaned_data[to] = precision
                    setattr(self.instance, to, precision)
        super()._post_clean()  # type: ignore[misc]


def asked_for(form: Any, *names: str) -> None:
    """What another answer asks for is not said to be optional."""
    for name in names:
        if name in form.fields:
            form.fields[name].is_asked_for = True
