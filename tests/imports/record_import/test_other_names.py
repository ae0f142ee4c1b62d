"""What else bodies and places are called comes in from a list."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from imports.record_import import actions
from partnerships.models import Organisation, OrganisationPlace, Place, PlaceName, Synonym
from partnerships.organisation.permissions import bodies_kept, can_edit_organisation
from tests import builders as make
from tests.builders import Cast
from tests.imports.record_import.brought import bring, lines, looked, problems

pytestmark = pytest.mark.django_db


def test_other_names_of_bodies_come_in_once_and_find_them_in_the_next_file(
    bradford: Place, editor: User
) -> None:
    hub = make.organisation("Keighley Hub", "voluntary")
    OrganisationPlace.objects.create(organisation=hub, place=bradford)
    csv = lines("Organisation,Also called", "Keighley Hub,The Old Mill", "Keighley Hub,KH")
    row = bring(editor, bradford, "organisation_names", csv, level="")
    assert (row.new, row.changed) == (2, 0)
    said = hub.synonyms.values_list("words", "created_by")
    assert set(said) == {("The Old Mill", editor.pk), ("KH", editor.pk)}
    again = lines("Organisation,Alias", "Old Mill,the old mill", "KH,Mill Hub")
    row = bring(editor, bradford, "organisation_names", again, level="")
    assert row.new == 1
    assert Synonym.objects.filter(organisation=hub).count() == 3
    actions.undo(by=editor, row=row)
    assert Synonym.objects.filter(organisation=hub).count() == 2


def test_nobody_names_the_bodies_of_others(bradford: Place, editor: User) -> None:
    make.organisation("Luton Hub", "voluntary")
    row = looked(
        editor, bradford, "organisation_names", lines("Organisation,Also called", "Luton Hub,LH")
    )
    [problem] = problems(row)
    assert "is looked after by others" in problem
    assert not Synonym.objects.exists()


def test_other_names_of_places_come_in(bradford: Place, editor: User) -> None:
    ward = make.place("Manningham", "ward", bradford)
    csv = lines("Place,Also called", "Manningham,Manny", ",Worstedopolis")
    row = bring(editor, bradford, "place_names", csv, level="")
    assert row.new == 2
    made = PlaceName.objects.filter(kind="other").values_list("place", "name")
    assert set(made) == {(ward.pk, "Manny"), (bradford.pk, "Worstedopolis")}
    row = looked(editor, bradford, "place_names", lines("Place,Also called", ",worstedopolis"))
    assert row.preview["new"] == 0
    elsewhere = make.place("Luton")
    row = looked(editor, bradford, "place_names", lines("Place,Also called", "Luton,Lutton"))
    assert [one.text for one in row.left_rows.all()] == ["is for Luton"]
    assert elsewhere.names.count() == 1


def test_the_bodies_that_somebody_keeps_are_those_that_they_may_change(cast: Cast) -> None:
    team = make.organisation("Homes team", parent=cast.council)
    hub = make.organisation("Bradford Hub", "voluntary")
    OrganisationPlace.objects.create(organisation=hub, place=cast.bradford)
    readers = (cast.bradford_editor, cast.desnz_official, cast.administrator, cast.outsider)
    for reader in readers:
        may = {body for body in Organisation.objects.all() if can_edit_organisation(reader, body)}
        assert set(bodies_kept(reader)) == may
    assert {team, hub} <= set(bodies_kept(cast.administrator))
    assert not bodies_kept(AnonymousUser()).exists()
