"""Answers that more than one form of barriers offers, each with its line of help."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.forms import CharField, ModelChoiceField, Textarea
from django.utils.html import format_html
from django.utils.safestring import SafeString

from access.visibility import reader_of
from barriers.barrier.models.kind import NOT_SURE
from barriers.models import Category
from interface.forms import Radios, RecordField
from interface.words import capitalised
from people.models import Team
from pilots.models import Pilot
from records.models import Visibility

LONGEST = 4_000
ORGANISATION, FIND_OUT, NOT_KNOWN = "organisation", "find_out", "not_known"
FIND_OUT_HINT = (
    "Until an owner is found, the directory connectors of the place and the leads of the pilot’s "
    "programme can read it too, whatever you answer to “Who can see this?”"
)
UNLOCK_HINTS = {
    FIND_OUT: FIND_OUT_HINT,
    NOT_KNOWN: "Only the people you choose under “Who can see this?” can read it",
}
# Shown while that answer is chosen; where a browser cannot tell, always, and true all the same.
WHILE_SOUGHT = (
    '<span class="if-sought">While your answer to “Who could change this?” is “Not sure”, the '
    "directory connectors of {}, and the leads of the pilot’s programme, can read it as well, "
    "whatever you choose here.</span>"
)
ITS_PLACES = "its places"
FOI = "All of these can be asked for under the Freedom of Information Act."
UNNAMED = str(Pilot())


def long_text(label: str, rows: int, **kwargs: Any) -> CharField:
    """A text of several lines."""
    return CharField(label=label, max_length=LONGEST, widget=Textarea({"rows": rows}), **kwargs)


def kinds() -> list[Category]:
    """The kinds of barrier in their order."""
    return list(Category.objects.all())


def kind_answers(categories: list[Category]) -> dict[str, Any]:
    """Choices and widget of "What kind of barrier is it?"; kinds that claim a rule reveal more."""
    return {
        "choices": [
            *((category.key, category.name) for category in categories),
            (NOT_SURE, "Not sure"),
        ],
        "widget": Radios(
            hints={
                **{category.key: category.hint for category in categories},
                NOT_SURE: "We will help you choose",
            },
            reveals=[category.key for category in categories if category.concerns_rules],
        ),
    }


def level_answers(place: str, team: str, *, public: bool = False) -> dict[str, Any]:
    """Choices and widget of "Who can see this?", narrowest first, saying who reads each."""
    readers = f"You, the people on {team}" if team else "You"
    at = _there(place, "or")
    hints = {
        Visibility.TEAM: f"{readers} and the editors of {at}",
        Visibility.PLACE: "Also the contributors and directory connectors there",
        Visibility.PROGRAMME: "Also anyone with a role on the pilot’s programme, such as its leads",
        Visibility.NETWORK: "Anyone with an account",
        Visibility.PUBLIC: "Also people who are not signed in. If it names an organisation, ask "
        "for this on its page",
    }
    levels = [level for level in hints if public or level != Visibility.PUBLIC]
    labels = {level: capitalised(level.label) for level in levels}
    return {
        "choices": list(labels.items()),
        "widget": Radios(hints={level: hints[level] for level in levels}),
    }


def level_help(place: str, *said: str) -> SafeString:
    """What stands below "Who can see this?": who reads it as well while an owner is sought."""
    return format_html("{} {}", " ".join(said), format_html(WHILE_SOUGHT, _there(place, "and")))


def _there(place: str, joint: str) -> str:
    """A place, or the places of a barrier, with what they are part of: roles there reach down."""
    they = "they are" if place == ITS_PLACES else "it is"
    return f"{place or 'the place'} {joint} of the areas that {they} in"


def offer(form: Any, name: str, *, choices: list[tuple[Any, str]], widget: Radios) -> None:
    """Put answers on a field of a form that depend on who fills it in."""
    form.fields[name].widget = widget
    form.fields[name].choices = choices


def pilot_field(**kwargs: Any) -> RecordField:
    """A pilot, by its name or what it is about: many have no name that is known."""
    return RecordField(
        Pilot.objects.none(),
        noun="pilot",
        near=_near,
        describe=lambda pilot: pilot.summary[:120],
        suggest="pilot_suggest",
        help_text="Start to type its name",
        **kwargs,
    )


def _near(rows: QuerySet[Pilot], text: str) -> QuerySet[Pilot]:
    if text == UNNAMED:
        return rows.filter(name="")
    fields = ("name", "summary", "challenge", "slug")
    rule = Q()
    for field in fields:
        rule |= Q(**{f"{field}__icontains": text})
    return rows.filter(rule)


def own_teams(user: Any) -> list[Team]:
    """The teams that this person works in."""
    reader = reader_of(user)
    return list(Team.objects.filter(pk__in=sorted(reader.teams))) if reader else []


def team_field(teams: list[Team], chosen: int | None = None) -> ModelChoiceField:
    """Which of somebody's several teams works on it."""
    own = [team.pk for team in teams]
    return ModelChoiceField(
        Team.objects.filter(pk__in=own),
        label="Which of your teams works on it?",
        empty_label=None,
        widget=Radios(),
        initial=chosen if chosen in own else None,
        error_messages={
            "required": "Choose one of your teams",
            "invalid_choice": "Choose one of your teams",
        },
    )
