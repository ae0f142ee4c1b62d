"""Addresses of escalations."""

from typing import Any

from django.urls import path
from django.views.generic import RedirectView

from barriers.escalation import list_pages, pages

ONE = "escalations/<int:pk>/"
# What a form was called in its address before, and which it is
FORMS_BEFORE = {
    "answer": "escalation_answer",
    "withdraw": "escalation_withdraw",
    "up": "escalation_climb",
    "helped": "escalation_helped",
    "link": "answer_link_send",
}


def _led_on(name: str) -> Any:
    return RedirectView.as_view(pattern_name=name, query_string=True)


urlpatterns = [
    path(
        "barriers/<barrier_reference:pk>/escalate/",
        pages.Escalate.as_view(),
        name="barrier_escalate",
    ),
    path(
        "barriers/<barrier_reference:pk>/escalate/request/",
        pages.request_escalation,
        name="escalation_request",
    ),
    path(
        "barriers/<barrier_reference:pk>/escalate/dismiss/",
        pages.DismissRequest.as_view(),
        name="escalation_request_dismiss",
    ),
    path("escalations/", list_pages.Escalations.as_view(), name="escalations"),
    path("escalations/answer/", list_pages.AnswerMany.as_view(), name="escalations_answer"),
    path("escalations/rates/", list_pages.AnswerRates.as_view(), name="escalation_rates"),
    path(ONE, pages.EscalationPage.as_view(), name="escalation"),
    path(f"{ONE}answer/", pages.Answer.as_view(), name="escalation_answer"),
    path(f"{ONE}correct/", pages.CorrectAnswer.as_view(), name="escalation_correct"),
    path(f"{ONE}withdraw/", pages.Withdraw.as_view(), name="escalation_withdraw"),
    path(f"{ONE}further/", pages.Climb.as_view(), name="escalation_climb"),
    path(f"{ONE}helped/", pages.SayHelped.as_view(), name="escalation_helped"),
    path(f"{ONE}link/", pages.SendLink.as_view(), name="answer_link_send"),
    path(f"{ONE}link/<int:link>/end/", pages.end_link, name="answer_link_end"),
    # As emails and notes of before name them
    path(
        "barriers/<barrier_reference:pk>/ask/",
        pages.FormerEscalate.as_view(),
        name="barrier_ask",
    ),
    path("asks/", _led_on("escalations"), name="asks"),
    path("asks/answer/", _led_on("escalations_answer"), name="asks_answer"),
    path("asks/rates/", _led_on("escalation_rates"), name="ask_rates"),
    path("asks/<int:pk>/", pages.FormerAddress.as_view(), name="ask"),
    *(
        path(
            f"asks/<int:pk>/{was}/",
            pages.FormerAddress.as_view(leads_to=name),
            name=f"ask_{was}",
        )
        for was, name in FORMS_BEFORE.items()
    ),
    path("answer/<str:token>/", pages.answer_by_link, name="answer_by_link"),
    path("programmes/<slug:slug>/clock/", list_pages.EditClock.as_view(), name="escalation_clock"),
]
