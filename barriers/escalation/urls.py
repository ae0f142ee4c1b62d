"""Addresses of what is asked of bodies."""

from django.urls import path

from barriers.views import answer_links, asks, escalations

urlpatterns = [
    path("barriers/<barrier_reference:pk>/ask/", escalations.ask, name="barrier_escalate"),
    path("asks/", asks.asks, name="escalations"),
    path("asks/answer/", asks.answer_many, name="escalations_answer"),
    path("asks/rates/", asks.rates, name="escalation_rates"),
    path("asks/<int:pk>/", escalations.escalation, name="escalation"),
    path("asks/<int:pk>/answer/", escalations.answer, name="escalation_answer"),
    path("asks/<int:pk>/withdraw/", escalations.withdraw, name="escalation_withdraw"),
    path("asks/<int:pk>/up/", escalations.climb, name="escalation_climb"),
    path("asks/<int:pk>/helped/", escalations.helped, name="escalation_helped"),
    path("asks/<int:pk>/link/", answer_links.send, name="answer_link_send"),
    path("asks/<int:pk>/link/<int:link>/end/", answer_links.end, name="answer_link_end"),
    path("answer/<str:token>/", answer_links.answer_by_link, name="answer_by_link"),
    path("programmes/<slug:slug>/clock/", asks.clock, name="escalation_clock"),
]
