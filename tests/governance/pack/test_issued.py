"""A pack on its way: read, issued, made again, withdrawn; what its page says of it since."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from pypdf import PdfReader, PdfWriter

from accounts.models import Notice
from collaboration.models import Attachment
from governance.meeting import actions as meetings
from governance.models import Board, BoardMeeting, Pack
from governance.pack import actions
from governance.pack.making import digest_of
from partnerships.models import Organisation
from records.files import process
from reorganise.actions import give_way, merge_bodies
from reorganise.bodies import Duplicate
from reorganise.giving_way_plan import GivingWay, Heir
from tests import builders
from tests.builders import Cast
from tests.governance import builders as b
from tests.governance.board.sweep import board
from tests.governance.pack.packed import (
    NETWORK,
    PUBLIC,
    body,
    issued,
    make,
    meeting,
    words,
)
from tests.pilots.forms import filled, signed_in, text_of

pytestmark = pytest.mark.django_db
# Each is text, in HTML as in the PDF
MARKUP = ("#eval(1)", "$x$", "<script>alert(1)</script>", "*a* _b_", "[c", "`d`", "\\e", "@f")


@pytest.fixture
def made(cast: Cast) -> Board:
    return board(cast.bradford, visibility="public")


def page(who: Any, pack: Pack) -> str:
    return text_of(signed_in(who).get(pack.get_absolute_url()))


def press(who: Any, pack: Pack, step: str) -> str:
    answer = signed_in(who).post(f"{pack.get_absolute_url()}{step}/", follow=True)
    return text_of(answer)


def refused(pack: Pack, who: Any, do: Any = actions.issue) -> str:
    with pytest.raises(ValidationError) as problem:
        do(by=who, pack=pack)
    return " ".join(problem.value.messages)


def pdf(pack: Pack) -> PdfReader:
    with Pack.objects.get(pk=pack.pk).file.open("rb") as file:
        return PdfReader(io.BytesIO(file.read()))


def paper(on: Any, by: Any, text: str = "", kind: str = "pdf") -> None:
    """A paper beside an item: a page with nothing on it."""
    blank, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(200, 300)
    writer.write(blank)
    attachment = Attachment(
        subject=on,
        name=f"{text}.pdf",
        kind=kind,
        media_type="application/pdf",
        size=9,
        digest=text.ljust(64, "0"),
        created_by=by,
    )
    attachment.file.save(text, ContentFile(blank.getvalue()), save=False)
    attachment.save()


def test_who_keeps_the_board_makes_and_issues_one_in_the_browser(made: Board, cast: Cast) -> None:
    seat, head = b.seat(made, cast.council)
    of = meeting(made, cast.bradford_editor, "Warm homes", visibility="network")
    client, address = signed_in(cast.bradford_editor), f"{of.get_absolute_url()}pack/"
    before = text_of(client.get(of.get_absolute_url()))
    assert "Make the pack" in before
    typed = {"members": "on", f"body-{seat.organisation_id}": "on"}
    said = text_of(client.post(address, typed, follow=True))
    assert "2 drafts made. Read each before you issue it." in said
    pack = Pack.objects.get(audience="members")
    assert signed_in(head).get(pack.get_absolute_url()).status_code == 404
    edit = f"{pack.get_absolute_url()}edit/"
    client.post(edit, filled(client, edit, covering="Please read item 5 first."))
    assert "Issued. 1 person told in My work." in press(cast.bradford_editor, pack, "issue")
    assert Notice.objects.get(user=head, kind="board-pack").subject == str(pack)[:200]
    shown = page(head, pack)
    assert "Please read item 5 first." in shown
    assert "Warm homes" in shown
    assert "left out" not in shown
    # Whoever prints it as its keeper prints nothing of that either
    builders.barrier(cast.bradford, "Hidden", visibility="team")
    again = make(cast.bradford_editor, of)
    html = client.get(again.get_absolute_url()).content.decode()
    assert '<span class="noprint">1 record left out' in html
    again.delete()
    assert "Please read item 5 first." in pdf(pack).pages[0].extract_text()
    # What was issued stays as it is
    assert "It has been issued, so it can’t be changed" in text_of(client.get(edit, follow=True))
    assert "Make the pack" in text_of(client.get(of.get_absolute_url()))


def test_nobody_chosen_is_said(made: Board, cast: Cast) -> None:
    of = meeting(made, cast.bradford_editor)
    answer = signed_in(cast.bradford_editor).post(f"{of.get_absolute_url()}pack/", {})
    assert "Choose who gets a pack" in text_of(answer)
    assert not Pack.objects.exists()


def test_each_reads_what_was_issued_for_them(made: Board, cast: Cast) -> None:
    _, head = b.seat(made, cast.council)
    officer = builders.user("Officer", ("officer", cast.council))
    of = meeting(made, cast.bradford_editor, visibility="public")
    members = issued(cast.bradford_editor, of)
    own = issued(cast.bradford_editor, of, body(cast.council))
    public = issued(cast.bradford_editor, of, PUBLIC)

    def read(who: Any) -> set[int]:
        return set(Pack.objects.visible_to(who).values_list("pk", flat=True))

    assert read(cast.bradford_editor) == {members.pk, own.pk, public.pk}
    assert read(head) == {members.pk, public.pk}
    assert read(officer) == {own.pk, public.pk}
    assert read(cast.outsider) == read(cast.resident) == {public.pk}
    assert read(cast.administrator) == {public.pk}
    # A meeting that is read by fewer takes its packs with it; one that is read by more does not
    BoardMeeting.objects.filter(pk=of.pk).update(visibility="place")
    assert read(cast.resident) == read(cast.outsider) == set()
    network = issued(cast.bradford_editor, meeting(made, cast.bradford_editor), NETWORK)
    BoardMeeting.objects.filter(packs=network).update(visibility="public")
    assert network.pk in read(cast.outsider) - read(cast.resident)


def test_one_that_is_made_again_stands_beside_what_it_was(made: Board, cast: Cast) -> None:
    editor = cast.bradford_editor
    _, head = b.seat(made, cast.council)
    of = meeting(made, editor, "Warm homes")
    first = issued(editor, of)
    assert "has changed since" not in page(head, first)
    b.item(of, made, "Cold homes")
    assert "The meeting has changed since this was made." in page(head, first)
    assert "Made again." in press(editor, first, "again")
    second = Pack.objects.get(state="draft")
    assert second.number == first.number + 1
    assert "Cold homes" in words(second)
    # Until it is issued the first one stands
    first.refresh_from_db()
    assert first.state == "issued"
    press(editor, second, "issue")
    first.refresh_from_db()
    assert (first.state, "Cold homes" in words(first)) == ("replaced", False)
    assert "A later one has replaced it." in page(head, first)
    assert "has changed since" not in page(head, Pack.objects.get(pk=second.pk))


def test_what_changes_unseen_is_not_told(made: Board, cast: Cast) -> None:
    of = meeting(made, cast.bradford_editor, "Warm homes", visibility="public")
    public = issued(cast.bradford_editor, of, PUBLIC)
    b.item(of, made, "A staff matter", is_private=True, private_because="Staff")
    BoardMeeting.objects.filter(pk=of.pk).update(joining="A link")
    assert "has changed" not in page(cast.outsider, public)


def test_packs_of_a_meeting_that_is_called_off_say_so(made: Board, cast: Cast) -> None:
    _, head = b.seat(made, cast.council)
    of = meeting(made, cast.bradford_editor)
    sent = issued(cast.bradford_editor, of)
    draft = make(cast.bradford_editor, of, body(cast.council))
    meetings.call_off(by=cast.bradford_editor, meeting=of, because="Too few can come")
    assert "The meeting was called off: Too few can come." in page(head, sent)
    draft.refresh_from_db()
    assert refused(draft, cast.bradford_editor) == actions.CALLED_OFF
    assert refused(sent, cast.bradford_editor, actions.make_again) == actions.CALLED_OFF


def test_it_is_issued_once(made: Board, cast: Cast) -> None:
    pack = issued(cast.bradford_editor, meeting(made, cast.bradford_editor))
    assert refused(pack, cast.bradford_editor) == actions.CHANGED
    assert "changed or sent in the meantime" in press(cast.bradford_editor, pack, "issue")


def test_one_that_is_withdrawn_is_read_by_its_keepers_alone(made: Board, cast: Cast) -> None:
    _, head = b.seat(made, cast.council)
    pack = issued(cast.bradford_editor, meeting(made, cast.bradford_editor))
    assert "Withdrawn" in press(cast.bradford_editor, pack, "withdraw")
    assert signed_in(head).get(pack.get_absolute_url()).status_code == 404
    assert signed_in(head).get(f"{pack.get_absolute_url()}pdf/").status_code == 404
    assert "nobody else can read it" in page(cast.bradford_editor, pack)


def test_its_content_never_changes(made: Board, cast: Cast) -> None:
    pack = make(cast.bradford_editor, meeting(made, cast.bradford_editor))
    with pytest.raises(Exception, match="Cannot update"):
        Pack.objects.filter(pk=pack.pk).update(content=[])


def test_papers_that_its_readers_see_are_put_behind_it(made: Board, cast: Cast) -> None:
    of = meeting(made, cast.bradford_editor, "Warm homes", visibility="public")
    private = b.item(of, made, "A staff matter", is_private=True, private_because="Staff")
    paper(of.items.get(title="Warm homes"), cast.bradford_editor, "Costs")
    paper(private, cast.bradford_editor, "Grievance")
    paper(private, cast.bradford_editor, "Table", kind="spreadsheet")
    public, members = issued(cast.bradford_editor, of, PUBLIC), issued(cast.bradford_editor, of)
    assert "Paper: Costs.pdf" in words(public)
    assert "Grievance" not in words(public)
    blank = [page.mediabox.width for page in pdf(public).pages].count(200)
    both = [page.mediabox.width for page in pdf(members).pages].count(200)
    assert (blank, both) == (1, 2)


def test_a_paper_that_cannot_be_joined_is_named_and_keeps_nothing_back(
    made: Board, cast: Cast
) -> None:
    of = meeting(made, cast.bradford_editor, "Warm homes")
    item = of.items.get(title="Warm homes")
    paper(item, cast.bradford_editor, "Costs")
    torn = Attachment.objects.get().file
    torn.storage.delete(torn.name)
    torn.storage.save(torn.name, ContentFile(b"%PDF-1.4 torn"))
    paper(item, cast.bradford_editor, "Plan")
    draft = make(cast.bradford_editor, of)
    said = press(cast.bradford_editor, draft, "issue")
    assert "couldn’t be added to its PDF, so send them too: “Costs.pdf”." in said
    draft.refresh_from_db()
    pages = pdf(draft).pages
    assert "Warm homes" in "".join(page.extract_text() for page in pages)
    assert [page.mediabox.width for page in pages].count(200) == 1


def test_without_the_library_it_is_issued_and_printed_as_a_page(
    made: Board, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that sets it finds no library; it ends, and nothing else does."""
    _, head = b.seat(made, cast.council)
    pack = make(cast.bradford_editor, meeting(made, cast.bradford_editor, "Warm homes"))
    assert signed_in(cast.bradford_editor).get(f"{pack.get_absolute_url()}pdf/").status_code == 200
    monkeypatch.setattr(process, "_START", ("-S", *process._START))
    answer = signed_in(cast.bradford_editor).get(f"{pack.get_absolute_url()}pdf/", follow=True)
    assert "No PDF could be made. Print this page instead." in text_of(answer)
    press(cast.bradford_editor, pack, "issue")
    shown = page(head, pack)
    assert "No PDF could be made. Print this page instead." in shown
    assert "Warm homes" in shown
    assert signed_in(head).get(f"{pack.get_absolute_url()}pdf/").status_code == 404


