"""What a board decided, or is to decide: its form."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, ModelChoiceField, Textarea
from django.http import QueryDict
from django.utils import timezone

from governance.board.part_forms import BY_NAME, capitalise, offer_bodies
from governance.board.permissions import can_keep_board
from governance.board.sight import LEVELS
from governance.decision.actions import NEXT
from governance.decision.voting import item_of
from governance.meeting.models import AgendaItem, BoardMeeting
from governance.models import Board, Decision, Power
from interface import forms
from interface.words import capitalised, day_and_month
from partnerships.organisation.fields import long_text, organisation_field
from people.job_role.fields import ChoosesPost, role_field
from pilots.pounds import AsksPounds, pounds_field
from records.conflicts import Versioned
from records.models import Visibility
from records.periods import day_field, not_to_come
from records.source_fields import NamesSource

MOST_OPTIONS, LONGEST_OPTION = 6, 300
READERS = {
    Visibility.PUBLIC: "Also people who are not signed in",
    Visibility.NETWORK: "Anyone with an account",
    Visibility.PLACE: "People who sit on the board, look after it, or work at its places",
}
ITS_ITEM = (
    "Its item is private. Whatever you choose, only people who sit on the board or look after it, "
    "and the body that answers for it or confirms it, can read it"
)
NOT_YOURS = "Choose a board that you look after"
NOT_TO_ALL = "Not everyone can see the board itself. Show the board to everyone first"
# What is made says what, when, and where everybody reads it also so that residents understand it
NEEDED = (
    ("outcome", "Say what was decided"),
    ("decided_on", "Say when it was decided"),
    ("public_words", "Say it in one sentence for residents"),
)
STATES = {
    Decision.State.DUE: "It’s still to be decided",
    Decision.State.MADE: "It’s decided",
    Decision.State.PROVISIONAL: "It’s provisional, and waits to be confirmed",
    Decision.State.PUT_OFF: "It’s put off",
    Decision.State.DROPPED: "It’s dropped",
    Decision.State.WITHDRAWN: "It’s withdrawn",
}


def _one_of(model: Any, label: str, empty: str, **kwargs: Any) -> ModelChoiceField:
    """One of what the board has, which the form offers once the board is known."""
    rows = model.objects.none()
    return ModelChoiceField(rows, label=label, empty_label=empty, required=False, **kwargs)


def _power_words(power: Power) -> str:
    """What tells a power from one that took its place: "Decides: the pool, to be confirmed"."""
    return ", ".join(filter(None, [str(power), power.period, power.standing.lower()]))


class EditDecision(NamesSource, AsksPounds, ChoosesPost, Versioned, forms.ModelForm):
    """A decision, new or known. Of one that is known its board stays."""

    question_led = True
    chosen = "decided_by"
    sections = (
        forms.Section(
            "what", "What is decided", ("board", "title", "state", "why_now", "due", "options_text")
        ),
        forms.Section(
            "outcome",
            "What came out",
            (
                *("outcome", "chosen", "decided_on", "meeting", "item", "how", "decided_by"),
                *("votes_for", "votes_against", "abstained"),
            ),
        ),
        forms.Section("residents", "For residents", ("public_words",)),
        forms.Section("readers", "Who reads it", ("visibility",)),
        forms.Section(
            "who", "Who answers for it", ("accountable_body", "confirm_by"), is_aside=True
        ),
        forms.Section(
            "money", "Money and power", ("power", "amount", "beyond_because"), is_aside=True
        ),
        forms.Section("level", "At which level", ("level", "level_because"), is_aside=True),
        forms.Section(
            "after",
            "Before and after",
            ("supersedes", "review_on", "came_of_it", "came_on"),
            is_aside=True,
        ),
        forms.Section("from", "Where this is from", ("source_title", "source_url"), is_aside=True),
    )

    board = forms.RecordField(**BY_NAME, label="Which board?")
    options_text = CharField(
        label="What is there to choose from?",
        required=False,
        widget=Textarea({"rows": 3}),
        help_text=f"One option a line, {MOST_OPTIONS} at most",
    )
    due = day_field("When must it be decided by?", "due")
    outcome = long_text("What was decided?", required=False)
    decided_on = day_field("When was it decided?", "decided_on")
    decided_by = role_field("If one job role decided, not the board, which one?")
    meeting = _one_of(BoardMeeting, "At which meeting?", "At no meeting")
    item = _one_of(
        *(AgendaItem, "At which item?", "None, or not known"),
        help_text="So we know who was there when it was decided",
    )
    accountable_body = organisation_field(
        "Which body answers for it?",
        required=False,
        help_text="If you leave it empty, we use the body that answers for the power, or the board",
    )
    confirm_by = organisation_field(
        "If it’s provisional, who must confirm it?",
        required=False,
        help_text="Only where no body is known that answers for it",
    )
    power = _one_of(Power, "Under which power?", "Under no power, or not known")
    amount = pounds_field("What does it cost, in pounds?")
    supersedes = forms.RecordField(
        noun="decision",
        exact=("title__iexact",),
        near=lambda rows, text: rows.filter(title__icontains=text),
        describe=lambda one: str(one.when or ""),
        label="Which decision of this board does it replace?",
        required=False,
        help_text="Type its title",
    )
    review_on = day_field("When will you review it?", "review_on")
    came_of_it = long_text("What came of it?", required=False)
    came_on = day_field("Since when?", "came_on")

    class Meta:
        model = Decision
        fields = (
            *("title", "why_now", "due", "chosen", "state", "outcome", "how", "votes_for"),
            *("votes_against", "abstained", "decided_on", "decided_by", "meeting"),
            *("accountable_body", "power", "beyond_because", "confirm_by", "level"),
            *("level_because", "supersedes", "review_on", "public_words", "came_of_it", "came_on"),
            "visibility",
        )
        labels = {
            "title": "What is it about?",
            "why_now": "Why is it decided now?",
            "state": "What stage is it at?",
            "chosen": "Which option was chosen?",
            "how": "How was it decided?",
            "votes_for": "Votes for",
            "votes_against": "Votes against",
            "abstained": "Abstained",
            "beyond_because": "If it’s above the limit, why?",
            "level": "At which level is it decided?",
            "level_because": "Why is it not decided closer to the people it affects?",
            "public_words": "What was decided, in one sentence for residents?",
            "visibility": "Who can see this?",
        }
        help_texts = {
            **dict.fromkeys(("how", "level", "level_because", "title", "why_now"), ""),
            "chosen": "Its number in the list of options: 1 for the first",
            "public_words": "People who are not signed in read this first",
            "visibility": "All of it is covered by Freedom of Information. Please don’t name "
            "residents or single out a person",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arguments["user"] = user
        self.user = user
        self.offer(user)
        self.at = self._board()
        self._offer_board()
        offer_bodies(self, "accountable_body", "confirm_by")
        capitalise(self, "how", "level")
        fields: Any = self.fields
        fields["level"].choices = [("", "Not known"), *fields["level"].choices[1:]]
        fields["chosen"].min_value = 1
        now = self.instance.state if self.instance.pk else ""
        fields["state"].choices = [(state.value, STATES[state]) for state in NEXT[now]]
        fields["visibility"].widget = forms.Radios(hints=READERS)
        levels = [(level.value, capitalised(level.label)) for level in LEVELS]
        fields["visibility"].choices = levels
        if self._is_private():
            fields["visibility"].help_text = f"{ITS_ITEM}. {fields['visibility'].help_text}"
        self.initial["options_text"] = "\n".join(self.instance.options)

    def _is_private(self) -> bool:
        """Whether an item of it is private, as far as that is known before it is sent."""
        item = self.initial.get("item")
        if item is not None and item.is_private:
            return True
        return bool(self.instance.pk) and self.instance.items.private().exists()

    def _board(self) -> Board | None:
        """The board of the decision, as it is known, typed or asked for."""
        if self.instance.pk:
            return self.instance.board
        if not isinstance(self.data, QueryDict) or not self.data:
            return self.initial.get("board")
        typed = (self.data.get("board_pick") or "", self.data.get("board") or "")
        boards = Board.objects.visible_to(self.user).select_related("organisation")
        slug, name = (text.replace("\x00", "").strip() for text in typed)
        asked: Board | None = boards.filter(slug=slug).first() if slug else None
        return asked or boards.filter(organisation__name__iexact=name).first()

    def _offer_board(self) -> None:
        fields: Any = self.fields
        if self.instance.pk:
            del fields["board"]
        else:
            fields["board"].queryset = Board.objects.visible_to(self.user).select_related(
                "organisation"
            )
        if self.at is None or not can_keep_board(self.user, self.at):
            for name in ("meeting", "item", "power"):
                del fields[name]
            fields["supersedes"].queryset = Decision.objects.none()
            return
        today = timezone.localdate()
        meetings = BoardMeeting.objects.visible_to(self.user).filter(board=self.at)
        fields["meeting"].queryset = meetings.order_by("-on", "-id")
        fields["meeting"].label_from_instance = lambda one: day_and_month(one.on, today)
        items = AgendaItem.objects.visible_to(self.user).exclude(meeting=None)
        items = items.filter(board=self.at).select_related("meeting")
        fields["item"].queryset = items.order_by("-meeting__on", "position", "id")
        fields["item"].label_from_instance = lambda one: (
            f"{day_and_month(one.meeting.on, today)}: {one}"
        )
        fields["power"].queryset = self.at.powers.select_related("from_body", "accountable_body")
        fields["power"].label_from_instance = _power_words
        decided = Decision.objects.visible_to(self.user).filter(
            board=self.at, state__in=Decision.DECIDED
        )
        fields["supersedes"].queryset = decided.exclude(pk=self.instance.pk or 0)
        self._leave_unseen("meeting", "supersedes")
        if "supersedes" in fields and self.instance.supersedes is not None:
            self.initial["supersedes"] = self.instance.supersedes
        if self.instance.pk and "item" not in self.initial:
            self.initial["item"] = item_of(self.instance)

    def _leave_unseen(self, *names: str) -> None:
        """What it names and the writer may not see is not asked, and so stays as it is; without its
        meeting nor is the item."""
        fields: Any = self.fields
        for name in names:
            pk = getattr(self.instance, f"{name}_id")
            if pk and not fields[name].queryset.filter(pk=pk).exists():
                del fields[name]
        if "meeting" not in fields:
            del fields["item"]

    def clean_board(self) -> Board:
        """One that the writer keeps."""
        board: Board = self.cleaned_data["board"]
        if not can_keep_board(self.user, board):
            raise ValidationError(NOT_YOURS)
        self.instance.board = board
        return board

    def clean_options_text(self) -> list[str]:
        """The options, one a line."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["options_text"].split("\n")]
        options = [line for line in lines if line]
        if len(options) > MOST_OPTIONS:
            raise ValidationError(f"Name {MOST_OPTIONS} options at most")
        if any(len(option) > LONGEST_OPTION for option in options):
            raise ValidationError(f"Shorten each option to {LONGEST_OPTION} characters or fewer")
        self.instance.options = options
        return options

    def clean_decided_on(self) -> Any:
        """A day that has come."""
        return not_to_come(self, "decided_on")

    def clean(self) -> dict[str, Any]:
        """What is made says what and when; what everyone reads says so to residents."""
        data = super().clean() or self.cleaned_data
        chosen, options = data.get("chosen"), data.get("options_text")
        if chosen is not None and options is not None and not 1 <= chosen <= len(options):
            self.add_error("chosen", "Choose one of the options")
        is_public = data.get("visibility") == Visibility.PUBLIC
        needed = dict(NEEDED if is_public else NEEDED[:2])
        for name, words in needed.items() if data.get("state") in Decision.DECIDED else ():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, words)
        if is_public and self.at is not None and self.at.visibility != Visibility.PUBLIC:
            self.add_error("visibility", NOT_TO_ALL)
        self._check_item(data)
        return data

    def _check_item(self, data: dict[str, Any]) -> None:
        item, meeting = data.get("item"), data.get("meeting")
        if item is not None and meeting is not None and item.meeting_id != meeting.pk:
            self.add_error("item", f"That item is of the meeting on {item.meeting}")
        if item is not None and meeting is None:
            data["meeting"] = item.meeting
            self.instance.meeting = item.meeting

    def save(self, commit: bool = True) -> Any:
        """A job role that the writer may not see stays."""
        self.keep_unseen()
        return super().save(commit)
