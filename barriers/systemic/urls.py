"""Addresses of systemic barriers, the register of asked changes of law, answers and offers."""

from django.urls import path, register_converter

from barriers.systemic import change_pages, pages
from barriers.systemic.models import REFERENCE

register_converter(REFERENCE.converter(), "systemic_reference")
ALL = "barriers/systemic/"
ONE = f"{ALL}<systemic_reference:pk>/"

urlpatterns = [
    path(ALL, pages.systemic_barriers, name="systemic_barriers"),
    path(f"{ALL}laws/", pages.systemic_laws, name="systemic_laws"),
    path(f"{ALL}add/", change_pages.add, name="systemic_add"),
    path(f"{ALL}offers/<int:pk>/accept/", change_pages.accept, name="systemic_accept"),
    path(f"{ALL}offers/<int:pk>/decline/", change_pages.decline, name="systemic_decline"),
    path(ONE, pages.systemic, name="systemic"),
    path(f"{ONE}brief/", pages.brief, name="systemic_brief"),
    path(f"{ONE}history/", pages.history, name="systemic_history"),
    path(f"{ONE}edit/", change_pages.edit, name="systemic_edit"),
    path(f"{ONE}answer/", change_pages.answer_add, name="systemic_answer"),
    path(f"{ONE}members/add/", change_pages.members_add, name="systemic_members"),
    path(
        f"{ONE}members/<barrier_reference:barrier>/end/",
        change_pages.member_end,
        name="systemic_member_end",
    ),
]
