"""Small things that people record of themselves and their bodies: skills, training, expenses."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from partnerships.models import Attendance, Course, Organisation, OwnTraining, PartnerSkill


@transaction.atomic
def say_skill(*, by: Any, organisation: Organisation, skill: str, **said: Any) -> PartnerSkill:
    """How a body stands with a skill; what was said before stays in history.

    ``said``: standing, basis, said_on, note.
    """
    rows = PartnerSkill.objects.select_for_update()
    found = rows.filter(organisation=organisation, skill=skill).first()
    one = found or PartnerSkill(organisation=organisation, skill=skill, created_by=by)
    for name, value in said.items():
        setattr(one, name, value)
    one.save()
    return one


@transaction.atomic
def record_attendance(
    *, by: Any, course: Course, organisation: Organisation, on: dt.date, people: int
) -> Attendance:
    """How many people of a body came on a day; said again, the number is corrected."""
    rows = Attendance.objects.select_for_update()
    found = rows.filter(course=course, organisation=organisation, on=on).first()
    one = found or Attendance(course=course, organisation=organisation, on=on, created_by=by)
    one.people = people
    one.save()
    return one


def note_own_training(*, by: Any, course: Course, on: dt.date) -> OwnTraining:
    """A person's own note, read by nobody else."""
    note, _ = OwnTraining.objects.update_or_create(user=by, course=course, defaults={"on": on})
    return note


def forget_own_training(*, by: Any, course: Course) -> None:
    """Take the note back; nothing of it is kept."""
    OwnTraining.objects.filter(user=by, course=course).delete()
