"""Access to what bodies are asked: the ask, its answer, the inbox, links and clocks."""

from tests.access.table import Row, post

ASKS = frozenset({"bradford_editor", "region_editor", "pfpp_lead"})
ANSWERS = frozenset({"desnz_official"})
SAYS = ASKS | {"teammate"}
LEADS = frozenset({"pfpp_lead"})

ROWS = [
    Row("barrier", "asked_barrier", public=True),
    Row("barrier_escalate", "barrier", may=ASKS),
    post("barrier_escalate", "barrier", may=ASKS),
    Row("escalations"),
    Row("escalations", query="?whose=of-us&state=late&place=bradford&programme=pfpp"),
    Row("escalations", query="?state=no-such-state"),
    Row("escalations", query="?format=csv", page=False),
    Row("escalations_answer", query="?ask=no-number", page=False, answers=(302,)),
    Row("escalations_answer", method="POST", page=False, answers=(302,)),
    Row("escalation_rates"),
    Row("escalation_rates", query="?format=csv", page=False),
    Row("escalation", "escalation"),
    Row("escalation", "answered_escalation"),
    Row("escalation_answer", "escalation", may=ANSWERS),
    post("escalation_answer", "escalation", may=ANSWERS),
    Row("escalation_withdraw", "escalation", may=ASKS),
    post("escalation_withdraw", "escalation", may=ASKS),
    Row("escalation_climb", "escalation", may=ASKS),
    post("escalation_climb", "escalation", may=ASKS),
    Row("escalation_helped", "answered_escalation", may=SAYS),
    post("escalation_helped", "answered_escalation", may=SAYS),
    Row("answer_link_send", "escalation", may=ASKS),
    post("answer_link_send", "escalation", may=ASKS),
    post("answer_link_end", "answer_link", may=ASKS),
    Row("answer_by_link", "answer_token", public=True),
    post("answer_by_link", "answer_token", public=True),
    Row("escalation_clock", "programme", may=LEADS),
    post("escalation_clock", "programme", may=LEADS),
]
