"""Addresses of systemic barriers, the register of asked changes of law, answers and offers."""

from django.urls import path, register_converter

from barriers.models.systemic import REFERENCE
from barriers.views import systemic, systemic_change

register_converter(REFERENCE.converter(), "systemic_reference")
ALL = "barriers/systemic/"
ONE = f"{ALL}<systemic_reference:pk>/"

urlpatterns = [
    path(ALL, systemic.systemic_barriers, name="systemic_barriers"),
    path(f"{ALL}laws/", systemic.systemic_laws, name="systemic_laws"),
    path(f"{ALL}add/", systemic_change.add, name="systemic_add"),
    path(f"{ALL}offers/<int:pk>/accept/", systemic_change.accept, name="systemic_accept"),
    path(f"{ALL}offers/<int:pk>/decline/", systemic_change.decline, name="systemic_decline"),
    path(ONE, systemic.systemic, name="systemic"),
    path(f"{ONE}brief/", systemic.brief, name="systemic_brief"),
    path(f"{ONE}history/", systemic.history, name="systemic_history"),
    path(f"{ONE}edit/", systemic_change.edit, name="systemic_edit"),
    path(f"{ONE}answer/", systemic_change.answer_add, name="systemic_answer"),
    path(f"{ONE}members/add/", systemic_change.members_add, name="systemic_members"),
    path(
        f"{ONE}members/<barrier_reference:barrier>/end/",
        systemic_change.member_end,
        name="systemic_member_end",
    ),
]
