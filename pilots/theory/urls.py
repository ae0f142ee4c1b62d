from __future__ import annotations

from django.urls import path

from pilots.theory import pages

HERE = "pilots/<slug:slug>/theory/"
urlpatterns = [
    path(HERE, pages.TheoryPage.as_view(), name="theory"),
    path(f"{HERE}begin/", pages.BeginTheory.as_view(), name="theory_begin"),
    path(f"{HERE}agree/", pages.theory_agree, name="theory_agree"),
    path(f"{HERE}boxes/add/", pages.AddBox.as_view(), name="theory_box_add"),
    path(f"{HERE}boxes/<int:pk>/edit/", pages.EditBox.as_view(), name="theory_box_edit"),
    path(f"{HERE}boxes/<int:pk>/remove/", pages.theory_box_remove, name="theory_box_remove"),
    path(f"{HERE}arrows/add/", pages.AddLink.as_view(), name="theory_link_add"),
    path(f"{HERE}arrows/<int:pk>/remove/", pages.theory_link_remove, name="theory_link_remove"),
    path(f"{HERE}<int:number>/", pages.TheoryPage.as_view(), name="theory_version"),
]
