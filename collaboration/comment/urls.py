from __future__ import annotations

from django.urls import path

from collaboration.comment import views

urlpatterns = [
    path("<int:pk>/", views.ShowComment.as_view(), name="comment"),
    path("<int:pk>/edit/", views.EditComment.as_view(), name="comment_edit"),
    path("<int:pk>/withdraw/", views.WithdrawComment.as_view(), name="comment_withdraw"),
    path("<int:pk>/history/", views.CommentHistory.as_view(), name="comment_history"),
    path("<slug:kind>/<int:pk>/", views.Comments.as_view(), name="comments"),
    path("<slug:kind>/<int:pk>/people/", views.comment_people, name="comment_people"),
]
