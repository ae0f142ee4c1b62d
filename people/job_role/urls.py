"""Addresses of job roles."""

from django.urls import path

from people.job_role import pages

urlpatterns = [
    path("job-roles/add/", pages.AddPost.as_view(), name="post_add"),
    path("job-roles/<int:pk>/", pages.PostRecord.as_view(), name="post"),
    path("job-roles/<int:pk>/edit/", pages.EditPost.as_view(), name="post_edit"),
    path("job-roles/<int:pk>/holder/", pages.ChangeHolder.as_view(), name="post_holder"),
    path("job-roles/<int:pk>/close/", pages.ClosePost.as_view(), name="post_close"),
    path("job-roles/<int:pk>/take-back/", pages.TakeBackPost.as_view(), name="post_take_back"),
    path("job-roles/<int:pk>/history/", pages.PostHistory.as_view(), name="post_history"),
    path("job-roles/<int:pk>/backup/", pages.EditBackup.as_view(), name="post_backup"),
]
