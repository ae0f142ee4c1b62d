"""Who reads what, as a literal table: the rule of design §5 said a second time, by name.

The records of the world stand in Bradford, belong to the programme and to the team, and were
written by ``author``. Each level adds readers to those of the level before it.
"""

from __future__ import annotations

from collections.abc import Iterable

TEAM = frozenset({"author", "teammate", "bradford_editor", "region_editor"})
PLACE = TEAM | {"bradford_officer", "yorkshire_connector"}
PROGRAMME = PLACE | {"pfpp_lead", "evaluator"}
NETWORK = PROGRAMME | {
    "luton_officer",
    "luton_editor",
    "desnz_official",
    "administrator",
    "former_officer",
    "outsider",
}
PUBLIC = NETWORK | {"resident"}

SIGNED_IN = NETWORK
EVERYONE = PUBLIC

BY_LEVEL = {
    "team": TEAM,
    "place": PLACE,
    "programme": PROGRAMME,
    "network": NETWORK,
    "public": PUBLIC,
}
# An update or figure that is not accepted yet reaches no further than the place and its funder.
NOT_ACCEPTED = {
    level: readers if level in ("team", "place") else PROGRAMME
    for level, readers in BY_LEVEL.items()
}
# A barrier that needs an owner is read by the connectors and the programme's leads as well.
NEEDS_OWNER = {
    level: readers | {"yorkshire_connector", "pfpp_lead"} for level, readers in BY_LEVEL.items()
}
OPEN = dict.fromkeys(BY_LEVEL, PUBLIC)
# Working text, and what names a body: never for the public
NOT_PUBLIC = {level: readers - {"resident"} for level, readers in BY_LEVEL.items()}
# An error report about Bradford: whoever made it, and the editors to whom it went.
REPORT = frozenset({"author", "bradford_editor", "region_editor"})
# A meeting that the author asked of the energy department.
MEETING = frozenset({"author", "desnz_official"})


def always(who: Iterable[str]) -> dict[str, frozenset[str]]:
    """The same readers at every level, where the record has none of its own."""
    return dict.fromkeys(BY_LEVEL, frozenset(who))


# --- Who may do what, where several subjects say the same ---

ADMINISTRATORS = frozenset({"administrator"})
EDITORS = frozenset({"bradford_editor", "region_editor"})
# Whoever keeps Bradford right, and those who keep any place or body right
KEEPERS = EDITORS | {"yorkshire_connector"}
DIRECTORY = KEEPERS | {"luton_editor", "desnz_official"}
