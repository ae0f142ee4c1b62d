"""Addresses of what is asked of bodies."""

from django.urls import path

from barriers.escalation import list_pages, pages

ONE = "asks/<int:pk>/"

urlpatterns = [
    path("barriers/<barrier_reference:pk>/ask/", pages.Escalate.as_view(), name="barrier_escalate"),
    path("asks/", list_pages.Escalations.as_view(), name="escalations"),
    path("asks/answer/", list_pages.AnswerMany.as_view(), name="escalations_answer"),
    path("asks/rates/", list_pages.AnswerRates.as_view(), name="escalation_rates"),
    path(ONE, pages.EscalationPage.as_view(), name="escalation"),
    path(f"{ONE}answer/", pages.Answer.as_view(), name="escalation_answer"),
    path(f"{ONE}withdraw/", pages.Withdraw.as_view(), name="escalation_withdraw"),
    path(f"{ONE}up/", pages.Climb.as_view(), name="escalation_climb"),
    path(f"{ONE}helped/", pages.SayHelped.as_view(), name="escalation_helped"),
    path(f"{ONE}link/", pages.SendLink.as_view(), name="answer_link_send"),
    path(f"{ONE}link/<int:link>/end/", pages.end_link, name="answer_link_end"),
    path("answer/<str:token>/", pages.answer_by_link, name="answer_by_link"),
    path("programmes/<slug:slug>/clock/", list_pages.EditClock.as_view(), name="escalation_clock"),
]
