from __future__ import annotations

from typing import Any

from django.db import transaction

from partnerships.organisation.models import Organisation
from partnerships.skill.models import PartnerSkill


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
