"""What is done with many pilots at once, by the rules that hold for one alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, Value, When
from django.db.models.functions import Greatest

from interface.words import capitalised, count_words
from partnerships.topic.adding import AddTopic
from people.models import Team
from pilots.bulk.forms import EndSeveral, GiveToTeam, JoinProgramme
from pilots.models import IndicatorPlan, Lesson, Phase, Pilot, PilotTopic, StatusChange
from pilots.pilot.permissions import can_close_pilot, can_edit_pilot, can_publish_pilot
from pilots.status.actions import refusal
from records.bulk.levels import ChangeLevel
from records.bulk.lists import NOT_YOURS, Look, Operation
from records.models import Visibility

TARGETS = "It has targets: close it on its own page, and say there what became of them"
TEAM_ENDED = "The team that it had before has ended"
PHASES = "Somebody has changed its phases since"


class EndPilots(Operation):
    """They close, or are stopped, on one day for one reason."""

    key, label, done = "end", "Close or stop", "ended"
    form = EndSeveral

    def permission(self, user: Any, record: Any) -> bool:
        return can_close_pilot(user, record)

    def look(self, user: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Look]:
        keys = [record.pk for record in records]
        last = _last_steps(keys)
        plans = IndicatorPlan.objects.filter(
            indicator__pilot__in=keys, valid_to=None, target_low__isnull=False
        )
        targets = set(plans.order_by().values_list("indicator__pilot", flat=True))
        after = capitalised(Pilot.Status(said["to"]).label)
        looks = {}
        for record in records:
            if not self.permission(user, record):
                why = NOT_YOURS
            elif record.has_ended:
                why = f"It is {record.get_status_display()} already"
            elif record.pk in targets:
                why = TARGETS
            else:
                why = _refused(record, said, last.get(record.pk))
            before = capitalised(record.get_status_display())
            looks[record.pk] = Look(why_not=why) if why else Look(before, f"{after}, {said['on']}")
        return looks

    def write(self, by: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Any]:
        keys, on = [record.pk for record in records], said["on"]
        phases = _end_phases(keys, on)
        has_lesson = set(
            Lesson.objects.filter(pilot__in=keys).order_by().values_list("pilot", flat=True)
        )
        steps = StatusChange.objects.bulk_create(
            StatusChange(
                pilot=record,
                before=record.status,
                after=said["to"],
                on=on.first,
                on_precision=on.precision,
                why=said["why"].strip(),
                no_lessons_because="" if record.pk in has_lesson else said["no_lessons_because"],
                created_by=by,
            )
            for record in records
        )
        # One that was planned and never came to it did not start
        Pilot.objects.filter(pk__in=keys).update(
            status=said["to"],
            start=Case(When(start__gt=on.last, then=Value(None)), default=F("start")),
            end=on.last,
            end_precision=on.precision,
            update_due=None,
        )
        names = ("status", "start", "end", "end_precision", "update_due")
        return {
            record.pk: {
                "fields": {name: getattr(record, name) for name in names},
                "made": {StatusChange._meta.label: [step.pk]},
                "parts": {
                    Phase._meta.label: {
                        phase.pk: {"end": None, "end_precision": phase.end_precision}
                        for phase in phases
                        if phase.pilot_id == record.pk
                    }
                },
                "phases": _versions([phase for phase in phases if phase.pilot_id == record.pk]),
            }
            for record, step in zip(records, steps, strict=True)
        }

    def cannot_undo(
        self, user: Any, records: Sequence[Any], put_back: dict[int, Any]
    ) -> dict[int, str]:
        """Those whose phases somebody has changed: they would say something else than before."""
        wanted = {
            int(key): (record.pk, version)
            for record in records
            for key, version in put_back[record.pk]["phases"].items()
        }
        now = dict(Phase.objects.filter(pk__in=wanted).values_list("pk", "version"))
        changed = [pk for key, (pk, version) in wanted.items() if now.get(key) != version]
        return dict.fromkeys(changed, PHASES)


def _end_phases(pilots: Sequence[int], on: Any) -> list[Phase]:
    """End those that run; gives them as they were."""
    running = Phase.objects.filter(pilot__in=pilots, start__isnull=False, end=None).order_by("pk")
    phases = list(running.select_for_update(of=("self",)))
    Phase.objects.filter(pk__in=[phase.pk for phase in phases]).update(
        end=Greatest(Value(on.last), F("start")), end_precision=on.precision
    )
    return phases


def _versions(phases: Sequence[Phase]) -> dict[int, int]:
    """The versions that these have once they are ended: the database raises each by one."""
    return {phase.pk: phase.version + 1 for phase in phases}


def _last_steps(pilots: Sequence[int]) -> dict[int, StatusChange]:
    rows = StatusChange.objects.filter(pilot__in=pilots)
    newest = rows.order_by("pilot_id", "-on", "-id").distinct("pilot_id")
    return {step.pilot_id: step for step in newest}


def _refused(pilot: Pilot, said: dict[str, Any], last: StatusChange | None) -> str:
    if problem := refusal(pilot, said["to"], said["on"], last=last):
        return problem[1]
    if pilot.start and pilot.start > said["on"].last and pilot.status not in Pilot.NEVER_RAN:
        return f"It started in {pilot.started}, after the day that you gave"
    return ""


class AddPilotTopic(AddTopic):
    """What they are about besides."""

    link, record = PilotTopic, "pilot"

    def permission(self, user: Any, record: Any) -> bool:
        return can_edit_pilot(user, record)


class ChangePilotLevel(ChangeLevel):
    """Who sees them."""

    noun = "pilot"

    def permission(self, user: Any, record: Any) -> bool:
        return can_edit_pilot(user, record)

    def may_publish(self, user: Any, record: Any) -> bool:
        return can_publish_pilot(user, record)


class GivePilots(Operation):
    """Another team of their lead place works on them, by the word of those who edit that place."""

    key, label, done = "team", "Give to another team", "given"
    form = GiveToTeam

    def permission(self, user: Any, record: Any) -> bool:
        return can_publish_pilot(user, record)

    def look(self, user: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Look]:
        team, looks = said["team"], {}
        for record in records:
            if not self.permission(user, record):
                why = NOT_YOURS
            elif record.team_id == team.pk:
                why = "It is this team's already"
            elif record.lead_place.pk != team.place_id:
                why = f"{record.lead_place} leads it: give it to a team of that place"
            else:
                why = ""
            before = str(record.team or "No team")
            looks[record.pk] = Look(why_not=why) if why else Look(before, str(team))
        return looks

    def notes(
        self, user: Any, changing: Sequence[Any], looks: dict[int, Look], said: dict[str, Any]
    ) -> list[str]:
        kept = sum(record.visibility == Visibility.TEAM for record in changing)
        if not kept:
            return []
        verb, them = ("is", "it") if kept == 1 else ("are", "them")
        pilots = f"{count_words(kept, 'pilot')} {verb} kept to the team"
        return [f"{pilots}: the new one reads {them}, the one before no longer does."]

    def write(self, by: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Any]:
        kept = {record.pk: {"fields": {"team_id": record.team_id}} for record in records}
        Pilot.objects.filter(pk__in=kept).update(team=said["team"])
        return kept

    def cannot_undo(
        self, user: Any, records: Sequence[Any], put_back: dict[int, Any]
    ) -> dict[int, str]:
        """Those whose team has ended since: it would work on them no more."""
        before = {record.pk: put_back[record.pk]["fields"]["team_id"] for record in records}
        ended = Team.objects.filter(pk__in=set(before.values()) - {None}, ended_on__isnull=False)
        over = set(ended.order_by().values_list("pk", flat=True))
        return {key: TEAM_ENDED for key, team in before.items() if team in over}


class PutInProgramme(Operation):
    """Pilots of no programme join one, as a tracker brought them in."""

    key, label, done = "programme", "Add to a programme", "changed"
    form = JoinProgramme

    def permission(self, user: Any, record: Any) -> bool:
        return can_edit_pilot(user, record)

    def look(self, user: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Look]:
        looks = {}
        for record in records:
            if not self.permission(user, record):
                looks[record.pk] = Look(why_not=NOT_YOURS)
            elif record.programme_id:
                looks[record.pk] = Look(why_not=f"It is part of {record.programme} already")
            else:
                looks[record.pk] = Look("No programme", str(said["programme"]))
        return looks

    def notes(
        self, user: Any, changing: Sequence[Any], looks: dict[int, Look], said: dict[str, Any]
    ) -> list[str]:
        shown = sum(record.visibility == Visibility.PROGRAMME for record in changing)
        pilots = count_words(shown, "pilot")
        return (
            [f"Anyone with a role on the programme will then be able to read {pilots}."]
            if shown
            else []
        )

    def write(self, by: Any, records: Sequence[Any], said: dict[str, Any]) -> dict[int, Any]:
        keys = [record.pk for record in records]
        Pilot.objects.filter(pk__in=keys).update(programme=said["programme"])
        return {key: {"fields": {"programme_id": None}} for key in keys}
