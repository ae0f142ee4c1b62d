"""What belongs to a part that is switched off is declared by nobody meanwhile."""

from __future__ import annotations

import pytest

from interface.parts import MenuItem
from records.models import SwitchedOff
from records.switches import forget, used

pytestmark = pytest.mark.django_db


def test_declarations_of_a_part_that_is_off_are_left_out() -> None:
    pages = {one.page for one in used(MenuItem)}
    SwitchedOff.objects.create(part="training")
    forget()
    left = {one.page for one in used(MenuItem)}
    assert left < pages
    assert {"courses", "skills"} & pages
    assert not {"courses", "skills"} & left
