from django.urls import include, path

urlpatterns = [
    path("", include("collaboration.meeting.urls")),
    path("something-wrong/", include("collaboration.error_report.urls")),
    path("files/", include("collaboration.attachment.urls")),
    path("comments/", include("collaboration.comment.urls")),
]
