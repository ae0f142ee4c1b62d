"""Lists of bodies as registers publish them: which of their columns is which."""

from __future__ import annotations

import pytest

from partnerships.models import Organisation
from tests import builders as make
from tests.imports.record_import.brought import lines, looked, send

pytestmark = pytest.mark.django_db
CHARITIES = (
    "registered_charity_number,charity_company_registration_number,charity_name,charity_type,"
    "charity_contact_postcode,charity_contact_phone_number,area"
)


def test_an_office_and_a_size_are_not_where_a_body_works() -> None:
    place = make.place("Bradford")
    editor = make.user("Edith Editor", ("place_editor", place))
    line = "1000001,01234567,Warm Hearts,Charitable company,BD1 1HY,01274,1305.0"
    row = send(editor, place, "organisations", lines(CHARITIES, line))
    assert row.columns == {"0": "charity", "1": "company", "2": "name", "3": "sector"}
    row = looked(editor, place, "organisations", lines(CHARITIES, line))
    assert not row.preview.get("questions")
    voluntary = Organisation.Sector.VOLUNTARY
    assert row.found["sure"]["sector"] == {"charitable company": voluntary}
