"""Forms: the markup of the mockups, plain messages, and nothing that was typed is lost."""

import re
from importlib import import_module
from typing import Any

import html5lib
import pytest
from django import forms as django_forms
from django.forms import formset_factory
from django.http import QueryDict
from django.template import Context, Template
from django.utils.safestring import mark_safe

from interface import forms
from interface.forms.messages import mistakes, required

# How a label begins that is a sentence, not what the answer is called
NO_NAMES = {"add", "as", "choose", "compare", "holds", "in", "with"}


class Update(forms.Form):
    question_led = True
    title = django_forms.CharField(label="Title", max_length=20, help_text="A few words")
    confidence = django_forms.ChoiceField(
        label="How confident are you?",
        choices=[("", "---------"), ("on_track", "On track"), ("help", "Needs help")],
        widget=forms.Radios(hints={"help": "A useful answer"}, reveals=["help"], inline=True),
    )
    themes = django_forms.MultipleChoiceField(
        label="Themes",
        choices=[("housing", "Housing"), ("health", "Health")],
        required=False,
        widget=forms.Checkboxes,
    )
    actual = django_forms.DecimalField(label="Actual", required=False, decimal_places=2)
    often = django_forms.ChoiceField(
        label="How often", choices=[("", "---------"), ("month", "Every month")], required=False
    )
    unknown = django_forms.BooleanField(
        label="Not known yet", required=False, widget=forms.Switch(reveals=True)
    )
    on = forms.ReducedDateField(label="Date", required=False)


GOOD = {"title": "Warm homes", "confidence": "on_track"}


def render(form: Any) -> str:
    html = str(form)
    html5lib.HTMLParser(strict=True).parseFragment(html)
    return re.sub(r"\s+", " ", html)


def sent(**changes: Any) -> Update:
    data = QueryDict(mutable=True)
    for name, value in (GOOD | changes).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Update(data)


def test_what_may_be_left_empty_says_so_and_no_star_is_used() -> None:
    html = render(Update())
    assert "Actual (optional)</label>" in html
    assert "Themes (optional)</legend>" in html
    assert '<label for="id_title">Title</label>' in html
    assert "Not known yet</label>" in html
    assert " required" not in html


def test_a_hint_and_an_error_are_tied_to_their_input() -> None:
    html = render(sent(title=""))
    assert '<p class="hint" id="id_title-hint">A few words</p>' in html
    assert (
        '<p class="err" id="id_title-err"><span class="vh">Error: </span>Enter the title</p>'
        in html
    )
    assert 'aria-invalid="true" aria-describedby="id_title-hint id_title-err"' in html


def test_radios_are_a_named_group_without_an_empty_choice() -> None:
    html = render(Update())
    assert "---------" not in html
    assert '<fieldset class="field q inline"> <legend>How confident are you?</legend>' in html
    assert 'aria-describedby="id_confidence_2-h" data-reveals' in html
    assert '<p class="hint" id="id_confidence_2-h">A useful answer</p>' in html


def test_a_single_box_can_reveal_what_follows() -> None:
    assert 'type="checkbox" name="unknown" data-reveals id="id_unknown"' in render(Update())


def test_the_summary_links_to_the_first_input_of_each_field() -> None:
    form = sent(title="", confidence="", on_day="31", on_month="2", on_year="2023")
    found = [(mistake.message, mistake.target) for mistake in mistakes(form)]
    assert found == [
        ("Enter the title", "id_title"),
        ("Choose an answer to “How confident are you?”", "id_confidence_1"),
        ("There is no 31 February 2023", "id_on_day"),
    ]
    html = render(form)
    for _, target in found:
        assert f'id="{target}"' in html


def test_the_summary_counts_over_several_forms_and_formsets() -> None:
    formset = formset_factory(Update, extra=0)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-title": "x"}
    )
    formset.is_valid()
    html = Template("{% load placebook %}{% error_summary form None formset %}").render(
        Context({"form": sent(title=""), "formset": formset})
    )
    # The second form of the set was not touched
    assert "There are 2 problems" in html
    assert 'href="#id_form-0-confidence_1"' in html
    assert 'role="alert"' in html


def test_a_form_without_mistakes_has_no_summary() -> None:
    html = Template("{% load placebook %}{% error_summary form %}").render(
        Context({"form": Update()})
    )
    assert html.strip() == ""


def test_too_long_a_text_is_kept_whole_and_said_with_its_length() -> None:
    form = sent(title="x" * 10_000)
    assert form.errors["title"] == ["Shorten “Title” to 20 characters or fewer. It has 10,000"]
    html = render(form)
    assert "x" * 10_000 in html
    assert "maxlength" not in html


def test_a_nul_character_is_taken_out_and_said() -> None:
    form = sent(title="Warm\x00 homes")
    assert "hidden character" in form.errors["title"][0]
    html = render(form)
    assert "\x00" not in html
    assert 'value="Warm homes"' in html


def test_a_nul_character_in_a_choice_or_a_date_is_no_fault_of_the_server() -> None:
    form = sent(confidence="on\x00_track", on_day="3\x001")
    assert not form.is_valid()
    assert set(form.errors) == {"confidence", "on"}


def test_characters_that_could_not_be_read_are_said() -> None:
    data = QueryDict(b"title=caf%E9&confidence=on_track")
    assert "could not be read" in Update(data).errors["title"][0]


@pytest.mark.parametrize("typed", ["1,200", "£1,200", " 1200 ", "1200.00"])
def test_numbers_are_read_as_people_write_them(typed: str) -> None:
    form = sent(actual=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["actual"] == 1200


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("forty one", "Enter a number, such as 41"),
        ("1,2", "Enter a number, such as 41"),
        ("NaN", "Enter a number, such as 41"),
        ("Infinity", "Enter a number, such as 41"),
        ("1.234", "Enter no more than 2 decimal places"),
    ],
)
def test_a_number_that_cannot_be_read_is_kept_and_said(typed: str, message: str) -> None:
    form = sent(actual=typed)
    assert form.errors["actual"] == [message]
    assert f'value="{typed}"' in render(form)


