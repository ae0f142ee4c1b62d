"""Addresses of job roles."""

from django.urls import path

from people.job_role import views

urlpatterns = [
    path("job-roles/add/", views.AddPost.as_view(), name="post_add"),
    path("job-roles/<int:pk>/", views.PostRecord.as_view(), name="post"),
    path("job-roles/<int:pk>/edit/", views.EditPost.as_view(), name="post_edit"),
    path("job-roles/<int:pk>/holder/", views.ChangeHolder.as_view(), name="post_holder"),
    path("job-roles/<int:pk>/close/", views.ClosePost.as_view(), name="post_close"),
    path("job-roles/<int:pk>/take-back/", views.TakeBackPost.as_view(), name="post_take_back"),
    path("job-roles/<int:pk>/history/", views.PostHistory.as_view(), name="post_history"),
    path("job-roles/<int:pk>/backup/", views.EditBackup.as_view(), name="post_backup"),
]
