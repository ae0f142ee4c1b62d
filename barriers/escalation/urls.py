"""Addresses of what is asked of bodies."""

from django.urls import path

from barriers.escalation import link_pages, list_pages, pages

urlpatterns = [
    path("barriers/<barrier_reference:pk>/ask/", pages.ask, name="barrier_escalate"),
    path("asks/", list_pages.asks, name="escalations"),
    path("asks/answer/", list_pages.answer_many, name="escalations_answer"),
    path("asks/rates/", list_pages.rates, name="escalation_rates"),
    path("asks/<int:pk>/", pages.escalation, name="escalation"),
    path("asks/<int:pk>/answer/", pages.answer, name="escalation_answer"),
    path("asks/<int:pk>/withdraw/", pages.withdraw, name="escalation_withdraw"),
    path("asks/<int:pk>/up/", pages.climb, name="escalation_climb"),
    path("asks/<int:pk>/helped/", pages.helped, name="escalation_helped"),
    path("asks/<int:pk>/link/", link_pages.send, name="answer_link_send"),
    path("asks/<int:pk>/link/<int:link>/end/", link_pages.end, name="answer_link_end"),
    path("answer/<str:token>/", link_pages.answer_by_link, name="answer_by_link"),
    path("programmes/<slug:slug>/clock/", list_pages.clock, name="escalation_clock"),
]
