"""A body that a barrier names in words only has its ten working days like one that is linked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from barriers.barrier_page.actions import record_tried
from barriers.models import Barrier, NamedBody, Publication
from barriers.publication import actions
from barriers.publication.agreed_words import mark_of
from barriers.publication.due import publish_due
from barriers.publication.named import named_in
from interface.articles import with_article
from interface.words import capitalised
from partnerships.models import Organisation, OrganisationName, OrganisationPlace
from tests import builders
from tests.asked import energy
from tests.builders import Cast
from tests.pilots.forms import filled, signed_in, text_of
from tests.published import ask, now, public, subjects

pytestmark = pytest.mark.django_db


def said(barrier: Barrier) -> list[tuple[str, str]]:
    """The bodies that its words name, each with the words."""
    again = Barrier.objects.get(pk=barrier.pk)
    return [(str(one.body), one.text.words) for one in named_in(again)]


def write(barrier: Barrier, because: str) -> Barrier:
    barrier.because = because
    barrier.save(update_fields=["because"])
    return Barrier.objects.get(pk=barrier.pk)


@pytest.mark.parametrize(
    ("because", "words"),
    [
        ("because DWP’s list is closed", "DWP"),
        ("because the Department for Work & Pensions says no", "Department for Work & Pensions"),
        (
            "because the department for work and pensions says no",
            "department for work and pensions",
        ),
        ("since the Department for Social Security kept it", "Department for Social Security"),
        ("since DSS kept it", "DSS"),
        ("since the Department for Work\nand Pensions kept it", "Department for Work and Pensions"),
        ("since dwp kept it", "dwp"),
        ("Dwp kept it", "Dwp"),
        ("since D.W.P. kept it. We wait", "D.W.P"),
    ],
)
def test_names_former_names_and_short_names_are_found(
    barrier: Barrier, pensions: Organisation, because: str, words: str
) -> None:
    write(barrier, because)
    assert said(barrier) == [(pensions.name, words)]


def test_no_other_words_are_taken_for_names(
    cast: Cast, barrier: Barrier, pensions: Organisation
) -> None:
    education = builders.organisation("Department of Schools")
    OrganisationName.objects.filter(organisation=education).update(short_name="DfE")
    for short in ("DOT", "FIRE"):
        body = builders.organisation(f"Department of {short.title()}s")
        OrganisationName.objects.filter(organisation=body).update(short_name=short)
    for name in ("Home", "Justice", "Community Action", "Health Foundation"):
        builders.organisation(name)
    for because in (
        "because the DWPs keep a list, and dot the fire",
        "Home visits stop. Justice is slow. Community action is slow.",
        "because the home is cold, and justice slow",
        "because community action has no money for health foundation courses",
        "for their Health. Foundation courses stop",
    ):
        write(barrier, because)
        assert said(barrier) == []
    write(barrier, "because Community Action and the Health Foundation say no")
    assert [words for _, words in said(barrier)] == ["Community Action", "Health Foundation"]


def test_of_names_within_names_the_longest_counts(barrier: Barrier) -> None:
    builders.organisation("NHS England")
    whole = builders.organisation("NHS England and Wales Board")
    write(barrier, "because the NHS England and Wales Board says no")
    assert said(barrier) == [(whole.name, "NHS England and Wales Board")]


def test_the_linked_body_and_the_council_of_the_place_are_not_asked_about(
    cast: Cast, barrier: Barrier
) -> None:
    council = builders.organisation("Bradford Council")
    OrganisationPlace.objects.create(organisation=council, place=cast.bradford, role="governs")
    write(barrier, f"because {energy()} and Bradford Council say no")
    assert said(barrier) == []


def test_a_body_that_ended_leads_to_who_took_over(barrier: Barrier, pensions: Organisation) -> None:
    builders.organisation("Ministry of Benefits", succeeded_by=pensions)
    write(barrier, "because the Ministry of Benefits said no")
    assert said(barrier) == [(pensions.name, "Ministry of Benefits")]


def test_what_is_made_up_is_not_named_by_a_real_barrier(barrier: Barrier) -> None:
    builders.organisation("Ministry of Examples", is_example=True)
    write(barrier, "because the Ministry of Examples said no")
    assert said(barrier) == []


def test_the_parts_of_a_barrier_are_read_too(
    cast: Cast, barrier: Barrier, pensions: Organisation
) -> None:
    record_tried(by=cast.bradford_officer, barrier=barrier, what="Asked DWP for it")
    assert said(barrier) == [(pensions.name, "DWP")]


def test_one_query_whatever_is_found(
    barrier: Barrier, pensions: Organisation, django_assert_num_queries: Any
) -> None:
    for number in range(30):
        builders.organisation(f"Named Body {number}")
    write(barrier, "because " + ", ".join(f"Named Body {number}" for number in range(30)))
    again = Barrier.objects.prefetch_related(
        "actions", "checks", "closings", "place_links__place", "sub_type_links"
    ).select_related("unlocker__parent").get(pk=barrier.pk)  # fmt: skip
    with django_assert_num_queries(2):
        assert len(named_in(again)) == 30


def test_the_place_says_yes_and_it_has_its_days(
    cast: Cast, barrier: Barrier, pensions: Organisation, pensions_official: Any
) -> None:
    write(barrier, "because DWP keeps the list")
    editor, official = signed_in(cast.bradford_editor), signed_in(pensions_official)
    url = f"{barrier.get_absolute_url()}publish/"
    page = text_of(editor.get(url))
    assert "Does “DWP” mean the Department for Work and Pensions?" in page
    assert "because DWP keeps the list" in page
    answer = editor.post(url, filled(editor, url, agrees="on"))
    assert "Say whether “DWP” means the Department for Work and Pensions" in text_of(answer)
    assert f"Ask {with_article(energy())} and each organisation that is meant" in page
    assert "have ten working days" in page
    assert "10 working" not in page
    assert not Publication.objects.exists()
    answer = editor.post(url, filled(editor, url, agrees="on", **{f"names_{pensions.pk}": "yes"}))
    made = Publication.objects.get()
    assert made.state == "body"
    told = f"{pensions} can reply by 4 December 2026 before this is public: {barrier.reference}"
    assert subjects(pensions_official) == [told]
    assert len(subjects(cast.desnz_official)) == 1
    shown = text_of(official.get(made.get_absolute_url()))
    assert "You may reply" in shown
    assert "have until 4 December 2026 to reply" in shown
    assert "“DWP” means the Department for Work and Pensions." in shown
    assert "What was said and done" not in shown, "entries that it may not see"
    assert "“DWP”" not in text_of(signed_in(cast.desnz_official).get(made.get_absolute_url()))
    both = f"{with_article(energy())} and the {pensions}"
    steps = text_of(editor.get(made.get_absolute_url()))
    assert f"{capitalised(both)} were asked." in steps
    assert f"waiting for {both}" in text_of(editor.get(f"{barrier.get_absolute_url()}details/"))
    told = text_of(editor.get(f"{barrier.get_absolute_url()}history/"))
    assert "“DWP” means the Department for Work and Pensions" in told
    assert f"The {pensions} was asked on 20 November 2026" in told
    assert "Sent on" not in told
    assert official.get(barrier.get_absolute_url()).status_code == 404
    assert signed_in(cast.outsider).get(made.get_absolute_url()).status_code == 404


def test_it_goes_out_once_all_replied_with_each_reply_beside_it(
    cast: Cast, barrier: Barrier, pensions: Organisation, pensions_official: Any
) -> None:
    write(barrier, "because DWP keeps the list")
    made = ask(barrier, cast.bradford_editor, meant={pensions.pk: True})
    desnz, dwp = signed_in(cast.desnz_official), signed_in(pensions_official)
    url = f"{made.get_absolute_url()}reply/"
    desnz.post(url, filled(desnz, url, text="It opens in spring."))
    assert now(made).state == "body", "the other still has its days"
    assert publish_due(dt.date(2026, 11, 24)) == 0
    dwp.post(url, filled(dwp, url, text="We keep no list."))
    assert now(made).state == "published"
    page = text_of(Client().get(barrier.get_absolute_url()))
    assert f"What {with_article(energy())} says It opens in spring." in page
    assert f"What the {pensions} says We keep no list." in page
    brief = text_of(Client().get(f"{barrier.get_absolute_url()}brief/"))
    assert "We keep no list." in brief


def test_without_a_reply_its_silence_is_told_after_its_days(
    cast: Cast, barrier: Barrier, pensions: Organisation
) -> None:
    write(barrier, "because DWP keeps the list")
    made = ask(barrier, cast.bradford_editor, meant={pensions.pk: True})
    assert publish_due(dt.date(2026, 12, 4)) == 0
    assert publish_due(dt.date(2026, 12, 5)) == 1
    assert now(made).state == "published"
    page = text_of(Client().get(barrier.get_absolute_url()))
    assert f"The {pensions} was asked on 20 November 2026 and did not reply" in page


def test_the_place_says_no_and_who_said_so_is_kept(
    cast: Cast, barrier: Barrier, pensions: Organisation, pensions_official: Any
) -> None:
    write(barrier, "because DWP keeps the list")
    made = ask(barrier, cast.bradford_editor, meant={pensions.pk: False})
    row = NamedBody.objects.get()
    assert (row.is_meant, row.created_by, row.words) == (False, cast.bradford_editor, "DWP")
    assert subjects(pensions_official) == []
    assert signed_in(pensions_official).get(made.get_absolute_url()).status_code == 404
    actions.object_to(by=cast.luton_editor, publication=made, text="Not so")
    url = f"{made.get_absolute_url()}agree/"
    editor = signed_in(cast.bradford_editor)
    assert "It is not, said by" in text_of(editor.get(url))
    assert filled(editor, url)[f"names_{pensions.pk}"] == "no"
    actions.agree(by=cast.bradford_editor, publication=now(made), seen=mark_of(barrier))
    assert now(made).state == "body", "what was said holds"


def test_who_said_no_stands_on_its_page_and_in_its_history_for_who_reads_the_barrier(
    cast: Cast, barrier: Barrier, pensions: Organisation
) -> None:
    write(barrier, "because DWP keeps the list")
    made = ask(barrier, cast.bradford_editor, meant={pensions.pk: False})
    page = text_of(signed_in(cast.bradford_editor).get(made.get_absolute_url()))
    assert "“DWP” does not mean the Department for Work and Pensions, said by" in page
    assert "on 20 November 2026." in page
    official = text_of(signed_in(cast.desnz_official).get(made.get_absolute_url()))
    assert "does not mean" not in official
    told = signed_in(cast.bradford_editor).get(f"{barrier.get_absolute_url()}history/")
    assert "“DWP” does not mean the Department for Work and Pensions" in text_of(told)


def test_my_work_names_each_body_and_the_page_asks_as_often_for_many(
    cast: Cast, barrier: Barrier, pensions: Organisation
) -> None:
    names = [f"Named Body {number}" for number in range(9)]
    today = timezone.localdate()
    bodies = [builders.organisation(name) for name in names]
    write(barrier, "because DWP keeps the list")
    made = ask(barrier, cast.bradford_editor, meant={pensions.pk: True})
    work = text_of(signed_in(cast.bradford_editor).get("/"))
    ours = capitalised(with_article(energy()))
    assert f"{ours} and the Department for Work and Pensions: waiting for the body" in work
    readers = [signed_in(cast.bradford_editor), signed_in(cast.desnz_official)]
    asked = [asks(client, made) for client in readers]
    NamedBody.objects.bulk_create(
        NamedBody(
            barrier=barrier, body=body, words=str(body), is_meant=True, sent_on=today,
            said_on=today, created_by=cast.bradford_editor,
        )
        for body in bodies
    )  # fmt: skip
    assert [asks(client, made) for client in readers] == asked


def asks(client: Client, made: Publication) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(made.get_absolute_url()).status_code == 200
    return len(queries)


def test_none_is_agreed_to_while_a_name_is_not_spoken_of(
    cast: Cast, barrier: Barrier, pensions: Organisation
) -> None:
    write(barrier, "because DWP keeps the list")
    with pytest.raises(ValidationError, match="Say whether “DWP” means"):
        ask(barrier, cast.bradford_editor)


def edit(cast: Cast, barrier: Barrier, **typed: Any) -> str:
    editor = signed_in(cast.bradford_editor)
    url = f"{barrier.get_absolute_url()}edit/"
    return text_of(editor.post(url, filled(editor, url, **typed), follow=True))


def test_an_edit_does_not_make_public_what_names_a_body_in_words(
    cast: Cast, unlinked: Barrier, pensions: Organisation
) -> None:
    page = edit(cast, unlinked, visibility="public")
    assert "Its words name “DWP” (Department for Work and Pensions)" in page
    assert not public(unlinked)
    edit(cast, unlinked, visibility="public", because="because a list is closed")
    assert public(unlinked)


def test_a_barrier_that_links_nobody_asks_who_is_named(
    cast: Cast, unlinked: Barrier, pensions: Organisation, pensions_official: Any
) -> None:
    made = ask(unlinked, cast.bradford_editor, meant={pensions.pk: True})
    assert (made.body, made.state) == (pensions, "body")
    assert not public(unlinked)
    actions.reply(by=pensions_official, publication=made, text="We keep no list.")
    assert public(unlinked)
    assert "We keep no list." in text_of(Client().get(unlinked.get_absolute_url()))
    edit(cast, unlinked, because="because DWP hides the list")
    assert now(made).state == "place"
    assert not public(unlinked)


def test_where_the_place_means_nobody_it_is_public_at_once(
    cast: Cast, unlinked: Barrier, pensions: Organisation
) -> None:
    made = ask(unlinked, cast.bradford_editor, meant={pensions.pk: False})
    assert (made.state, public(unlinked)) == ("withdrawn", True)
    edit(cast, unlinked, ask="Open it")
    assert public(unlinked), "what was said of the words holds"


def test_words_that_come_later_take_a_public_barrier_back(
    cast: Cast, pensions: Organisation
) -> None:
    plain = builders.barrier(cast.bradford, "We cannot wait", visibility="public", status="open")
    record_tried(by=cast.bradford_officer, barrier=plain, what="Asked each landlord")
    assert public(plain)
    record_tried(by=cast.bradford_officer, barrier=plain, what="Asked DWP")
    assert not public(plain)
    assert "Not public until Department for Work" in subjects(cast.bradford_editor)[-1]


def test_nobody_else_learns_what_was_said_of_names(
    cast: Cast, barrier: Barrier, pensions: Organisation
) -> None:
    write(barrier, "because DWP keeps the list")
    ask(barrier, cast.bradford_editor, meant={pensions.pk: False})
    seen = NamedBody.objects.visible_to
    assert seen(cast.bradford_editor).exists()
    assert not seen(cast.outsider).exists()
    assert not seen(cast.resident).exists()
    assert not seen(cast.desnz_official).exists()


def test_a_no_for_one_wording_frees_no_other(
    cast: Cast, unlinked: Barrier, pensions: Organisation
) -> None:
    ask(unlinked, cast.bradford_editor, meant={pensions.pk: False})
    assert public(unlinked)
    page = edit(cast, unlinked, because="because the Department for Work and Pensions refuses")
    assert "Its words name “Department for Work and Pensions”" in page
    write(unlinked, "because DWP and the Department for Work and Pensions refuse")
    editor = signed_in(cast.bradford_editor)
    url = f"{unlinked.get_absolute_url()}publish/"
    Barrier.objects.filter(pk=unlinked.pk).update(visibility="network")
    assert "“DWP” and “Department for Work and Pensions”" in text_of(editor.get(url))
    again = Barrier.objects.get(pk=unlinked.pk)
    both = "“DWP” and “Department for Work and Pensions” mean the"
    with pytest.raises(ValidationError, match=both):
        ask(again, cast.bradford_editor)
    made = ask(again, cast.bradford_editor, meant={pensions.pk: True})
    assert (made.body, made.state) == (pensions, "body")
    assert NamedBody.objects.get().words == "DWP; Department for Work and Pensions"


def test_another_place_does_not_free_its_council(cast: Cast, unlinked: Barrier) -> None:
    council = builders.organisation("Luton Borough Council")
    OrganisationPlace.objects.create(organisation=council, place=cast.luton, role="governs")
    write(unlinked, "because Luton Borough Council refuses")
    unlinked.place_links.create(place=cast.luton)
    page = edit(cast, unlinked, visibility="public")
    assert "Its words name “Luton Borough Council”" in page
    assert not public(unlinked)
