"""Addresses of escalations."""

from typing import Any

from django.urls import path
from django.views.generic import RedirectView

from barriers.escalation import list_views, views

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
        views.Escalate.as_view(),
        name="barrier_escalate",
    ),
    path(
        "barriers/<barrier_reference:pk>/escalate/request/",
        views.request_escalation,
        name="escalation_request",
    ),
    path(
        "barriers/<barrier_reference:pk>/escalate/dismiss/",
        views.DismissRequest.as_view(),
        name="escalation_request_dismiss",
    ),
    path("escalations/", list_views.Escalations.as_view(), name="escalations"),
    path("escalations/answer/", list_views.AnswerMany.as_view(), name="escalations_answer"),
    path("escalations/rates/", list_views.AnswerRates.as_view(), name="escalation_rates"),
    path(ONE, views.EscalationPage.as_view(), name="escalation"),
    path(f"{ONE}answer/", views.Answer.as_view(), name="escalation_answer"),
    path(f"{ONE}correct/", views.CorrectAnswer.as_view(), name="escalation_correct"),
    path(f"{ONE}withdraw/", views.Withdraw.as_view(), name="escalation_withdraw"),
    path(f"{ONE}further/", views.Climb.as_view(), name="escalation_climb"),
    path(f"{ONE}helped/", views.SayHelped.as_view(), name="escalation_helped"),
    path(f"{ONE}link/", views.SendLink.as_view(), name="answer_link_send"),
    path(f"{ONE}link/<int:link>/end/", views.end_link, name="answer_link_end"),
    # As emails and notes of before name them
    path(
        "barriers/<barrier_reference:pk>/ask/",
        views.FormerEscalate.as_view(),
        name="barrier_ask",
    ),
    path("asks/", _led_on("escalations"), name="asks"),
    path("asks/answer/", _led_on("escalations_answer"), name="asks_answer"),
    path("asks/rates/", _led_on("escalation_rates"), name="ask_rates"),
    path("asks/<int:pk>/", views.FormerAddress.as_view(), name="ask"),
    *(
        path(
            f"asks/<int:pk>/{was}/",
            views.FormerAddress.as_view(leads_to=name),
            name=f"ask_{was}",
        )
        for was, name in FORMS_BEFORE.items()
    ),
    path("answer/<str:token>/", views.answer_by_link, name="answer_by_link"),
    path("programmes/<slug:slug>/clock/", list_views.EditClock.as_view(), name="escalation_clock"),
]
