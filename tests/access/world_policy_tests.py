"""Policy tests for the sweeps: one out with Bradford, one that is still being written."""

from __future__ import annotations

from typing import Any

from partnerships.models import Organisation
from tests import builders
from tests.access import readers
from tests.builders import Cast

OWNER = frozenset({"desnz_official"})
AT_BRADFORD = frozenset(
    {"bradford_officer", "bradford_editor", "region_editor", "yorkshire_connector"}
)

# They have no level: who reads them follows from who asks and who is asked.
FAMILIES = {
    "written_policy_test": dict.fromkeys(readers.BY_LEVEL, OWNER),
    "policy_test": dict.fromkeys(readers.BY_LEVEL, OWNER | AT_BRADFORD),
    "asked_place": dict.fromkeys(readers.BY_LEVEL, OWNER | AT_BRADFORD),
}


def make(cast: Cast) -> dict[str, Any]:
    """The record of each family; Bradford has agreed to reply."""
    desnz = Organisation.objects.get(name="Department for Energy Security and Net Zero")
    out = builders.policy_test("A register of homes", cast.bradford, owner=desnz)
    out.asked.update(state="approved")
    return {
        "written_policy_test": builders.policy_test("Not sent", owner=desnz),
        "policy_test": out,
        "asked_place": out.asked.select_related("test", "place").get(),
    }
