"""The forms of an agenda, chosen and written, of its minutes, and of who is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    Field,
    IntegerField,
    Textarea,
    TextInput,
    TypedChoiceField,
)

from governance.meeting.as_held import differs_from_kept
from governance.meeting.forms import sits_already
from governance.meeting.rows import FormOfRows, FormRow
from governance.models import AgendaItem, Attendance, BoardMeeting, Seat
from interface import forms
from interface.words import capitalised_choices
from people.job_role.fields import role_field
from people.models import JobRole
from pilots.engagement.actions import NewPromise
from registry.agenda import SuggestedItem

HERE, LATER, OUT = "here", "later", "out"
STAYS = ((HERE, "On this agenda"), (LATER, "Leave it for a later meeting"), (OUT, "Take it off"))
SAY_WHY = "Say why it is private: everyone who can read the meeting can read that"
OPEN_ACTION = "Everyone signed in who can read the meeting reads this once its minutes are sent"
PRIVATE_ACTION = (
    "The item is private: only people who sit on the board or look after it, and whoever is to do "
    "this, can read it"
)
ANEW = "Use the seats and the quorum rule as they’re now recorded for that day"
ANEW_MORE = (
    "The board’s pages say something else of that day now than when the meeting was held. Tick "
    "this only if they were wrong or missing then"
)
STATES = (("", "Not said"), *capitalised_choices(Attendance.State.choices))


def _text(label: str, most: int, *, rows: int = 0, **kwargs: Any) -> CharField:
    widget = Textarea({"rows": rows}) if rows else TextInput()
    return CharField(label=label, max_length=most, required=False, widget=widget, **kwargs)


class ChooseItems(forms.Form):
    """``groups`` are the suggestions under heads; ``shown`` the same with a box for each."""

    says_optional = False

    def __init__(
        self, *args: Any, groups: list[tuple[str, list[SuggestedItem]]], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.groups = groups
        for _, rows in groups:
            for one in rows:
                label = f"{one.title} (private)" if one.is_private else one.title
                self.fields[one.key] = BooleanField(
                    label=label, help_text=one.asks, required=False, initial=True
                )
        self.shown = [(head, [(one, self[one.key]) for one in rows]) for head, rows in groups]

    @property
    def chosen(self) -> list[SuggestedItem]:
        """What was ticked. For a valid form."""
        every = [one for _, rows in self.groups for one in rows]
        return [one for one in every if self.cleaned_data.get(one.key)]


def _agenda_fields() -> dict[str, Field]:
    return {
        "title": _text("What is it about?", 200),
        "kind": ChoiceField(
            label="What is it for?", choices=capitalised_choices(AgendaItem.Kind.choices)
        ),
        "asks": _text("What is the board asked to do?", 500),
        "lead_words": _text("Who leads it? A job role, not a name", 200),
        "position": IntegerField(
            label="Order",
            min_value=0,
            max_value=9_999,
            widget=TextInput({"inputmode": "numeric", "class": "w2"}),
        ),
        "is_private": BooleanField(
            label="It’s private: only people who sit on the board can read it", required=False
        ),
        "private_because": _text("If it’s private, why? Everyone reads this", 200),
    }


def _agenda_values(record: Any) -> dict[str, Any]:
    names = ("title", "kind", "asks", "lead_words", "position", "is_private", "private_because")
    if record is None:
        return dict.fromkeys((*names, "stays"), "")
    stays = HERE if record.meeting_id else LATER
    return {**{name: getattr(record, name) for name in names}, "stays": stays}


class WriteAgenda(FormOfRows):
    """Every item of an agenda, and one more."""

    values = staticmethod(_agenda_values)

    def __init__(
        self, *args: Any, user: Any, meeting: BoardMeeting, items: Sequence[AgendaItem], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.user, self.meeting = user, meeting
        for item in items:
            stays = ChoiceField(label="Does it stay?", choices=STAYS)
            self.add_row(f"item{item.pk}", item, {**_agenda_fields(), "stays": stays}, about=item)
        for name, field in _agenda_fields().items():
            if name != "position":
                self.fields[f"new_{name}"] = field
        self.initial.setdefault("new_kind", AgendaItem.Kind.DISCUSS)
        self.new = {
            name: self[f"new_{name}"] for name in _agenda_fields() if f"new_{name}" in self.fields
        }

    def clean(self) -> dict[str, Any]:
        """An item has a title, and a private one says why."""
        data = super().clean() or self.cleaned_data
        for row in self.rows:
            self._check(data, row.key)
        if any(data.get(f"new_{name}") for name in ("asks", "lead_words", "is_private")):
            self._check(data, "new")
        return data

    def _check(self, data: dict[str, Any], key: str) -> None:
        if not data.get(f"{key}_title") and f"{key}_title" not in self.errors:
            self.add_error(f"{key}_title", "Say what it is about")
        if not data.get(f"{key}_is_private"):
            data[f"{key}_private_because"] = ""
        elif not data.get(f"{key}_private_because"):
            self.add_error(f"{key}_private_because", SAY_WHY)

    @property
    def added(self) -> dict[str, Any] | None:
        """The facts of one more item; None where none was typed. For a valid form."""
        said = {name: self.cleaned_data.get(f"new_{name}") for name in self.new}
        return said if said["title"] else None


def _minutes_values(record: Any) -> dict[str, Any]:
    if record is None:
        return {"state": "", "minutes": ""}
    return {"state": record.state, "minutes": record.minutes.replace("\r\n", "\n").strip()}


class WriteMinutes(FormOfRows):
    """What was said at every item and what came of it, and the actions given there."""

    values = staticmethod(_minutes_values)

    def __init__(
        self, *args: Any, user: Any, meeting: BoardMeeting, items: Sequence[AgendaItem], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.user, self.meeting = user, meeting
        roles = JobRole.objects.visible_to(user).open().select_related("organisation")
        for item in items:
            self.add_row(f"item{item.pk}", item, self._fields(item, roles), about=item)
        title = _text("Was there something that wasn’t on the agenda? What was it about?", 200)
        self.fields["new_title"] = title
        self.new = {"title": self["new_title"]}

    @staticmethod
    def _fields(item: AgendaItem, roles: Any) -> dict[str, Field]:
        owner = role_field("Which job role will do it?")
        owner.queryset = roles
        return {
            "state": ChoiceField(
                label="What came of it?", choices=capitalised_choices(AgendaItem.State.choices)
            ),
            "minutes": _text("What was said?", 10_000, rows=3),
            "action": _text(
                "What needs to be done?",
                300,
                help_text=PRIVATE_ACTION if item.is_private else OPEN_ACTION,
            ),
            "owner": owner,
            "owner_said": _text("Or in words, if it isn’t in the directory", 200),
            "due": forms.DayField(label="By when?", required=False),
        }

    def clean(self) -> dict[str, Any]:
        """An action says what, who and by when."""
        data = super().clean() or self.cleaned_data
        for row in self.rows:
            said = {
                name: data.get(f"{row.key}_{name}")
                for name in ("action", "owner", "owner_said", "due")
            }
            if not any(said.values()):
                continue
            owner = said["owner"] or said["owner_said"]
            needed = {
                "action": (said["action"], "Say what needs to be done"),
                "owner_said": (owner, "Say which job role will do it"),
                "due": (said["due"], "Enter the date it must be done by"),
            }
            for name, (answer, words) in needed.items():
                if not answer and f"{row.key}_{name}" not in self.errors:
                    self.add_error(f"{row.key}_{name}", words)
        return data

    def promise(self, row: FormRow) -> NewPromise | None:
        """The action of an item; None where none was given. For a valid form."""
        said: dict[str, Any] = {
            name: self.cleaned_data.get(f"{row.key}_{name}") for name in row.fields
        }
        if not said["action"]:
            return None
        return NewPromise(said["action"], said["due"], said["owner"], said["owner_said"] or "")

    @property
    def added(self) -> dict[str, Any] | None:
        """One more item that was taken; None where none was typed."""
        title = self.cleaned_data.get("new_title")
        return {"title": title, "kind": AgendaItem.Kind.DISCUSS} if title else None


def _there_values(record: Any) -> dict[str, Any]:
    if record is None:
        return {"state": "", "for_them": "", "from_item": None, "until_item": None}
    return {
        "state": record.state,
        "for_them": record.for_them,
        "from_item": record.from_item_id,
        "until_item": record.until_item_id,
    }


class NoteAttendance(FormOfRows):
    """Every seat of a meeting: who comes, or who was there, from and until which item."""

    values = staticmethod(_there_values)

    def __init__(
        self,
        *args: Any,
        user: Any,
        meeting: BoardMeeting,
        seats: Sequence[Seat],
        known: dict[int, Attendance],
        items: Sequence[AgendaItem],
        is_day: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.meeting = user, meeting
        ahead = ("", *Attendance.AHEAD)
        states = [one for one in STATES if is_day or one[0] in ahead]
        numbered = [(item.pk, f"{n}. {item.title}") for n, item in enumerate(items, 1)]
        self.of_seat: dict[str, Seat] = {}
        for seat in seats:
            fields: dict[str, Field] = {
                "state": ChoiceField(label="There", choices=states, required=False),
                "for_them": _text("Instead, in which job role", 200),
            }
            if is_day:
                fields["from_item"] = _item("Came at", "The start", numbered)
                fields["until_item"] = _item("Left after", "The end", numbered)
            key = f"seat{seat.pk}"
            self.of_seat[key] = seat
            self.add_row(key, known.get(seat.pk), fields, about=seat)
        self.anew = None
        if differs_from_kept(meeting):
            self.fields["anew"] = BooleanField(label=ANEW, required=False, help_text=ANEW_MORE)
            self.anew = self["anew"]

    def clean(self) -> dict[str, Any]:
        """Nobody is there by a seat that is vacant."""
        data = super().clean() or self.cleaned_data
        there = (Attendance.State.COMING, Attendance.State.HERE)
        for row in self.rows:
            seat = self.of_seat[row.key]
            if data.get(f"{row.key}_state") in there and getattr(seat, "is_vacant", False):
                self.add_error(
                    f"{row.key}_state",
                    f"The seat of {seat} was vacant on that day, so nobody was there for it",
                )
            instead = data.get(f"{row.key}_for_them")
            if instead and not data.get(f"{row.key}_state"):
                self.add_error(f"{row.key}_state", "Say whether somebody was there")
            if instead and (who := sits_already(self.user, self.meeting, instead, seat)):
                self.add_error(f"{row.key}_for_them", f"{who} sits there already, by another seat")
        return data


def _item(label: str, empty: str, items: list[tuple[int, str]]) -> TypedChoiceField:
    return TypedChoiceField(
        label=label, choices=[("", empty), *items], coerce=int, empty_value=None, required=False
    )
