"""Lived-experience roles with what they cost, training, and the skills of partners."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from partnerships.models import Member, OrganisationPlace, Partnership, PartnershipPlace
from people.models import Attendance, Course, Expense, OwnTraining, PartnerSkill, Recognition, Terms
from people.training.actions import note_own_training, record_attendance, say_skill
from tests import builders
from tests.builders import TODAY, Cast
from tests.partnerships.test_constraints import JUNE, MAY, broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    made = builders.cast()
    OrganisationPlace.objects.create(organisation=made.council, place=made.bradford, role="governs")
    return made


@pytest.fixture
def panel(cast: Cast) -> Any:
    """A public lived-experience role of the council, held by somebody, with an expense."""
    post = builders.post(
        "Panel member", cast.council, cast.bradford, kind="lived_experience", visibility="public"
    )
    builders.holder(post, "Rosa Lived")
    terms = Terms.objects.create(post=post, paid="hour", rate=Decimal("22.50"), months=6)
    rows = {"terms": terms, "on": TODAY, "what": "travel"}
    Expense.objects.create(**rows, amount=Decimal("12.40"), meaning="paid", note="Bus to Keighley")
    Expense.objects.create(**rows, amount=Decimal(30), meaning="committed")
    return post


@pytest.fixture
def course(cast: Cast) -> Course:
    return Course.objects.create(title="Working in places", provider=cast.council)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def day(name: str, value: dt.date) -> dict[str, str]:
    parts = {"day": value.day, "month": value.month, "year": value.year}
    return {f"{name}_{part}": str(number) for part, number in parts.items()}


def test_the_public_sees_how_a_role_is_paid_and_never_who_or_what_it_cost(
    cast: Cast, panel: Any
) -> None:
    for client in (Client(), signed_in(cast.outsider), signed_in(cast.yorkshire_connector)):
        for address in ("/lived-experience/", f"/lived-experience/{panel.pk}/"):
            page = client.get(address).content.decode()
            assert "By the hour" in page
            assert "£22.50" in page
            for private in ("Rosa Lived", "12.40", "Bus to Keighley", "£30"):
                assert private not in page


def test_those_who_look_after_a_role_see_what_it_cost_by_meaning(cast: Cast, panel: Any) -> None:
    page = signed_in(cast.bradford_editor).get(f"/lived-experience/{panel.pk}/").content.decode()
    assert "£12.40" in page
    assert "Bus to Keighley" in page
    assert "£30" in page
    assert "42.40" not in page
    assert "Rosa Lived" not in page


def test_who_holds_a_lived_experience_role_is_told_only_to_those_who_look_after_it(
    cast: Cast, panel: Any
) -> None:
    addresses = [
        f"/job-roles/{panel.pk}/",
        f"/job-roles/{panel.pk}/history/",
        "/who-to-ask/?q=panel+member",
    ]
    for who, knows in ((cast.outsider, False), (cast.bradford_editor, True)):
        pages = [signed_in(who).get(address).content.decode() for address in addresses]
        assert ["Panel member" in page for page in pages] == [True] * 3
        assert ["Rosa Lived" in page for page in pages] == [knows] * 3
        assert ("rosa-lived" in pages[0]) == knows


def test_no_lived_experience_role_is_left_out_of_the_list(cast: Cast) -> None:
    for number in range(51):
        builders.post(
            f"Member {number:02}", cast.council, kind="lived_experience", visibility="public"
        )
    first = Client().get("/lived-experience/").context["page"]
    second = Client().get("/lived-experience/" + first.next_url).context["page"]
    assert [post.title for post in second] == ["Member 50"]


def test_an_editor_records_an_expense(cast: Cast, panel: Any) -> None:
    client = signed_in(cast.bradford_editor)
    sent = {"what": "care", "amount": "1,045.10", "meaning": "paid", **day("on", TODAY)}
    page = client.post(f"/lived-experience/{panel.pk}/expense/", sent, follow=True)
    assert "£1,045.10" in page.content.decode()
    assert Expense.objects.get(what="care").amount == Decimal("1045.10")


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("amount", {"amount": "0"}),
        ("amount", {"amount": "-5"}),
        ("amount", {"amount": "twenty"}),
        ("amount", {"amount": "99999999999"}),
        ("what", {"what": "gold"}),
        ("on", {"on_year": "2999"}),
        ("on", {"on_day": "31", "on_month": "2"}),
    ],
)
def test_a_wrong_expense_is_said_at_its_field(
    cast: Cast, panel: Any, field: str, fields: dict[str, str]
) -> None:
    sent = {"what": "care", "amount": "5", "meaning": "paid", **day("on", TODAY), **fields}
    page = signed_in(cast.bradford_editor).post(f"/lived-experience/{panel.pk}/expense/", sent)
    assert page.status_code == 200
    assert f"id_{field}" in page.content.decode()
    assert "<title>Error: " in page.content.decode()
    assert Expense.objects.count() == 2


def test_an_amount_needs_a_way_of_paying_that_has_one(cast: Cast, panel: Any) -> None:
    client = signed_in(cast.bradford_editor)
    sent = {"paid": "not_paid", "rate": "5", "version": str(panel.terms.version)}
    page = client.post(f"/lived-experience/{panel.pk}/terms/", sent).content.decode()
    assert "choose above how it is paid" in page
    assert Terms.objects.get().paid == "hour"


def test_training_is_counted_for_colleagues_and_not_public(cast: Cast, course: Course) -> None:
    client = signed_in(cast.bradford_editor)
    sent = {"organisation": cast.council.name, "people": "3", **day("on", TODAY)}
    page = client.post(f"/training/{course.pk}/attendance/", sent, follow=True).content.decode()
    assert "3 people" in page
    client.post(f"/training/{course.pk}/attendance/", {**sent, "people": "4"})
    assert Attendance.objects.get().people == 4
    public = Client().get(course.get_absolute_url()).content.decode()
    assert "Working in places" in public
    assert "4 people" not in public
    other = signed_in(cast.luton_editor)
    refused = other.post(f"/training/{course.pk}/attendance/", sent).content.decode()
    assert "Name an organisation you answer for" in refused


def test_nobody_else_reads_what_somebody_noted_of_their_own_training(
    cast: Cast, course: Course
) -> None:
    client = signed_in(cast.outsider)
    address = f"/training/{course.pk}/own/"
    assert "Your own note" in client.post(address, {}, follow=True).content.decode()
    assert not OwnTraining.objects.exists()
    page = client.post(address, day("on", TODAY), follow=True).content.decode()
    assert "Only you can see it" in page
    other = signed_in(cast.administrator).get(course.get_absolute_url()).content.decode()
    assert "You took it on" not in other
    client.post(address, {"back": "1"})
    assert not OwnTraining.objects.exists()


def test_a_course_is_added_and_a_wrong_one_is_not(cast: Cast) -> None:
    client = signed_in(cast.bradford_editor)
    sent = {"title": "Co-production", "provider": cast.council.name, "link": "not a link"}
    assert "id_link-err" in client.post("/training/add/", sent).content.decode()
    page = client.post("/training/add/", {**sent, "link": ""}, follow=True).content.decode()
    assert "Course added" in page


@pytest.fixture
def partners(cast: Cast) -> list[Any]:
    """The council, a trust and a charity in one partnership in Bradford."""
    partnership = Partnership.objects.create(name="Bradford together")
    PartnershipPlace.objects.create(partnership=partnership, place=cast.bradford)
    bodies = [
        cast.council,
        builders.organisation("The trust"),
        builders.organisation("The charity"),
    ]
    for body in bodies:
        Member.objects.create(partnership=partnership, organisation=body, role="member")
    return bodies


def test_a_gap_is_a_lack_that_was_said_and_nobody_fills(cast: Cast, partners: list[Any]) -> None:
    council, trust, charity = partners
    said = {"by": cast.bradford_editor, "basis": "self_said", "said_on": TODAY}
    say_skill(organisation=council, skill="data", standing="lacks", **said)
    say_skill(organisation=trust, skill="law", standing="lacks", **said)
    say_skill(organisation=charity, skill="law", standing="offers", note="Two days", **said)
    page = signed_in(cast.outsider).get("/places/bradford/skills/").content.decode()
    assert "<b>Gaps:</b> data and analysis." in page
    assert "said by the body itself, 20 November 2026: Two days" in page
    assert "Nothing is known about: evaluation, research" in page
    assert Client().get("/places/bradford/skills/").status_code == 302


def test_a_skill_said_again_replaces_what_was_said(cast: Cast, partners: list[Any]) -> None:
    client = signed_in(cast.bradford_editor)
    sent = {
        "organisation": cast.council.slug,
        "skill": "digital",
        "standing": "lacks",
        "basis": "self_said",
        **day("said_on", TODAY),
    }
    client.post("/places/bradford/skills/add/", sent)
    client.post("/places/bradford/skills/add/", {**sent, "standing": "has"})
    assert PartnerSkill.objects.get().standing == "has"
    found = client.post("/places/bradford/skills/add/", {**sent, "basis": "found"})
    assert "Say who found it, and how" in found.content.decode()
    other = client.post("/places/bradford/skills/add/", {**sent, "organisation": "luton-council"})
    assert "id_organisation" in other.content.decode()


@pytest.mark.parametrize("many", [1, 30])
def test_lists_ask_as_much_for_one_as_for_thirty(
    cast: Cast, partners: list[Any], many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        body = builders.organisation(f"Partner {number}")
        Member.objects.create(
            partnership=Partnership.objects.get(), organisation=body, role="member"
        )
        said = {"by": None, "basis": "self_said", "said_on": TODAY}
        say_skill(organisation=body, skill="data", standing="has", **said)
        Course.objects.create(title=f"Course {number}", provider=body)
        post = builders.post(
            "Panel member", body, cast.bradford, kind="lived_experience", visibility="public"
        )
        Terms.objects.create(post=post)
    with django_assert_num_queries(3):
        Client().get("/training/")
    with django_assert_num_queries(3):
        Client().get("/lived-experience/")
    client = signed_in(cast.outsider)
    client.get("/")
    with django_assert_num_queries(8):
        client.get("/places/bradford/skills/")


def test_terms_expenses_skills_and_courses_keep_their_rules(
    cast: Cast, panel: Any, course: Course
) -> None:
    terms = Terms.objects.filter(post=panel)
    assert broken(lambda: terms.update(rate=0)) == "terms_rate_is_an_amount"
    assert broken(lambda: terms.update(paid="not_paid")) == "terms_rate_of_what_is_paid"
    assert broken(lambda: Expense.objects.update(amount=0)) == "expense_is_an_amount"
    rows = Course.objects.filter(pk=course.pk)
    assert broken(lambda: rows.update(start=JUNE, end=MAY)) == "course_dates_in_order"
    came = record_attendance(by=None, course=course, organisation=cast.council, on=MAY, people=2)
    again = {"course": course, "organisation": cast.council, "on": MAY, "people": 1}
    assert broken(lambda: Attendance.objects.create(**again)) == "attendance_once_a_day"
    counts = Attendance.objects.filter(pk=came.pk)
    assert broken(lambda: counts.update(people=0)) == "attendance_of_somebody"
    note_own_training(by=cast.outsider, course=course, on=MAY)
    twice = {"user": cast.outsider, "course": course, "on": JUNE}
    assert broken(lambda: OwnTraining.objects.create(**twice)) == "own_training_once"
    skill = {
        "organisation": cast.council,
        "skill": "data",
        "standing": "has",
        "basis": "self_said",
        "said_on": MAY,
    }
    one = PartnerSkill.objects.create(**skill)
    assert broken(lambda: PartnerSkill.objects.create(**skill)) == "partner_skill_once"
    found = PartnerSkill.objects.filter(pk=one.pk)
    assert broken(lambda: found.update(basis="found")) == "partner_skill_found_says_by_whom"


def test_recognition_says_for_what_and_comes_from_somebody_else(cast: Cast) -> None:
    desnz = course_giver(cast)
    thanks = {"organisation": cast.council, "given_by": desnz, "on": MAY}
    wordless = lambda: Recognition.objects.create(**thanks, said="")  # noqa: E731
    assert broken(wordless) == "recognition_says_for_what"
    own = {**thanks, "given_by": cast.council, "said": "Well done"}
    assert broken(lambda: Recognition.objects.create(**own)) == "recognition_by_somebody_else"


def course_giver(cast: Cast) -> Any:
    return builders.organisation("A ministry", "central_government")
