"""People find help in their own words."""

from __future__ import annotations

import pytest

from interface.help import HelpPage
from interface.help import found as found_among
from records.subjects import registered

FOUND = {
    "how do I log progress": "log-progress",
    "report progress to my funder": "log-progress",
    "how do i undo an update I sent by mistake": "correct-an-update",
    "take back": "correct-an-update",
    "retract update": "correct-an-update",
    "how do I correct a figure?": "correct-a-figure",
    "wrong number": "correct-a-figure",
    "reply to a question from my programme lead": "answer-a-question",
    "approve updates": "accept-an-update",
    "how do I add a barrier": "log-a-barrier",
    "a barrier that is no rule": "no-rule",
    "is it really the law": "no-rule",
    "escalating": "escalate-a-barrier",
    "how to answer an escalation": "answer-an-escalation",
    "record what we tried": "record-what-was-tried",
    "invite a colleague": "invite-somebody",
    "send invitation again": "invite-somebody",
    "give somebody a role": "give-a-role",
    "remove someone's access": "give-a-role",
    "how do I get permission": "ask-for-a-role",
    "I am leaving my job": "hand-over",
    "holiday cover": "hand-over",
    "who can see what I write": "who-can-see",
    "is this confidential": "who-can-see",
    "make a barrier public": "change-who-can-see",
    "print a brief": "share-a-brief",
    "briefing for the minister": "share-a-brief",
    "export to Excel": "download-a-list",
    "download csv": "download-a-list",
    "how do I import a spreadsheet": "import-a-tracker",
    "upload our tracker": "import-a-tracker",
    "turn off emails": "emails",
    "stop notifications": "emails",
    "subscribe in Outlook": "calendar",
    "how do I follow Bradford": "follow-a-place",
    "unsubscribe": "follow-a-place",
    "saved searches": "save-a-filter",
    "confirm a seat of my organisation": "confirm-what-is-said",
    "who do I ask": "find-who-to-ask",
    "who to contact at the council": "find-who-to-ask",
    "add a grant": "add-money",
    "how do I record money we passed on to districts": "pass-money-on",
    "publish a case study": "publish",
    "share what we learned": "publish",
    "duplicates": "merge-duplicates",
    "merge two organisations": "merge-duplicates",
    "this page is out of date": "report-something-wrong",
    "delete a comment": "delete-or-withdraw",
    "what does not known mean": "not-known",
    "is Exampleshire real": "made-up",
    "log in": "sign-in",
    "forgotten password": "sign-in",
    "two-step": "sign-in",
    "start a new pilot": "propose-a-pilot",
    "same indicator as others": "count-alike",
    "data sharing request": "ask-for-data",
    "find guidance": "read-guidance",
    "change the law": "gather-a-cause",
    "add a post": "job-roles",
    "offer a secondment": "lend-somebody",
    "attach a document": "say-something",
    "announce a workshop": "learning-event",
    "theory of change": "evaluate",
    "apply for a grant": "funds-and-bids",
    "section 75": "pools-and-returns",
    "funding cliff edge": "money-that-ends",
    "board minutes": "board-meetings",
    "how do I record a vote": "record-a-decision",
    "memorandum of understanding": "agreements",
    "align our objectives": "priorities",
    "consult places on a policy": "policy-tests",
    "regional newsletter": "regional-updates",
    "emergency phone number": "services",
    "add a charity": "organisations",
    "cite a report": "sources",
    "tell my council what I think as a resident": "tell-a-place",
}


def found(typed: str) -> list[HelpPage]:
    return found_among(registered(HelpPage), typed)


@pytest.mark.parametrize("typed", FOUND)
def test_help_is_among_the_first_three_for_the_words_of_people(typed: str) -> None:
    slugs = [page.slug for page in found(typed)[:3]]
    assert FOUND[typed] in slugs


def test_help_alone_finds_all_and_no_word_of_it_none() -> None:
    assert found("help") == found("How do I get help?") == list(registered(HelpPage))
    assert found("how do I") == found("") == found("the zebra") == []


def test_most_of_the_words_must_fit_and_those_of_the_title_come_first() -> None:
    assert found("log a xylophone quartet") == found("how do I log a xylophone quartet") == []
    assert found("barriers in Bradford") == []  # asks for those, not how
    assert found("log a barrier")[0].slug == "log-a-barrier"
    assert found("Escalations!")[0].title.startswith("How do I escalate")
