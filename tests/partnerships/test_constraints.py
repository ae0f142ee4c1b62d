"""Every named constraint of places, organisations, programmes and roles, broken once."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partnerships.models import (
    EarlierProgramme,
    Member,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
    OrganisationSuccession,
    Partnership,
    PartnershipPlace,
    Place,
    PlaceCode,
    PlaceLink,
    PlaceName,
    PlaceReach,
    Programme,
    ProgrammeBody,
    ProgrammePlace,
    Topic,
)
from people.models import Assignment
from people.role.models import SCOPES_OF, Role
from policy.models import Priority
from tests import builders

pytestmark = pytest.mark.django_db

MAY, JUNE, JULY = dt.date(2024, 5, 1), dt.date(2024, 6, 1), dt.date(2024, 7, 1)


def broken(change: Any) -> str:
    """The name of the constraint that refuses a change; fails where none does."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        change()
    return refused.value.__cause__.diag.constraint_name


def changed(record: Any, **fields: Any) -> Any:
    """A change of these columns of a record, past every form."""
    return lambda: type(record).objects.filter(pk=record.pk).update(**fields)


def backwards(model: Any, **fields: Any) -> Any:
    return lambda: model.objects.create(valid_from=JUNE, valid_to=MAY, **fields)


@pytest.fixture
def luton() -> Place:
    return builders.place("Luton")


@pytest.fixture
def council() -> Organisation:
    return builders.organisation("Luton Council")


def test_no_dated_row_ends_before_it_begins(luton: Place, council: Organisation) -> None:
    east = builders.place("East")
    made = builders.programme()
    together = Partnership.objects.create(name="Together", slug="together")
    user = builders.user("Ada")
    refused = {
        "place_name_dates_in_order": backwards(PlaceName, place=luton, name="X", kind="other"),
        "place_code_dates_in_order": backwards(PlaceCode, place=luton, code="E1"),
        "place_link_dates_in_order": backwards(PlaceLink, place=luton, other=east, kind="within"),
        "organisation_name_dates_in_order": backwards(
            OrganisationName, organisation=council, name="X"
        ),
        "programme_body_dates_in_order": backwards(
            ProgrammeBody, programme=made, organisation=builders.organisation("A body")
        ),
        "programme_place_dates_in_order": backwards(ProgrammePlace, programme=made, place=luton),
        "member_dates_in_order": backwards(Member, partnership=together, organisation=council),
        "assignment_dates_in_order": backwards(
            Assignment, user=user, role="contributor", place=luton
        ),
    }
    for name, change in refused.items():
        assert broken(change) == name


def test_a_programme_ends_after_it_starts() -> None:
    change = lambda: Programme.objects.create(  # noqa: E731
        name="X", slug="x", start=JUNE, end=MAY
    )
    assert broken(change) == "programme_dates_in_order"


def test_a_place_has_one_name_today(luton: Place) -> None:
    again = lambda: PlaceName.objects.create(place=luton, name="Lutton")  # noqa: E731
    assert broken(again) == "place_one_current_name"

    PlaceName.objects.filter(place=luton).update(valid_to=JUNE)
    PlaceName.objects.create(place=luton, name="Lutton", valid_from=JUNE)
    PlaceName.objects.create(place=luton, name="LTN", kind="short")


def test_an_organisation_has_one_name_today(council: Organisation) -> None:
    again = lambda: OrganisationName.objects.create(  # noqa: E731
        organisation=council, name="Borough"
    )
    assert broken(again) == "organisation_one_current_name"


def test_a_code_names_one_place_and_a_place_has_one_code_today(luton: Place) -> None:
    east = builders.place("East")
    PlaceCode.objects.create(place=luton, code="E06000032")

    taken = lambda: PlaceCode.objects.create(place=east, code="E06000032")  # noqa: E731
    second = lambda: PlaceCode.objects.create(place=luton, code="E06000099")  # noqa: E731
    loose = lambda: PlaceCode.objects.create(place=east, code="e06 1")  # noqa: E731
    assert broken(taken) == "place_code_once"
    assert broken(second) == "place_one_current_code"
    assert broken(loose) == "place_code_written_plainly"


