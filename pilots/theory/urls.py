from __future__ import annotations

from django.urls import path

from pilots.theory import views

HERE = "pilots/<slug:slug>/theory/"
urlpatterns = [
    path(HERE, views.TheoryPage.as_view(), name="theory"),
    path(f"{HERE}begin/", views.BeginTheory.as_view(), name="theory_begin"),
    path(f"{HERE}agree/", views.theory_agree, name="theory_agree"),
    path(f"{HERE}boxes/add/", views.AddBox.as_view(), name="theory_box_add"),
    path(f"{HERE}boxes/<int:pk>/edit/", views.EditBox.as_view(), name="theory_box_edit"),
    path(f"{HERE}boxes/<int:pk>/remove/", views.theory_box_remove, name="theory_box_remove"),
    path(f"{HERE}arrows/add/", views.AddLink.as_view(), name="theory_link_add"),
    path(f"{HERE}arrows/<int:pk>/remove/", views.theory_link_remove, name="theory_link_remove"),
    path(f"{HERE}<int:number>/", views.TheoryPage.as_view(), name="theory_version"),
]
