from __future__ import annotations

from partnerships.organisation.models import Organisation
from partnerships.place.models.place import Place
from people.job_role.models import JobRole

# What the directory is made of. Forms name a record by its kind.
Kept = Place | Organisation | JobRole
KINDS: dict[str, type[Kept]] = {"place": Place, "organisation": Organisation, "post": JobRole}