def test_the_same_link_never_holds_twice_on_one_day(luton: Place) -> None:
    east = builders.place("East")
    link = {"place": luton, "other": east, "kind": "within"}
    PlaceLink.objects.create(**link, valid_from=MAY, valid_to=JULY)

    overlapping = lambda: PlaceLink.objects.create(**link, valid_from=JUNE)  # noqa: E731
    assert broken(overlapping) == "place_link_never_twice"
    PlaceLink.objects.create(**link, valid_from=JULY)


def test_the_share_of_an_overlap_is_a_part(luton: Place) -> None:
    east = builders.place("East")
    for share in ("0", "1.5"):
        change = lambda share=share: PlaceLink.objects.create(  # noqa: E731
            place=luton, other=east, kind="overlaps", share=share
        )
        assert broken(change) == "place_link_share_is_part"


def test_a_place_is_not_within_itself(luton: Place) -> None:
    change = lambda: PlaceLink.objects.create(  # noqa: E731
        place=luton, other=luton, kind="within"
    )
    assert broken(change) == "place_not_within_itself"


def test_a_place_is_not_within_itself_by_way_of_others(luton: Place) -> None:
    county = builders.place("County")
    region = builders.place("Region", "region")
    PlaceLink.objects.create(place=luton, other=county, kind="within")
    PlaceLink.objects.create(place=county, other=region, kind="within")

    change = lambda: PlaceLink.objects.create(  # noqa: E731
        place=region, other=luton, kind="within"
    )
    assert broken(change) == "place_no_cycle"


def test_reach_holds_each_pair_once(luton: Place) -> None:
    change = lambda: PlaceReach.objects.create(ancestor=luton, place=luton)  # noqa: E731
    assert broken(change) == "place_reach_once"


def test_nothing_is_its_own_parent(council: Organisation) -> None:
    topic = Topic.objects.create(name="Housing", slug="housing")
    own = lambda: Organisation.objects.filter(pk=council.pk).update(parent=council)  # noqa: E731
    same = lambda: Topic.objects.filter(pk=topic.pk).update(parent=topic)  # noqa: E731
    assert broken(own) == "organisation_not_its_own_parent"
    assert broken(same) == "topic_not_its_own_parent"


def test_no_body_is_within_itself_by_way_of_others(council: Organisation) -> None:
    team = builders.organisation("Team", parent=council)
    desk = builders.organisation("Desk", parent=team)
    change = lambda: Organisation.objects.filter(pk=council.pk).update(parent=desk)  # noqa: E731
    assert broken(change) == "organisation_parent_no_cycle"
    council.parent = desk
    with pytest.raises(ValidationError) as refused:
        council.clean()
    assert set(refused.value.message_dict) == {"parent"}


def test_no_body_comes_after_itself_by_way_of_others(council: Organisation) -> None:
    """Also where it was split, and one of two has another after it."""
    one, other, last = (builders.organisation(name) for name in ("One", "Other", "Last"))
    builders.succeed(council, one, other)
    builders.succeed(other, last)
    back = OrganisationSuccession(before=last, after=council)
    assert broken(back.save) == "organisation_successor_no_cycle"
    with pytest.raises(ValidationError) as refused:
        back.clean()
    assert set(refused.value.message_dict) == {"after"}
    turned = OrganisationSuccession.objects.filter(before=council, after=one)
    assert broken(lambda: turned.update(before=last, after=council)) == (
        "organisation_successor_no_cycle"
    )
    itself = OrganisationSuccession(before=one, after=one)
    assert broken(itself.save) == "organisation_not_its_own_successor"
    twice = OrganisationSuccession(before=other, after=last)
    assert broken(twice.save) == "organisation_succeeded_once"


def test_no_theme_is_below_itself_by_way_of_others() -> None:
    made: list[Topic] = []
    for name in ("Homes", "Warm homes", "Damp"):
        parent = made[-1] if made else None
        made.append(Topic.objects.create(name=name, slug=name[:4], parent=parent))
    first, _, last = made
    change = lambda: Topic.objects.filter(pk=first.pk).update(parent=last)  # noqa: E731
    assert broken(change) == "topic_no_cycle"
    first.parent = last
    with pytest.raises(ValidationError) as refused:
        first.clean()
    assert set(refused.value.message_dict) == {"parent"}


