"""Access to what was learned."""

from tests.access.rows_pilots import EDITS, LOGS
from tests.access.table import Row, post

REVIEWS = frozenset({"pfpp_lead", "evaluator"})
PUBLISHES = frozenset({"bradford_editor", "region_editor"})
WRITES = PUBLISHES | {"bradford_officer"}
ADDS_EVENTS = WRITES | {
    *("yorkshire_connector", "luton_officer", "luton_editor", "pfpp_lead", "desnz_official"),
    "teammate",
}

ROWS = [
    Row("case_studies", public=True),
    Row("case_studies", public=True, query="?q=letters&outcome=worked&state=withdrawn"),
    Row("case_studies", public=True, query="?topic=no-such-topic"),
    Row("case_studies", public=True, query="?format=csv", page=False),
    Row("case_study", "case_study", public=True),
    Row("case_study", "published_case_study", public=True),
    Row("case_study_history", "published_case_study", public=True),
    Row("case_study_edit", "case_study", may=EDITS),
    post("case_study_edit", "case_study", may=EDITS),
    post("case_study_review", "case_study", may=REVIEWS),
    post("case_study_publish", "case_study", may=PUBLISHES),
    post("case_study_withdraw", "case_study", may=PUBLISHES | REVIEWS),
    Row("case_study_add", "pilot", may=LOGS),
    post("case_study_add", "pilot", may=LOGS),
    Row("learning_events", public=True),
    Row("learning_events", public=True, query="?when=past"),
    Row("learning_event", "learning_event", public=True),
    Row("learning_event", "signed_in_event", public=True),
    Row("learning_event_add", may=ADDS_EVENTS),
    post("learning_event_add", may=ADDS_EVENTS),
    Row("learning_event_edit", "learning_event", may=PUBLISHES),
    post("learning_event_edit", "learning_event", may=PUBLISHES),
    post("learning_event_call_off", "learning_event", may=PUBLISHES),
    Row("pilot_equality", "pilot", public=True),
    Row("pilot_equality_add", "pilot", may=LOGS),
    post("pilot_equality_add", "pilot", may=LOGS),
    Row("equality_edit", "equality", may=LOGS),
    post("equality_edit", "equality", may=LOGS),
    Row("place_you_said", "place", public=True),
    Row("place_you_said_add", "place", may=WRITES),
    post("place_you_said_add", "place", may=WRITES),
    Row("place_tell", "place", public=True),
    post("place_tell", "place", public=True),
    Row("you_said_edit", "you_said", may=WRITES),
    post("you_said_edit", "waiting_you_said", may=WRITES),
    post("you_said_approve", "waiting_you_said", may=PUBLISHES),
    post("you_said_turn_down", "waiting_you_said", may=PUBLISHES),
    Row("lessons", public=True),
    Row("lessons", public=True, query="?q=learned&kind=lesson&topic=&sort=changed"),
    Row("lessons", public=True, query="?topic=no-such-topic"),
    Row("lessons", public=True, query="?format=csv", page=False),
    Row("lesson", "lesson", public=True),
    Row("lesson_history", "lesson", public=True),
    Row("lesson_edit", "lesson", may=EDITS),
    post("lesson_edit", "lesson", may=EDITS),
    Row("pilot_lesson_add", "pilot", may=LOGS),
    post("pilot_lesson_add", "pilot", may=LOGS),
]