def test_each_page_of_the_pdf_of_a_made_up_board_says_that_it_is_made_up(
    made: Board, cast: Cast
) -> None:
    of = meeting(made, cast.bradford_editor, *(f"Item {number}" for number in range(60)))
    sheets = pdf(issued(cast.bradford_editor, of)).pages
    assert not any("Made-up example" in sheet.extract_text() for sheet in sheets)
    Organisation.objects.filter(pk=made.organisation_id).update(is_example=True)
    sheets = pdf(issued(cast.bradford_editor, BoardMeeting.objects.get(pk=of.pk))).pages
    assert len(sheets) > 1
    assert all("Made-up example" in sheet.extract_text() for sheet in sheets)
    assert "Exampleshire is a made-up county" in sheets[0].extract_text()


def test_markup_stays_text_on_the_page_and_in_the_pdf(made: Board, cast: Cast) -> None:
    of = meeting(made, cast.bradford_editor, *(f"Item {one}" for one in MARKUP))
    pack = issued(cast.bradford_editor, of)
    html = signed_in(cast.bradford_editor).get(pack.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    told = "".join(sheet.extract_text() for sheet in pdf(pack).pages)
    for one in MARKUP:
        assert f"Item {one}" in told, one


def test_a_body_that_merges_leaves_the_pack_as_it_was(made: Board, cast: Cast) -> None:
    kept, twice = builders.organisation("Care Board"), builders.organisation("NHS Care Board")
    b.seat(made, twice)
    officer = builders.user("Officer", ("officer", twice))
    of = meeting(made, cast.bradford_editor, "NHS Care Board reports", visibility="network")
    sent = issued(cast.bradford_editor, of, body(twice))
    draft = make(cast.bradford_editor, of, body(twice))
    before = (sent.digest, sent.title, sent.for_whom)
    on_paper = signed_in(officer).get(f"{sent.get_absolute_url()}pdf/").getvalue()
    assert b"%PDF" in on_paper
    merge_bodies(by=cast.administrator, pair=Duplicate(twice, kept, "The same"))
    sent.refresh_from_db()
    assert (digest_of(sent.content), sent.title, sent.for_whom) == before
    assert sent.body == kept
    officer = type(officer).objects.get(pk=officer.pk)
    assert "For NHS Care Board" in page(officer, sent)
    assert signed_in(officer).get(f"{sent.get_absolute_url()}pdf/").getvalue() == on_paper
    draft.refresh_from_db()
    said = refused(draft, cast.bradford_editor)
    assert said == "NHS Care Board is now Care Board. Make it again first"
    again = actions.make_again(by=cast.bradford_editor, pack=draft)
    assert (again.for_whom, again.state) == ("Care Board", "draft")


def test_a_body_that_gives_way_takes_drafts_and_leaves_what_was_issued(
    made: Board, cast: Cast
) -> None:
    old = builders.organisation("Old Care Board", "nhs")
    b.seat(made, old)
    of = meeting(made, cast.bradford_editor, visibility="network")
    sent = issued(cast.bradford_editor, of, body(old))
    draft = make(cast.bradford_editor, of, body(old))
    plan = GivingWay(
        before=(old,), after=(Heir(None, "New Care Board", "nhs"),), on=b.TODAY, reason="By order"
    )
    give_way(by=cast.administrator, plan=plan)
    sent.refresh_from_db()
    draft.refresh_from_db()
    assert (sent.body, str(draft.body)) == (old, "New Care Board")
    assert "is now New Care Board. Make it again first" in refused(draft, cast.bradford_editor)
    assert Organisation.objects.filter(name="New Care Board").exists()


def test_one_that_was_sent_and_replaced_can_still_be_withdrawn(made: Board, cast: Cast) -> None:
    of = meeting(made, cast.bradford_editor)
    first = issued(cast.bradford_editor, of)
    issued(cast.bradford_editor, of)
    first.refresh_from_db()
    assert first.state == "replaced"
    assert "Withdrawn" in press(cast.bradford_editor, first, "withdraw")