def test_no_priority_is_taken_over_from_itself_by_way_of_others() -> None:
    first = builders.priority("Warm homes")
    last = builders.priority("Dry homes", parent=builders.priority("Homes", parent=first))
    change = lambda: Priority.objects.filter(pk=first.pk).update(parent=last)  # noqa: E731
    assert broken(change) == "priority_no_cycle"
    first.parent = last
    with pytest.raises(ValidationError) as refused:
        first.clean()
    assert set(refused.value.message_dict) == {"parent"}


def test_an_anchor_says_why(council: Organisation) -> None:
    change = lambda: Organisation.objects.filter(pk=council.pk).update(  # noqa: E731
        is_anchor=True
    )
    assert broken(change) == "organisation_anchor_has_reason"


def test_links_are_made_once(luton: Place, council: Organisation) -> None:
    made = builders.programme(places=[luton])
    together = Partnership.objects.create(name="Together", slug="together")
    PartnershipPlace.objects.create(partnership=together, place=luton)
    Member.objects.create(partnership=together, organisation=council, role="lead")
    OrganisationPlace.objects.create(organisation=council, place=luton, role="governs")
    OrganisationIdentifier.objects.create(organisation=council, scheme="GB-LAE", value="LUT")
    other = builders.organisation()
    ProgrammeBody.objects.create(programme=made, organisation=council)
    before = builders.programme("Total Place")
    made.builds_on.add(before)
    refused = {
        "earlier_programme_once": lambda: EarlierProgramme.objects.create(
            programme=made, earlier=before
        ),
        "earlier_programme_no_circle": lambda: EarlierProgramme.objects.create(
            programme=before, earlier=made
        ),
        "earlier_programme_is_another": lambda: EarlierProgramme.objects.create(
            programme=made, earlier=made
        ),
        "programme_place_once": lambda: ProgrammePlace.objects.create(programme=made, place=luton),
        "partnership_place_once": lambda: PartnershipPlace.objects.create(
            partnership=together, place=luton
        ),
        "programme_body_once": lambda: ProgrammeBody.objects.create(
            programme=made, organisation=council
        ),
        "member_once_at_a_time": lambda: Member.objects.create(
            partnership=together, organisation=council, role="lead"
        ),
        "organisation_place_once": lambda: OrganisationPlace.objects.create(
            organisation=council, place=luton, role="governs"
        ),
        "organisation_identifier_once": lambda: OrganisationIdentifier.objects.create(
            organisation=other, scheme="GB-LAE", value="LUT"
        ),
    }
    for name, change in refused.items():
        assert broken(change) == name


def test_commitment_runs_from_none_to_full(council: Organisation) -> None:
    together = Partnership.objects.create(name="Together", slug="together")
    change = lambda: Member.objects.create(  # noqa: E731
        partnership=together, organisation=council, commitment=5
    )
    assert broken(change) == "member_commitment_0_to_4"


def scopes(luton: Place, council: Organisation) -> dict[str, Any]:
    return {
        "place": luton,
        "programme": builders.programme(),
        "organisation": council,
        "team": builders.team(),
    }


@pytest.mark.parametrize("role", Role.values)
def test_each_role_takes_one_of_its_scopes_and_no_other(
    role: str, luton: Place, council: Organisation
) -> None:
    ada = builders.user("Ada")
    known = scopes(luton, council)

    def give(**columns: Any) -> Any:
        fields = {"user": ada, "role": role, "valid_from": MAY, **columns}
        return lambda: Assignment.objects.create(**fields)

    for name, scope in known.items():
        if name in SCOPES_OF[role]:
            give(**{name: scope})()
            second = next(other for other in known if other != name)
            both = give(**{name: scope, second: known[second]})
            assert broken(both) == "assignment_exactly_one_scope"
        else:
            assert broken(give(**{name: scope})) == "assignment_exactly_one_scope"
    if SCOPES_OF[role]:
        assert broken(give()) == "assignment_exactly_one_scope"
    else:
        give()()


def test_an_unknown_role_is_none(luton: Place) -> None:
    ada = builders.user("Ada")
    change = lambda: Assignment.objects.create(  # noqa: E731
        user=ada, role="king", place=luton, valid_from=MAY
    )
    assert broken(change) == "assignment_exactly_one_scope"
