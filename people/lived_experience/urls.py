from __future__ import annotations

from django.urls import path

from people.lived_experience import pages

urlpatterns = [
    path("", pages.lived_roles, name="lived_roles"),
    path("<int:pk>/", pages.LivedRolePage.as_view(), name="lived_role"),
    path("<int:pk>/terms/", pages.EditTerms.as_view(), name="lived_role_terms"),
    path("<int:pk>/expense/", pages.AddExpense.as_view(), name="lived_role_expense"),
]
