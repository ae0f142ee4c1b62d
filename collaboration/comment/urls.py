from __future__ import annotations

from django.urls import path

from collaboration.comment import pages

urlpatterns = [
    path("<int:pk>/", pages.ShowComment.as_view(), name="comment"),
    path("<int:pk>/edit/", pages.EditComment.as_view(), name="comment_edit"),
    path("<int:pk>/withdraw/", pages.WithdrawComment.as_view(), name="comment_withdraw"),
    path("<int:pk>/history/", pages.CommentHistory.as_view(), name="comment_history"),
    path("<slug:kind>/<int:pk>/", pages.Comments.as_view(), name="comments"),
    path("<slug:kind>/<int:pk>/people/", pages.comment_people, name="comment_people"),
]
