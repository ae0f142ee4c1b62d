"""Who reads a visit to a place that is of no pilot."""

from __future__ import annotations

import pytest

from pilots.models import Engagement
from tests import engaged
from tests.builders import Cast

pytestmark = pytest.mark.django_db


def test_a_visit_to_a_place_is_read_at_that_place_as_its_level_says(cast: Cast) -> None:
    for level in ("team", "place"):
        engaged.visit(None, cast.bradford, visibility=level, purpose=f"For the {level}")
    read = {
        who: {one.purpose for one in Engagement.objects.visible_to(getattr(cast, who))}
        for who in ("bradford_editor", "bradford_officer", "luton_editor")
    }
    assert read == {
        "bradford_editor": {"For the team", "For the place"},
        "bradford_officer": {"For the place"},
        "luton_editor": set(),
    }