def test_an_answer_that_is_not_listed_is_said_in_plain_words() -> None:
    form = sent(confidence="splendid", often="hourly", themes=["housing", "gardens"])
    assert form.errors["confidence"] == [
        "Choose from the answers listed for “How confident are you?”"
    ]
    assert form.errors["often"] == ["Choose from the answers listed for “How often”"]
    assert form.errors["themes"] == ["Choose from the answers listed for “Themes”"]


def test_a_list_to_choose_from_names_its_empty_choice() -> None:
    assert '<option value="" selected>Choose one</option>' in render(Update())


def test_a_field_keeps_the_message_that_its_form_gave() -> None:
    class Own(forms.Form):
        what = django_forms.CharField(error_messages={"required": "Say what happened"})

    assert Own({}).errors["what"] == ["Say what happened"]


def test_a_message_says_the_label_that_the_form_gave_the_field_in_the_end() -> None:
    class Several(Update):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["confidence"].label = "How confident are you of them?"

    said = Several({}).errors["confidence"]
    assert said == ["Choose an answer to “How confident are you of them?”"]


def test_no_form_asks_for_an_answer_by_a_label_that_is_no_name_of_it() -> None:
    import_module("config.urls")  # and with it every form
    waiting, odd = [forms.PlainForm], set()
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        for name, field in getattr(form, "base_fields", {}).items():
            said = field.error_messages.get("required") if field.required else None
            if said == django_forms.Field.default_error_messages["required"]:
                asked = required(field, str(field.label or name))
                odd |= {asked for word in NO_NAMES if f" the {word} " in f"{asked} "}
    assert odd == set()


def test_what_was_chosen_stays_chosen_beside_a_mistake() -> None:
    html = render(sent(title="", themes=["health"], unknown="on"))
    assert 'value="on_track" id="id_confidence_1" checked' in html
    assert 'value="health" id="id_themes_1" checked' in html
    assert 'name="unknown" data-reveals id="id_unknown" checked' in html


class Topics(forms.Form):
    topics = django_forms.MultipleChoiceField(
        label="Topics",
        choices=[(str(n), f"Topic {n}") for n in range(1, 26)],
        required=False,
        widget=forms.Checkboxes,
    )


def test_a_long_list_of_boxes_folds_and_says_which_are_ticked() -> None:
    assert "<details><summary>Choose from 25</summary>" in render(Topics())
    ticked = render(Topics(QueryDict("topics=3&topics=7")))
    assert "<details><summary>Topic 3 and Topic 7. Change</summary>" in ticked
    assert "<details" not in render(Update()), "a short list stands open"


def test_a_long_list_stands_open_where_it_is_asked_for_or_has_to_be_put_right() -> None:
    wrong = render(Topics(QueryDict("topics=99")))
    assert "<details" not in wrong
    assert 'id="id_topics-err"' in wrong

    class Needed(Topics):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            self.fields["topics"].required = True

    class Filter(Topics):
        says_optional = False

    assert "<details" not in render(Needed())
    assert "<details" not in render(Filter())


class Places(forms.Form):
    first = django_forms.CharField(label="First", required=False)
    second = django_forms.CharField(label="Second", required=False)
    since = forms.ReducedDateField(label="Since", required=False)
    last = django_forms.CharField(label="Last", required=False)
    folds = {"More places": ("second", "since")}


@pytest.mark.parametrize(
    ("typed", "is_open"),
    [
        ("first=Here", False),
        ("second=There", True),
        ("since_year=2026", True),
        ("since_day=x", True),
    ],
)
def test_fields_that_few_need_fold_away_until_something_stands_there(
    typed: str, *, is_open: bool
) -> None:
    assert "<details><summary>More places</summary>" in render(Places())
    html = render(Places(QueryDict(typed)))
    assert ("<details open><summary>More places</summary>" in html) == is_open
    order = [
        html.index(f">{label}") for label in ("First", "More places", "Second", "Since", "Last")
    ]
    assert order == sorted(order)
    assert html.index("</details>") < html.index(">Last")


class Sectioned(forms.Form):
    """A form in two sections, of which the second asks for nothing."""

    other = django_forms.CharField(required=False)
    why = django_forms.CharField()
    how = django_forms.CharField(required=False)

    sections = (
        forms.Section("what", "What it is", ("how", "why", "place")),
        forms.Section("end", "How it ended", ("status",)),
        forms.Section("gone", "Nothing here", ("no_field",)),
    )
    revealed = ("why",)


def drawn(form: forms.Form) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", str(form)).split())


def test_a_form_stands_in_its_sections_in_their_order() -> None:
    assert drawn(Sectioned()) == "Other (optional) What it is How (optional) Why"
    html = str(Sectioned())
    assert html.index('<h2 id="what">') < html.index('name="how"') < html.index('class="reveal"')
    assert html.index('class="reveal"') < html.index('name="why"')


def test_what_is_not_asked_is_said_in_its_place_and_escaped() -> None:
    form = Sectioned()
    form.instead |= {"status": "It is <closed>.", "place": mark_safe("<b>Luton</b>")}
    assert "How it ended It is &lt;closed&gt;." in drawn(form)
    assert "<p>It is &lt;closed&gt;.</p>" in str(form)
    assert "<b>Luton</b>" in str(form)
    del form.fields["how"]
    assert drawn(form).startswith("Other (optional) What it is Why Luton")
