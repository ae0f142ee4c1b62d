"""Addresses of topics."""

from django.urls import path

from partnerships.topic import views

urlpatterns = [
    path("topics/", views.Topics.as_view(), name="topics"),
    path("topics/add/", views.AddTopic.as_view(), name="topic_add"),
    path("topics/<slug:slug>/", views.TopicPage.as_view(), name="topic"),
    path("topics/<slug:slug>/edit/", views.EditTopic.as_view(), name="topic_edit"),
    path("topics/<slug:slug>/merge/", views.MergeTopic.as_view(), name="topic_merge"),
    path("topics/<slug:slug>/undo/", views.TakeBackTopic.as_view(), name="topic_undo"),
    path("topics/<slug:slug>/history/", views.TopicHistory.as_view(), name="topic_history"),
]
