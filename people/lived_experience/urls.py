from __future__ import annotations

from django.urls import path

from people.lived_experience import views

urlpatterns = [
    path("", views.lived_roles, name="lived_roles"),
    path("<int:pk>/", views.LivedRolePage.as_view(), name="lived_role"),
    path("<int:pk>/terms/", views.EditTerms.as_view(), name="lived_role_terms"),
    path("<int:pk>/expense/", views.AddExpense.as_view(), name="lived_role_expense"),
]
