"""Addresses of topics."""

from django.urls import path

from partnerships.topic import pages

urlpatterns = [
    path("topics/", pages.Topics.as_view(), name="topics"),
    path("topics/add/", pages.AddTopic.as_view(), name="topic_add"),
    path("topics/<slug:slug>/", pages.TopicPage.as_view(), name="topic"),
    path("topics/<slug:slug>/edit/", pages.EditTopic.as_view(), name="topic_edit"),
    path("topics/<slug:slug>/merge/", pages.MergeTopic.as_view(), name="topic_merge"),
    path("topics/<slug:slug>/undo/", pages.TakeBackTopic.as_view(), name="topic_undo"),
    path("topics/<slug:slug>/history/", pages.TopicHistory.as_view(), name="topic_history"),
]
