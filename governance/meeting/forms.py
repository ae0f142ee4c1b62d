"""The forms of a meeting but for its agenda: its day, who comes, an interest, why it is off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BooleanField, CharField, ModelChoiceField, TimeField, TimeInput

from governance.board.seat_models import tell_apart
from governance.board.sight import LEVELS
from governance.meeting.permissions import can_keep_meeting, own_seats
from governance.meeting.quorum import seats_on
from governance.models import AgendaItem, Attendance, BoardMeeting, Interest, Seat
from interface import forms
from interface.filters import AnyOf, FilterSet
from interface.words import capitalised_choices
from partnerships.organisation.fields import radios
from people.models import JobRole
from records.conflicts import Versioned
from records.models import Visibility

READERS = {
    Visibility.PUBLIC: "Everyone, including people who are not signed in",
    Visibility.NETWORK: "Anyone with an account",
    Visibility.PLACE: "People with a role at its places",
}
HOURS = ("%H:%M", "%H.%M", "%I%p", "%I %p", "%I.%M%p", "%I:%M%p", "%I.%M %p", "%I:%M %p")
WIDER = "The board itself isn’t public, so its meetings can’t be"


def hour_field(label: str, help_text: str = "") -> TimeField:
    """An hour of a day in London, as people write it."""
    return TimeField(
        label=label,
        required=False,
        input_formats=HOURS,
        help_text=help_text,
        widget=TimeInput({"class": "auto", "size": 8}, format="%H:%M"),
        error_messages={"invalid": "Enter an hour, such as 10am or 14:30"},
    )


def sits_already(user: Any, meeting: BoardMeeting, instead: str, seat: Seat | None) -> str:
    """The job role that is named as a substitute, where it has another seat on the day: nobody sits
    there twice. Empty where it has none that this user sees. Two queries."""
    if not instead:
        return ""
    others = [one for one in seats_on(meeting) if seat is None or one.pk != seat.pk]
    rows = [(one.post_id, one.role_words) for one in others]
    titles = JobRole.objects.visible_to(user).filter(pk__in=[post for post, _ in rows if post])
    known = {*titles.values_list("title", flat=True), *(words for _, words in rows)}
    return next((title for title in known if title and _plain(title) == _plain(instead)), "")


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def offer_seats(field: Any, user: Any, seats: Iterable[Seat]) -> None:
    """These seats, each by a name that tells it from the others; they are not read again."""
    rows = list(seats)
    tell_apart(user, rows)
    field.queryset = Seat.objects.filter(pk__in=[seat.pk for seat in rows])
    empty = [] if field.empty_label is None else [("", field.empty_label)]
    field.choices = [*empty, *((seat.pk, seat.called) for seat in rows)]


class EditMeeting(Versioned, forms.ModelForm):
    """When and where a board meets, and who reads of it."""

    question_led = True

    on = forms.DayField(label="On which day does it meet?")
    starts_at = hour_field("From when?", "For example 10am or 14:30")
    ends_at = hour_field("Until when?")
    visibility = radios(
        "Who can read its agenda and minutes?",
        [(level, READERS[level]) for level in LEVELS],
        help_text="People who sit on the board can read all of it in any case. It’s covered by "
        "Freedom of Information",
    )

    class Meta:
        model = BoardMeeting
        fields = ("on", "starts_at", "ends_at", "where", "joining", "visibility")
        labels = {"where": "Where does it meet?", "joining": "How can people join from elsewhere?"}
        help_texts = {
            "where": "For example: County Hall, room 3",
            "joining": "A link or a number. Only people who sign in can read it",
        }

    def clean_visibility(self) -> str:
        """No wider than that of the board."""
        level: str = self.cleaned_data["visibility"]
        if level == Visibility.PUBLIC and self.instance.board.visibility != Visibility.PUBLIC:
            raise ValidationError(WIDER)
        return level


class CallOffMeeting(forms.Form):
    """Why a meeting won’t take place."""

    because = CharField(
        label="Why won’t it take place?",
        max_length=300,
        help_text="Everyone who can see the meeting reads this. Please don’t name anyone",
        error_messages={"required": "Say why it won’t take place"},
    )


class SayComing(forms.Form):
    """Whether one’s own seat is taken, by oneself or another."""

    question_led = True

    seat = ModelChoiceField(Seat.objects.none(), label="For which seat?", empty_label=None)
    state = radios(
        "Are you coming?",
        [
            (Attendance.State.COMING, "Yes, I’m coming, or somebody comes instead of me"),
            (Attendance.State.APOLOGIES, "No, I send apologies"),
        ],
        error_messages={"required": "Say whether you’re coming"},
    )
    for_them = CharField(
        label="If somebody comes instead, in which job role?",
        max_length=200,
        required=False,
        help_text="A job role, not a person’s name",
    )

    def __init__(self, *args: Any, user: Any, meeting: BoardMeeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.meeting = user, meeting
        self.seats = own_seats(user, meeting)
        offer_seats(self.fields["seat"], user, self.seats)
        if len(self.seats) == 1:
            del self.fields["seat"]
            known = meeting.attendance.filter(seat=self.seats[0]).first()
            if known:
                self.initial.update(state=known.state, for_them=known.for_them)

    def clean(self) -> dict[str, Any]:
        """Who comes instead comes; and may."""
        data = super().clean() or self.cleaned_data
        if not self.seats:
            raise ValidationError("You don’t hold a seat on the date of this meeting")
        if len(self.seats) == 1:
            data["seat"] = self.seats[0]
        seat = data.get("seat")
        if who := sits_already(self.user, self.meeting, data.get("for_them", ""), seat):
            self.add_error("for_them", f"{who} sits there already. Name another job role")
        if data.get("for_them") and data.get("state") == Attendance.State.APOLOGIES:
            self.add_error("for_them", "If somebody comes instead, choose that you’re coming")
        elif data.get("for_them") and seat is not None and seat.any_substitute is False:
            self.add_error("for_them", "Nobody can come instead for this seat")
        return data


class DeclareInterest(forms.Form):
    """A stake that who sits has in an item, or in what the board decides at all."""

    question_led = True

    seat = ModelChoiceField(Seat.objects.none(), label="Whose interest is it?")
    item = ModelChoiceField(
        AgendaItem.objects.none(),
        label="In which item?",
        required=False,
        empty_label="In all of the board’s work",
    )
    about = CharField(
        label="What is the interest?",
        max_length=300,
        help_text="For example: we lend staff to the front desk. Please don’t name anyone",
        error_messages={"required": "Say what the interest is"},
    )
    handled = radios(
        "What is done about it?",
        capitalised_choices(Interest.Handled.choices),
        required=False,
        help_text="Whoever stays without a vote or leaves doesn’t count for the quorum of the item",
    )
    ended = BooleanField(label="It’s over: there is no such interest any more", required=False)

    def __init__(self, *args: Any, user: Any, meeting: BoardMeeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keeps = can_keep_meeting(user, meeting)
        seats = seats_on(meeting) if keeps else own_seats(user, meeting)
        fields: Any = self.fields
        if len(seats) == 1:
            fields["seat"].initial, fields["seat"].empty_label = seats[0].pk, None
        offer_seats(fields["seat"], user, seats)
        items = AgendaItem.objects.visible_to(user).filter(meeting=meeting)
        fields["item"].queryset = items.order_by("position", "id")
        if not keeps:
            del fields["handled"]


class MeetingFilter(FilterSet):
    """Which meetings of a board: those that stand at a state."""

    state = AnyOf(
        "State", field_name="state", choices=capitalised_choices(BoardMeeting.State.choices)
    )
