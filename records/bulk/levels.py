"""Changing who sees many records at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import ChoiceField

from interface import forms
from interface.words import capitalised, count_words
from records.bulk.lists import LEVELS, NOT_YOURS, Look, Operation, OperationForm
from records.models import Visibility


class LevelForm(OperationForm):
    """Who is to see them."""

    visibility = ChoiceField(
        label="Who can see them?",
        choices=[(level.value, capitalised(level.label)) for level in LEVELS],
        widget=forms.Radios(
            hints={
                Visibility.TEAM: "Who wrote it, the people on its team and the editors of its "
                "places or of the areas that they are in",
                Visibility.PLACE: "Also the contributors and directory connectors there",
                Visibility.PROGRAMME: "Also anyone with a role on its programme, such as its leads",
                Visibility.NETWORK: "Anyone with an account",
                Visibility.PUBLIC: "Also people who are not signed in",
            }
        ),
        help_text="All of it can be asked for under the Freedom of Information Act",
    )
    field_order = ("visibility", "why")


class ChangeLevel(Operation):
    """Narrower hides them from people who read them now; wider shows them as they are."""

    key, label, done = "level", "Change who sees them", "changed"
    form = LevelForm
    noun: str

    def may_publish(self, user: Any, record: Any) -> bool:
        """Whether this person may show it to everyone."""
        raise NotImplementedError

    def refused(self, records: Sequence[Any], level: str) -> dict[int, str]:
        """Those that the level is not for, and why."""
        return {}

    def look(self, user: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Look]:
        level = Visibility(said["visibility"])
        open_to_them = [record for record in records if self.permission(user, record)]
        refused = self.refused([r for r in open_to_them if r.visibility != level], level)
        looks = {}
        for record in records:
            if not self.permission(user, record):
                why = NOT_YOURS
            elif record.visibility == level:
                why = f"It is for {level.label} already"
            elif level == Visibility.PUBLIC and not self.may_publish(user, record):
                why = "Only an editor of its place shows it to everyone"
            else:
                why = refused.get(record.pk, "")
            before = capitalised(Visibility(record.visibility).label)
            after = capitalised(level.label)
            looks[record.pk] = Look(why_not=why) if why else Look(before, after)
        return looks

    def notes(
        self, user: Any, changing: Sequence[Any], looks: dict[int, Look], said: dict[str, Any]
    ) -> list[str]:
        public = [record for record in changing if record.visibility == Visibility.PUBLIC]
        if changing and said["visibility"] == Visibility.PUBLIC:
            number = count_words(len(changing), self.noun)
            verb, them = ("becomes", "it") if len(changing) == 1 else ("become", "them")
            return [f"{number} {verb} public: everyone can read {them}, without signing in."]
        if not public:
            return []
        verb = "is" if len(public) == 1 else "are"
        number = count_words(len(public), self.noun)
        made = [f"{number} {verb} public now. What people have copied stays with them."]
        if lost := sum(not self.may_publish(user, record) for record in public):
            which = "that" if len(public) == lost == 1 else f"{lost} of them"
            made.append(f"You cannot undo {which}: only editors of the place show it to everyone.")
        return made

    def write(self, by: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Any]:
        kept = {record.pk: {"fields": {"visibility": record.visibility}} for record in records}
        rows = type(records[0]).objects.filter(pk__in=kept)
        rows.update(visibility=said["visibility"])
        return kept

    def cannot_undo(
        self, user: Any, records: Sequence[Any], put_back: dict[int, Any]
    ) -> dict[int, str]:
        """What was public is shown again by the same rules as when it was first."""
        opened = [
            record
            for record in records
            if put_back[record.pk]["fields"]["visibility"] == Visibility.PUBLIC
        ]
        refused = self.refused(opened, Visibility.PUBLIC)
        for record in opened:
            if not self.may_publish(user, record):
                refused[record.pk] = "Only an editor of its place shows it to everyone again"
        return refused
