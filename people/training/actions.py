from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from partnerships.organisation.models import Organisation
from people.models import Attendance, Course, OwnTraining
from people.training.models import PartnerSkill


@transaction.atomic
def record_attendance(
    *, by: Any, course: Course, organisation: Organisation, on: dt.date, people: int
) -> Attendance:
    """How many people of a body came on a day; said again, the number is corrected."""
    rows = Attendance.objects.select_for_update()
    key = {"course": course, "organisation": organisation, "on": on}
    attendance = rows.filter(**key).first() or Attendance(**key, created_by=by)
    attendance.people = people
    attendance.save()
    return attendance


def note_own_training(*, by: Any, course: Course, on: dt.date) -> OwnTraining:
    """A person's own note, read by nobody else."""
    note, _ = OwnTraining.objects.update_or_create(user=by, course=course, defaults={"on": on})
    return note


def forget_own_training(*, by: Any, course: Course) -> None:
    """Take the note back; nothing of it is kept."""
    OwnTraining.objects.filter(user=by, course=course).delete()


@transaction.atomic
def say_skill(*, by: Any, organisation: Organisation, skill: str, **values: Any) -> PartnerSkill:
    """How a body stands with a skill; what was said before stays in history.

    ``values``: standing, basis, said_on, note.
    """
    key = {"organisation": organisation, "skill": skill}
    rows = PartnerSkill.objects.select_for_update()
    standing = rows.filter(**key).first() or PartnerSkill(**key, created_by=by)
    for name, value in values.items():
        setattr(standing, name, value)
    standing.save()
    return standing
