"""Addresses of systemic barriers, the register of asked changes of law, answers and offers."""

from django.urls import path, register_converter

from barriers.systemic import answer_views, change_views, views
from barriers.systemic.models import REFERENCE

register_converter(REFERENCE.converter(), "systemic_reference")
ALL = "barriers/systemic/"
ONE = f"{ALL}<systemic_reference:pk>/"
OFFER = f"{ALL}offers/<int:pk>/"
ANSWER = f"{ALL}answers/<int:pk>/"

urlpatterns = [
    path(ALL, views.SystemicBarriers.as_view(), name="systemic_barriers"),
    path(f"{ALL}laws/", views.AskedChangesOfLaw.as_view(), name="systemic_laws"),
    path(f"{ALL}add/", change_views.AddSystemicBarrier.as_view(), name="systemic_add"),
    path(f"{OFFER}accept/", change_views.AcceptAnswer.as_view(), name="systemic_accept"),
    path(f"{OFFER}decline/", change_views.DeclineAnswer.as_view(), name="systemic_decline"),
    path(f"{ANSWER}edit/", answer_views.EditAnswer.as_view(), name="systemic_answer_edit"),
    path(
        f"{ANSWER}withdraw/",
        answer_views.WithdrawAnswer.as_view(),
        name="systemic_answer_withdraw",
    ),
    path(ONE, views.SystemicPage.as_view(), name="systemic"),
    path(f"{ONE}brief/", views.SystemicBrief.as_view(), name="systemic_brief"),
    path(f"{ONE}history/", views.SystemicHistory.as_view(), name="systemic_history"),
    path(f"{ONE}edit/", change_views.EditSystemicBarrier.as_view(), name="systemic_edit"),
    path(f"{ONE}answer/", change_views.AddAnswer.as_view(), name="systemic_answer"),
    path(f"{ONE}members/add/", change_views.AddMembers.as_view(), name="systemic_members"),
    path(
        f"{ONE}members/<barrier_reference:barrier>/end/",
        change_views.member_end,
        name="systemic_member_end",
    ),
]
