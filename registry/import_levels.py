"""Who may see what an import makes: never everyone, for nothing is published by a file."""

from __future__ import annotations

from records.models import Visibility
from registry.imported import Scope

Level = tuple[str, str, str]  # value, words, who that is


def levels_to_choose(scope: Scope, team: str = "its team") -> list[Level]:
    """The levels that a person may choose, the narrowest first."""
    place = scope.place.name if scope.place else "its place"
    hints = {
        Visibility.TEAM: f"You, {team} and the editors of {place} or of the areas that it is in",
        Visibility.PLACE: "Also the contributors and directory connectors there",
        Visibility.PROGRAMME: "Also anyone with a role on its programme, such as its leads",
        Visibility.NETWORK: "Anyone with an account",
    }
    return [(str(level), str(level.label), hint) for level, hint in hints.items()]
